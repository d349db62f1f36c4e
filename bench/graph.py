"""Measure the graph stratum on made-up catalogs.

    python bench/graph.py [ENTITIES ...]

Prints milliseconds of CPU; by default for 2,000 and 20,000 entities. The catalogs are hub-heavy: a few
services and libraries are used by very many, as in every organisation. There are three dependencies for
each entity, so 60,000 at 20,000; who owns what comes on top. What the target is about is building the
graph, the impact of every entity and the neighbourhood of every entity, at the largest size; drawing stands
apart.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "plugins"))

from measuring import Result, keep

from callboard.graph import build_graph, draw, graph_document, neighbourhood
from callboard.isolation import what_is_there_stays
from callboard.model import Catalog, Entity, EntityRef, Relation, entity_address
from callboard.origin import Origin

TARGET = 2.0
_DEPENDENCIES = ("dependsOn", "consumesApi", "providesApi")
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


class _Clock:
    """Prints what each piece of work took, and remembers it in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, work: Callable[[], _T], per: int = 1) -> _T:
        start = time.process_time()
        result = work()
        self.seconds[name] = time.process_time() - start
        print(f"  {name:<28}{self.seconds[name] * 1000 / per:>10.3f} ms")
        return result


def _measure(size: int) -> None:
    catalog = make_catalog(size)
    every = [relation for held in catalog.relations.values() for relation in held]
    edges = sum(relation.type in _DEPENDENCIES for relation in every)
    print(f"{len(catalog)} entities, {edges} dependencies, {len(every) // 2} relations")
    clock = _Clock()
    with what_is_there_stays():
        _ask(catalog, clock, edges)


def _ask(catalog: Catalog, clock: _Clock, edges: int) -> None:
    """As in a build, the collector of garbage does not look through the catalog again and again."""
    graph = clock.timed("build_graph", lambda: build_graph(catalog))
    clock.timed("impact_counts", graph.impact_counts)
    clock.timed("cycles", graph.cycles)
    clock.timed("graph_document", lambda: graph_document(catalog, graph))
    refs = tuple(catalog.entities)
    # As before the pages are written.
    gc.freeze()
    # A page is written before the next one is made: nobody keeps what was answered for it.
    clock.timed("impact, each", lambda: _each(graph.impact, refs), len(refs))
    clock.timed("neighbourhood, each", lambda: _each(partial(neighbourhood, graph, catalog), refs), len(refs))
    around = [neighbourhood(graph, catalog, ref) for ref in refs]
    drawn = clock.timed("draw, each", lambda: [draw(it, href=entity_address) for it in around], len(refs))
    nodes = [len(it.nodes) for it in around]
    print(f"  nodes: mean {sum(nodes) / len(nodes):.1f}, most {max(nodes)}; ", end="")
    print(f"SVG: mean {sum(map(len, drawn)) / len(drawn):.0f}, most {max(map(len, drawn))} characters")
    whole = "impact and neighbourhood of all, CPU s"
    parts = ("build_graph", "impact_counts", "impact, each", "neighbourhood, each")
    figures: dict[str, float | str] = {f"{name}, CPU s": seconds for name, seconds in clock.seconds.items()}
    figures[whole] = sum(clock.seconds[part] for part in parts)
    print(f"  {whole}: {figures[whole]:.2f}, target {TARGET:g}")
    setting = f"{len(catalog):,} entities, {edges:,} dependencies"
    keep(Result("graph", "The graph", setting, figures=figures, targets={whole: TARGET}))


def _each(ask: Callable[[EntityRef], object], refs: Iterable[EntityRef]) -> None:
    for ref in refs:
        ask(ref)


if __name__ == "__main__":
    for argument in sys.argv[1:] or ("2000", "20000"):
        _measure(int(argument))
