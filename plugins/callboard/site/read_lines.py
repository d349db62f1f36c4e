"""What units have read, as it is kept: each line once, and its number in every unit that has read it.

A portal has two hundred thousand reads for every two thousand entities, and thirty thousand different ones.
Most units are the same in the next build, so their numbers are carried over and never become lines again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Final, Generic, TypeVar, overload

Key = TypeVar("Key")

_NUMBER: Final = "I"
_MOST_UNUSED: Final = 0.5
"""The part of the lines that may be of units that are gone, before all are numbered anew."""


class NumberedReads(Sequence[str]):
    """Reads as numbers of `lines`, which all units of a release share."""

    __slots__ = ("lines", "numbers")

    def __init__(self, lines: Sequence[str], numbers: Iterable[int]) -> None:
        """Check what may come from anywhere.

        Raises:
            ValueError, TypeError, OverflowError: these are no numbers of lines.
        """
        self.lines: Final = lines
        self.numbers: Final = array(_NUMBER, numbers)
        if self.numbers and max(self.numbers) >= len(lines):
            raise ValueError("a read without a line")

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return NumberedReads(self.lines, self.numbers[index])
        return self.lines[self.numbers[index]]

    def __len__(self) -> int:
        return len(self.numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # equal to tuples, which have another one


def lines_from(kept: Any) -> list[str]:
    """The lines that were kept.

    Raises:
        TypeError: they are something else.
    """
    if not isinstance(kept, list) or not all(isinstance(line, str) for line in kept):
        raise TypeError("no lines")
    return kept


class Numbers(Generic[Key]):
    """Values by number, each once."""

    def __init__(self, known: Iterable[Key] = ()) -> None:
        self.known: Final = list(known)
        self._numbers: Final = {value: number for number, value in enumerate(self.known)}

    def of(self, values: Iterable[Key]) -> list[int]:
        """The numbers of these, in order."""
        return sorted(map(self._number, values))

    def _number(self, value: Key) -> int:
        number = self._numbers.setdefault(value, len(self.known))
        if number == len(self.known):
            self.known.append(value)
        return number


class LineTable:
    """Numbers for lines, going on from those that units have already."""

    def __init__(self, units: Sequence[Sequence[str]]) -> None:
        """`units` are the reads of all units whose numbers will be asked for."""
        numbered = [reads for reads in units if isinstance(reads, NumberedReads)]
        before = numbered[0].lines if numbered else ()
        used = set[int]().union(*(reads.numbers for reads in numbered if reads.lines is before))
        self._before: Final = before if len(used) >= len(before) * _MOST_UNUSED else ()
        self._lines: Final = Numbers(self._before)

    @property
    def lines(self) -> list[str]:
        """All lines, each at its number."""
        return self._lines.known

    def numbers(self, reads: Sequence[str]) -> list[int]:
        """The numbers of these lines, in order; new ones are added to `lines`."""
        if isinstance(reads, NumberedReads) and reads.lines is self._before:
            return reads.numbers.tolist()
        return self._lines.of(reads)
