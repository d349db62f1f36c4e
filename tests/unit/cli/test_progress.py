"""How far a build is: lines for a log, a bar for a terminal."""

from __future__ import annotations

import io
import re
import threading
import time

import pytest
from rich.console import Console

from callboard.cli.live_progress import LiveProgress
from callboard.cli.progress import PlainProgress, shown_progress
from callboard.isolation import can_fork
from callboard.progress import SILENT, Stage


class Clock:
    """A clock that goes when it is told to."""

    now = 100.0

    def __call__(self) -> float:
        """The time."""
        return self.now


@pytest.fixture(name="clock")
def _clock() -> Clock:
    return Clock()


def test_a_stage_is_one_line(clock: Clock) -> None:
    """However many things happen in it, as long as it is short."""
    lines: list[str] = []
    progress = PlainProgress(lines.append, clock)
    with progress.stage(Stage.CRAWL):
        progress.expect(1_200)
        for number in range(1_200):
            progress.at(f"acme/{number}")
            progress.seen(f"acme/{number}")
        clock.now += 4.21
    assert lines == ["crawl: 1,200 repositories in 4.2 s"]


def test_what_is_unchanged_is_told_apart(clock: Clock) -> None:
    """Some of it, or all."""
    lines: list[str] = []
    progress = PlainProgress(lines.append, clock)
    for kept in (40, 96):
        with progress.stage(Stage.DOCUMENTATION):
            progress.advance(96 - kept)
            progress.advance(kept, kept=True)
    assert lines == [
        "documentation: 96 pages, 40 unchanged in 0.0 s",
        "documentation: 96 pages, all unchanged in 0.0 s",
    ]


def test_a_long_stage_has_a_line_every_ten_seconds(clock: Clock) -> None:
    """It says what takes so long; thousands of pages in between make no line."""
    lines: list[str] = []
    progress = PlainProgress(lines.append, clock)
    with progress.stage(Stage.DOCUMENTATION):
        progress.expect(300)
        progress.at("acme/shop", "docs/slow.md")
        for number in range(100):
            clock.now += 0.25
            progress.seen("acme/shop", f"docs/{number}.md", 0.1)
    assert lines == [
        "documentation: 40 of 300 pages after 10 s, for 10 s at acme/shop/docs/slow.md",
        "documentation: 80 of 300 pages after 20 s, for 20 s at acme/shop/docs/slow.md",
        "documentation: 100 pages in 25.0 s",
    ]


def test_names_of_strangers_command_no_runner(clock: Clock) -> None:
    """A page may be called as it likes."""
    lines: list[str] = []
    progress = PlainProgress(lines.append, clock)
    with progress.stage(Stage.DOCUMENTATION):
        progress.at("acme/shop", "::error::x\n\x1b[31m.md")
        clock.now += 10
        progress.advance()
    assert "::" not in lines[0]
    assert lines[0].replace("\u200b", "").isprintable()


def test_of_a_stage_that_fails_the_error_speaks(clock: Clock) -> None:
    """A line that says what it came to would be wrong."""
    lines: list[str] = []
    progress = PlainProgress(lines.append, clock)
    with pytest.raises(OSError, match="gone"), progress.stage(Stage.CRAWL):
        raise OSError("gone")
    assert lines == []


def test_only_the_crawl_has_a_clock_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where others are waited for, time goes on; where this process will be copied, no thread is in the way."""
    monkeypatch.setattr("callboard.cli.progress._TICK", 0.01)
    monkeypatch.setattr("callboard.cli.progress._HEARTBEAT", 0.02)
    lines: list[str] = []
    progress = PlainProgress(lines.append)
    before = threading.active_count()
    with progress.stage(Stage.CRAWL):
        progress.expect(1)
        progress.at("acme/large")
        until = time.monotonic() + 30
        # The first tick may come before the repository was named: any number of lines say only how far it is.
        while not (named := [line for line in lines if line.endswith("s at acme/large")]):
            assert time.monotonic() < until, lines
            time.sleep(0.01)
    assert re.fullmatch(r"crawl: 0 of 1 repositories after \d+ s, for \d+ s at acme/large", named[0])
    for stage in set(Stage) - {Stage.CRAWL}:
        with progress.stage(stage):
            assert threading.active_count() == before


@pytest.fixture(name="screen")
def _screen() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)


def shown(screen: Console) -> str:
    """All that was written to a screen."""
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_a_terminal_shows_what_goes_on(screen: Console, clock: Clock) -> None:
    """Counts, rate, time, and what is slow right now; names of strangers are no markup."""
    before = can_fork()
    progress = LiveProgress(screen, clock)
    with progress.stage(Stage.DOCUMENTATION):
        progress.expect(100)
        progress.advance(20, kept=True)
        progress.at("acme/shop", "docs/[red]slow.md")
        clock.now += 8
        for number in range(40):
            progress.seen("acme/shop", f"docs/{number}.md", 0.1)
        clock.now += 1
        progress.at("acme/shop", "docs/[red]slow.md")
        assert can_fork() is before
        told = shown(screen)
    assert "60 of 100 pages · 4/s · 9 s · acme/shop/docs/[red]slow.md for 9 s" in told
    assert "✓ documentation 60 pages, 20 unchanged in 9.0 s" in shown(screen)


def test_a_terminal_is_drawn_no_more_often_than_anybody_can_see(screen: Console, clock: Clock) -> None:
    """A thousand pages in the same moment are one picture."""
    progress = LiveProgress(screen, clock)
    with progress.stage(Stage.PAGES):
        for number in range(1_000):
            progress.seen("acme/shop", f"page {number}", 0.0)
        assert shown(screen).count("sets of pages") <= 3


def test_a_failed_stage_leaves_no_bar(screen: Console, clock: Clock) -> None:
    """And no line that says it is done."""
    progress = LiveProgress(screen, clock)
    with pytest.raises(OSError, match="gone"), progress.stage(Stage.CRAWL):
        raise OSError("gone")
    assert "✓" not in shown(screen)
    assert shown(screen).count("\x1b[?25h") == 1, "the cursor is there again"


@pytest.mark.parametrize(
    ("terminal", "environment", "verbose", "expected"),
    [
        (True, {"TERM": "xterm", "CI": ""}, False, LiveProgress),
        (True, {"TERM": "xterm", "CI": ""}, True, PlainProgress),
        (True, {"TERM": "xterm", "CI": "true"}, False, PlainProgress),
        (True, {"TERM": "dumb", "CI": ""}, False, PlainProgress),
        (False, {"TERM": "xterm", "CI": "", "FORCE_COLOR": "1"}, False, PlainProgress),
    ],
)
def test_a_bar_is_shown_to_whom_it_helps(
    monkeypatch: pytest.MonkeyPatch,
    *,
    terminal: bool,
    environment: dict[str, str],
    verbose: bool,
    expected: type,
) -> None:
    """To nobody who reads a log."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr.isatty", lambda: terminal)
    assert isinstance(shown_progress(quiet=False, verbose=verbose), expected)
    assert shown_progress(quiet=True, verbose=verbose) is SILENT
