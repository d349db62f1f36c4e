"""The JSON files under `/api/`: their shape, and how they are written.

Every file starts with the same two keys, `schema` (its name and version: what is removed or changes meaning
raises the version, what is added does not) and `generator`. Keys and lists are sorted, so that two builds of
the same input are the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from callboard import __version__
from callboard.annotations import AnnotationSettings, spec_without_contact
from callboard.errors import ConfigurationError
from callboard.findings import Finding, Level
from callboard.model import (
    Catalog,
    Entity,
    EntityRef,
    JsonMapping,
    JsonValue,
    Relation,
    Repository,
    SourceReport,
    docs_address,
    entity_address,
)
from callboard.origin import Origin

CATALOG_SCHEMA: Final = "callboard/catalog/v1"
ENTITY_SCHEMA: Final = "callboard/entity/v1"
FINDINGS_SCHEMA: Final = "callboard/findings/v1"
GRAPH_SCHEMA: Final = "callboard/graph/v1"


def catalog_document(catalog: Catalog) -> JsonMapping:
    """`catalog.json`: every entity in a row, with its relations and origin but without its long texts."""
    rows = [_row(catalog, entity) for entity in catalog]
    repositories = {key: _repository(found) for key, found in sorted(catalog.repositories.items())}
    return _stamped(CATALOG_SCHEMA) | {"entities": rows, "repositories": repositories}


def entity_document(
    catalog: Catalog, entity: Entity, annotations: AnnotationSettings, *, has_docs: bool
) -> JsonMapping:
    """One entity as it was read, with its relations, for `/api/entities/by-name/`.

    Only annotations that hold secrets are left out, and how to reach a person.
    """
    document: dict[str, JsonValue] = {
        "apiVersion": entity.api_version,
        "kind": entity.kind,
        "metadata": {**_without_secrets(entity, annotations), "namespace": entity.namespace},
        "spec": spec_without_contact(entity),
        "relations": [_relation(relation) for relation in catalog.relations.get(entity.ref, ())],
        "origin": _origin(entity.origin, catalog.commit_of(entity)),
        "page": entity_address(entity.ref),
    }
    if has_docs:
        document["docs"] = docs_address(entity.ref)
    return _stamped(ENTITY_SCHEMA) | document


def findings_document(findings: Iterable[Finding], sources: Iterable[SourceReport]) -> JsonMapping:
    """`findings.json`: every source with its state, every finding in report order, and counts by level."""
    told = list(findings)
    counts = {level.value: sum(found.level is level for found in told) for level in Level if level != "off"}
    return _stamped(FINDINGS_SCHEMA) | {
        "counts": counts,
        "findings": [_finding(found) for found in told],
        "sources": [_source(report) for report in sources],
    }


def graph_file(document: JsonMapping) -> JsonMapping:
    """`graph.json`: what the graph stratum says of its nodes and edges, stamped."""
    return _stamped(GRAPH_SCHEMA) | dict(document)


def encode(document: JsonMapping) -> bytes:
    """JSON in one line, keys sorted, ASCII: safe in every terminal and every host's idea of an encoding."""
    return (
        json.dumps(document, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii") + b"\n"
    )


def catalog_rows(data: bytes) -> list[Mapping[str, Any]]:
    """The rows of a published `catalog.json`, their shape unchecked.

    Raises:
        ConfigurationError: the data is no `catalog.json`, or of a version that this program does not read.
    """
    with no_catalog_on_error():
        document = json.loads(data)
        schema, rows = document["schema"], list(document["entities"])
    if schema != CATALOG_SCHEMA:
        raise ConfigurationError(f"the catalog has the schema {schema}; this program reads {CATALOG_SCHEMA}")
    return rows


@contextmanager
def no_catalog_on_error() -> Iterator[None]:
    """Inside, what is not shaped as expected is told as a file that is no catalog.

    Raises:
        ConfigurationError: instead of what reading it raised.
    """
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigurationError(
            "this is no catalog.json of a portal; it lies at /api/catalog.json"
        ) from error


def known_refs(data: bytes) -> frozenset[EntityRef]:
    """The references of every entity of a published `catalog.json`.

    Raises:
        ConfigurationError: the data is no `catalog.json`, or of a version that this program does not read.
    """
    rows = catalog_rows(data)
    with no_catalog_on_error():
        return frozenset(EntityRef.parse(row["ref"]) for row in rows)


def _without_secrets(entity: Entity, annotations: AnnotationSettings) -> JsonMapping:
    if not any(annotations.hides(key) for key in entity.annotations):
        return entity.metadata
    shown = {key: value for key, value in entity.annotations.items() if not annotations.hides(key)}
    return {**entity.metadata, "annotations": shown}


def _stamped(schema: str) -> dict[str, JsonValue]:
    return {"schema": schema, "generator": f"callboard {__version__}"}


def _row(catalog: Catalog, entity: Entity) -> JsonMapping:
    return {
        "ref": str(entity.ref),
        "kind": entity.kind,
        "namespace": entity.namespace,
        "name": entity.name,
        "title": entity.title,
        "type": entity.type,
        "lifecycle": entity.lifecycle,
        "description": entity.description,
        "tags": list(entity.tags),
        "origin": _origin(entity.origin),
        "page": entity_address(entity.ref),
        "relations": [_relation(relation) for relation in catalog.relations.get(entity.ref, ())],
    }


def _relation(relation: Relation) -> JsonMapping:
    return {"type": relation.type, "target": str(relation.target)}


def _origin(origin: Origin, commit: str = "") -> JsonMapping:
    return {
        "repository": origin.repository,
        "path": origin.path,
        "line": origin.line,
        "column": origin.column,
        "commit": commit or origin.commit,
    }


def _finding(found: Finding) -> JsonMapping:
    return {
        "code": found.code,
        "level": found.level.value,
        "message": found.message,
        "hint": found.hint,
        "entity": found.entity,
        "origin": _origin(found.origin),
    }


def _repository(repository: Repository) -> JsonMapping:
    return {
        "source": repository.source,
        "url": repository.web_url,
        "branch": repository.branch,
        "commit": repository.commit,
    }


def _source(report: SourceReport) -> Mapping[str, str | list[str]]:
    return {
        "label": report.label,
        "state": report.state.value,
        "reason": report.reason,
        "repositories": list(report.repositories),
    }
