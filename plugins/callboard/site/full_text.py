"""The index of full text search: planned, taken from the cache or made, and written below `search/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.errors import FullTextError
from callboard.fulltext import (
    Bundle,
    Indexer,
    SearchSet,
    ShardPlan,
    build_runtime,
    build_shard,
    find_indexer,
    manifest,
    packed,
    plan,
    shard_key,
    unpacked,
)
from callboard.fulltext.shards import MANIFEST
from callboard.site.search_options import SearchOptions
from callboard.store import Cache, digest_of

_FOLDER: Final = "search"
_KEY_LENGTH: Final = len(digest_of())
_NO_INDEXER: Final = "there is no indexer for this machine (pagefind-bin), so texts cannot be searched"


@dataclass(frozen=True, slots=True)
class FullTextReport:
    """How many shards there are and how many had to be indexed, what failed, and what is worth a remark."""

    shards: int = 0
    indexed: int = 0
    failures: tuple[str, ...] = ()
    remark: str = ""


def write_full_text(
    sets: Iterable[SearchSet], options: SearchOptions, cache_dir: Path, site_dir: Path
) -> FullTextReport:
    """Write everything below `search/` but the page itself.

    A shard that cannot be indexed is left out and reported; nothing here ends a build.
    """
    folder = site_dir / _FOLDER
    indexer = find_indexer(options.language) if options.full_text else None
    if indexer is None:
        _write(folder, {MANIFEST: manifest((), None, "This portal was built without full text search.")})
        return FullTextReport(remark=_NO_INDEXER if options.full_text else "")
    shards = _Shards(indexer, Cache(cache_dir / _FOLDER))
    failures: list[str] = []
    written: list[tuple[ShardPlan, str]] = []
    try:
        _write(folder, shards.runtime())
        for shard in plan(sets):
            try:
                bundle = shards.bundle(shard)
            except FullTextError as error:
                failures.append(f"{', '.join(shard.domains) or shard.name}: {error}")
                continue
            if len(bundle) > 1:
                _write(folder / shard.name, bundle)
                written.append((shard, shard_key(shard, indexer)))
    except FullTextError as error:
        failures.append(str(error))
    problem = "A part of the texts could not be indexed when this portal was built." if failures else ""
    _write(folder, {MANIFEST: manifest(written, indexer, problem)})
    return FullTextReport(len(written), shards.indexed, tuple(failures))


class _Shards:
    """Bundles, from the cache as far as it has them.

    A shard has one place in the cache, whatever was in it before: the cache grows with the portal and not
    with its age.
    """

    def __init__(self, indexer: Indexer, cache: Cache) -> None:
        self._indexer = indexer
        self._cache = cache
        self.indexed = 0

    def bundle(self, shard: ShardPlan) -> Bundle:
        """The files of a shard.

        Raises:
            FullTextError: it cannot be indexed.
        """
        key = shard_key(shard, self._indexer)
        slot = digest_of("shard", shard.name)
        kept = self._cache.get(slot)
        if kept is not None and kept[:_KEY_LENGTH] == key.encode():
            return unpacked(kept[_KEY_LENGTH:])
        bundle = build_shard(shard, self._indexer)
        self.indexed += 1
        self._cache.put(slot, key.encode() + packed(bundle))
        return bundle

    def runtime(self) -> Bundle:
        """The files that all shards share; a moment's work, which also tells whether the indexer works."""
        return build_runtime(self._indexer)


def _write(folder: Path, bundle: Bundle) -> None:
    for name, data in bundle.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
