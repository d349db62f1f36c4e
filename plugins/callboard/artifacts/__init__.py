"""The versioned files other programs read: catalog.json, graph.json, findings.json and the search index.

The search index is imported from its own module: it alone knows documentation.
"""

from __future__ import annotations

from callboard.artifacts.documents import (
    catalog_document,
    encode,
    entity_document,
    findings_document,
    graph_file,
    known_refs,
)

__all__ = [
    "catalog_document",
    "encode",
    "entity_document",
    "findings_document",
    "graph_file",
    "known_refs",
]
