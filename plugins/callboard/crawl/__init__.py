"""From configured sources to a snapshot."""

from __future__ import annotations

from callboard.crawl.checkouts import Checkouts, open_checkouts
from callboard.crawl.run import crawl
from callboard.crawl.settings import SourceSettings, read_sources

__all__ = ["Checkouts", "SourceSettings", "crawl", "open_checkouts", "read_sources"]
