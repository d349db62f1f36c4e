"""What a run spends its time on."""

from __future__ import annotations

import time

import pytest

from callboard.cli.progress import PlainProgress
from callboard.progress import Stage, working
from callboard.site.metering import Meter


def test_stages_are_timed_and_counted() -> None:
    """On the wall and in processors: waiting costs none of the second."""
    meter = Meter()
    with meter.stage(Stage.CRAWL), working(meter, "acme/a"):
        time.sleep(0.2)
    with meter.stage(Stage.PAGES):
        meter.advance(3, kept=True)
        meter.seen("acme/a", "entity a", 0.25)
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass
    crawl, pages = meter.stages
    assert (crawl.name, crawl.done, crawl.kept) == (Stage.CRAWL, 1, 0)
    assert crawl.wall >= 0.2 > crawl.processor + 0.1
    assert (pages.done, pages.kept) == (4, 3)
    assert pages.processor >= 0.08
    assert meter.spent["acme/a", Stage.CRAWL] >= 0.2
    assert meter.spent["acme/a", Stage.PAGES] == 0.25
    wall, processor = meter.elapsed()
    assert wall >= crawl.wall + pages.wall
    assert processor >= pages.processor


def test_the_slowest_pages_are_kept() -> None:
    """Twenty of them, of all stages; repositories as a whole are no pages."""
    meter = Meter()
    with meter.stage(Stage.CRAWL):
        meter.seen("acme/a", seconds=99.0)
    with meter.stage(Stage.DOCUMENTATION):
        for number in range(100):
            meter.seen("acme/a", f"docs/{(number * 37) % 100}.md", float((number * 37) % 100))
    slowest = meter.slowest()
    assert [slow.seconds for slow in slowest] == [float(number) for number in range(99, 79, -1)]
    assert slowest[0].what == "docs/99.md"


def test_a_stage_that_fails_has_its_time_all_the_same() -> None:
    """And what was worked on counts, whatever came of it."""
    meter = Meter()
    with pytest.raises(OSError, match="gone"), meter.stage(Stage.CRAWL), working(meter, "acme/a"):
        raise OSError("gone")
    assert meter.stages[0].wall > 0
    assert meter.spent.keys() == {("acme/a", Stage.CRAWL)}


def test_everything_is_passed_on() -> None:
    """Who shows the run hears what the meter hears."""
    lines: list[str] = []
    meter = Meter(PlainProgress(lines.append))
    with meter.stage(Stage.DOCUMENTATION, 2):
        meter.expect(1)
        meter.at("acme/a", "docs/a.md")
        meter.seen("acme/a", "docs/a.md", 0.1)
        meter.advance(2, kept=True)
    assert lines == ["documentation: 3 pages, 2 unchanged in 0.0 s"]
