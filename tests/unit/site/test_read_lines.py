"""Reads are kept as numbers, and numbers are carried over from one release to the next."""

from __future__ import annotations

import pytest

from callboard.site.read_lines import LineTable, NumberedReads, lines_from


def test_numbers_stand_for_their_lines() -> None:
    """As any sequence of lines does."""
    lines = ["a", "b", "c"]
    reads = NumberedReads(lines, [2, 0])
    assert list(reads) == ["c", "a"]
    assert reads[:1] == ("c",)
    assert reads == ("c", "a") != NumberedReads(lines, [0, 2])


@pytest.mark.parametrize("numbers", [[3], [-1], ["0"], [0.5], [1 << 40], None])
def test_what_are_no_numbers_of_lines_is_refused(numbers: list[int]) -> None:
    """A cache may come from anywhere, and nobody wants to find out while pages are made."""
    with pytest.raises((ValueError, TypeError, OverflowError)):
        NumberedReads(["a", "b", "c"], numbers)


@pytest.mark.parametrize("kept", [{"a": 1}, "abc", ["a", 1], None])
def test_what_are_no_lines_is_refused(kept: object) -> None:
    """For the same reason."""
    with pytest.raises(TypeError):
        lines_from(kept)


def test_a_table_goes_on_from_the_lines_of_kept_units() -> None:
    """Their numbers stay, and new lines come behind."""
    lines = ["a", "b", "c"]
    kept = NumberedReads(lines, [0, 2])
    table = LineTable([kept, ("c", "d")])
    assert table.numbers(kept) == [0, 2]
    assert table.numbers(("d", "c", "b")) == [1, 2, 3]
    assert table.lines == ["a", "b", "c", "d"]
    assert lines == ["a", "b", "c"]


def test_a_table_begins_anew_when_most_lines_are_of_units_that_are_gone() -> None:
    """What is kept grows with the portal and not with its age."""
    kept = NumberedReads([*"abcdefgh"], [7, 3])
    table = LineTable([kept])
    numbers = table.numbers(kept)
    assert [table.lines[number] for number in numbers] == ["h", "d"]
    assert len(table.lines) == 2


def test_units_of_two_releases_are_told_apart() -> None:
    """The same number means another line in each."""
    one, other = NumberedReads(["a"], [0]), NumberedReads(["b"], [0])
    table = LineTable([one, other])
    assert [table.lines[number] for reads in (one, other) for number in table.numbers(reads)] == ["a", "b"]
