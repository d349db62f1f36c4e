"""Everything below the site's folder that MkDocs does not write itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from callboard.artifacts import catalog_document, encode, findings_document, graph_file
from callboard.artifacts.atlas_script import atlas_script
from callboard.artifacts.schemas import schema_files
from callboard.artifacts.search_index import search_descriptions, search_index
from callboard.graph import graph_document
from callboard.isolation import Executor, LocalExecutor
from callboard.site.build import Portal
from callboard.site.folder import Folder
from callboard.site.insertions import without_controls
from callboard.site.release import Release, UnitKeys, UnitRecord
from callboard.site.shell import ShellPress
from callboard.site.spreading import make_units
from callboard.site.units import UnitWriter
from callboard.store import digest_of
from callboard.views import (
    ValueDigests,
    overview_pages,
    page_units,
    redirect_page,
    search_facts,
)


@dataclass(frozen=True, slots=True)
class Writing:
    """How the pages are written: an address of `taken` is the operator's own page and stays.

    `base` says what all pages depend on; units of `before` that are still what they were are not made again.
    """

    taken: frozenset[str]
    base: str = ""
    before: Release | None = None
    executor: Executor = field(default_factory=LocalExecutor)


@dataclass(frozen=True, slots=True)
class Written:
    """All of the portal's part, whose units in `made` were written, and what the operator has to be told.

    `yielded` are addresses that were left to the operator's own pages; `lost` says why files are missing.
    """

    release: Release
    made: frozenset[str]
    yielded: tuple[str, ...]
    lost: tuple[str, ...]

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
    keys = UnitKeys(ValueDigests(portal.portfolio), press, writing.base)
    kept = dict(_kept(portal, keys, writing))
    wanted = [unit for unit in page_units(portal.portfolio) if str(unit) not in kept]
    writer = UnitWriter(portal, press, str(site_dir), writing.taken)
    made = make_units(wanted, writer, portal.portfolio, writing.executor)
    records = {unit.name: UnitRecord(keys.key(unit), unit) for unit in made}
    units = dict(sorted((kept | records).items()))
    yielded = [address for unit in units.values() for address in unit.made.yielded]
    folder = _Overviews(str(site_dir))
    yielded += _write_overviews(portal, press, folder, writing.taken, units)
    lost = (reason for unit in units.values() for reason in unit.made.lost)
    release = Release(units, folder.digests)
    return Written(release, frozenset(records), tuple(sorted(yielded)), tuple(lost))


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


def _kept(portal: Portal, keys: UnitKeys, writing: Writing) -> Iterator[tuple[str, UnitRecord]]:
    """The units that would come out as they are."""
    if writing.before is None:
        return
    for unit in page_units(portal.portfolio):
        record = writing.before.units.get(str(unit))
        if record is not None and keys.key(record.made) == record.key:
            yield str(unit), record


class _Overviews(Folder):
    """Remembers what was written."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.digests: Final[dict[str, str]] = {}

    def write(self, address: str, data: bytes) -> None:
        """Write a file."""
        super().write(address, data)
        self.digests[address] = digest_of(data)


def _write_overviews(
    portal: Portal,
    press: ShellPress,
    folder: Folder,
    taken: frozenset[str],
    units: Mapping[str, UnitRecord],
) -> list[str]:
    """Write what belongs to no unit; the answer is the addresses that were left to the operator."""
    yielded = []
    for body in overview_pages(portal.portfolio):
        address = f"{body.address}index.html"
        if address in taken:
            yielded.append(body.address)
        else:
            folder.write(address, without_controls(press.page(body)))
    for address, data in machine_files(portal):
        folder.write(address, data)
    held = {file for unit in units.values() for file in unit.made.files}
    for redirect in portal.library.redirects:
        address = f"{redirect.address}index.html"
        if address not in taken and address not in held and not folder.holds(address):
            folder.write(address, redirect_page(redirect.address, redirect.target).encode())
    return yielded
