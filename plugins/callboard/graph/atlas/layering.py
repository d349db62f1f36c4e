"""Members in layers: none uses one of an earlier layer, and those that use each other share one."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from callboard.graph.atlas.index import AtlasIndex
from callboard.graph.layering import in_layers


def layers_of(index: AtlasIndex, members: Iterable[int], most: int) -> tuple[tuple[int, ...], ...]:
    """At most so many layers, each in order; all beyond the last are in the last."""
    own = sorted(members)
    kept = set(own)
    within: nx.DiGraph[int] = nx.DiGraph()
    within.add_nodes_from(own)
    within.add_edges_from((at, end) for at in own for end in index.targets[at] if end in kept)
    return tuple(tuple(sorted(layer)) for layer in in_layers(within, most))
