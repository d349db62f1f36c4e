"""Every bulk page, in the order of their addresses: the table of contents of this stratum."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from callboard.model import EntityRef, docs_address, entity_address
from callboard.views.atlas import atlas_pages
from callboard.views.body import PageBody
from callboard.views.catalog import catalog_page, list_pages
from callboard.views.docs_index import docs_index_pages
from callboard.views.documents import docs_pages
from callboard.views.entity import entity_pages
from callboard.views.guides import glossary_pages, tour_pages
from callboard.views.health import health_pages
from callboard.views.implied import implied_pages
from callboard.views.indexes import apis_page
from callboard.views.lifelines import Lifelines
from callboard.views.portfolio import Portfolio
from callboard.views.search_page import search_page
from callboard.views.teams import teams_page


def compose(portfolio: Portfolio) -> Iterator[PageBody]:
    """Every page but the start page; made one by one, so that no more than one is held."""
    yield apis_page(portfolio)
    yield from atlas_pages(portfolio)
    yield catalog_page(portfolio)
    yield from _catalog(portfolio)
    yield from _docs(portfolio)
    yield from glossary_pages(portfolio)
    yield from health_pages(portfolio)
    yield search_page(portfolio)
    yield teams_page(portfolio)
    yield from tour_pages(portfolio)


def _catalog(portfolio: Portfolio) -> Iterator[PageBody]:
    """Entities among the lists of their namespaces and kinds."""
    refs = sorted(portfolio.cards, key=entity_address)
    lifelines = Lifelines(portfolio)
    entities = (page for ref in refs for page in entity_pages(portfolio, lifelines, ref))
    return merge(list_pages(portfolio), entities, implied_pages(portfolio), key=lambda page: page.address)


def _docs(portfolio: Portfolio) -> Iterator[PageBody]:
    """Documentation among the pages of its index."""
    refs = sorted(portfolio.docs, key=docs_address)
    pages = (page for ref in refs for page in _versions(portfolio, ref))
    return merge(docs_index_pages(portfolio), pages, key=lambda page: page.address)


def _versions(portfolio: Portfolio, ref: EntityRef) -> Iterator[PageBody]:
    """The documentation of one entity, all its versions."""
    sets = (portfolio.docs[ref], *portfolio.versions.get(ref, ()))
    return merge(*(docs_pages(portfolio, docs) for docs in sets), key=lambda page: page.address)
