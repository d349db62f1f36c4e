"""The shortest ways by which one entity depends on another: all of them, an API costing no call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from callboard.graph.atlas.index import AtlasIndex


@dataclass(frozen=True, slots=True)
class Ways:
    """All shortest ways together: `layers` from the first entity to the last, APIs in layers of their own.

    `edges` are "uses" edges between positions; `calls` is the length.
    """

    layers: tuple[tuple[int, ...], ...]
    edges: tuple[tuple[int, int], ...]
    calls: int


def find_ways(index: AtlasIndex, start: int, end: int, *, through_shared: bool) -> Ways | None:
    """The ways from `start` to `end`, None when there is none.

    Shared services are ends of a way and no part of it, unless `through_shared`.
    """

    def uses(at: int) -> tuple[int, ...]:
        if at != start and not through_shared and index.is_hub(at):
            return ()
        found = index.uses(at)
        # An API that is asked for is an end itself, and not only what stands in between.
        return (*found, end) if end in index.targets[at] and end not in found else found

    calls = _distances(start, end, uses)
    if end not in calls:
        return None
    by_distance: list[list[int]] = [[] for _ in range(calls[end])]
    for node, far in calls.items():
        if far < calls[end]:
            by_distance[far].append(node)
    steps = [[end]]
    pairs: list[tuple[int, int]] = []
    for nodes in reversed(by_distance):
        # Backwards: of all that is so far away, only what leads on.
        targets = set(steps[-1])
        layer = [node for node in nodes if not targets.isdisjoint(uses(node))]
        pairs.extend((node, target) for node in layer for target in uses(node) if target in targets)
        steps.append(sorted(layer))
    return _with_apis(index, steps[::-1], pairs)


def _distances(start: int, end: int, uses: Callable[[int], tuple[int, ...]]) -> dict[int, int]:
    """The calls from `start` to everything that is not farther than `end`."""
    calls = {start: 0}
    front = [start]
    while front and end not in calls:
        beyond = []
        for node in front:
            for target in uses(node):
                if target not in calls:
                    calls[target] = calls[node] + 1
                    beyond.append(target)
        front = beyond
    return calls


def _with_apis(index: AtlasIndex, steps: list[list[int]], pairs: list[tuple[int, int]]) -> Ways:
    """Put the APIs through which a call goes into layers between those of the callers and the called."""
    layer_of = {node: at for at, layer in enumerate(steps) for node in layer}
    between: list[set[int]] = [set() for _ in steps]
    edges: set[tuple[int, int]] = set()
    for source, target in pairs:
        direct = set(index.targets[source])
        if target in direct:
            edges.add((source, target))
        for api in index.sources[target]:
            if api in direct and index.is_api(api) and api not in layer_of:
                between[layer_of[source]].add(api)
                edges.update(((source, api), (api, target)))
    layers: list[tuple[int, ...]] = []
    for layer, apis in zip(steps, between, strict=True):
        layers.append(tuple(layer))
        if apis:
            layers.append(tuple(sorted(apis)))
    return Ways(tuple(layers), tuple(sorted(edges)), len(steps) - 1)
