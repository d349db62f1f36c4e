"""How far a build is, for whoever waits for it: on a terminal, or in the log of a CI run.

No thread runs while pages are made: a process with threads cannot be copied safely, and the work would be
left to one core (`isolation.forks`). So what is shown moves when something has happened; only the crawl,
which waits for other hosts and copies nothing, has a clock of its own.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import click

from callboard.cli.terminal import printable
from callboard.progress import SILENT, Progress, Stage

_THINGS: Final = {
    Stage.CRAWL: "repositories",
    Stage.CATALOG: "entities",
    Stage.DOCUMENTATION: "pages",
    Stage.RELATIONS: "relations",
    Stage.PAGES: "sets of pages",
    Stage.SEARCH: "files",
    Stage.PUBLISH: "pages",
}
_WAITING: Final = frozenset({Stage.CRAWL})
_HEARTBEAT: Final = 10.0
_TICK: Final = 1.0


@dataclass(slots=True)
class StageState:
    """A stage as far as it is; `at` holds what is worked on, and since when, on the clock of `started`."""

    name: Stage
    started: float
    expected: int = 0
    done: int = 0
    kept: int = 0
    at: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def things(self) -> str:
        """What the stage counts."""
        return _THINGS[self.name]

    def done_in_words(self) -> str:
        """`96 pages, 40 unchanged`."""
        if not self.kept:
            return f"{self.done:,} {self.things}"
        kept = "all" if self.kept == self.done else f"{self.kept:,}"
        return f"{self.done:,} {self.things}, {kept} unchanged"

    def so_far(self) -> str:
        """`40 of 96 pages`."""
        return (
            f"{self.done:,} of {self.expected:,} {self.things}"
            if self.expected
            else f"{self.done:,} {self.things}"
        )

    def slowest(self, now: float) -> tuple[str, float] | None:
        """What has been worked on for the longest time, and how many seconds."""
        if not self.at:
            return None
        (repository, what), since = min(self.at.items(), key=lambda item: item[1])
        return printable(f"{repository}/{what}" if what else repository), now - since


class ShownProgress(ABC):
    """Keeps count of the stage that goes on, for one way to show it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock: Final = clock
        self._state = StageState(Stage.CRAWL, clock())
        self._lock: Final = threading.RLock()

    @contextmanager
    def stage(self, name: Stage, total: int | None = None) -> Iterator[None]:
        """See `Progress`."""
        self._state = state = StageState(name, self.clock(), total or 0)
        self.opened(state)
        try:
            with _ticking(self._moved, on=name in _WAITING):
                yield
        except BaseException:
            self.closed(state, finished=False)
            raise
        self.closed(state, finished=True)

    def expect(self, count: int) -> None:
        """See `Progress`."""
        with self._lock:
            self._state.expected += count
            self._moved()

    def advance(self, count: int = 1, *, kept: bool = False) -> None:
        """See `Progress`."""
        with self._lock:
            self._state.done += count
            self._state.kept += count if kept else 0
            self._moved()

    def at(self, repository: str, what: str = "") -> None:
        """See `Progress`."""
        with self._lock:
            self._state.at.setdefault((repository, what), self.clock())
            self._moved()

    def seen(self, repository: str, what: str = "", seconds: float | None = None) -> None:
        """See `Progress`."""
        del seconds
        with self._lock:
            self._state.at.pop((repository, what), None)
            self._state.done += 1
            self._moved()

    def _moved(self) -> None:
        with self._lock:
            self.moved(self._state)

    @abstractmethod
    def opened(self, state: StageState) -> None:
        """A stage has begun."""

    @abstractmethod
    def moved(self, state: StageState) -> None:
        """Something has happened in it, or time has passed."""

    @abstractmethod
    def closed(self, state: StageState, *, finished: bool) -> None:
        """The stage is over; not `finished`: an error ended it."""


class PlainProgress(ShownProgress):
    """A line at the end of each stage, and one every ten seconds in a long one; for logs."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._write: Final = write
        self._told = clock()

    def opened(self, state: StageState) -> None:
        """Count the seconds until the first line."""
        self._told = state.started

    def moved(self, state: StageState) -> None:
        """Say how far the stage is when nothing has been said for long."""
        now = self.clock()
        if now - self._told < _HEARTBEAT:
            return
        self._told = now
        slowest = state.slowest(now)
        at = f", for {slowest[1]:.0f} s at {slowest[0]}" if slowest else ""
        self._write(f"{state.name}: {state.so_far()} after {now - state.started:.0f} s{at}")

    def closed(self, state: StageState, *, finished: bool) -> None:
        """Say what the stage came to; of one that failed the error speaks."""
        if finished:
            self._write(f"{state.name}: {state.done_in_words()} in {self.clock() - state.started:.1f} s")


def shown_progress(*, quiet: bool, verbose: bool) -> Progress:
    """How this run shows what it does: with a bar only where somebody watches and no log is printed."""
    if quiet:
        return SILENT
    if verbose or not _is_watched():
        return PlainProgress(lambda line: click.echo(line, err=True))
    from callboard.cli.live_progress import LiveProgress

    return LiveProgress()


def _is_watched() -> bool:
    """Whether standard error is a terminal that can move its cursor; that of a CI run nobody sees."""
    return sys.stderr.isatty() and not os.environ.get("CI") and os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def _ticking(tick: Callable[[], None], *, on: bool) -> Iterator[None]:
    """Call `tick` every second, in a thread that is gone when the block ends."""
    if not on:
        yield
        return
    over = threading.Event()

    def run() -> None:
        while not over.wait(_TICK):
            tick()

    thread = threading.Thread(target=run, name="progress", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
