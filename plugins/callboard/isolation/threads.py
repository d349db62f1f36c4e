"""Work that waits for somebody else, done side by side in a few threads of this process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")


def map_waiting(function: Callable[[Item], Answer], items: Sequence[Item], *, threads: int) -> list[Answer]:
    """The answers to all items, in their order, of which `threads` are worked on at a time.

    For waiting, not for computing: the threads share one processor. They have ended when this returns, so
    that the process can be forked again. What `function` raises is raised here, and ends what has not begun.
    """
    if len(items) < 2 or threads < 2:  # noqa: PLR2004  (nothing to do side by side)
        return [function(item) for item in items]
    pool = ThreadPoolExecutor(min(threads, len(items)), thread_name_prefix="callboard")
    try:
        return list(pool.map(function, items))
    finally:
        pool.shutdown(cancel_futures=True)
