"""Look-ups written down, and collections that write them down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Final, TypeAlias, TypeVar, overload

from callboard.model import EntityRef

Key = TypeVar("Key", bound="EntityRef | str")
Value = TypeVar("Value")
_Other = TypeVar("_Other")

Read: TypeAlias = tuple[str, EntityRef | str]
"""A table of the portfolio and what was looked up in it; `WHOLE` when all of it was looked at."""

WHOLE: Final = ""
_SEPARATOR: Final = "\n"


class Reads:
    """What has been looked at since somebody last asked."""

    def __init__(self) -> None:
        self.seen: set[Read] = set()

    @contextmanager
    def apart(self) -> Iterator[set[Read]]:
        """Write down what is looked at in the block in a set of its own."""
        outer, self.seen = self.seen, set()
        try:
            yield self.seen
        finally:
            self.seen = outer


def read_text(read: Read) -> str:
    """A read as a line to keep."""
    table, key = read
    return _SEPARATOR.join((table, key) if isinstance(key, str) else (table, *key))


def read_from(text: str) -> Read:
    """The read that a kept line means; one that cannot be understood means something that is nowhere."""
    table, *key = text.split(_SEPARATOR, 3)
    return table, (EntityRef(*key) if len(key) == len(EntityRef._fields) else _SEPARATOR.join(key))


class TracedMapping(Mapping[Key, Value]):
    """A mapping whose look-ups are written down; whoever goes through it has looked at all of it."""

    __slots__ = ("_reads", "_table", "_values")

    def __init__(self, table: str, values: Mapping[Key, Value], reads: Reads) -> None:
        self._table = table
        self._values = values
        self._reads = reads

    def __getitem__(self, key: Key) -> Value:
        self._reads.seen.add((self._table, key))
        return self._values[key]

    @overload
    def get(self, key: Key, /) -> Value | None: ...
    @overload
    def get(self, key: Key, /, default: Value) -> Value: ...
    @overload
    def get(self, key: Key, /, default: _Other) -> Value | _Other: ...
    def get(self, key: Key, /, default: object = None) -> object:
        """As of any mapping; what is missing was looked at, too."""
        self._reads.seen.add((self._table, key))
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._reads.seen.add((self._table, key))  # type: ignore[arg-type]  # a key, or it is not in there
        return key in self._values

    def __iter__(self) -> Iterator[Key]:
        self._reads.seen.add((self._table, WHOLE))
        return iter(self._values)

    def __len__(self) -> int:
        self._reads.seen.add((self._table, WHOLE))
        return len(self._values)


class TracedSet(AbstractSet[EntityRef]):
    """A set whose questions are written down."""

    __slots__ = ("_members", "_reads", "_table")

    def __init__(self, table: str, members: AbstractSet[EntityRef], reads: Reads) -> None:
        self._table = table
        self._members = members
        self._reads = reads

    def __contains__(self, member: object) -> bool:
        self._reads.seen.add((self._table, member))  # type: ignore[arg-type]  # a member, or it is not in there
        return member in self._members

    def __iter__(self) -> Iterator[EntityRef]:
        self._reads.seen.add((self._table, WHOLE))
        return iter(self._members)

    def __len__(self) -> int:
        self._reads.seen.add((self._table, WHOLE))
        return len(self._members)


class TracedSequence(Sequence[Value]):
    """A sequence; whoever looks into it has looked at all of it."""

    __slots__ = ("_reads", "_table", "_values")

    def __init__(self, table: str, values: Sequence[Value], reads: Reads) -> None:
        self._table = table
        self._values = values
        self._reads = reads

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        self._reads.seen.add((self._table, WHOLE))
        return self._values[index]

    def __len__(self) -> int:
        self._reads.seen.add((self._table, WHOLE))
        return len(self._values)


class TracedColumn(Sequence[Value]):
    """A column of values by position; who looks one up has looked at it for the entity that stands there."""

    __slots__ = ("_reads", "_refs", "_table", "_values")

    def __init__(self, table: str, refs: Sequence[EntityRef], values: Sequence[Value], reads: Reads) -> None:
        self._table = table
        self._refs = refs
        self._values = values
        self._reads = reads

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        if isinstance(index, int):
            self._reads.seen.add((self._table, self._refs[index]))
        else:
            self._reads.seen.update((self._table, ref) for ref in self._refs[index])
        return self._values[index]

    def __len__(self) -> int:
        self._reads.seen.add((self._table, WHOLE))
        return len(self._values)


class Remembered:
    """Values that many pages ask for, made once; who gets one has looked at what it was made from."""

    def __init__(self, reads: Reads) -> None:
        self._reads: Final = reads
        self._made: Final[dict[EntityRef, tuple[object, set[Read]]]] = {}

    def value(self, ref: EntityRef, make: Callable[[EntityRef], Value]) -> Value:
        """What `make` gives for a reference; always the same function for one instance."""
        if ref not in self._made:
            with self._reads.apart() as seen:
                made = make(ref)
            self._made[ref] = made, seen
        value, seen = self._made[ref]
        self._reads.seen |= seen
        return value  # type: ignore[return-value]  # what `make` gave
