"""Small catalogs, written as lines of text.

component:pay type=service            an entity, with fields of its spec (and `title`, `tier`, `tags`)
component:pay consumesApi api:auth    a relation; its other side comes by itself
"""

from __future__ import annotations

from collections.abc import Iterable

from callboard.model import Catalog, Entity, EntityRef, Relation
from callboard.origin import Origin

PAIRS = {
    "ownedBy": "ownerOf",
    "providesApi": "apiProvidedBy",
    "consumesApi": "apiConsumedBy",
    "dependsOn": "dependencyOf",
    "partOf": "hasPart",
    "childOf": "parentOf",
    "memberOf": "hasMember",
}


def make_entity(ref: EntityRef, **fields: str) -> Entity:
    """An entity with these fields; underscores in a title are spaces."""
    metadata: dict[str, object] = {"name": ref.name}
    if "title" in fields:
        metadata["title"] = fields.pop("title").replace("_", " ")
    if "tags" in fields:
        metadata["tags"] = fields.pop("tags").split(",")
    if "tier" in fields:
        metadata["labels"] = {"callboard.dev/tier": fields.pop("tier")}
    return Entity(
        ref, "v1", ref.kind.title(), ref.namespace, ref.name, metadata, fields, Origin("acme/world")
    )


def make_catalog(
    entities: Iterable[Entity], relations: Iterable[tuple[EntityRef, str, EntityRef]]
) -> Catalog:
    """A stitched catalog: sorted, and every relation told from both sides."""
    held: dict[EntityRef, set[Relation]] = {}
    for source, kind, target in relations:
        held.setdefault(source, set()).add(Relation(kind, source, target))
        held.setdefault(target, set()).add(Relation(PAIRS[kind], target, source))
    ordered = sorted(entities, key=lambda entity: entity.ref)
    return Catalog(
        {entity.ref: entity for entity in ordered},
        {ref: tuple(sorted(relations)) for ref, relations in sorted(held.items())},
        {},
    )


def read_world(text: str) -> Catalog:
    """The catalog that lines of text describe; lines that start with `#` are remarks."""
    entities: list[Entity] = []
    relations: list[tuple[EntityRef, str, EntityRef]] = []
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        ref = EntityRef.parse(words[0])
        if len(words) > 1 and words[1] in PAIRS:
            relations.append((ref, words[1], EntityRef.parse(words[2])))
        else:
            entities.append(make_entity(ref, **dict(word.split("=", 1) for word in words[1:])))
    return make_catalog(entities, relations)
