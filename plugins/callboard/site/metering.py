"""How long each stage of a run takes, and what it spends its time on."""

from __future__ import annotations

import heapq
import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

from callboard.progress import SILENT, Progress, Stage

_SLOWEST: Final = 20


@dataclass(slots=True)
class StageTime:
    """A stage: what it did, and how long it took on the wall and in processors, in seconds.

    `kept` of the `done` things were taken over from the build before. The processor time is that of this
    process and of all workers that ended in the stage.
    """

    name: Stage
    wall: float = 0.0
    processor: float = 0.0
    done: int = 0
    kept: int = 0


class Slow(NamedTuple):
    """A thing that took long, in seconds; sorted by them."""

    seconds: float
    stage: Stage
    repository: str
    what: str


class Meter:
    """Takes the time of every stage, and passes all it is told on to who shows it."""

    def __init__(self, shown: Progress = SILENT) -> None:
        self.stages: Final[list[StageTime]] = []
        self.spent: Final[defaultdict[tuple[str, Stage], float]] = defaultdict(float)
        """Seconds by repository and stage."""
        self._shown: Final = shown
        self._slow: Final[list[Slow]] = []
        self._since: Final[dict[tuple[str, str], float]] = {}
        self._lock: Final = threading.Lock()
        self._began: Final = (time.monotonic(), _processor_seconds())

    @contextmanager
    def stage(self, name: Stage, total: int | None = None) -> Iterator[None]:
        """See `Progress`."""
        self.stages.append(current := StageTime(name))
        wall, processor = time.monotonic(), _processor_seconds()
        try:
            with self._shown.stage(name, total):
                yield
        finally:
            current.wall = time.monotonic() - wall
            current.processor = _processor_seconds() - processor
            self._since.clear()

    def expect(self, count: int) -> None:
        """See `Progress`."""
        self._shown.expect(count)

    def advance(self, count: int = 1, *, kept: bool = False) -> None:
        """See `Progress`."""
        with self._lock:
            self.stages[-1].done += count
            self.stages[-1].kept += count if kept else 0
        self._shown.advance(count, kept=kept)

    def at(self, repository: str, what: str = "") -> None:
        """See `Progress`."""
        with self._lock:
            self._since.setdefault((repository, what), time.monotonic())
        self._shown.at(repository, what)

    def seen(self, repository: str, what: str = "", seconds: float | None = None) -> None:
        """See `Progress`."""
        with self._lock:
            now = time.monotonic()
            since = self._since.pop((repository, what), now)
            took = now - since if seconds is None else seconds
            current = self.stages[-1]
            current.done += 1
            self.spent[repository, current.name] += took
            if what:
                self._remember(Slow(took, current.name, repository, what))
        self._shown.seen(repository, what, seconds)

    def slowest(self) -> list[Slow]:
        """The pages that took longest, the slowest first."""
        return sorted(self._slow, reverse=True)

    def elapsed(self) -> tuple[float, float]:
        """Seconds since this was made: on the wall, and in processors."""
        wall, processor = self._began
        return time.monotonic() - wall, _processor_seconds() - processor

    def _remember(self, slow: Slow) -> None:
        if len(self._slow) < _SLOWEST:
            heapq.heappush(self._slow, slow)
        elif slow > self._slow[0]:
            heapq.heapreplace(self._slow, slow)


def _processor_seconds() -> float:
    """The processor time of this process and of its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
