"""Pages that would keep docutils busy for ever, told by a look at their text.

docutils looks for the end of every opening to the end of its paragraph, hands the ids of a run of targets on
from one to the next, and weighs each border of a table against all others: each costs the square of a number.
The rest is slow but straight, so a count is enough. No page written to be read comes near these figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

MAX_LINE: Final = 20_000
MAX_LINES: Final = 20_000
MAX_INLINES: Final = 20_000
MAX_TARGETS: Final = 3_000
MAX_COLUMNS: Final = 100
MAX_CELLS: Final = 40_000
# Openings times characters, paragraph by paragraph.
MAX_SEARCHED: Final = 100_000_000

_INLINE: Final = re.compile(r"(?<!\w)(?:\*{1,2}|`{1,2}|\||_`|\[)(?=\S)|\w__?(?!\w)|\]_|:\w")
_TARGET: Final = re.compile(r"^ *(?:__|\.\.) +(?:_|\[|\||\w+://)|\]_(?!\w)", re.MULTILINE)
_WIDE: Final = re.compile(rf"^ *(?:(?:=++ ++){{{MAX_COLUMNS}}}|(?:\+[-=]*+){{{MAX_COLUMNS}}})", re.MULTILINE)
_BLANK_LINE: Final = re.compile(r"\n[ \t]*+\n")


def too_hard(text: str) -> str:
    """Why this text must not be converted, as one sentence; `""` when it may."""
    return next(_problems(text), "")


def _problems(text: str) -> Iterator[str]:
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        yield f"The page has more than {MAX_LINES} lines"
    if len(max(lines, key=len, default="")) > MAX_LINE:
        yield f"The page has a line longer than {MAX_LINE} characters"
    if _count(_TARGET, text) > MAX_TARGETS:
        yield f"The page has more than {MAX_TARGETS} targets, notes and substitutions"
    if _WIDE.search(text):
        yield f"The page has a table of {MAX_COLUMNS} columns or more"
    if text.count("|") + text.count("+") > MAX_CELLS:
        yield f"The page has more than {MAX_CELLS} table cells"
    blocks = [(len(block), _count(_INLINE, block)) for block in _BLANK_LINE.split(text)]
    if sum(count for _, count in blocks) > MAX_INLINES:
        yield f"The page has more than {MAX_INLINES} links and emphases"
    if sum(length * count for length, count in blocks) > MAX_SEARCHED:
        yield "The page has too many links and emphases in one paragraph"


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
