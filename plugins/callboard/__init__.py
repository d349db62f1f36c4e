"""Callboard: a static documentation and software-catalog site from an organisation's own repositories.

The package is a stack of strata, lowest last: cli, site, views, artifacts, docs, ingest and crawl,
graph, apis, markup, sources and descriptors, store, model, and at the bottom findings, origin and errors.
A stratum imports only what lies below it; `tests/architecture` holds the contracts.
"""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
