"""Everything below the site's folder that MkDocs does not write itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from callboard.artifacts import catalog_document, encode, findings_document, graph_file
from callboard.artifacts.atlas_script import atlas_script
from callboard.artifacts.schemas import schema_files
from callboard.artifacts.search_index import search_descriptions, search_index
from callboard.graph import graph_document
from callboard.isolation import Executor, LocalExecutor
from callboard.progress import SILENT, Progress, Stage
from callboard.site.build import Portal
from callboard.site.folder import Folder
from callboard.site.full_text import FullTextReport, write_full_text
from callboard.site.insertions import without_controls
from callboard.site.release import Release, Stamp, UnitKeys, UnitRecord
from callboard.site.search_options import SearchOptions
from callboard.site.shell import ShellPress
from callboard.site.spreading import make_units
from callboard.site.units import UnitWriter
from callboard.site.weights import repository_of, weigh_repositories
from callboard.store import Entries
from callboard.views import (
    PageUnit,
    ValueDigests,
    overview_pages,
    page_units,
    redirect_page,
    search_facts,
    search_sets,
)


@dataclass(frozen=True, slots=True)
class Writing:
    """How the pages are written: an address of `taken` is the operator's own page and stays.

    `base` says what all pages depend on; units of `before` that are still what they were are not made again.
    """

    taken: frozenset[str]
    cache: Entries
    search: SearchOptions
    base: str = ""
    before: Release | None = None
    executor: Executor = field(default_factory=LocalExecutor)
    progress: Progress = SILENT


@dataclass(frozen=True, slots=True)
class Written:
    """All of the portal's part, whose units in `made` were written, and what the operator has to be told.

    `yielded` are addresses that were left to the operator's own pages; `lost` says why files are missing.
    """

    release: Release
    made: frozenset[str]
    yielded: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    before: Release | None = None
    full_text: FullTextReport = field(default_factory=FullTextReport)

    @property
    def kept(self) -> bool:
        """Whether there is any unit that was not written."""
        return len(self.made) < len(self.release.units)

    def written(self) -> set[str]:
        """The addresses of all files that were written."""
        units = self.release.units
        return {*self.release.overviews, *(file for name in self.made for file in units[name].made.files)}


def write_portal(portal: Portal, press: ShellPress, site_dir: Path, writing: Writing) -> Written:
    """Write all pages and machine files, but for the units that the site has already."""
    with writing.progress.stage(Stage.PAGES):
        keys = UnitKeys(ValueDigests(portal.portfolio), press, writing.base)
        everything = list(page_units(portal.portfolio))
        kept = dict(_kept(everything, keys, writing.before))
        wanted = [unit for unit in everything if str(unit) not in kept]
        writing.progress.expect(len(kept) + len(wanted))
        writing.progress.advance(len(kept), kept=True)
        writer = UnitWriter(portal, press, str(site_dir), writing.taken)
        made = make_units(
            wanted, writer, portal.portfolio, writing.executor, _teller(portal, writing.progress)
        )
        records = {unit.name: UnitRecord(keys.key(unit), unit) for unit in made}
        units = dict(sorted((kept | records).items()))
        yielded = [address for unit in units.values() for address in unit.made.yielded]
        folder = _Overviews(str(site_dir), writing.before.overviews if writing.before and kept else {})
        yielded += _write_overviews(portal, press, folder, writing.taken, units)
    with writing.progress.stage(Stage.SEARCH):
        for address, data in machine_files(portal):
            folder.write(address, data)
            writing.progress.advance()
        _write_redirects(portal, folder, writing.taken, units)
        texts = _write_texts(portal, folder, writing)
    lost = (reason for unit in units.values() for reason in unit.made.lost)
    release = Release(dict(sorted({**units, **texts.units}.items())), folder.stamps)
    made_now = frozenset(records) | texts.made
    return Written(release, made_now, tuple(sorted(yielded)), tuple(lost), writing.before, texts)


def _write_texts(portal: Portal, folder: Folder, writing: Writing) -> FullTextReport:
    sets = search_sets(portal.portfolio, writing.cache)
    executor = writing.executor
    processes = executor.processes if isinstance(executor, LocalExecutor) else None
    texts = write_full_text(sets, writing.search, writing.cache, folder, writing.before, processes=processes)
    for name, shard in texts.units.items():
        writing.progress.advance(len(shard.made.files), kept=name not in texts.made)
    return texts


def machine_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Address and content of every file under `/api/` that is about more than one entity."""
    portfolio = portal.portfolio
    catalog, graph = portfolio.catalog, portfolio.graph
    yield "api/catalog.json", encode(catalog_document(catalog))
    yield "api/graph.json", encode(graph_file(graph_document(catalog, graph)))
    yield "api/findings.json", encode(findings_document(portal.findings, portal.snapshot.sources))
    yield "api/atlas.js", atlas_script(graph, portfolio.problems)
    index = search_index(catalog, portfolio.docs, search_facts(portfolio))
    yield "api/search-index.js", index.encode("utf-8", "replace")
    yield "api/search-descriptions.js", search_descriptions(catalog).encode("utf-8", "replace")
    for name, schema in schema_files(portal.kinds, portfolio.annotations.rules):
        yield f"api/schemas/{name}", encode(schema)


def _kept(
    units: Iterable[PageUnit], keys: UnitKeys, before: Release | None
) -> Iterator[tuple[str, UnitRecord]]:
    """The units that would come out as they are."""
    known = before.units if before else {}
    for unit in units:
        record = known.get(str(unit))
        if record is not None and keys.key(record.made) == record.key:
            yield str(unit), record


def _teller(portal: Portal, progress: Progress) -> Callable[[PageUnit, float], None]:
    def tell(unit: PageUnit, seconds: float) -> None:
        progress.seen(repository_of(portal.portfolio, unit), str(unit), seconds)

    return tell


class _Overviews(Folder):
    """Leaves out what the published site has already, and remembers what there is."""

    def __init__(self, root: str, before: Mapping[str, Stamp]) -> None:
        super().__init__(root)
        self.stamps: Final[dict[str, Stamp]] = {}
        self._before: Final = before

    def holds(self, address: str) -> bool:
        """Whether there is a file at this address, or will be."""
        return address in self.stamps or super().holds(address)

    def write(self, address: str, data: bytes) -> None:
        """Write a file, unless it is as it was."""
        stamp = self.stamps[address] = Stamp.of(data)
        if self._before.get(address) != stamp:
            super().write(address, data)


def _write_overviews(
    portal: Portal,
    press: ShellPress,
    folder: Folder,
    taken: frozenset[str],
    units: Mapping[str, UnitRecord],
) -> list[str]:
    """Write the pages that belong to no unit; the answer is the addresses that were left to the operator."""
    yielded = []
    for body in overview_pages(portal.portfolio, weigh_repositories(portal.portfolio, units)):
        address = f"{body.address}index.html"
        if address in taken:
            yielded.append(body.address)
        else:
            folder.write(address, without_controls(press.page(body)))
    return yielded


def _write_redirects(
    portal: Portal, folder: Folder, taken: frozenset[str], units: Mapping[str, UnitRecord]
) -> None:
    """Write the ways from old addresses to new ones, where nothing else is."""
    held = {file for unit in units.values() for file in unit.made.files}
    for redirect in portal.library.redirects:
        address = f"{redirect.address}index.html"
        if address not in taken and address not in held and not folder.holds(address):
            folder.write(address, redirect_page(redirect.address, redirect.target).encode())
