"""Patterns of Location targets that were written to be slow."""

from __future__ import annotations

import pytest

from callboard.ingest.globs import matching

NAME = "a" * 180
COUNT = 200


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 100 + "b",
        "+(a|aa)" * 60 + "b",
        "**/" * 160 + "b",
        "a" + "!(b)" * 8 + "c",
        "a" + "!(b)" * 100 + "c",
        "{a,b}" * 60,
    ],
)
def test_no_pattern_takes_the_square_of_its_path(pattern: str) -> None:
    """Every pattern ends, for many names and many folders, without a match that it has not."""
    names = [f"{NAME}{number}" for number in range(COUNT)]
    assert matching(pattern, [*names, "/".join("a" * 40)]) == []


def test_folders_twice_in_a_row_are_any_number_of_them_once() -> None:
    """Whether there is a folder in between or not, the file is found."""
    assert matching("**/**/x", ["x", "a/x", "a/b/c/x"]) == ["x", "a/x", "a/b/c/x"]
    assert matching("a/**/**", ["a", "a/x", "a/b/x"]) == ["a/x", "a/b/x"]


def test_what_stands_between_exceptions_is_still_an_exception() -> None:
    """Two in one name are both kept."""
    names = ["x-y", "xa-y", "x-yb", "xa-yb"]
    assert matching("x!(a)-y!(b)", names) == ["x-y"]
