"""The index of full text search: planned, taken over, from the cache or made, and written below `search/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.errors import FullTextError
from callboard.fulltext import (
    Bundle,
    Indexer,
    SearchSet,
    ShardPlan,
    build_runtime,
    build_shards,
    find_indexer,
    manifest,
    packed,
    plan,
    runtime_key,
    shard_key,
    unpacked,
)
from callboard.fulltext.shards import MANIFEST
from callboard.isolation import available_cores
from callboard.site.folder import Folder
from callboard.site.release import Release, UnitRecord
from callboard.site.search_options import SearchOptions
from callboard.site.units import MadeUnit
from callboard.store import Entries, digest_of

_FOLDER: Final = "search/"
_KEY_LENGTH: Final = len(digest_of())
_MOST_AT_ONCE: Final = 4
"""More would take more memory than all else: of a very large portal, half a gigabyte each."""

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
    *,
    processes: int | None = None,
) -> FullTextReport:
    """Write everything below `search/` but the page itself, and but for the shards that `before` has.

    `folder` is told of what all shards share; their own files go to the same place without its knowledge.
    A shard that cannot be indexed is left out and reported; nothing here ends a build. `processes` is how
    many are indexed at a time, by default as many as the machine has cores to give.
    """
    indexer = find_indexer(options.language) if options.full_text else None
    if indexer is None:
        problem = "This portal was built without full text search."
        folder.write(f"{_FOLDER}{MANIFEST}", manifest((), None, problem))
        return FullTextReport(remark=_NO_INDEXER if options.full_text else "")
    shards = _Shards(indexer, cache, Folder(folder.root), before.units if before else {})
    try:
        for name, data in shards.runtime().items():
            folder.write(f"{_FOLDER}{name}", data)
        shards.take(plan(sets), min(processes or available_cores(), _MOST_AT_ONCE))
    except FullTextError as error:
        shards.failures.append(str(error))
    failures = tuple(shards.failures)
    problem = "A part of the texts could not be indexed when this portal was built." if failures else ""
    found = [(shard, shard_key(shard, indexer)) for shard in shards.found()]
    folder.write(f"{_FOLDER}{MANIFEST}", manifest(found, indexer, problem))
    return FullTextReport(shards.units, frozenset(shards.made), shards.indexed, failures)


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
        self.failures: Final[list[str]] = []
        self.indexed = 0
        self._shards: tuple[ShardPlan, ...] = ()
        self._indexer = indexer
        self._cache = cache
        self._folder = folder
        self._before = before

    def take(self, shards: tuple[ShardPlan, ...], width: int) -> None:
        """Have shards in the site; so many at a time are indexed."""
        self._shards = shards
        missing = [shard for shard in shards if not self._has(shard)]
        for start in range(0, len(missing), width):
            together = missing[start : start + width]
            for shard, made in zip(together, build_shards(together, self._indexer), strict=True):
                if isinstance(made, FullTextError):
                    self.failures.append(f"{', '.join(shard.domains) or shard.name}: {made}")
                else:
                    self._keep(_slot(shard), shard_key(shard, self._indexer), made)
                    self._write(shard, made)

    def found(self) -> Iterator[ShardPlan]:
        """The shards that are in the site, in order; not those in which there is nothing to find."""
        return (shard for shard in self._shards if _name(shard) in self.units)

    def runtime(self) -> Bundle:
        """The files that all shards share.

        Raises:
            FullTextError: the indexer does not work.
        """
        slot, key = digest_of("search-runtime"), runtime_key(self._indexer)
        bundle = self._kept(slot, key)
        if bundle is None:
            bundle = build_runtime(self._indexer)
            self._keep(slot, key, bundle)
        return bundle

    def _has(self, shard: ShardPlan) -> bool:
        """Whether a shard is in the published site or in the cache; then it is taken from there."""
        key = shard_key(shard, self._indexer)
        known = self._before.get(_name(shard))
        if known is not None and known.key == key:
            self.units[_name(shard)] = known
            return True
        kept = self._kept(_slot(shard), key)
        if kept is not None:
            self._write(shard, kept)
        return kept is not None

    def _write(self, shard: ShardPlan, bundle: Bundle) -> None:
        if len(bundle) <= 1:
            # There is nothing to find in it.
            return
        name, key = _name(shard), shard_key(shard, self._indexer)
        files = tuple(f"{_FOLDER}{shard.name}/{file}" for file in bundle)
        for address, data in zip(files, bundle.values(), strict=True):
            self._folder.write(address, data)
        self.units[name] = UnitRecord(key, MadeUnit(name, files, tuple(map(len, bundle.values())), 0, (), ()))
        self.made.add(name)

    def _kept(self, slot: str, key: str) -> Bundle | None:
        kept = self._cache.get(slot)
        if kept is None or kept[:_KEY_LENGTH] != key.encode():
            return None
        return unpacked(kept[_KEY_LENGTH:])

    def _keep(self, slot: str, key: str, bundle: Bundle) -> None:
        self.indexed += 1
        self._cache.put(slot, key.encode() + packed(bundle))


def _name(shard: ShardPlan) -> str:
    return f"search {shard.name}"


def _slot(shard: ShardPlan) -> str:
    return digest_of("shard", shard.name)
