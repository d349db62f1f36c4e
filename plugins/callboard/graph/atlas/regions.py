"""The organisation as a map: regions are domains, tiles are their systems.

What has no domain is a region of its own, and what has no system is told by its team instead, so that an
organisation that has neither still sees its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from callboard.graph.atlas.index import NOBODY, AtlasIndex
from callboard.graph.home import HOLDERS

MOST_TILES: Final = 1000
_MOST_OF_A_REGION: Final = 150
_MOST_REGIONS: Final = 60


@dataclass(frozen=True, slots=True)
class Tile:
    """A system, or a team where there is none; `holder` is `NOBODY` for the rest of a region.

    `count` is how many entities it stands for and `more` how many tiles are folded into it.
    """

    holder: int
    count: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Region:
    """A domain with its tiles, the largest first; `holder` is `NOBODY` for all without a domain.

    One that stands for `more` small domains has those as its tiles.
    """

    holder: int
    count: int
    tiles: tuple[Tile, ...]
    more: int = 0


def regions_of(index: AtlasIndex) -> tuple[Region, ...]:
    """All regions, the largest first and that without a domain last; their counts add up to what runs."""
    held: dict[int, Counter[int]] = {}
    for at, known in enumerate(index.columns.known):
        if known and index.refs[at].kind not in HOLDERS:
            held.setdefault(index.columns.domains[at], Counter())[tile_of(index, at)] += 1
    ordered = sorted(held.items(), key=lambda item: (item[0] == NOBODY, -item[1].total(), item[0]))
    least = max(4, min(_MOST_OF_A_REGION, MOST_TILES // max(1, len(ordered))))
    total = sum(len(tiles) for _, tiles in ordered)
    most = _MOST_OF_A_REGION if total <= MOST_TILES else least
    return tuple(_region(holder, tiles, most) for holder, tiles in ordered)


def tile_of(index: AtlasIndex, at: int) -> int:
    """The tile that an entity lies in: its system, else its team, else `NOBODY`."""
    system = index.columns.systems[at]
    return system if system != NOBODY else index.columns.owners[at]


def shown_regions(regions: Iterable[Region]) -> tuple[Region, ...]:
    """As many regions as a map can show; the smallest are one region, whose tiles are those."""
    listed = tuple(regions)
    if len(listed) <= _MOST_REGIONS:
        return listed
    rest = listed[_MOST_REGIONS - 1 :]
    tiles = tuple(sorted((Tile(each.holder, each.count) for each in rest), key=lambda tile: -tile.count))
    kept = _cut(tiles, _MOST_OF_A_REGION)
    return *listed[: _MOST_REGIONS - 1], Region(NOBODY, sum(each.count for each in rest), kept, len(rest))


def uses_between(index: AtlasIndex) -> Mapping[tuple[int, int], int]:
    """How many uses lead from each domain to each other one; without a domain is `NOBODY`."""
    domains = index.columns.domains
    return Counter(_pairs(index, domains))


def _pairs(index: AtlasIndex, homes: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    for at, known in enumerate(index.columns.known):
        if known and not index.is_api(at):
            for end in index.uses(at):
                if homes[at] != homes[end] and index.columns.known[end]:
                    yield homes[at], homes[end]


def _region(holder: int, tiles: Counter[int], most: int) -> Region:
    ordered = sorted(tiles.items(), key=lambda item: (item[0] == NOBODY, -item[1], item[0]))
    # What has neither system nor team is the rest, however much it is.
    return Region(holder, tiles.total(), _cut(tuple(Tile(at, count) for at, count in ordered), most))


def _cut(tiles: tuple[Tile, ...], most: int) -> tuple[Tile, ...]:
    if len(tiles) <= most:
        return tuple(sorted(tiles, key=lambda tile: -tile.count))
    kept, rest = tiles[: most - 1], tiles[most - 1 :]
    folded = Tile(NOBODY, sum(tile.count for tile in rest), len(rest))
    return tuple(sorted((*kept, folded), key=lambda tile: -tile.count))
