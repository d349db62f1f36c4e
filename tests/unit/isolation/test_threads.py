"""Waiting side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from callboard.isolation import map_waiting


def test_answers_come_in_the_order_of_the_items() -> None:
    """Whoever ends first."""
    late = threading.Event()

    def answer(number: int) -> int:
        if number == 0:
            assert late.wait(20)
        elif number == 3:
            late.set()
        return number * 2

    assert map_waiting(answer, range(4), threads=2) == [0, 2, 4, 6]


def test_no_more_are_worked_on_than_was_said() -> None:
    """And they are, at the same time: three have to meet before any goes on."""
    meeting, lock = threading.Barrier(3, timeout=20), threading.Lock()
    now, most = 0, 0

    def answer(_: int) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        meeting.wait()
        with lock:
            now -= 1

    map_waiting(answer, range(9), threads=3)
    assert most == 3


@pytest.mark.parametrize("items", [[], [1], [1, 2, 3]])
def test_no_thread_is_left(items: list[int]) -> None:
    """The process can be forked when all is answered, and when something was raised."""

    def fail(item: int) -> int:
        raise ValueError(item)

    functions: list[Callable[[int], int]] = [fail, abs]
    for function in functions:
        if items and function is fail:
            with pytest.raises(ValueError, match="1"):
                map_waiting(function, items, threads=2)
        else:
            map_waiting(abs, items, threads=2)
        assert [each.name for each in threading.enumerate() if each.name.startswith("callboard")] == []
