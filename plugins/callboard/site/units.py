"""The pages of one unit, and the files that they become.

Composing needs a portfolio and nothing else, so any machine can do it that has one. Writing needs the shells
of the theme and the repositories' own files, which only this machine has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from callboard.artifacts import encode, entity_document
from callboard.docs import Bodies, DocsSet
from callboard.errors import BodiesLostError, SourceError
from callboard.model import Tree, api_entity_address
from callboard.site.build import Portal
from callboard.site.folder import Folder
from callboard.site.insertions import without_controls
from callboard.site.shell import ShellKey, ShellPress
from callboard.views import PageBody, PageUnit, Portfolio, Reads, TracedPortfolio, read_text, unit_pages


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
    reads: Sequence[str]
    shells: tuple[ShellKey, ...]
    yielded: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


class Composed(NamedTuple):
    """A unit that was composed elsewhere: its pages, its other files, and the reads that they took."""

    pages: tuple[PageBody, ...]
    data: tuple[tuple[str, bytes], ...]
    reads: tuple[str, ...]


class UnitComposer:
    """Composes units from a portfolio, and writes down what it reads there."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._traced: Final = TracedPortfolio(portfolio)

    @property
    def reads(self) -> Reads:
        """What is read."""
        return self._traced.reads

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio, in which every look-up is written down."""
        return self._traced.portfolio

    def pages(self, unit: PageUnit) -> Iterator[PageBody]:
        """The pages of a unit."""
        return unit_pages(self.portfolio, self._traced.lifelines, unit)

    def data(self, unit: PageUnit) -> Iterator[tuple[str, bytes]]:
        """The file of an entity under `/api/`."""
        portfolio, ref = self.portfolio, unit.ref
        entity = portfolio.catalog.entities.get(ref) if unit.kind != "docs" else None
        if entity is not None:
            has_docs = ref in portfolio.docs or ref in portfolio.borrowed
            document = entity_document(portfolio.catalog, entity, portfolio.annotations, has_docs=has_docs)
            yield api_entity_address(ref), encode(document)


class RemoteComposer:
    """Composes units on another machine; for each set of documentation it is sent the texts, too."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._original: Final = portfolio
        self._docs: Final = dict(portfolio.docs)
        self._versions: Final = dict(portfolio.versions)
        self._composer: Final = UnitComposer(replace(portfolio, docs=self._docs, versions=self._versions))

    def __reduce__(self) -> tuple[type[RemoteComposer], tuple[Any, ...]]:
        """Only the portfolio travels."""
        return RemoteComposer, (self._original,)

    def __call__(self, item: tuple[PageUnit, Bodies | None]) -> Composed | None:
        """A unit; None where its texts are lost."""
        unit, bodies = item
        self._show(unit, bodies)
        try:
            with self._composer.reads.apart() as seen:
                pages, data = tuple(self._composer.pages(unit)), tuple(self._composer.data(unit))
        except BodiesLostError:
            return None
        finally:
            self._show(unit, None)
        return Composed(pages, data, tuple(map(read_text, seen)))

    def _show(self, unit: PageUnit, bodies: Bodies | None) -> None:
        """Give a set of documentation the texts that were sent, or take them away again."""
        original, ref = self._original, unit.ref
        if unit.kind != "docs":
            return
        if unit.version:
            versions = original.versions[ref]
            self._versions[ref] = tuple(
                replace(docs, kept=bodies) if bodies and docs.version == unit.version else docs
                for docs in versions
            )
        else:
            docs = original.docs[ref]
            self._docs[ref] = replace(docs, kept=bodies) if bodies else docs


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
        self._composer: Final = UnitComposer(portal.portfolio)

    def __call__(self, unit: PageUnit) -> MadeUnit:
        """Make a unit: no more than one of its pages is held."""
        return self._made(unit, self._composer.pages(unit), self._composer.data(unit), ())

    def write(self, unit: PageUnit, composed: Composed) -> MadeUnit:
        """Write a unit that was composed elsewhere."""
        return self._made(unit, iter(composed.pages), iter(composed.data), composed.reads)

    def _made(
        self,
        unit: PageUnit,
        pages: Iterator[PageBody],
        data: Iterator[tuple[str, bytes]],
        reads: tuple[str, ...],
    ) -> MadeUnit:
        making = _Making()
        with self._composer.reads.apart() as seen:
            for body in pages:
                self._page(body, making)
            for address, content in data:
                self._write(address, content, making)
            if unit.kind == "docs":
                self._assets(unit, making)
        return MadeUnit(
            name=str(unit),
            files=tuple(making.files),
            sizes=tuple(making.files.values()),
            framed=making.framed,
            reads=tuple({*reads, *map(read_text, seen)}) if reads else tuple(map(read_text, seen)),
            shells=tuple(making.shells),
            yielded=tuple(making.yielded),
            lost=tuple(making.lost),
        )

    def _page(self, body: PageBody, making: _Making) -> None:
        address = f"{body.address}index.html"
        if address in self._taken:
            making.yielded.append(body.address)
        else:
            shell = ShellKey.of(body)
            making.shells.add(shell)
            making.framed += self._press.weight(shell)
            self._write(address, without_controls(self._press.page(body)), making)

    def _assets(self, unit: PageUnit, making: _Making) -> None:
        """Write the images and other files that documentation shows; say what can no longer be read."""
        for docs in sets_of(self._composer.portfolio, unit):
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


def sets_of(portfolio: Portfolio, unit: PageUnit) -> Iterator[DocsSet]:
    """The documentation of a unit: one set."""
    for docs in (portfolio.docs[unit.ref], *portfolio.versions.get(unit.ref, ())):
        if docs.version == unit.version:
            yield docs
