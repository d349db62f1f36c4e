"""What one item may cost, and what is answered when it costs more."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Final

_MEGABYTE: Final = 1 << 20
_AGAIN: Final = 0.5
"""Seconds after which a limit strikes again: whoever caught everything the first time gets another."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time for each item and for each group of items, and megabytes for a worker.

    Processor time, so that a busy machine does not change what is published. The megabytes are what a
    worker may take beyond what it has when it starts.
    """

    seconds: float = 10.0
    megabytes: int = 512
    group_seconds: float = 300.0

    @property
    def patience(self) -> float:
        """How long to wait for an item before its worker is ended from outside, in seconds on the wall."""
        return self.seconds * 4 + 20


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer, as the end of a sentence that begins with what was worked on."""

    reason: str


class TimeIsUpError(BaseException):
    """Raised in a worker that has used up the time for an item.

    Not an `Exception`, so that no parser takes it for a fault in its input and goes on.
    """


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeIsUpError` in the block when it has used more processor time; needs the main thread.

    Where the system knows no such timer, the one who waits for the worker has to end it.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGPROF, _strike)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _strike(_number: int, _frame: FrameType | None) -> None:
    raise TimeIsUpError


def limit_memory(megabytes: int) -> None:
    """Let this process take no more memory than it has and `megabytes`; where the system cannot, nothing."""
    try:
        import resource
    except ImportError:
        return
    # Counts private writable pages only: a WebAssembly engine reserves gigabytes that it never touches.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _held() + megabytes * _MEGABYTE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _held() -> int:
    """The bytes of data that this process has already (proc(5), VmData); a guess where nobody says it."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  # not a path of ours
            line = next(line for line in status if line.startswith("VmData:"))
    except (OSError, StopIteration):
        return 512 * _MEGABYTE
    return int(line.split()[1]) << 10
