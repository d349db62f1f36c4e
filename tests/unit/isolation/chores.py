"""Work for workers, good and bad, in a module that every process can import."""

from __future__ import annotations

import os
import re
import signal
import time


def do(chore: str) -> str:  # noqa: C901, PLR0911, PLR0912  # a table of words
    """Do what a word says; most are answered in capitals."""
    match chore.partition(" ")[0]:
        case "loop":
            while True:
                pass
        case "stubborn":
            return _stubborn()
        case "regex":
            return str(re.match(r"(a+)+$", "a" * 60 + "b"))
        case "eat":
            return str(len(bytearray(2_000_000_000)))
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "dive":
            return _dive(0)
        case "idle":
            time.sleep(float(chore.partition(" ")[2]))
        case "sleep":
            time.sleep(3600)
        case "spend":
            started = time.process_time()
            while time.process_time() - started < 0.3:
                pass
        case "environment":
            return " ".join(sorted(os.environ))
        case "pid":
            return str(os.getpid())
        case "say":
            os.write(1, b"to nobody")
    return chore.upper()


def _stubborn() -> str:
    """Catch the first end of time, as a parser with a bare `except` would, and go on."""
    for _ in range(2):
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001, S112  # this is what is tried out
            continue
    return "survived"


def _dive(depth: int) -> str:
    return _dive(depth + 1)


def end_worker_once(item: tuple[str, str]) -> str:
    """End the worker of a cluster beside which this process runs, the first time that somebody asks."""
    marker, word = item
    if not os.path.exists(marker):  # noqa: PTH110  # a path in a message
        with open(marker, "x", encoding="ascii"):  # noqa: PTH123  # likewise
            os.kill(os.getppid(), signal.SIGKILL)
    return word.upper()


def end_room_once(item: tuple[str, str]) -> str:
    """End the process that this is done in, and that alone, the first time that somebody asks."""
    marker, word = item
    if not os.path.exists(marker):  # noqa: PTH110  # a path in a message
        with open(marker, "x", encoding="ascii"):  # noqa: PTH123  # likewise
            os.kill(os.getpid(), signal.SIGKILL)
    return word.upper()
