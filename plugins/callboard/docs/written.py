"""Values of a YAML file together with the lines that they are written on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.descriptors import read_only_document
from callboard.descriptors.document import NO_MARK, Mark
from callboard.model import JsonValue

_TAG: Final = re.compile(r"(?:&\S++[ \t]++)?+(!\S*+)")
_INCLUDE: Final = "!include"


@dataclass(frozen=True, slots=True)
class Written:
    """A value and its line; a value with a tag is None, because what it means is not ours to say.

    The one exception is `!include`, which reads as if it had been quoted.
    """

    value: JsonValue = None
    line: int = 0
    tags: tuple[str, ...] = ()
    _mark: Mark = field(default=NO_MARK, compare=False, repr=False)
    _lines: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def items(self) -> Iterator[Written]:
        """The values of a list; a single value counts as a list of one."""
        if not isinstance(self.value, (list, tuple)):
            yield self
            return
        marks = self._mark[4] if isinstance(self._mark[4], list) else []
        for position, value in enumerate(self.value):
            yield self._below(value, marks[position] if position < len(marks) else NO_MARK)

    def pairs(self) -> Iterator[tuple[str, Written]]:
        """Keys and values of a mapping, in order; the line is the key's."""
        if not isinstance(self.value, Mapping):
            return
        marks = self._mark[4] if isinstance(self._mark[4], dict) else {}
        for key, value in self.value.items():
            yield str(key), self._below(value, marks.get(str(key), NO_MARK))

    def get(self, key: str) -> Written | None:
        """The value of a key of a mapping."""
        return next((value for name, value in self.pairs() if name == key), None)

    def _below(self, value: JsonValue, mark: Mark) -> Written:
        return Written(value, mark[2] or mark[0], (), mark, self._lines)


def read_written(data: bytes) -> Written:
    """The one document of a file.

    Raises:
        YamlProblem: it cannot be read, or holds more than one document.
    """
    document = read_only_document(data)
    if document is None:
        return Written()
    value, mark = document.value, document.places.mark
    lines = tuple(data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n"))
    tags = tuple(dict.fromkeys(text.rpartition(" ")[2] for text in document.warnings))
    if tags:
        value = _without_tags(value, mark, lines)
    return Written(value, mark[0], tags, mark, lines)


def _without_tags(value: JsonValue, mark: Mark, lines: tuple[str, ...]) -> JsonValue:
    """The value without what a tag would have made; how deep and how large it is the reader has bounded."""
    tag = _tag_at(mark, lines)
    if tag == _INCLUDE and isinstance(value, str):
        return f"{_INCLUDE} {value}"
    # The tag of an empty value has no place of its own.
    if tag or (value == "" and (mark[0], mark[1]) == (mark[2], mark[3])):
        return None
    below = mark[4]
    if isinstance(value, Mapping):
        marks = below if isinstance(below, dict) else {}
        return {
            key: _without_tags(inner, marks.get(str(key), NO_MARK), lines) for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        places = below if isinstance(below, list) and len(below) == len(value) else [NO_MARK] * len(value)
        return [_without_tags(inner, place, lines) for inner, place in zip(value, places, strict=True)]
    return value


def _tag_at(mark: Mark, lines: tuple[str, ...]) -> str:
    line, column = mark[0], mark[1]
    if not 0 < line <= len(lines):
        return ""
    match = _TAG.match(lines[line - 1], column - 1)
    return match[1] if match else ""
