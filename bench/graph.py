"""Measure the graph stratum on made-up catalogs.

    python bench/graph.py [ENTITIES ...]

Prints milliseconds; by default for 2,000 and 20,000 entities. The catalogs are hub-heavy: a few services and
libraries are used by very many, as in every organisation.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from callboard.graph import build_graph, draw, graph_document, neighbourhood
from callboard.model import Catalog, Entity, EntityRef, Relation, entity_address
from callboard.origin import Origin

_T = TypeVar("_T")

_PAIRS = {
    "ownedBy": "ownerOf",
    "providesApi": "apiProvidedBy",
    "consumesApi": "apiConsumedBy",
    "dependsOn": "dependencyOf",
    "partOf": "hasPart",
}


def make_catalog(size: int, seed: int = 7) -> Catalog:
    """An organisation of about `size` entities with three uses for each."""
    chance = random.Random(seed)
    refs = list(_refs(size))
    entities = {ref: _entity(ref, chance) for ref in sorted(refs)}
    relations: dict[EntityRef, set[Relation]] = {}
    for kind, source, target in _relations(refs, chance):
        relations.setdefault(source, set()).add(Relation(kind, source, target))
        relations.setdefault(target, set()).add(Relation(_PAIRS[kind], target, source))
    return Catalog(entities, {ref: tuple(sorted(held)) for ref, held in relations.items()}, {})


def _refs(size: int) -> Iterator[EntityRef]:
    shares = (("component", 55), ("api", 20), ("resource", 18), ("system", 4), ("group", 2), ("domain", 1))
    for kind, share in shares:
        for number in range(max(1, size * share // 100)):
            yield EntityRef.of(kind, "default", f"{kind}-of-acme-{number}")


def _entity(ref: EntityRef, chance: random.Random) -> Entity:
    spec = {"type": chance.choice(("service", "service", "website", "library")), "lifecycle": "production"}
    metadata = {"name": ref.name, "tags": ["tier-1"] if chance.random() < 0.05 else []}
    return Entity(ref, "v1", ref.kind, ref.namespace, ref.name, metadata, spec, Origin("acme/all"))


def _relations(refs: list[EntityRef], chance: random.Random) -> Iterator[tuple[str, EntityRef, EntityRef]]:
    of = {kind: [ref for ref in refs if ref.kind == kind] for kind in {ref.kind for ref in refs}}

    def popular(kind: str) -> EntityRef:
        return of[kind][int(len(of[kind]) * chance.random() ** 4)]

    for api in of["api"]:
        yield "providesApi", chance.choice(of["component"]), api
    for component in of["component"]:
        for kind in ("component", "resource", "resource"):
            yield "dependsOn", component, popular(kind)
        for _ in range(2):
            yield "consumesApi", component, popular("api")
    for ref in (*of["component"], *of["api"], *of["resource"]):
        yield "ownedBy", ref, chance.choice(of["group"])
        yield "partOf", ref, chance.choice(of["system"])
    for system in of["system"]:
        yield "partOf", system, chance.choice(of["domain"])


def _timed(name: str, work: Callable[[], _T], per: int = 1) -> _T:
    start = time.perf_counter()
    result = work()
    print(f"  {name:<28}{(time.perf_counter() - start) * 1000 / per:>10.3f} ms")
    return result


def _measure(size: int) -> None:
    catalog = make_catalog(size)
    print(f"{len(catalog)} entities, {sum(map(len, catalog.relations.values())) // 2} relations")
    graph = _timed("build_graph", lambda: build_graph(catalog))
    _timed("impact_counts", graph.impact_counts)
    _timed("cycles", graph.cycles)
    _timed("graph_document", lambda: graph_document(catalog, graph))
    refs = tuple(catalog.entities)
    _timed("impact, each", lambda: [graph.impact(ref) for ref in refs], len(refs))
    around = _timed(
        "neighbourhood, each", lambda: [neighbourhood(graph, catalog, ref) for ref in refs], len(refs)
    )
    drawn = _timed("draw, each", lambda: [draw(it, href=entity_address) for it in around], len(refs))
    nodes = [len(it.nodes) for it in around]
    print(f"  nodes: mean {sum(nodes) / len(nodes):.1f}, most {max(nodes)}; ", end="")
    print(f"SVG: mean {sum(map(len, drawn)) / len(drawn):.0f}, most {max(map(len, drawn))} characters")


if __name__ == "__main__":
    for argument in sys.argv[1:] or ("2000", "20000"):
        _measure(int(argument))
