"""Repairs are made in the text of a file, and only where it can be proved that they change nothing else.

The proof is to read the file again: every document must say exactly what it said before, in the same order,
but for the repaired fields. Comments, quotes, anchors, line ends and separators are never touched, since
nothing is ever written anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from callboard.descriptors.document import Document
from callboard.descriptors.edits import Edit, Editor, apply_edits
from callboard.descriptors.kinds import BUILT_IN, Kind
from callboard.descriptors.reading import read_documents
from callboard.descriptors.repairs import Change, Repair, repairs_of
from callboard.descriptors.stream import BYTE_ORDER_MARK
from callboard.model import EntityRef, JsonValue

_ROUNDS: Final = 16
"""One repair may uncover another: the kind decides which fields there are."""
_MOST_READ: Final = 1 << 20
"""How many characters are read again, at most, to find out which repairs fit together."""

_Fitting = tuple[Edit, tuple[Repair, ...]]


@dataclass(frozen=True, slots=True)
class Mending:
    """A file after its repairs: `made` in order, and those `left` since nothing proves them safe."""

    data: bytes
    made: tuple[Repair, ...] = ()
    left: tuple[Repair, ...] = ()


def mend(
    data: bytes, kinds: Mapping[str, Kind] = BUILT_IN, known: Collection[EntityRef] = frozenset()
) -> Mending:
    """Make every mechanical repair of a descriptor; mending the result again changes nothing.

    `known` are the entities of the catalog. A file that is not UTF-8 is left alone.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Mending(data)
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    made: list[Repair] = []
    left: tuple[Repair, ...] = ()
    for _ in range(_ROUNDS):
        attempt = _Round(text, read_documents(text.encode()))
        text, now, left = attempt.run(kinds, known)
        made += now
        if not now:
            break
    return Mending(f"{mark}{text}".encode(), tuple(made), left)


@dataclass(slots=True)
class _Round:
    """The repairs that a text needs, made together as far as they fit."""

    text: str
    documents: Sequence[Document]
    to_read: int = field(default=_MOST_READ)

    def run(
        self, kinds: Mapping[str, Kind], known: Collection[EntityRef]
    ) -> tuple[str, tuple[Repair, ...], tuple[Repair, ...]]:
        """The text after the repairs, those that were made, and those that were not."""
        found = tuple(repair for document in self.documents for repair in repairs_of(document, kinds, known))
        fitting = self._fitting(self._edits(found))
        made = {repair: None for _, repairs in fitting for repair in repairs}
        after = apply_edits(self.text, (edit for edit, _ in fitting))
        assert after is not None  # noqa: S101  (they were proved to fit; for the type checker)
        return after, tuple(made), tuple(repair for repair in found if repair not in made)

    def _edits(self, found: Sequence[Repair]) -> list[_Fitting]:
        """Each edit with what it repairs: through an alias, one place in the text may be several fields."""
        editor = Editor(self.text)
        edits: dict[Edit, list[Repair]] = defaultdict(list)
        for repair in found:
            edit = editor.edit_for(repair, self.documents[repair.document].places)
            if edit is not None:
                edits[edit].append(repair)
        return [(edit, tuple(repairs)) for edit, repairs in sorted(edits.items())]

    def _fitting(self, batch: list[_Fitting]) -> list[_Fitting]:
        """As much of the batch as can be proved, found by halves."""
        if not batch or self._is_proved(batch):
            return batch
        if len(batch) == 1:
            return []
        middle = len(batch) // 2
        first, second = self._fitting(batch[:middle]), self._fitting(batch[middle:])
        return first + second if second and self._is_proved(first + second) else first

    def _is_proved(self, batch: list[_Fitting]) -> bool:
        """Whether the text says what it should after these edits."""
        after = apply_edits(self.text, (edit for edit, _ in batch))
        if after is None or self.to_read < 0:
            return False
        self.to_read -= len(after)
        wanted: dict[int, dict[tuple[str, ...], Repair]] = defaultdict(dict)
        for _, repairs in batch:
            for repair in repairs:
                wanted[repair.document][repair.path] = repair
        documents = read_documents(after.encode())
        return len(documents) == len(self.documents) and all(
            _says(new, repaired(old.value, wanted[old.index])) and _problem(new) == _problem(old)
            for old, new in zip(self.documents, documents, strict=True)
        )


def _says(document: Document, value: JsonValue) -> bool:
    # As JSON, the order of fields and the difference between 1 and true count, too.
    return json.dumps(document.value) == json.dumps(value)


def _problem(document: Document) -> tuple[str, str]:
    problem = document.problem
    return (problem.code, problem.message) if problem is not None else ("", "")


def repaired(value: JsonValue, repairs: Mapping[tuple[str, ...], Repair], path: tuple[str, ...] = ()) -> Any:
    """The value with the repairs, by their paths, made in it."""
    if not repairs:
        return value
    if isinstance(value, list):
        return [_item(item, repairs, (*path, str(index))) for index, item in enumerate(value)]
    if not isinstance(value, Mapping):
        return value
    result: dict[str, Any] = {}
    for name, item in value.items():
        repair = repairs.get((*path, name))
        if repair is not None and repair.change is Change.REMOVE:
            continue
        renamed = repair is not None and repair.change is Change.RENAME
        key = repair.new if repair is not None and renamed else name
        result[key] = item if renamed else _item(item, repairs, (*path, name))
    return result


def _item(item: JsonValue, repairs: Mapping[tuple[str, ...], Repair], path: tuple[str, ...]) -> Any:
    repair = repairs.get(path)
    return repair.new if repair is not None else repaired(item, repairs, path)
