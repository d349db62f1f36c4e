"""From a snapshot to a catalog: find descriptors, judge their documents, stitch what was kept.

Reads only through the snapshot's trees; knows neither sources nor hosts, networkx nor Markdown.
"""

from __future__ import annotations

from callboard.ingest.custom_kinds import CustomKind, read_kinds
from callboard.ingest.definitions import Definitions, read_definitions
from callboard.ingest.inspection import DEFAULT_BASE_URL, inspect_folder
from callboard.ingest.pipeline import build_catalog
from callboard.ingest.settings import IngestSettings

__all__ = [
    "DEFAULT_BASE_URL",
    "CustomKind",
    "Definitions",
    "IngestSettings",
    "build_catalog",
    "inspect_folder",
    "read_definitions",
    "read_kinds",
]
