"""From configured sources to a snapshot."""

from __future__ import annotations

from callboard.crawl.run import crawl
from callboard.crawl.settings import SourceSettings, read_sources

__all__ = ["SourceSettings", "crawl", "read_sources"]
