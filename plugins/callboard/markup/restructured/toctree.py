"""The tables of contents that Sphinx builds a navigation from, read without parsing the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

MAX_ENTRIES: Final = 10_000
_TOCTREE: Final = re.compile(r"( *)\.\. toctree ?::")
# What these hold is shown, not obeyed; a comment has no name before two colons.
_SHOWN: Final = re.compile(r"(?:code|code-block|sourcecode|parsed-literal|literalinclude|highlight|raw)\Z")
_EXPLICIT: Final = re.compile(r"\.\.(?: +|\Z)")
_DIRECTIVE: Final = re.compile(r"\.\. (?:\|[^|]++\| )?(\w++(?:[:+.-]\w++)*+) ?::(?: |\Z)")
_NO_COMMENT: Final = re.compile(r"\.\. +(?:_|\[|\|)")
_OPTION: Final = re.compile(r":([\w-]++):(?: +(.*))?\Z")


@dataclass(frozen=True, slots=True)
class Toctree:
    """One `toctree`: its entries as (title or `""`, target as written), and how it wants to be shown."""

    caption: str
    entries: tuple[tuple[str, str], ...]
    glob: bool
    hidden: bool


def toctrees(text: str) -> tuple[Toctree, ...]:
    """Every `toctree` of a page, in order; those in comments and in code are none."""
    lines = [line.expandtabs(8).rstrip() for line in text.splitlines()]
    found: list[Toctree] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        match = _TOCTREE.match(line)
        if match:
            block, position = _indented(lines, position, len(match[1]))
            found.append(read_toctree(block))
        elif _hides_what_follows(line.lstrip()):
            _, position = _indented(lines, position, len(line) - len(line.lstrip()))
    return tuple(found)


def read_toctree(block: Iterable[str]) -> Toctree:
    """The `toctree` whose options and entries are these lines."""
    lines = [line.strip() for line in block]
    options = dict(_options(lines))
    entries = (split_entry(line) for line in lines if line and not _OPTION.match(line))
    return Toctree(
        caption=options.get("caption", ""),
        entries=tuple(entry for entry, _ in zip(entries, range(MAX_ENTRIES), strict=False)),
        glob="glob" in options,
        hidden="hidden" in options,
    )


def split_entry(words: str) -> tuple[str, str]:
    """`Title <target>` as title and target; the title is `""` where there is only a target."""
    title, opening, target = words.removesuffix(">").rpartition("<")
    if words.endswith(">") and opening and title.strip() and target.strip():
        return title.strip(), target.strip()
    return "", words.strip()


def _options(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _OPTION.match(line)
        if match:
            yield match[1], (match[2] or "").strip()


def _hides_what_follows(line: str) -> bool:
    """Whether the lines further in than this one are code or a comment."""
    if not _EXPLICIT.match(line):
        return line.endswith("::")
    directive = _DIRECTIVE.match(line)
    if directive:
        return bool(_SHOWN.match(directive[1]))
    return not _NO_COMMENT.match(line)


def _indented(lines: list[str], position: int, margin: int) -> tuple[list[str], int]:
    """The lines from here on that are empty or begin right of the margin, and where they end."""
    start = position
    while position < len(lines):
        line = lines[position]
        if line and len(line) - len(line.lstrip()) <= margin:
            break
        position += 1
    return lines[start:position], position
