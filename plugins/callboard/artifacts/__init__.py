"""The versioned files other programs read: catalog.json, graph.json, findings.json and the search index."""

from __future__ import annotations
