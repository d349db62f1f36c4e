"""The edges of the graph by position: what drawings are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.graph.home import Home
from callboard.model import EntityRef

NOWHERE: Final = -1
"""The position of a system or domain that there is not."""


@dataclass(frozen=True, slots=True)
class Wiring:
    """What stands where, and what it has edges to.

    An entity is a position in `refs`, because numbers are hashed and compared in a fraction of the time that
    references take, and a hub has thousands of users. The nodes of the graph come first, in order, so that
    sorted positions are sorted references; behind them stand systems and domains that are no node. `at` says
    where the nodes are, and the other columns have an item for each node.
    """

    refs: Sequence[EntityRef]
    at: Mapping[EntityRef, int]
    apis: frozenset[int]
    sources: Sequence[tuple[int, ...]]
    targets: Sequence[tuple[int, ...]]
    homes: Sequence[tuple[int, int]]
    """System and domain."""

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


def homes_by_position(
    nodes: Sequence[EntityRef], at: Mapping[EntityRef, int], homes: Mapping[EntityRef, Home]
) -> tuple[tuple[EntityRef, ...], list[tuple[int, int]]]:
    """What `Wiring` calls `refs` and `homes`."""
    place: dict[EntityRef | None, int] = {None: NOWHERE, **at}
    refs = list(nodes)
    for home in homes.values():
        for holder in (home.system, home.domain):
            if holder not in place and holder is not None:
                place[holder] = len(refs)
                refs.append(holder)
    nowhere = Home()
    lived = [homes.get(ref, nowhere) for ref in nodes]
    return tuple(refs), [(place[home.system], place[home.domain]) for home in lived]
