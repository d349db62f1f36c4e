"""Every bulk page: the table of contents of this stratum.

Pages that depend on the same few things are made together, as a unit: those of an entity, and those of a
documentation set. All others are overviews, of which there are few, and which depend on everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from callboard.model import EntityRef
from callboard.views.atlas import atlas_pages
from callboard.views.body import PageBody
from callboard.views.catalog import catalog_page, list_pages
from callboard.views.docs_index import docs_index_pages
from callboard.views.documents import docs_pages
from callboard.views.entity import entity_pages
from callboard.views.guides import glossary_pages, tour_pages
from callboard.views.health import health_pages
from callboard.views.implied import implied_page
from callboard.views.indexes import apis_page
from callboard.views.lifelines import Lifelines
from callboard.views.portfolio import Portfolio
from callboard.views.search_page import search_page
from callboard.views.teams import teams_page

ENTITY: Final = "entity"
DOCS: Final = "docs"


class PageUnit(NamedTuple):
    """Pages that are made together: `kind` is `ENTITY` or `DOCS`; `version` is that of documentation."""

    kind: str
    ref: EntityRef
    version: str = ""

    def __str__(self) -> str:
        """A name that no other unit has."""
        return f"{self.kind} {self.ref}" + (f" @{self.version}" if self.version else "")


def page_units(portfolio: Portfolio) -> Iterator[PageUnit]:
    """All units: entities, those whom others name and nobody has described, and documentation sets."""
    for ref in sorted(portfolio.cards.keys() | portfolio.implied):
        yield PageUnit(ENTITY, ref)
    for ref in sorted(portfolio.docs):
        yield PageUnit(DOCS, ref)
        yield from (PageUnit(DOCS, ref, docs.version) for docs in portfolio.versions.get(ref, ()))


def unit_pages(portfolio: Portfolio, lifelines: Lifelines, unit: PageUnit) -> Iterator[PageBody]:
    """The pages of a unit."""
    if unit.kind == DOCS:
        sets = (portfolio.docs[unit.ref], *portfolio.versions.get(unit.ref, ()))
        for docs in sets:
            if docs.version == unit.version:
                yield from docs_pages(portfolio, docs)
    elif unit.ref in portfolio.cards:
        yield from entity_pages(portfolio, lifelines, unit.ref)
    else:
        yield implied_page(portfolio, unit.ref)


def overview_pages(
    portfolio: Portfolio, bytes_of: Mapping[str, int] = MappingProxyType({})
) -> Iterator[PageBody]:
    """All pages that belong to no unit, but the start page.

    `bytes_of` says how much of the site is about a repository, by its key.
    """
    yield apis_page(portfolio)
    yield from atlas_pages(portfolio)
    yield catalog_page(portfolio)
    yield from list_pages(portfolio)
    yield from docs_index_pages(portfolio)
    yield from glossary_pages(portfolio)
    yield from health_pages(portfolio, bytes_of)
    yield search_page(portfolio)
    yield teams_page(portfolio)
    yield from tour_pages(portfolio)


def compose(portfolio: Portfolio) -> Iterator[PageBody]:
    """Every page but the start page; made one by one, so that no more than one is held."""
    yield from overview_pages(portfolio)
    lifelines = Lifelines(portfolio)
    for unit in page_units(portfolio):
        yield from unit_pages(portfolio, lifelines, unit)
