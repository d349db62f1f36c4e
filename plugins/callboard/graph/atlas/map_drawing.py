"""The map as inline SVG: every region and tile a link, no script, no colour of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Final

from callboard.graph.atlas.index import NOBODY, AtlasIndex
from callboard.graph.atlas.regions import Region, Tile
from callboard.graph.atlas.treemap import Area, divide
from callboard.graph.text_width import name_lines, text_width
from callboard.model import EntityRef

WIDTH: Final = 1040
HEIGHT: Final = 580
_REGION_TEXT: Final = 13
_TILE_TEXT: Final = 11
_LINE: Final = 18
_NEXT_LINE: Final = 13
_MOST_LINES: Final = 3
_TITLE_HEIGHT: Final = 24
_WITHOUT: Final = "Without a domain"


def draw_map(index: AtlasIndex, regions: Iterable[Region], href: Callable[[EntityRef], str]) -> str:
    """The map of an organisation; `href` gives the link to an entity's page."""
    listed = tuple(regions)
    parts = divide(Area(0, 0, WIDTH, HEIGHT), [region.count for region in _by_size(listed)])
    body = "".join(
        "".join(_region(index, region, area, href))
        for region, area in zip(_by_size(listed), parts, strict=True)
    )
    total = sum(region.count for region in listed)
    return (
        f'<svg class="cb-map" role="group" aria-label="Map of {total:,} entities" width="{WIDTH}" '
        f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" stroke="currentColor">{body}</svg>'
    )


def tile_name(index: AtlasIndex, tile: Tile) -> str:
    """What a tile is called."""
    if tile.holder != NOBODY:
        return index.columns.titles[tile.holder]
    return f"{tile.more:,} more" if tile.more else "No system and no team"


def region_name(index: AtlasIndex, region: Region) -> str:
    """What a region is called."""
    if region.more:
        return f"{region.more} more domains"
    return _WITHOUT if region.holder == NOBODY else index.columns.titles[region.holder]


def _by_size(regions: Iterable[Region]) -> list[Region]:
    return sorted(regions, key=lambda region: -region.count)


def _region(index: AtlasIndex, region: Region, area: Area, href: Callable[[EntityRef], str]) -> Iterator[str]:
    inner = area.inside(2, 2, 2, 2)
    name = region_name(index, region)
    spoken = f"{name}, {_amount(region.count)}{', domain' if region.holder != NOBODY else ''}"
    x, y, width, height = _whole(inner)
    opening, closing = _link(index, region.holder, "cb-region", spoken, href)
    yield opening
    yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'
    yield from _title(name, f"{region.count:,}", inner)
    yield closing
    body = inner.inside(4, _TITLE_HEIGHT, 4, 4)
    for tile, part in zip(region.tiles, divide(body, [tile.count for tile in region.tiles]), strict=True):
        yield from _tile(index, region, tile, part.inside(1, 1, 1, 1), href)


def _title(name: str, count: str, area: Area) -> Iterator[str]:
    """The name, and the count where there is room beside it."""
    x, y, width, height = _whole(area)
    room = width - 16
    if height < _TITLE_HEIGHT or room < 3 * _REGION_TEXT:
        return
    beside = text_width(count, _TILE_TEXT) + 8
    short = "".join(name_lines(name, _REGION_TEXT, room, 1))
    yield _text("cb-region-name", x + 8, y + 16, (short,), _REGION_TEXT)
    if text_width(short, _REGION_TEXT) + beside <= room:
        # A space, so that what is seen is found in what is spoken.
        yield " "
        yield _text("cb-region-count", x + width - round(beside), y + 16, (count,), _TILE_TEXT)


def _tile(
    index: AtlasIndex, region: Region, tile: Tile, area: Area, href: Callable[[EntityRef], str]
) -> Iterator[str]:
    x, y, width, height = _whole(area)
    if width < 1 or height < 1:
        width, height = max(1, width), max(1, height)
    name = tile_name(index, tile)
    kind = index.refs[tile.holder].kind if tile.holder != NOBODY else ""
    word = {"group": "team, ", "user": "person, "}.get(kind, f"{kind}, " if kind else "")
    spoken = f"{name}, {word}{_amount(tile.count)}"
    opening, closing = _link(index, tile.holder, "cb-tile-of", spoken, href)
    opening = opening.replace(" data-at=", f' data-in="{region.holder}" data-at=', 1)
    yield opening
    yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="3"/>'
    most = min(_MOST_LINES, 1 + (height - _LINE) // _NEXT_LINE)
    lines = name_lines(name, _TILE_TEXT, width - 8, most)
    if lines:
        yield _text("cb-tile-name", x + 4, y + 14, lines, _TILE_TEXT)
    yield closing


def _link(
    index: AtlasIndex, holder: int, name: str, spoken: str, href: Callable[[EntityRef], str]
) -> tuple[str, str]:
    told = escape(spoken)
    title = f"<title>{told}</title>"
    if holder == NOBODY or not index.columns.known[holder]:
        return f'<g class="{name}" data-at="{holder}" role="img" aria-label="{told}">{title}', "</g>"
    link = escape(href(index.refs[holder]))
    return f'<a class="{name}" data-at="{holder}" href="{link}" aria-label="{told}">{title}', "</a>"


def _amount(count: int) -> str:
    return f"{count:,} {'entity' if count == 1 else 'entities'}"


def _whole(area: Area) -> tuple[int, int, int, int]:
    x, y = round(area.x), round(area.y)
    return x, y, round(area.x + area.width) - x, round(area.y + area.height) - y


def _text(name: str, x: int, y: int, lines: Iterable[str], size: int) -> str:
    first, *others = map(escape, lines)
    more = "".join(
        f'<tspan x="{x}" y="{y + number * _NEXT_LINE}">{line}</tspan>'
        for number, line in enumerate(others, start=1)
    )
    place = f'x="{x}" y="{y}" font-size="{size}"'
    return f'<text class="{name}" {place} fill="currentColor" stroke="none">{first}{more}</text>'
