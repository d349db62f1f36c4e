"""Pages that would keep the Markdown parser busy for ever, told by a look at their text.

Python-Markdown's inline patterns are quadratic in the number of openings that nothing closes, and its block
parser calls itself for every level of a list or quotation. No page written to be read comes near these
figures. A worker with time and memory limits is the real fence; this is the cheap one before it.
"""

from __future__ import annotations

import re
from typing import Final

MAX_LINE: Final = 100_000
MAX_DEPTH: Final = 40
MAX_OPEN: Final = 400
MAX_TAGS: Final = 20_000
MAX_HEADINGS: Final = 5_000
MAX_TICKS: Final = 100

_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_TAG_OPENING: Final = re.compile(r"<[a-zA-Z!/?]")
_QUOTE_LEVELS: Final = re.compile(r"^(?:[ \t]*(?:>|[-*+](?=[ \t]))){40}", re.MULTILINE)
_HEADING: Final = re.compile(r"^#", re.MULTILINE)
_TICKS: Final = re.compile(r"`+")
_EMPHASIS: Final = re.compile(r"(?<!\w)[*_~^=]{1,3}(?=\w)")


def too_hard(text: str) -> str:
    """Why this text must not be rendered, as one sentence; `""` when it may."""
    if len(max(text.split("\n"), key=len)) > MAX_LINE:
        return f"The page has a line longer than {MAX_LINE} characters"
    if _QUOTE_LEVELS.search(text) or _deepest_indent(text) > MAX_DEPTH:
        return f"The page nests lists or quotations deeper than {MAX_DEPTH} levels"
    if sum(1 for _ in _HEADING.finditer(text)) > MAX_HEADINGS:
        return f"The page has more than {MAX_HEADINGS} headings"
    if sum(1 for _ in _TAG_OPENING.finditer(text)) > MAX_TAGS:
        return f"The page has more than {MAX_TAGS} tags"
    if any(_unclosed(block) > MAX_OPEN for block in _BLANK_LINE.split(text)):
        return f"A paragraph opens more than {MAX_OPEN} brackets, tags or emphases that nothing closes"
    return ""


def _unclosed(block: str) -> int:
    """How many openings of the worst kind in a paragraph have no closing."""
    brackets = block.count("[") - block.count("]")
    calls = block.count("](") - block.count(")")
    tags = block.count("<") - block.count(">")
    emphases = _unclosed_emphases(block)
    # Every different length of a run of ticks is looked for to the end of the paragraph.
    ticks = 0
    if block.count("`") > MAX_TICKS:
        ticks = (len({len(run) for run in _TICKS.findall(block)}) > MAX_TICKS) * (MAX_OPEN + 1)
    return max(brackets, calls, tags, emphases, ticks)


def _unclosed_emphases(block: str) -> int:
    if block.count("*") + block.count("_") < MAX_OPEN:
        return 0
    openings = sum(1 for _ in _EMPHASIS.finditer(block))
    closings = sum(1 for _ in re.finditer(r"(?<=\w)[*_~^=]{1,3}(?!\w)", block))
    return openings - closings


def _deepest_indent(text: str) -> int:
    """The deepest level of list items by their indentation; code may be indented as it likes."""
    deepest = 0
    for match in re.finditer(r"^([ \t]+)(?:[-*+]|\d+[.)])[ \t]", text, re.MULTILINE):
        deepest = max(deepest, len(match.group(1).expandtabs(4)) // 4)
    return deepest
