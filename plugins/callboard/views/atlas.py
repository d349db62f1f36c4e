"""`/atlas/`: the organisation as a map, and what its graph says by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from callboard.graph import (
    NOBODY,
    Region,
    WeakPoints,
    atlas_query,
    draw_map,
    region_name,
    regions_of,
    shown_regions,
    tile_name,
    uses_between,
    weak_points,
)
from callboard.model import EntityRef, entity_address
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio

ATLAS: Final = "atlas/"
_FINDINGS: Final = "atlas/findings/"
_STYLE: Final = "assets/callboard/atlas.css"
_MOST_NEIGHBOURS: Final = 4
_MOST_ROWS: Final = 50
_MOST_OF_A_GROUP: Final = 12
_GRAPHLESS: Final = frozenset({"user", "location", "template"})


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A domain with its systems, and the domains that use it and that it uses, the busiest first."""

    region: Mention
    count: int
    tiles: tuple[Mention, ...]
    used_by: tuple[Mention, ...]
    more_used_by: int
    uses: tuple[Mention, ...]
    more_uses: int


@dataclass(frozen=True, slots=True)
class AtlasView:
    """The map and the same as a table."""

    total: int
    svg: Markup
    rows: tuple[RegionRow, ...]
    tiles: str
    findings_href: str
    style: str
    data: str
    script: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entities that a finding is about; `more` of them are not named, and `atlas` shows them all."""

    named: tuple[Mention, ...]
    more: int
    size: int
    atlas: str = ""


@dataclass(frozen=True, slots=True)
class PointRow:
    """A single point of failure or a hub: how many use it, and how many it cuts off."""

    entity: Mention
    owner: Mention | None
    users: int
    cut_off: int
    atlas: str


@dataclass(frozen=True, slots=True)
class FindingsView:
    """What was found; the totals are true where the rows are cut."""

    crumbs: tuple[Crumb, ...]
    style: str
    cycles: tuple[Group, ...]
    cycle_total: int
    points: tuple[PointRow, ...]
    point_total: int
    hubs: tuple[PointRow, ...]
    hub_total: int
    islands: tuple[Group, ...]
    island_total: int
    alone: Group


def atlas_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """`/atlas/` and `/atlas/findings/`."""
    yield _atlas_page(portfolio)
    yield _findings_page(portfolio)


def atlas_link(here: Here, ref: EntityRef) -> str:
    """The way from an entity's page into the Atlas, `""` for kinds that stand in no graph."""
    return "" if ref.kind in _GRAPHLESS else here.to(f"{ATLAS}?g={atlas_query(ref.short())}")


def _atlas_page(portfolio: Portfolio) -> PageBody:
    here = Here(ATLAS)
    index = portfolio.graph.index
    regions = regions_of(index)
    drawing = draw_map(index, shown_regions(regions), lambda ref: here.to(entity_address(ref)))
    view = AtlasView(
        total=sum(region.count for region in regions),
        svg=Markup(drawing),  # noqa: S704  # escaped in `graph`
        rows=tuple(_rows(portfolio, here, regions)),
        tiles="Systems" if any(home.system for home in portfolio.graph.homes.values()) else "Teams",
        findings_href=here.to(_FINDINGS),
        style=here.to(_STYLE),
        data=here.to("api/atlas.js"),
        script=here.to("assets/callboard/atlas.js"),
    )
    description = f"Who uses what, over {view.total:,} entities of {portfolio.site_name}"
    return PageBody(here.address, "atlas", "Atlas", description, render("atlas.html", page=view))


def _rows(portfolio: Portfolio, here: Here, regions: Sequence[Region]) -> Iterator[RegionRow]:
    index = portfolio.graph.index
    used_by, uses = _neighbours(uses_between(index))
    for region in regions:
        tiles = tuple(
            _named(portfolio, here, tile.holder, tile_name(index, tile), str(tile.count))
            for tile in region.tiles
        )
        above, below = used_by[region.holder], uses[region.holder]
        yield RegionRow(
            region=_named(portfolio, here, region.holder, region_name(index, region)),
            count=region.count,
            tiles=tiles,
            used_by=_domains(portfolio, here, above),
            more_used_by=max(0, len(above) - _MOST_NEIGHBOURS),
            uses=_domains(portfolio, here, below),
            more_uses=max(0, len(below) - _MOST_NEIGHBOURS),
        )


def _neighbours(
    pairs: Mapping[tuple[int, int], int],
) -> tuple[Mapping[int, list[tuple[int, int]]], Mapping[int, list[tuple[int, int]]]]:
    """For every region who uses it and what it uses, the most uses first, with their number."""
    used_by: dict[int, list[tuple[int, int]]] = defaultdict(list)
    uses: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (source, target), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        used_by[target].append((source, count))
        uses[source].append((target, count))
    return used_by, uses


def _domains(portfolio: Portfolio, here: Here, found: Sequence[tuple[int, int]]) -> tuple[Mention, ...]:
    return tuple(
        _named(portfolio, here, holder, "without a domain", f"{count:,}")
        for holder, count in found[:_MOST_NEIGHBOURS]
    )


def _named(portfolio: Portfolio, here: Here, holder: int, word: str, detail: str = "") -> Mention:
    if holder == NOBODY:
        return Mention(word, "", "generic", detail)
    return mention(portfolio, here, portfolio.graph.index.refs[holder], detail)


def _findings_page(portfolio: Portfolio) -> PageBody:
    here = Here(_FINDINGS)
    found = weak_points(portfolio.graph.index)
    view = _findings(portfolio, here, found)
    description = "Cycles, single points of failure, hubs and islands of the dependency graph"
    html = render("atlas_findings.html", page=view)
    return PageBody(here.address, "atlas", "Atlas findings", description, html)


def _findings(portfolio: Portfolio, here: Here, found: WeakPoints) -> FindingsView:
    points = ((point.at, point.cut_off) for point in found.single_points[:_MOST_ROWS])
    return FindingsView(
        crumbs=(Crumb("Atlas", here.to(ATLAS)), Crumb("Findings")),
        style=here.to(_STYLE),
        cycles=tuple(_group(portfolio, here, group) for group in found.cycles[:_MOST_ROWS]),
        cycle_total=len(found.cycles),
        points=tuple(_point(portfolio, here, at, cut_off) for at, cut_off in points),
        point_total=len(found.single_points),
        hubs=tuple(_point(portfolio, here, at, 0) for at in found.hubs[:_MOST_ROWS]),
        hub_total=len(found.hubs),
        islands=tuple(_group(portfolio, here, group) for group in found.islands[:_MOST_ROWS]),
        island_total=len(found.islands),
        alone=_group(portfolio, here, found.alone, _MOST_ROWS),
    )


def _group(portfolio: Portfolio, here: Here, group: Sequence[int], most: int = _MOST_OF_A_GROUP) -> Group:
    refs = [portfolio.graph.index.refs[at] for at in group]
    named = tuple(mention(portfolio, here, ref) for ref in refs[:most])
    atlas = atlas_link(here, refs[0]) if refs else ""
    return Group(named, len(refs) - len(named), len(refs), atlas)


def _point(portfolio: Portfolio, here: Here, at: int, cut_off: int) -> PointRow:
    index = portfolio.graph.index
    ref, owner = index.refs[at], index.columns.owners[at]
    return PointRow(
        entity=mention(portfolio, here, ref),
        owner=None if owner == NOBODY else mention(portfolio, here, index.refs[owner]),
        users=len(index.users(at)),
        cut_off=cut_off,
        atlas=atlas_link(here, ref),
    )
