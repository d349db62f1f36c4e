"""A rectangle divided among numbers, in tiles that are as square as they can be.

The rows of Bruls, Huizing and van Wijk, "Squarified Treemaps" (2000): the largest first, along the shorter
side, a row ending where one more tile would make its worst tile longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle; its sides are no whole numbers until it is drawn."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, left: float, top: float, right: float, bottom: float) -> Area:
        """What is left of it within margins."""
        width, height = self.width - left - right, self.height - top - bottom
        return Area(self.x + left, self.y + top, max(0.0, width), max(0.0, height))


def divide(area: Area, sizes: Sequence[int]) -> list[Area]:
    """A part of the area for each size, as large as the size says; sizes are positive and fall."""
    parts: list[Area] = []
    total = sum(sizes)
    at = 0
    while at < len(sizes):
        scale = area.width * area.height / total if total else 0.0
        side = min(area.width, area.height)
        count = _row(sizes, at, side, scale)
        row = sizes[at : at + count]
        taken = sum(row)
        depth = taken * scale / side if side else 0.0
        parts.extend(_placed(area, row, taken, depth))
        wide = area.width >= area.height
        area = area.inside(depth, 0, 0, 0) if wide else area.inside(0, depth, 0, 0)
        total -= taken
        at += count
    return parts


def _row(sizes: Sequence[int], at: int, side: float, scale: float) -> int:
    """How many of the next sizes make the best row."""
    count, taken, worst = 0, 0, 0.0
    for size in sizes[at:]:
        more = taken + size
        new = _worst(sizes[at], size, more, side, scale)
        if count and new > worst:
            break
        count, taken, worst = count + 1, more, new
    return count


def _worst(largest: int, smallest: int, total: int, side: float, scale: float) -> float:
    """How much longer than wide the worst tile of a row is."""
    if not side or not scale:
        return 0.0
    row = total * scale / side
    return max(largest * scale / (row * row), row * row / (smallest * scale))


def _placed(area: Area, row: Sequence[int], taken: int, depth: float) -> Iterator[Area]:
    offset = 0.0
    for size in row:
        share = size / taken
        if area.width >= area.height:
            yield Area(area.x, area.y + offset, depth, area.height * share)
            offset += area.height * share
        else:
            yield Area(area.x + offset, area.y, area.width * share, depth)
            offset += area.width * share
