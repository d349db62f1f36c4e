"""The graph for machines: `/api/graph.json`."""

from __future__ import annotations

from operator import attrgetter
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
    relations = [relation for held in catalog.relations.values() for relation in held]
    refs = {*graph.nodes, *catalog.relations, *(relation.target for relation in relations)}
    nodes = sorted(refs, key=attrgetter("kind", "namespace", "name"))
    types = sorted({_FORWARD.get(relation.type, relation.type) for relation in relations})
    node_at = {ref: position for position, ref in enumerate(nodes)}
    type_at = {name: position for position, name in enumerate(types)}
    edges: set[tuple[int, int, int]] = set()
    for relation in relations:
        source, target = node_at[relation.source], node_at[relation.target]
        forward = _FORWARD.get(relation.type)
        edges.add((target, source, type_at[forward]) if forward else (source, target, type_at[relation.type]))
    counts = graph.impact_counts()
    return {
        "version": 1,
        "types": types,
        "nodes": [str(ref) for ref in nodes],
        "missing": [at for at, ref in enumerate(nodes) if ref not in catalog.entities],
        "users": [counts[ref].direct if ref in counts else 0 for ref in nodes],
        "edges": [list(edge) for edge in sorted(edges)],
    }
