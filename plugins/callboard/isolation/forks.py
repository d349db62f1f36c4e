"""The same work over many items, in copies of this process: they share all that it knows, and cost nothing.

For our own work on our own values; strangers' input goes through `map_isolated`.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from callboard.isolation.cores import available_cores

Item = TypeVar("Item")
Answer = TypeVar("Answer")

# What the copies are to do. They find it in their own memory: it holds what no pipe could carry.
_work: Callable[[Any], Any] | None = None


def map_forked(
    function: Callable[[Item], Answer], items: Sequence[Item], *, processes: int | None = None, chunk: int = 8
) -> Iterator[Answer]:
    """The answers in the order of the items; what `function` raises, the caller gets.

    There are as many copies as the machine has cores to give, unless `processes` says otherwise. For one
    core or a few items, in a process with threads, and where the system cannot copy processes, this process
    does all the work itself. Only items and answers travel, so only they have to be picklable.
    """
    count = min(processes or available_cores(), -(-len(items) // chunk))
    if count < 2 or not can_fork():  # noqa: PLR2004  # one copy would only be waited for
        yield from map(function, items)
        return
    global _work  # noqa: PLW0603  # see where it is declared
    _work = function
    try:
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork")) as pool:
            yield from pool.map(_do, items, chunksize=chunk)
    finally:
        _work = None


def can_fork() -> bool:
    """Whether this process can be copied safely: a lock that another thread holds would stay locked."""
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


def _do(item: Any) -> Any:
    assert _work is not None  # noqa: S101  # set before the copies were made
    return _work(item)
