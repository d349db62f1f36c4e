"""A published `catalog.json` as a catalog again, as far as questions about the graph need one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from callboard.artifacts.documents import catalog_rows, no_catalog_on_error
from callboard.model import Catalog, Entity, EntityRef, Relation
from callboard.origin import Origin


def published_catalog(data: bytes) -> Catalog:
    """The entities of a `catalog.json` and how they relate.

    Their descriptors are not in it: labels, annotations and long texts are missing.

    Raises:
        ConfigurationError: the data is no `catalog.json`, or of a version that this program does not read.
    """
    rows = catalog_rows(data)
    with no_catalog_on_error():
        entities = [_entity(row) for row in rows]
        relations = {
            entity.ref: _relations(entity.ref, row) for entity, row in zip(entities, rows, strict=True)
        }
    ordered = sorted(entities, key=lambda entity: entity.ref)
    return Catalog({entity.ref: entity for entity in ordered}, dict(sorted(relations.items())), {})


def _entity(row: Mapping[str, Any]) -> Entity:
    metadata = {
        "name": str(row["name"]),
        "title": str(row["title"]),
        "tags": [str(tag) for tag in row["tags"]],
    }
    spec = {"type": str(row["type"]), "lifecycle": str(row["lifecycle"])}
    return Entity(
        ref=EntityRef.parse(row["ref"]),
        api_version="",
        kind=str(row["kind"]),
        namespace=str(row["namespace"]),
        name=str(row["name"]),
        metadata=metadata,
        spec=spec,
        origin=Origin(str(row["origin"]["repository"])),
    )


def _relations(ref: EntityRef, row: Mapping[str, Any]) -> tuple[Relation, ...]:
    held = (Relation(str(each["type"]), ref, EntityRef.parse(each["target"])) for each in row["relations"])
    return tuple(sorted(held))
