"""Who does the work: how it is addressed, what travels, and what a process beside a worker answers."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest

from callboard.errors import ConfigurationError, SourceError
from callboard.isolation import Failure, Limits, LocalExecutor, open_executor, stream_isolated
from callboard.isolation.portable import packed, unpacked
from callboard.isolation.room import Room, RoomLostError
from unit.isolation.chores import do


def nothing() -> dict[str, str]:
    """What a machine is that makes no pages."""
    return {}


def raising(error: Exception) -> None:
    """Fail with an error that was sent."""
    raise error


def ending(status: int) -> None:
    """End the process."""
    os._exit(status)


@pytest.fixture
def room() -> Iterator[Room]:
    """A process beside this one."""
    with closing(Room()) as room:
        yield room


def test_frozen_mappings_travel() -> None:
    """Frozen at the other end, too."""
    value = MappingProxyType({"a": MappingProxyType({"b": (1, frozenset({2}))})})
    assert unpacked(packed(value)) == value
    assert isinstance(unpacked(packed(value))["a"], MappingProxyType)


def test_a_path_inside_python_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The icons of the theme lie in the folder of whatever Python reads them; other paths stay."""
    data = packed((Path(sys.prefix) / "lib" / "icons", Path("/srv/icons")))
    monkeypatch.setattr("callboard.isolation.portable._PREFIX", Path("/opt/python"))
    assert unpacked(data) == (Path("/opt/python/lib/icons"), Path("/srv/icons"))


@pytest.mark.parametrize(
    "address", ["dusk", "dask://", "dask://scheduler", "tcp://scheduler:8786", "dask://scheduler:port", ""]
)
def test_an_address_that_leads_nowhere_is_told(address: str) -> None:
    """With what an address looks like."""
    with (
        pytest.raises(ConfigurationError, match="dask://scheduler:8786"),
        open_executor(address, None, nothing),
    ):
        pass


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the name to install it by."""
    monkeypatch.delitem(sys.modules, "callboard.isolation.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    opened = open_executor("dask://127.0.0.1:8786", None, nothing)
    with pytest.raises(ConfigurationError, match=r"install `callboard\[dask\]`"), opened:
        pass


def test_this_machine_is_the_usual_one() -> None:
    """Nothing of a cluster is loaded for it."""
    with open_executor("local", 2, nothing) as executor:
        assert executor == LocalExecutor(2)
        assert list(executor.spread(str.upper, ["a", "b"])) == ["A", "B"]


def test_a_room_answers_one_question_after_the_other(room: Room) -> None:
    """The work is sent once; a third one makes it forget the first, which is sent again."""
    upper, length, negative = packed(str.upper), packed(len), packed(abs)
    assert unpacked(room.ask("upper", upper, packed("a"))) == "A"
    assert unpacked(room.ask("upper", b"not sent again", packed("b"))) == "B"
    assert unpacked(room.ask("length", length, packed("abc"))) == 3
    assert unpacked(room.ask("negative", negative, packed(-1))) == 1
    assert unpacked(room.ask("upper", upper, packed("c"))) == "C"


def test_what_goes_wrong_in_a_room_is_raised_outside(room: Room) -> None:
    """An error of ours as itself; and the next question has its answer."""
    work = packed(raising)
    with pytest.raises(SourceError, match="gone"):
        room.ask("raising", work, packed(SourceError("gone")))
    with pytest.raises(KeyError):
        room.ask("raising", work, packed(KeyError("a")))
    assert unpacked(room.ask("upper", packed(str.upper), packed("a"))) == "A"


def test_a_room_that_ended_is_no_answer(room: Room) -> None:
    """Who asked hears of it and may try again in another."""
    with pytest.raises(RoomLostError):
        room.ask("ending", packed(ending), packed(3))
    assert not room.open


def test_time_that_a_group_has_used_elsewhere_counts() -> None:
    """A set of pages that is divided among machines has no more time than one that is not."""
    spent: Counter[object] = Counter({"late": 300.0})
    answers = stream_isolated(
        do,
        ["late", "early"],
        Limits(),
        weigh=len,
        group=str,
        processes=1,
        spent=spent,  # type: ignore[arg-type]
    )
    late, early = (answer for _, answer in answers)
    assert late == Failure("comes after the time for all of them was used up")
    assert early == "EARLY"
    assert spent["early"] > 0
