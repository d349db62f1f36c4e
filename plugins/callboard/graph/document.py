"""The graph for machines: `/api/graph.json`."""

from __future__ import annotations

from typing import Final

from callboard.graph.entity_graph import EntityGraph
from callboard.model import Catalog, JsonValue

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
    edges = {
        (relation.target, relation.source, _FORWARD[relation.type])
        if relation.type in _FORWARD
        else (relation.source, relation.target, relation.type)
        for relations in catalog.relations.values()
        for relation in relations
    }
    refs = {*graph.nodes, *(edge[0] for edge in edges), *(edge[1] for edge in edges)}
    nodes = sorted(refs)
    types = sorted({edge[2] for edge in edges})
    at = {ref: position for position, ref in enumerate(nodes)}
    type_at = {name: position for position, name in enumerate(types)}
    counts = graph.impact_counts()
    return {
        "version": 1,
        "types": types,
        "nodes": [str(ref) for ref in nodes],
        "missing": [at[ref] for ref in nodes if ref not in catalog.entities],
        "users": [counts[ref].direct if ref in counts else 0 for ref in nodes],
        "edges": sorted([at[source], at[target], type_at[name]] for source, target, name in edges),
    }
