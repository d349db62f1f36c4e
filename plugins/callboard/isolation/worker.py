"""The inside of a worker: items come in through a pipe, answers go out."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from typing import Any, Final

from callboard.isolation.limits import Failure, Limits, TimeIsUpError, limit_memory, time_limit

_KEPT: Final = ("PATH", "SYSTEMROOT")
# Trees of elements are freed by counting; looking for circles in them after every few hundred is wasted.
_COLLECT_EVERY: Final = 50_000


def work(
    connection: Connection, function: Callable[[Any], Any], limits: Limits, inherited: Iterable[Connection]
) -> None:
    """Answer items, one message each, until the pipe is closed.

    A message is the answer and the processor time that it took. `inherited` are the ends of other workers'
    pipes that this process got by being forked: as long as it holds them, nobody sees those workers' end.
    """
    for other in inherited:
        other.close()
    _withdraw()
    limit_memory(limits.megabytes)
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY)
    while True:
        try:
            items = connection.recv()
        except (EOFError, OSError):
            return
        for item in items:
            started = time.process_time()
            answer = _answer(function, item, limits)
            connection.send((answer, time.process_time() - started))


def _withdraw() -> None:
    """Let go of all that a worker has no use for: secrets in the environment, the terminal, the folder."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept)
    os.chdir(os.sep)
    # Whoever is interrupted ends the workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nor may a handler of the process that this one is a copy of keep it from being ended.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)


def _answer(function: Callable[[Any], Any], item: object, limits: Limits) -> object:
    try:
        with time_limit(limits.seconds):
            return function(item)
    except TimeIsUpError:
        return Failure(f"takes longer than {limits.seconds:g} seconds")
    except MemoryError:
        return Failure(f"takes more than {limits.megabytes} MB of memory")
    except RecursionError:
        return Failure("is nested too deeply")
