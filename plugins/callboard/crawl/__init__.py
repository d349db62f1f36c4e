"""From configured sources to a snapshot."""

from __future__ import annotations

from callboard.crawl.checkouts import Checkouts, open_checkouts
from callboard.crawl.elsewhere import Elsewhere
from callboard.crawl.run import HeldSources, crawl
from callboard.crawl.settings import SourceSettings, read_sources
from callboard.crawl.shares import WHOLE, Share, read_share
from callboard.crawl.versions import NO_VERSIONS, VersionPatterns

__all__ = [
    "NO_VERSIONS",
    "WHOLE",
    "Checkouts",
    "Elsewhere",
    "HeldSources",
    "Share",
    "SourceSettings",
    "VersionPatterns",
    "crawl",
    "open_checkouts",
    "read_share",
    "read_sources",
]
