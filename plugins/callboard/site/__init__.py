"""The host: MkDocs plugin, shell capture and splicing, the whole build; the only importer of mkdocs."""

from __future__ import annotations
