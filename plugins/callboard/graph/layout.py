"""Where boxes and edges go: columns, left to right, every coordinate a whole number.

An edge that passes a column gets a lane between the boxes there, so that no edge runs through a box; edges to
the same target share their lanes. Rows are ordered by the middle of their neighbours, which keeps crossings
few. A slot is a node (by its position in the neighbourhood) or, from there on, a lane.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from callboard.graph.columns import Column, Neighbourhood, Node
from callboard.graph.text_width import text_width

LABEL_SIZE: Final = 13
DETAIL_SIZE: Final = 11
BOX_HEIGHT: Final = 36
BESIDE_LABEL: Final = 46
"""What icon and padding take from the width of a box."""

_ROW_STEP: Final = BOX_HEIGHT + 10
_LANE_STEP: Final = 12
_GUTTER: Final = 56
_MARGIN: Final = 8
_HEADING_HEIGHT: Final = 22
_NARROWEST: Final = 96
_WIDEST: Final = 192
_SWEEPS: Final = 2
_BOW: Final = 30


class Box(NamedTuple):
    """The place of a node; all are `BOX_HEIGHT` high."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of all nodes, and of the headings' base lines, in order; the size of the whole.

    `edges` is the data of one SVG path: every stretch of every edge once, arrow heads included.
    """

    boxes: tuple[Box, ...]
    headings: tuple[tuple[int, int], ...]
    edges: str
    width: int
    height: int


def lay_out(around: Neighbourhood) -> Layout:
    """Place a neighbourhood; the same one always gets the same places."""
    columns = list(_slots(around.columns))
    links = _route(columns, around.edges)
    _order(columns, links, around.nodes)
    widths = [_column_width(column) for column in around.columns]
    lefts = [_MARGIN + sum(widths[:at]) + _GUTTER * at for at in range(len(widths))]
    node_count = len(around.nodes)
    heights = [sum(_step(slot, node_count) for slot in slots) for slots in columns]
    tallest = max(heights)
    boxes: dict[int, Box] = {}
    headings: list[tuple[int, int]] = []
    for slots, left, width, height in zip(columns, lefts, widths, heights, strict=True):
        y = _MARGIN + _HEADING_HEIGHT + (tallest - height) // 2
        headings.append((left, y - 8))
        for slot in slots:
            step = _step(slot, node_count)
            boxes[slot] = Box(left, y - (_ROW_STEP - step) // 2, width)
            y += step
    return Layout(
        boxes=tuple(boxes[node] for node in range(node_count)),
        headings=tuple(headings),
        edges="".join(_curves(boxes, links, node_count, arrows=around.uses)),
        width=lefts[-1] + widths[-1] + _MARGIN + _bow_room(columns[-1], links),
        height=tallest + _HEADING_HEIGHT + 2 * _MARGIN,
    )


def _slots(columns: Iterable[Column]) -> Iterator[list[int]]:
    first = 0
    for column in columns:
        yield list(range(first, first + len(column.nodes)))
        first += len(column.nodes)


def _route(columns: list[list[int]], edges: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Cut every edge into stretches between neighbouring columns, adding lanes to the columns it passes."""
    column_of = {slot: at for at, slots in enumerate(columns) for slot in slots}
    next_lane = len(column_of)
    lanes: dict[tuple[int, int], int] = {}
    links: dict[tuple[int, int], None] = {}
    for source, target in edges:
        stops = [source]
        for at in range(column_of[source] + 1, column_of[target]):
            if (target, at) not in lanes:
                lanes[target, at] = next_lane
                columns[at].insert(0, next_lane)
                next_lane += 1
            stops.append(lanes[target, at])
        links.update(dict.fromkeys(pairwise((*stops, target))))
    return tuple(links)


def _order(columns: list[list[int]], links: Sequence[tuple[int, int]], nodes: Sequence[Node]) -> None:
    """Sort each column by the middle of each slot's neighbours; "n more" stays last."""
    neighbours: dict[int, list[int]] = {}
    for source, target in links:
        neighbours.setdefault(source, []).append(target)
        neighbours.setdefault(target, []).append(source)
    row: dict[int, float] = {}

    def number(slots: Sequence[int]) -> None:
        row.update((slot, at - (len(slots) - 1) / 2) for at, slot in enumerate(slots))

    def middle(slot: int) -> tuple[bool, float]:
        rest = slot < len(nodes) and nodes[slot].kind == "more"
        near = neighbours.get(slot)
        return rest, sum(row[other] for other in near) / len(near) if near else row[slot]

    for slots in columns:
        number(slots)
    for _ in range(_SWEEPS):
        for slots in columns:
            slots.sort(key=middle)
            number(slots)


def _column_width(column: Column) -> int:
    text = max(
        max(text_width(node.label, LABEL_SIZE), text_width(node.detail, DETAIL_SIZE)) for node in column.nodes
    )
    heading = text_width(column.heading, DETAIL_SIZE)
    return round(min(_WIDEST, max(_NARROWEST, text + BESIDE_LABEL, heading)))


def _bow_room(last: Sequence[int], links: Iterable[tuple[int, int]]) -> int:
    """What bows in the last column need on its right."""
    own = set(last)
    return _BOW if any(source in own and target in own for source, target in links) else 0


def _step(slot: int, node_count: int) -> int:
    """From the top of a slot to the top of the next."""
    return _ROW_STEP if slot < node_count else _LANE_STEP


def _curves(
    boxes: dict[int, Box], links: Iterable[tuple[int, int]], node_count: int, *, arrows: bool
) -> Iterator[str]:
    for source, target in links:
        start, end = boxes[source], boxes[target]
        if start.x == end.x:
            yield _bow(start, end, arrows=arrows)
            continue
        left, right = start.x + start.width, end.x
        up, down = start.y + BOX_HEIGHT // 2, end.y + BOX_HEIGHT // 2
        middle = (left + right) // 2
        curve = f"H{right}" if up == down else f"C{middle} {up} {middle} {down} {right} {down}"
        yield f"M{left} {up}{curve}"
        if target >= node_count:
            yield f"H{end.x + end.width}"
        elif arrows:
            yield "m-6-4 6 4-6 4"


def _bow(start: Box, end: Box, *, arrows: bool) -> str:
    """The curve between two boxes of one column, through the gutter on their right."""
    side = start.x + start.width
    up, down = start.y + BOX_HEIGHT // 2 + 6, end.y + BOX_HEIGHT // 2 + 6
    return f"M{side} {up}C{side + _BOW} {up} {side + _BOW} {down} {side} {down}" + (
        "m6-4-6 4 6 4" if arrows else ""
    )
