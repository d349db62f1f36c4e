"""The index of full text search: planned, taken over, from the cache or made, and written below `search/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
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
    runtime_key,
    shard_key,
    unpacked,
)
from callboard.fulltext.shards import MANIFEST
from callboard.site.folder import Folder
from callboard.site.release import Release, UnitRecord
from callboard.site.search_options import SearchOptions
from callboard.site.units import MadeUnit
from callboard.store import Entries, digest_of

_FOLDER: Final = "search/"
_KEY_LENGTH: Final = len(digest_of())
_NO_INDEXER: Final = "there is no indexer for this machine (pagefind-bin), so texts cannot be searched"


@dataclass(frozen=True, slots=True)
class FullTextReport:
    """The shards of the index as units by name, and those of them that were written.

    `indexed` counts the shards that were not in the cache either; `failures` says what could not be indexed,
    and `remark` what else is worth one.
    """

    units: Mapping[str, UnitRecord] = field(default_factory=dict)
    made: frozenset[str] = frozenset()
    indexed: int = 0
    failures: tuple[str, ...] = ()
    remark: str = ""


def write_full_text(
    sets: Iterable[SearchSet],
    options: SearchOptions,
    cache: Entries,
    folder: Folder,
    before: Release | None,
) -> FullTextReport:
    """Write everything below `search/` but the page itself, and but for the shards that `before` has.

    `folder` is told of what all shards share; their own files go to the same place without its knowledge.
    A shard that cannot be indexed is left out and reported; nothing here ends a build.
    """
    indexer = find_indexer(options.language) if options.full_text else None
    if indexer is None:
        problem = "This portal was built without full text search."
        folder.write(f"{_FOLDER}{MANIFEST}", manifest((), None, problem))
        return FullTextReport(remark=_NO_INDEXER if options.full_text else "")
    shards = _Shards(indexer, cache, Folder(folder.root), before.units if before else {})
    failures: list[str] = []
    found: list[tuple[ShardPlan, str]] = []
    try:
        for name, data in shards.runtime().items():
            folder.write(f"{_FOLDER}{name}", data)
        for shard in plan(sets):
            try:
                if shards.take(shard):
                    found.append((shard, shard_key(shard, indexer)))
            except FullTextError as error:
                failures.append(f"{', '.join(shard.domains) or shard.name}: {error}")
    except FullTextError as error:
        failures.append(str(error))
    problem = "A part of the texts could not be indexed when this portal was built." if failures else ""
    folder.write(f"{_FOLDER}{MANIFEST}", manifest(found, indexer, problem))
    return FullTextReport(shards.units, frozenset(shards.made), shards.indexed, tuple(failures))


class _Shards:
    """Shards, from the published site or the cache as far as these have them.

    A shard has one place in the cache, whatever was in it before: the cache grows with the portal and not
    with its age.
    """

    def __init__(
        self, indexer: Indexer, cache: Entries, folder: Folder, before: Mapping[str, UnitRecord]
    ) -> None:
        self.units: Final[dict[str, UnitRecord]] = {}
        self.made: Final[set[str]] = set()
        self.indexed = 0
        self._indexer = indexer
        self._cache = cache
        self._folder = folder
        self._before = before

    def take(self, shard: ShardPlan) -> bool:
        """Have a shard in the site; False where there is nothing to find in it.

        Raises:
            FullTextError: it cannot be indexed.
        """
        name, key = f"search {shard.name}", shard_key(shard, self._indexer)
        known = self._before.get(name)
        if known is not None and known.key == key:
            self.units[name] = known
            return True
        bundle = self._bundle(digest_of("shard", shard.name), key, lambda: build_shard(shard, self._indexer))
        if len(bundle) <= 1:
            return False
        files = tuple(f"{_FOLDER}{shard.name}/{file}" for file in bundle)
        for address, data in zip(files, bundle.values(), strict=True):
            self._folder.write(address, data)
        self.units[name] = UnitRecord(key, MadeUnit(name, files, tuple(map(len, bundle.values())), 0, (), ()))
        self.made.add(name)
        return True

    def runtime(self) -> Bundle:
        """The files that all shards share.

        Raises:
            FullTextError: the indexer does not work.
        """
        key = runtime_key(self._indexer)
        return self._bundle(digest_of("search-runtime"), key, lambda: build_runtime(self._indexer))

    def _bundle(self, slot: str, key: str, build: Callable[[], Bundle]) -> Bundle:
        kept = self._cache.get(slot)
        if kept is not None and kept[:_KEY_LENGTH] == key.encode():
            return unpacked(kept[_KEY_LENGTH:])
        bundle = build()
        self.indexed += 1
        self._cache.put(slot, key.encode() + packed(bundle))
        return bundle
