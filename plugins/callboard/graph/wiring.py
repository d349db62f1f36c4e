"""The edges of the graph by position: what drawings are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callboard.graph.home import Home
from callboard.model import EntityRef


@dataclass(frozen=True, slots=True)
class Wiring:
    """What stands where, and what it has edges to.

    An entity is a position in `refs`, because numbers are hashed and compared in a fraction of the time that
    references take, and a hub has thousands of users. The nodes of the graph come first, in order, so that
    their sorted positions are sorted references; behind them stand systems and domains that are no node.
    `kinds` and `ranks` have for each of `refs` its kind and its place in the order of all; `at` are the
    positions of the nodes.

    The other columns have an item for each node. `systems` are what it is folded into, that is its system,
    else itself; `domains` are its domain, else its system, else itself.
    """

    refs: Sequence[EntityRef]
    kinds: Sequence[str]
    ranks: Sequence[int]
    at: Mapping[EntityRef, int]
    apis: frozenset[int]
    sources: Sequence[tuple[int, ...]]
    targets: Sequence[tuple[int, ...]]
    systems: Sequence[int]
    domains: Sequence[int]

    def users(self, node: int) -> tuple[int, ...]:
        """Who uses a node, each once: who has an edge to it, then who has one to an API that it provides."""
        sources, apis = self.sources[node], self.apis
        if apis.isdisjoint(sources):
            found = dict.fromkeys(sources)
        else:
            found = dict.fromkeys([source for source in sources if source not in apis])
            for source in sources:
                if source in apis:
                    found |= dict.fromkeys(self.sources[source])
        found.pop(node, None)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Lodging:
    """The parts of a `Wiring` that say where entities live."""

    refs: tuple[EntityRef, ...]
    ranks: list[int]
    systems: list[int]
    domains: list[int]


def lodge(
    nodes: Sequence[EntityRef], at: Mapping[EntityRef, int], homes: Mapping[EntityRef, Home]
) -> Lodging:
    """Give every system and domain a position, and every node what it is folded into."""
    systems = list(range(len(nodes)))
    domains = list(systems)
    refs = list(nodes)
    place = dict(at)
    for ref, home in homes.items():
        for holder in (home.system, home.domain):
            if holder is not None and holder not in place:
                place[holder] = len(refs)
                refs.append(holder)
        node = at[ref]
        if home.system is not None:
            systems[node] = domains[node] = place[home.system]
        if home.domain is not None:
            domains[node] = place[home.domain]
    ranks = list(range(len(refs)))
    for rank, position in enumerate(sorted(ranks, key=refs.__getitem__)):
        ranks[position] = rank
    return Lodging(tuple(refs), ranks, systems, domains)
