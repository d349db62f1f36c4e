"""The output of `git log --raw -z`, whole, cut off and made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callboard.errors import SourceError
from callboard.model import History
from callboard.sources import changes
from callboard.sources.changes import read_changes

A, B, C = ("a" * 40, "b" * 40, "c" * 40)
NOW = 2_000_000_000


def commit(name: str, at: object, *paths: str, first: str = "\n") -> bytes:
    """A commit as git prints it."""
    files = [f":100644 100644 1234 5678 M\0{path}\0" for path in paths]
    return f"{name} {at}\0{first if paths else ''}{''.join(files)}".encode()


def read(*output: bytes, boundary: str = "", commits: int = 9) -> History:
    """The history in some output."""
    return read_changes(output, boundary=frozenset({boundary}), commits=commits, now=NOW)


def test_the_newest_commit_of_a_file_counts() -> None:
    """Also where a commit claims to be older than what it is built on."""
    output = commit(A, 30, "x", "y") + commit(B, 40, "x") + commit(C, 10, "z", "y")
    assert read(output) == History({"x": 40, "y": 30, "z": 10}, 10, complete=True)


def test_a_merge_has_an_empty_part_before_its_files() -> None:
    """Its files have two marks."""
    output = commit(A, 3, first="") + b"\0::100644 100644 100644 1234 1234 5678 MM\0x\0" + commit(B, 2, "y")
    assert read(output).changed == {"x": 3, "y": 2}


def test_a_name_cannot_pass_for_a_commit() -> None:
    """What stands behind a mark is a name, whatever it looks like."""
    output = commit(A, 3, f"{B} 9", ":100644 100644 1234 5678 M", "\n") + commit(C, 2, "z")
    assert read(output).changed == {f"{B} 9": 3, ":100644 100644 1234 5678 M": 3, "\n": 3, "z": 2}


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_it_does_not_matter_how_the_output_is_cut_up(size: int) -> None:
    """Nothing is lost between two parts."""
    output = commit(A, 3, "x", "docs/long name.md") + commit(B, 2, "y")
    parts = [output[start : start + size] for start in range(0, len(output), size)]
    assert read(*parts) == read(output)


@pytest.mark.parametrize(("written", "at"), [(NOW + 1, NOW), ("9" * 15, NOW), ("", 0), (0, 0)])
def test_no_time_is_after_today_or_before_1970(written: object, at: int) -> None:
    """What git cannot read as a time is the earliest."""
    assert read(commit(A, written, "x")) == History({"x": at}, at, complete=True)


@pytest.mark.parametrize(
    "rest", [b"-5\0", b"9" * 16 + b"\0", b"x\0", commit(B, 2)[:-1], commit(B, 1) + b":1 M\0", b"\n:1 M\0torn"]
)
def test_what_comes_after_something_odd_is_not_known(rest: bytes) -> None:
    """What was read before holds, and the history is not complete."""
    history = read(commit(A, 3, "x") + rest)
    assert history.changed == {"x": 3}
    assert (history.complete, history.since) == (False, 3) or history.since == 1


def test_the_limits_end_the_reading_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files, bytes, the length of a name and the number of commits; what is not known is older than `since`."""
    output = commit(A, 5, "a", "b") + commit(B, 4, "c", "d") + commit(C, 3, "e")
    assert read(output, commits=2) == History({"a": 5, "b": 5, "c": 4, "d": 4}, 3, complete=False)
    assert read(output, commits=3).complete
    assert read(output + commit(A, 2, "x" * 5000) + b"y" * 5000).since == 2
    monkeypatch.setattr(changes, "_MOST_PATHS", 3)
    assert read(output) == History({"a": 5, "b": 5, "c": 4}, 4, complete=False)
    monkeypatch.setattr(changes, "_MOST_BYTES", 10)
    assert read(output, output) == read(output)
    with pytest.raises(SourceError):
        read(output[:5], output[5:20])


def test_a_name_that_is_not_utf8_is_left_out() -> None:
    """No tree of ours has such a file."""
    output = f"{A} 3\0\n:1 M\0".encode() + b"\xff\0:1 M\0x\0"
    assert read(output).changed == {"x": 3}


@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"\0", b"\n:", commit(A, 3, "x"), commit(B, 2)])))
def test_any_output_has_a_history_or_none(parts: list[bytes]) -> None:
    """A server that makes things up gets a history of sane times, or a source error."""
    try:
        history = read(*parts, boundary=B)
    except SourceError:
        return
    assert all(0 <= at <= NOW for at in (*history.changed.values(), history.since))
