"""The headings of a page: their ids, the lines they stand on, and the table of contents they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from markdown.extensions.toc import slugify

from callboard.markup.page import TocItem

_NOT_IN_FORGE_SLUG: Final = re.compile(r"[^\w\- ]")
_LETTERS: Final = re.compile(r"[^\W_]+")
_FENCE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")
# ATX headings, the underlines of setext headings, and those of reStructuredText.
_MARKED: Final = re.compile(r" {0,3}#{1,6}(?!#)[ \t]*(\S.*)")
_UNDERLINE: Final = re.compile(r"([=\-~^\"'#*+.:_`])\1{2,}[ \t]*$|=+[ \t]*$|-+[ \t]*$")
_TOP: Final = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the page's title."""

    level: int
    id: str
    words: str
    line: int = 0


@dataclass(slots=True)
class HeadingLines:
    """Finds the lines of headings in the text that they were written in, one after the other."""

    text: str
    first_line: int
    """How many lines of the file stand before the text."""
    _candidates: Iterator[tuple[int, str]] = field(init=False)
    _passed: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._candidates = heading_lines(self.text)

    def line_of(self, words: str) -> int:
        """The line of the next heading with these words; 0 when there is none."""
        wanted = _letters(words)
        if wanted in self._passed:
            return self._passed.pop(wanted)
        for number, written in self._candidates:
            found = _letters(written)
            if found == wanted or (wanted and found.startswith(wanted)):
                return self.first_line + number
            self._passed.setdefault(found, self.first_line + number)
        return 0


def heading_lines(text: str) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of every line that looks like a heading outside of fenced code."""
    before, fence = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line) if "`" in line or "~" in line else None
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            if "#" in line and (found := _MARKED.match(line)):
                yield number, found[1]
            elif line and before.strip() and _UNDERLINE.match(line):
                yield number - 1, before
        before = line


def slug(words: str) -> str:
    """The id of a heading as Python-Markdown makes it, but never one that the theme keeps for itself.

    `""` where nothing is left of the words: then a number is all there is.
    """
    name: str = slugify(words, "-")
    return name.lstrip("_") if name.startswith("__") else name


def forge_slugs(headings: Iterable[Heading]) -> dict[str, str]:
    """The ids that GitHub and GitLab would give to headings, and whose they are: READMEs are full of them.

    They keep every blank as a hyphen and number repeats by `-1`.
    """
    found: dict[str, str] = {}
    for heading in headings:
        wanted = _NOT_IN_FORGE_SLUG.sub("", heading.words.strip().lower()).replace(" ", "-")
        name, repeat = wanted, 0
        while name in found:
            repeat += 1
            name = f"{wanted}-{repeat}"
        found[name] = heading.id
    return found


def contents(headings: Iterable[Heading], depths: tuple[int, int] = (1, _TOP)) -> tuple[TocItem, ...]:
    """The headings of these ranks as a tree: each below the nearest earlier one of a higher rank."""
    first, last = depths
    items, _ = _children([heading for heading in headings if first <= heading.level <= last], 0, 0)
    return items


def _children(headings: list[Heading], position: int, above: int) -> tuple[tuple[TocItem, ...], int]:
    items: list[TocItem] = []
    while position < len(headings) and headings[position].level > above:
        heading = headings[position]
        below, position = _children(headings, position + 1, heading.level)
        items.append(TocItem(heading.id, heading.words, heading.level, below, heading.line))
    return tuple(items), position


def _letters(words: str) -> str:
    return "".join(_LETTERS.findall(words)).lower()
