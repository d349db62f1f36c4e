"""The versioned files other programs read: catalog.json, graph.json, findings.json and the search index."""

from __future__ import annotations

from callboard.artifacts.documents import (
    catalog_document,
    encode,
    entity_document,
    findings_document,
    graph_file,
    known_refs,
)
from callboard.artifacts.search_index import search_index

__all__ = [
    "catalog_document",
    "encode",
    "entity_document",
    "findings_document",
    "graph_file",
    "known_refs",
    "search_index",
]
