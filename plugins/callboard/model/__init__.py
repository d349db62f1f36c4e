"""The frozen values every stratum speaks in: references, entities, relations, catalog, snapshot.

Standard library only. Nothing here reads a file, knows a host or renders anything.
"""

from __future__ import annotations

from callboard.model.address import api_entity_address, docs_address, entity_address, relative_address
from callboard.model.catalog import Catalog
from callboard.model.entity import Entity, Link, Position, Relation
from callboard.model.forge import browse_url, commit_url, edit_url, file_url, issue_url, line_anchor
from callboard.model.json import JsonMapping, JsonValue
from callboard.model.ref import EntityRef, RefError
from callboard.model.snapshot import (
    FileEntry,
    History,
    Repository,
    RepositorySnapshot,
    Snapshot,
    SourceReport,
    SourceState,
    Tree,
    VersionSnapshot,
)

__all__ = [
    "Catalog",
    "Entity",
    "EntityRef",
    "FileEntry",
    "History",
    "JsonMapping",
    "JsonValue",
    "Link",
    "Position",
    "RefError",
    "Relation",
    "Repository",
    "RepositorySnapshot",
    "Snapshot",
    "SourceReport",
    "SourceState",
    "Tree",
    "VersionSnapshot",
    "api_entity_address",
    "browse_url",
    "commit_url",
    "docs_address",
    "edit_url",
    "entity_address",
    "file_url",
    "issue_url",
    "line_anchor",
    "relative_address",
]
