"""What pages have looked at, so that they are made again only when some of it has changed.

Pages are composed from a portfolio that writes down every look-up (`TracedPortfolio`). What was looked up is
kept with the pages; the next build compares the values of then and now by digests (`ValueDigests`). So a page
depends on what it has read and on nothing else: nobody has to list what that is, and nobody can forget any.
The idea is that of verifying traces (Mokhov, Mitchell, Peyton Jones: Build Systems à la Carte, ICFP 2018).
"""

from __future__ import annotations

from callboard.views.tracing.digests import ValueDigests
from callboard.views.tracing.portfolio import TracedPortfolio
from callboard.views.tracing.reads import Read, Reads, read_from, read_text

__all__ = ["Read", "Reads", "TracedPortfolio", "ValueDigests", "read_from", "read_text"]
