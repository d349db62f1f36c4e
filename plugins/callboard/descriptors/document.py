"""What a YAML file holds, document by document, and where in the file every value stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import NoneType
from typing import Final, TypeAlias

from callboard.model import JsonValue, Position


class YamlProblem(ValueError):  # noqa: N818  (a problem of a user's file, not of ours)
    """Why a document cannot be read, and where: the first problem only.

    `code` is the finding it becomes. `stops_file` is true where Backstage gives up the whole file at once, so
    that it never sees the documents after this one.
    """

    def __init__(
        self,
        message: str,
        line: int = 0,
        column: int = 0,
        *,
        code: str = "yaml-syntax",
        hint: str = "",
        stops_file: bool = False,
    ) -> None:
        super().__init__(message)
        self.message: Final = message
        self.line: Final = line
        self.column: Final = column
        self.code: Final = code
        self.hint: Final = hint
        self.stops_file: Final = stops_file

    def __str__(self) -> str:
        """The message and its place."""
        return f"{self.message} (line {self.line}, column {self.column})" if self.line else self.message


Mark: TypeAlias = "tuple[int, int, int, int, dict[str, Mark] | list[Mark] | None]"
"""Line and column of a value, line and column of its key (0 where it has none), and its children's marks."""

NO_MARK: Final[Mark] = (0, 0, 0, 0, None)


class Places(Mapping[str, Position]):
    """The place of each value by its path, e.g. `spec.dependsOn.0`.

    Built from the reader's marks on first use: most entities are never pointed at.
    """

    __slots__ = ("_flat", "_kept", "_keys", "_mark")

    def __init__(self, mark: Mark = NO_MARK) -> None:
        self._mark = mark
        self._kept: bytes | None = None
        self._flat: dict[str, Position] | None = None
        self._keys: dict[str, Position] = {}

    @classmethod
    def later(cls, marks: bytes) -> Places:
        """The places in the JSON of a `mark`, read on first use; none are known where it holds none."""
        places = cls()
        places._kept = marks
        return places

    @property
    def record(self) -> bytes:
        """The JSON of the mark, as `later` takes it."""
        if self._kept is None:
            return json.dumps(self._mark, ensure_ascii=False, separators=(",", ":")).encode(
                "utf-8", "surrogatepass"
            )
        return self._kept

    @property
    def mark(self) -> Mark:
        """What the reader noted."""
        if self._kept is not None:
            self._mark, self._kept = _mark_in(self._kept), None
        return self._mark

    def key(self, path: str) -> Position:
        """Where the key of the value at `path` stands, else the value, else (0, 0)."""
        flat = self._flattened()
        return self._keys.get(path) or flat.get(path, (0, 0))

    def nearest(self, path: str) -> Position:
        """Where the value at `path` stands, else its nearest holder, else the document."""
        flat = self._flattened()
        while path:
            if path in flat:
                return flat[path]
            path = path.rpartition(".")[0]
        return self.mark[0], self.mark[1]

    def __getitem__(self, path: str) -> Position:
        return self._flattened()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._flattened())

    def __len__(self) -> int:
        return len(self._flattened())

    def _flattened(self) -> dict[str, Position]:
        if self._flat is None:
            self._flat = {}
            self._flatten("", self.mark[4])
        return self._flat

    def _flatten(self, prefix: str, children: dict[str, Mark] | list[Mark] | None) -> None:
        assert self._flat is not None  # noqa: S101  (for the type checker)
        if children is None:
            return
        pairs = children.items() if isinstance(children, dict) else enumerate(children)
        for name, (line, column, key_line, key_column, below) in pairs:
            path = f"{prefix}{name}"
            self._flat[path] = (line, column)
            if key_line:
                self._keys[path] = (key_line, key_column)
            self._flatten(f"{path}.", below)


def _mark_in(data: bytes) -> Mark:
    try:
        value = json.loads(data)
        return value if _is_mark(value) else NO_MARK
    except (ValueError, RecursionError):
        return NO_MARK


def _is_mark(value: object) -> bool:
    if not isinstance(value, list) or len(value) != len(NO_MARK):
        return False
    *place, below = value
    children = below.values() if isinstance(below, dict) else below if isinstance(below, list) else ()
    is_sound = all(isinstance(number, int) for number in place) and isinstance(below, (dict, list, NoneType))
    return is_sound and all(map(_is_mark, children))


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file: its value, or the problem that kept it from being read.

    `index` counts from 0 and counts empty documents too. `value` is what JSON could hold: numbers are those
    of JavaScript, infinities are None. A document with neither value nor problem is empty. `warnings` are
    what the reader put up with, such as unknown tags. `swallows_rest` is true where Backstage takes
    everything after this document for a part of it.
    """

    index: int
    value: JsonValue = None
    line: int = 1
    column: int = 1
    problem: YamlProblem | None = None
    places: Places = field(default_factory=Places, compare=False, repr=False)
    warnings: tuple[str, ...] = ()
    swallows_rest: bool = False

    @property
    def is_empty(self) -> bool:
        """It holds nothing at all."""
        return self.value is None and self.problem is None
