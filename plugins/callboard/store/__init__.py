"""The one layer that writes: atomic files, and the cache in one file or in a place that machines share.

Imports nothing above `errors`. Every cached value is a pure function of what its key digests, so losing the
cache costs time and never changes a byte of the site.
"""

from __future__ import annotations

from callboard.store.cache import DEFAULT_MEGABYTES, Cache
from callboard.store.code import digest_of_code, identity
from callboard.store.digests import digest_of, seal
from callboard.store.entries import Entries, HeldEntries, Store
from callboard.store.files import write_atomically
from callboard.store.shared import SharedCache

__all__ = [
    "DEFAULT_MEGABYTES",
    "Cache",
    "Entries",
    "HeldEntries",
    "SharedCache",
    "Store",
    "digest_of",
    "digest_of_code",
    "identity",
    "seal",
    "write_atomically",
]
