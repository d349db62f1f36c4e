"""Where in the text of a file a repair takes place, character by character.

Only places that look exactly as expected are edited: a value or key that stands on one line, plain or in
quotes without escapes. Everything around it stays as it is, whatever the style of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from callboard.descriptors.document import Places
from callboard.descriptors.repairs import Change, Repair

_ANCHOR: Final = r"(?:&[^\s,\[\]{}]+[ \t]+)?"
_NOTHING: Final = r"""[ \t]*:(?:[ \t]+(?:~|null|Null|NULL|""|''))?(?=[ \t,}\r\n]|\Z)"""
_REST: Final = re.compile(r"[ \t]*(,?)[ \t]*(?:(\r?\n)|\Z)")
_COMMENT: Final = re.compile(r"[ \t]+(?=#)")
_NEXT_ENTRY: Final = re.compile(r"[ \t]*,[ \t]*(?=[^\s#])")
_END_OF_ENTRY: Final = re.compile(r"[ \t]*(?=,)|(?=[ \t]*\})")
_INDENT: Final = re.compile(r" *")
_DASHES: Final = re.compile(r" *(?:- +)+")
_CLOSING: Final = re.compile(r"\s*\}")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters from `start` to `end` make room for `text`."""

    start: int
    end: int
    text: str = ""


def apply_edits(text: str, edits: Iterable[Edit]) -> str | None:
    """The text after the edits, None where two of them touch the same characters."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits):
        if edit.start < at:
            return None
        parts += text[at : edit.start], edit.text
        at = edit.end
    return "".join((*parts, text[at:]))


class Editor:
    """Finds the edits of one text, which is without a byte order mark."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def edit_for(self, repair: Repair, places: Places) -> Edit | None:
        """The edit that makes the repair, None where the text is not as plain as that."""
        path = ".".join(repair.path)
        if repair.change is Change.SET:
            return self._replacement(repair, places.get(path, (0, 0)), r"(?=[\s,\]}:]|\Z)")
        place = places.key(path)
        if repair.change is Change.RENAME:
            return self._replacement(repair, place, r"(?=[ \t]*:)")
        return self._removal(repair.old, place)

    def _offset(self, place: tuple[int, int]) -> int | None:
        line, column = place
        return self._starts[line - 1] + column - 1 if 0 < line < len(self._starts) and column else None

    def _replacement(self, repair: Repair, place: tuple[int, int], after: str) -> Edit | None:
        at = self._offset(place)
        pattern = re.compile(rf"""{_ANCHOR}(["']?)({re.escape(repair.old)})\1{after}""")
        match = pattern.match(self._text, at) if at is not None else None
        return Edit(match.start(2), match.end(2), repair.new) if match is not None else None

    def _removal(self, key: str, place: tuple[int, int]) -> Edit | None:
        at = self._offset(place)
        pattern = re.compile(rf"""(["']?){re.escape(key)}\1{_NOTHING}""")
        match = pattern.match(self._text, at) if at is not None else None
        if at is None or match is None:
            return None
        start = self._starts[place[0] - 1]
        if _INDENT.fullmatch(self._text, start, at):
            return self._line_removal(start, at, match.end())
        if _DASHES.fullmatch(self._text, start, at):
            return self._after_dash(at, match.end(), at - start)
        return self._flow_removal(at, match.end())

    def _line_removal(self, start: int, at: int, end: int) -> Edit | None:
        """The field has its line to itself; a comment beside it stays where it is."""
        comment = _COMMENT.match(self._text, end)
        if comment is not None:
            return Edit(at, comment.end())
        rest = _REST.match(self._text, end)
        if rest is None:
            return self._flow_removal(at, end)
        is_last = not rest[1] and _CLOSING.match(self._text, rest.end()) is not None
        if is_last and self._comma_before(start, " \t\r\n") is not None:
            # The line above would end in a comma too many, for JSON at least.
            return None
        if rest[2] is not None:
            return Edit(start, rest.end())
        # A file that ends without a line end goes on doing so.
        return Edit(len(self._text[:start].removesuffix("\n").removesuffix("\r")), rest.end())

    def _comma_before(self, at: int, space: str = " \t") -> int | None:
        while at and self._text[at - 1] in space:
            at -= 1
        return at - 1 if self._text[at - 1 : at] == "," else None

    def _after_dash(self, at: int, end: int, indent: int) -> Edit | None:
        """The field is the first of a list entry: the next one moves up to the dash."""
        following = re.compile(rf"[ \t]*\r?\n {{{indent}}}(?=[^\s#-])").match(self._text, end)
        return Edit(at, following.end()) if following is not None else None

    def _flow_removal(self, at: int, end: int) -> Edit | None:
        """The field goes with the comma before it, or as the first of its collection with the one after."""
        comma = self._comma_before(at)
        if comma is not None:
            ending = _END_OF_ENTRY.match(self._text, end)
            return Edit(comma, ending.end()) if ending is not None else None
        following = _NEXT_ENTRY.match(self._text, end)
        return Edit(at, following.end()) if following is not None else None
