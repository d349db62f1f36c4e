"""A build on a terminal: a bar for the stage that goes on, a line for each that is over."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from callboard.cli.progress import ShownProgress, StageState

_REFRESH: Final = 0.1
_SLOW: Final = 1.0
"""Seconds after which what is worked on is worth naming."""
_NAME_WIDTH: Final = 14


class LiveProgress(ShownProgress):
    """Draws on standard error; from time to time, and never from a thread of its own."""

    def __init__(self, console: Console | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._console: Final = console or Console(stderr=True)
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._drawn = 0.0

    def opened(self, state: StageState) -> None:
        """Show a bar that moves by what is done."""
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            # The text has the names of strangers' files in it: none of it is markup.
            TextColumn("{task.fields[told]}", markup=False),
            console=self._console,
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task(f"{state.name:{_NAME_WIDTH}}", total=None, told="")
        self._bar.start()
        self._draw(state, self.clock())

    def moved(self, state: StageState) -> None:
        """Draw again, but no more often than anybody can see."""
        now = self.clock()
        if now - self._drawn >= _REFRESH:
            self._draw(state, now)

    def closed(self, state: StageState, *, finished: bool) -> None:
        """Take the bar away, and leave a line if all went well."""
        if self._bar:
            self._bar.stop()
            self._bar = None
        if finished:
            seconds = self.clock() - state.started
            line = Text.assemble(
                ("✓ ", "green"),
                (f"{state.name:{_NAME_WIDTH}}", "bold"),
                f"{state.done_in_words()} in {seconds:.1f} s",
            )
            self._console.print(line, highlight=False)

    def _draw(self, state: StageState, now: float) -> None:
        if self._bar is None:
            return
        self._drawn = now
        self._bar.update(
            self._task,
            completed=state.done,
            total=state.expected or None,
            told=_told(state, now),
            refresh=True,
        )


def _told(state: StageState, now: float) -> str:
    """`40 of 96 pages · 12/s · 8 s · acme/shop/docs/api.md for 5 s`."""
    seconds = now - state.started
    parts = [state.so_far()]
    if state.done > state.kept and seconds >= _SLOW:
        parts.append(f"{(state.done - state.kept) / seconds:,.0f}/s")
    parts.append(f"{seconds:.0f} s")
    slowest = state.slowest(now)
    if slowest and slowest[1] >= _SLOW:
        parts.append(f"{slowest[0]} for {slowest[1]:.0f} s")
    return " · ".join(parts)
