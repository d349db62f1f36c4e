"""What the shape of the graph says by itself: circles, single points of failure, hubs, islands.

Each is found in one walk over the graph; nothing here grows faster than its edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import networkx as nx

from callboard.graph.atlas.index import AtlasIndex
from callboard.graph.home import HOLDERS


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """An entity without which `cut_off` others have no way to the rest, and how many use it."""

    at: int
    cut_off: int
    users: int


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """All of them as positions, the largest and gravest first; islands are all parts but the largest.

    `alone` are entities that use nothing and that nobody uses.
    """

    cycles: tuple[tuple[int, ...], ...]
    single_points: tuple[SinglePoint, ...]
    hubs: tuple[int, ...]
    islands: tuple[tuple[int, ...], ...]
    alone: tuple[int, ...]


def weak_points(index: AtlasIndex) -> WeakPoints:
    """Look for them."""
    running = [
        at for at in range(len(index)) if index.columns.known[at] and index.refs[at].kind not in HOLDERS
    ]
    kept = set(running)
    directed: nx.DiGraph[int] = nx.DiGraph()
    directed.add_nodes_from(running)
    directed.add_edges_from((at, end) for at in running for end in index.targets[at] if end in kept)
    whole = directed.to_undirected()
    parts = sorted(
        (sorted(part) for part in nx.connected_components(whole)), key=lambda part: (-len(part), part)
    )
    hubs = (at for at in running if index.is_hub(at))
    return WeakPoints(
        cycles=tuple(_cycles(index, directed)),
        single_points=tuple(_single_points(index, whole, parts)),
        hubs=tuple(sorted(hubs, key=lambda at: (-len(index.users(at)), at))),
        islands=tuple(tuple(part) for part in parts[1:] if len(part) > 1),
        alone=tuple(part[0] for part in parts if len(part) == 1),
    )


def _cycles(index: AtlasIndex, directed: nx.DiGraph[int]) -> list[tuple[int, ...]]:
    groups = (tuple(sorted(group)) for group in nx.strongly_connected_components(directed))
    found = [group for group in groups if len(group) > 1 or group[0] in index.targets[group[0]]]
    return sorted(found, key=lambda group: (-len(group), group))


def _single_points(index: AtlasIndex, whole: nx.Graph[int], parts: list[list[int]]) -> Iterator[SinglePoint]:
    """The cut points that somebody uses, by how many lose their way and how many use them."""
    size_of = {at: len(part) for part in parts for at in part}
    cut_off = _cut_off(whole, size_of)
    points = (SinglePoint(at, count, len(index.users(at))) for at, count in cut_off.items())
    weighed = [point for point in points if point.users > 1 and point.cut_off > 1]
    yield from sorted(weighed, key=lambda point: (-point.cut_off, -point.users, point.at))


def _cut_off(whole: nx.Graph[int], size_of: Mapping[int, int]) -> dict[int, int]:
    """For every cut point the entities outside the largest part that is left when it is taken away."""
    walk = _Walk(whole)
    for root in sorted(whole):
        if root not in walk.number:
            walk.descend(root)
    result: dict[int, int] = {}
    for at, branches in walk.fallen.items():
        above = size_of[at] - 1 - sum(branches)
        sides = [*branches, above] if above else branches
        if len(sides) > 1:
            result[at] = sum(sides) - max(sides)
    return result


class _Walk:
    """A walk in depth that numbers the nodes as it comes to them.

    A branch below a node from which no edge leads above the node falls off with it (Hopcroft and Tarjan,
    1973); `fallen` has the sizes of such branches. networkx names cut points, but not what they cut off.
    """

    def __init__(self, whole: nx.Graph[int]) -> None:
        self._whole: Final = whole
        self.number: Final[dict[int, int]] = {}
        self._lowest: Final[dict[int, int]] = {}
        self._below: Final[dict[int, int]] = {}
        self.fallen: Final[dict[int, list[int]]] = {}

    def descend(self, root: int) -> None:
        """Walk from one node, with a stack of its own: a chain may be as long as the catalog."""
        stack = [(root, -1, self._enter(root))]
        while stack:
            at, parent, ends = stack[-1]
            for end in ends:
                if end not in self.number:
                    stack.append((end, at, self._enter(end)))
                    break
                if end != parent:
                    self._lowest[at] = min(self._lowest[at], self.number[end])
            else:
                stack.pop()
                if parent >= 0:
                    self._leave(at, parent)

    def _enter(self, at: int) -> Iterator[int]:
        self.number[at] = self._lowest[at] = len(self.number)
        self._below[at] = 1
        return iter(sorted(self._whole[at]))

    def _leave(self, at: int, parent: int) -> None:
        self._lowest[parent] = min(self._lowest[parent], self._lowest[at])
        self._below[parent] += self._below[at]
        if self._lowest[at] >= self.number[parent]:
            self.fallen.setdefault(parent, []).append(self._below[at])
