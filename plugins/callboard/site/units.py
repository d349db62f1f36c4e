"""The files of one unit of pages, and what they depend on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.artifacts import encode, entity_document
from callboard.errors import SourceError
from callboard.model import EntityRef, Tree, api_entity_address
from callboard.site.build import Portal
from callboard.site.folder import Folder
from callboard.site.insertions import without_controls
from callboard.site.shell import ShellKey, ShellPress
from callboard.views import PageUnit, TracedPortfolio, read_text, unit_pages


@dataclass(frozen=True, slots=True)
class MadeUnit:
    """What was written for a unit, and what it was made from: reads as text, and shells.

    `sizes` are the bytes of `files`, in the same order; `framed` of them are of the shells. `yielded` are
    addresses that were left to the operator's own pages; `lost` says why files are missing.
    """

    name: str
    files: tuple[str, ...]
    sizes: tuple[int, ...]
    framed: int
    reads: tuple[str, ...]
    shells: tuple[ShellKey, ...]
    yielded: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Making:
    files: dict[str, int] = field(default_factory=dict)
    framed: int = 0
    shells: set[ShellKey] = field(default_factory=set)
    yielded: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class UnitWriter:
    """Writes units into a folder; an address of `taken` is the operator's own page and stays."""

    def __init__(self, portal: Portal, press: ShellPress, site_dir: str, taken: frozenset[str]) -> None:
        self._portal: Final = portal
        self._press: Final = press
        self._folder: Final = Folder(site_dir)
        self._taken: Final = taken
        self._trees: Final[Mapping[tuple[str, str], Tree]] = {
            (snapshot.repository.key, version): tree
            for snapshot in portal.snapshot.repositories
            for version, tree in (
                ("", snapshot.tree),
                *((each.slug, each.tree) for each in snapshot.versions),
            )
        }
        self._traced: Final = TracedPortfolio(portal.portfolio)

    def __call__(self, unit: PageUnit) -> MadeUnit:
        """Make a unit."""
        making = _Making()
        with self._traced.reads.apart() as seen:
            self._pages(unit, making)
            if unit.kind == "docs":
                self._assets(unit, making)
            else:
                self._data(unit.ref, making)
        return MadeUnit(
            name=str(unit),
            files=tuple(making.files),
            sizes=tuple(making.files.values()),
            framed=making.framed,
            reads=tuple(map(read_text, seen)),
            shells=tuple(making.shells),
            yielded=tuple(making.yielded),
            lost=tuple(making.lost),
        )

    def _pages(self, unit: PageUnit, making: _Making) -> None:
        for body in unit_pages(self._traced.portfolio, self._traced.lifelines, unit):
            address = f"{body.address}index.html"
            if address in self._taken:
                making.yielded.append(body.address)
            else:
                shell = ShellKey.of(body)
                making.shells.add(shell)
                making.framed += self._press.weight(shell)
                self._write(address, without_controls(self._press.page(body)), making)

    def _data(self, ref: EntityRef, making: _Making) -> None:
        """The file of an entity under `/api/`."""
        portfolio = self._traced.portfolio
        entity = portfolio.catalog.entities.get(ref)
        if entity is not None:
            has_docs = ref in portfolio.docs or ref in portfolio.borrowed
            document = entity_document(portfolio.catalog, entity, portfolio.annotations, has_docs=has_docs)
            self._write(api_entity_address(ref), encode(document), making)

    def _assets(self, unit: PageUnit, making: _Making) -> None:
        """Write the images and other files that documentation shows; say what can no longer be read."""
        portfolio = self._traced.portfolio
        for docs in (portfolio.docs[unit.ref], *portfolio.versions.get(unit.ref, ())):
            if docs.version != unit.version:
                continue
            for asset in docs.assets:
                try:
                    data = self._trees[docs.repository, docs.version].read(asset.path)
                except SourceError as error:
                    making.lost.append(f"{docs.repository}: {error}")
                else:
                    self._write(f"{docs.root}{asset.address}", data, making)

    def _write(self, address: str, data: bytes, making: _Making) -> None:
        self._folder.write(address, data)
        making.files[address] = len(data)
