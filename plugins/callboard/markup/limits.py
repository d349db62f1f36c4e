"""Pages that would keep the Markdown parser busy for ever, told by a look at their text.

Python-Markdown's inline patterns are quadratic in the number of openings that nothing closes, several of its
extensions in the number of their own constructs, and its block parser calls itself for every level of a list
or quotation. A worker with time and memory limits is the real fence; this is the cheap one before it, so what
only takes long is let through: each figure is what an ordinary machine renders in two seconds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

MAX_LINE: Final = 100_000
MAX_DEPTH: Final = 40
MAX_OPEN: Final = 400
MAX_TICK_RUNS: Final = 100
MAX_SAME_NOTE: Final = 500
MAX_SPLITTING: Final = 15_000_000


def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:{pattern})", re.MULTILINE)


# What is counted, how often it may be there, and a text that is there at least as often: counting that first
# is quick, and settles the matter for nearly every page.
_COUNTED: Final = (
    ("headings", 10_000, "\n", re.compile(r"^[ \t>]*(?:#|=+$|-+$|<h[1-6])", re.MULTILINE)),
    ("tags", 15_000, "<", re.compile(r"<[a-zA-Z!/?]")),
    ("table cells", 130_000, "|", re.compile(r"\|")),
    ("code fences", 8_000, "\n", _lines("```|~~~")),
    ("footnotes", 2_500, "[^", re.compile(r"\[\^")),
    ("abbreviations", 2_000, "*[", re.compile(r"^[ \t>]*\*\[", re.MULTILINE)),
    ("definitions", 2_000, "\n", _lines(r":[ \t]")),
    ("boxes and tabs", 2_000, "\n", _lines(r"!!!|\?\?\?|===|///|:::")),
)
_OPENINGS: Final = ("<", "[", "*", "_", "`", "~", "^", "=")
# As far in as the deepest level with tabs alone.
_FAR_IN: Final = re.compile(rf"^[ \t]{{{MAX_DEPTH}}}", re.MULTILINE)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n")
_NESTED_MARKS: Final = re.compile(rf"^(?:[ \t]*(?:>|[-*+](?=[ \t]))){{{MAX_DEPTH}}}", re.MULTILINE)
_ITEM_INDENT: Final = re.compile(r"^([ \t]+)(?:[-*+!?=>]|\d+[.)])", re.MULTILINE)
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\n]{0,50})")
# Those at the margin are set apart before the parser sees them.
_SPLITTING: Final = re.compile(r"^(?:[ \t>]*(?:=+|-+)[ \t]*$|[ \t>]+(?:#|\*\[))", re.MULTILINE)
_TICKS: Final = re.compile(r"`+")
_OPENING: Final = re.compile(r"(?<!\w)[*_~^=]{1,3}(?=\w)")
_CLOSING: Final = re.compile(r"(?<=\w)[*_~^=]{1,3}(?!\w)")


def too_hard(text: str) -> str:
    """Why this text must not be rendered, as one sentence; `""` when it may."""
    return next(_problems(text), "")


def _problems(text: str) -> Iterator[str]:
    if len(text) > MAX_LINE and len(max(text.split("\n"), key=len)) > MAX_LINE:
        yield f"The page has a line longer than {MAX_LINE} characters"
    if _NESTED_MARKS.search(text) or (_FAR_IN.search(text) and _deepest_indent(text) > MAX_DEPTH):
        yield f"The page nests lists or quotations deeper than {MAX_DEPTH} levels"
    for name, limit, sign, pattern in _COUNTED:
        if text.count(sign) >= limit and sum(1 for _ in pattern.finditer(text)) > limit:
            yield f"The page has more than {limit} {name}"
    notes = Counter(_FOOTNOTE.findall(text)) if "[^" in text else Counter[str]()
    if any(count > MAX_SAME_NOTE for count in notes.values()):
        yield f"The page refers to one footnote more than {MAX_SAME_NOTE} times"
    blocks = _BLANK_LINE.split(text)
    # Each of them in a block costs a look at the rest of it; two characters are the least that one has.
    long = (block for block in blocks if len(block) ** 2 > 2 * MAX_SPLITTING)
    if any(len(block) * sum(1 for _ in _SPLITTING.finditer(block)) > MAX_SPLITTING for block in long):
        yield "The page has too many headings or rules without an empty line between them"
    # What is not closed costs the square of its number, paragraph by paragraph.
    many = sum(text.count(sign) for sign in _OPENINGS) > MAX_OPEN
    if many and sum(_unclosed(block) ** 2 for block in blocks) > MAX_OPEN**2:
        yield f"The page opens more than {MAX_OPEN} brackets, tags or emphases that nothing closes"


def _unclosed(block: str) -> int:
    """How many openings of the worst kind in a paragraph have no closing, or none before the next opening."""
    tags = block.count("<") - block.count(">")
    return max(0, tags, _brackets(block), _emphases(block), _tick_runs(block))


def _brackets(block: str) -> int:
    opened = block.count("[")
    if opened <= MAX_DEPTH:
        return opened - block.count("]")
    depth = deepest = 0
    for character in re.findall(r"[\[\]]", block):
        depth = depth + 1 if character == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return max(deepest, block.count("](") - block.count(")"))


def _emphases(block: str) -> int:
    if block.count("*") + block.count("_") < MAX_DEPTH:
        return 0
    return sum(1 for _ in _OPENING.finditer(block)) - sum(1 for _ in _CLOSING.finditer(block))


def _tick_runs(block: str) -> int:
    """Every different length of a run of ticks is looked for to the end of the paragraph."""
    if block.count("`") <= MAX_TICK_RUNS:
        return 0
    lengths = {len(run) for run in _TICKS.findall(block)}
    return MAX_OPEN + 1 if len(lengths) > MAX_TICK_RUNS else 0


def _deepest_indent(text: str) -> int:
    """The deepest level that the indentation of items and boxes can mean."""
    indents = (len(match[1].expandtabs(4)) for match in _ITEM_INDENT.finditer(text))
    return max(indents, default=0) // 4
