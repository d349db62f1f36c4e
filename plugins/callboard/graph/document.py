"""The graph for machines: `/api/graph.json`."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from callboard.graph.entity_graph import EntityGraph
from callboard.model import Catalog, EntityRef, JsonValue

_FORWARD: Final = {
    "apiConsumedBy": "consumesApi",
    "apiProvidedBy": "providesApi",
    "dependencyOf": "dependsOn",
    "hasMember": "memberOf",
    "hasPart": "partOf",
    "ownerOf": "ownedBy",
    "parentOf": "childOf",
}
"""Relations come in pairs; the document has one of each, in the direction in which authors write it."""


def graph_document(catalog: Catalog, graph: EntityGraph) -> dict[str, JsonValue]:
    """All relations and what they connect, sorted and small.

    `nodes` are references; `missing` are the positions of those that are not in the catalog; `users` says for
    each node how many use it; an edge is `[source, target, type]`, each a position in its list.
    """
    refs = {*graph.nodes, *catalog.relations}
    named: set[str] = set()
    for held in catalog.relations.values():
        refs.update([relation.target for relation in held])
        named.update([relation.type for relation in held])
    nodes = sorted(refs, key=attrgetter("kind", "namespace", "name"))
    types = sorted({_FORWARD.get(name, name) for name in named})
    counts = graph.impact_counts()
    return {
        "version": 1,
        "types": types,
        "nodes": [str(ref) for ref in nodes],
        "missing": [at for at, ref in enumerate(nodes) if ref not in catalog.entities],
        "users": [counts[ref].direct if ref in counts else 0 for ref in nodes],
        "edges": _edges(catalog, nodes, types),
    }


def _edges(catalog: Catalog, nodes: Sequence[EntityRef], types: Sequence[str]) -> list[JsonValue]:
    node_at = {ref: position for position, ref in enumerate(nodes)}
    type_at = {name: position for position, name in enumerate(types)}
    backward_at = {name: type_at[forward] for name, forward in _FORWARD.items() if forward in type_at}
    size, width = len(nodes), len(types)
    # An edge is one number, because a set of numbers is quick to make and to sort.
    edges: set[int] = set()
    for ref, held in catalog.relations.items():
        here = node_at[ref]
        for relation in held:
            there, backward = node_at[relation.target], backward_at.get(relation.type)
            if backward is None:
                edges.add((here * size + there) * width + type_at[relation.type])
            else:
                edges.add((there * size + here) * width + backward)
    return [[*divmod(edge // width, size), edge % width] for edge in sorted(edges)]
