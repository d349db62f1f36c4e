"""What readers find by the words in a page: searchable pages, shards of them, and the index of a shard.

A shard is the unit of work. Which pages it holds, and so its bytes, follows from what is searched now and
never from what was built before: an incremental build makes the same files as a clean one. May import
`store` and below; must not import `docs`, `views` or `site`. It is the only stratum that knows the indexer.
"""

from __future__ import annotations

from callboard.fulltext.bundle import Bundle, packed, unpacked
from callboard.fulltext.indexing import Indexer, find_indexer
from callboard.fulltext.pages import SearchPage, SearchSet, digest_of_pages
from callboard.fulltext.sharding import ShardPlan, plan
from callboard.fulltext.shards import build_runtime, build_shards, manifest, runtime_key, shard_key

__all__ = [
    "Bundle",
    "Indexer",
    "SearchPage",
    "SearchSet",
    "ShardPlan",
    "build_runtime",
    "build_shards",
    "digest_of_pages",
    "find_indexer",
    "manifest",
    "packed",
    "plan",
    "runtime_key",
    "shard_key",
    "unpacked",
]
