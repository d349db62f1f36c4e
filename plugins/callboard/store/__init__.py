"""The one layer that writes: atomic files and the content-addressed cache.

Imports nothing above `errors`. Every cached value is a pure function of what its key digests, so losing the
cache costs time and never changes a byte of the site.
"""

from __future__ import annotations

from callboard.store.cache import Cache, digest_of
from callboard.store.entries import Entries, HeldEntries
from callboard.store.files import write_atomically

__all__ = ["Cache", "Entries", "HeldEntries", "digest_of", "write_atomically"]
