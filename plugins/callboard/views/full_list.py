"""The pages below an entity's own: everything that was too long for it."""

from __future__ import annotations

from dataclasses import dataclass

from callboard.model import Entity, EntityRef, entity_address
from callboard.views.body import Here, PageBody
from callboard.views.dependencies import Dependencies, dependencies
from callboard.views.environment import render
from callboard.views.header import Crumb, crumbs
from callboard.views.holdings import holdings
from callboard.views.interfaces import Definition, definition_address, definition_of
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Table
from callboard.views.team import owned_tables


@dataclass(frozen=True, slots=True)
class FullListView:
    """Every relation of an entity, nothing left out."""

    crumbs: tuple[Crumb, ...]
    title: str
    dependencies: Dependencies
    holdings: tuple[Table, ...]
    owned: tuple[Table, ...]
    total_owned: int


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """A long definition on a page of its own."""

    crumbs: tuple[Crumb, ...]
    title: str
    definition: Definition | None


def full_list_address(ref: EntityRef) -> str:
    """The page that lists every relation of an entity."""
    return f"{entity_address(ref)}relations/"


def full_list_page(portfolio: Portfolio, entity: Entity) -> PageBody:
    """The page that lists every relation of an entity."""
    address = full_list_address(entity.ref)
    here = Here(address)
    users = portfolio.graph.used_by(entity.ref)
    title = f"Relations of {portfolio.cards[entity.ref].label}"
    view = FullListView(
        crumbs=_crumbs(portfolio, here, entity, "Relations"),
        title=title,
        dependencies=dependencies(portfolio, here, entity, users),
        holdings=holdings(portfolio, here, entity.ref, without=("ownerOf",)),
        owned=owned_tables(portfolio, here, entity.ref, None),
        total_owned=len(portfolio.teams.of(entity.ref).owned),
    )
    return PageBody(address, "catalog", title, f"{title}, all of them", render("full_list.html", page=view))


def definition_page(portfolio: Portfolio, entity: Entity) -> PageBody:
    """The page of a long API definition."""
    address = definition_address(entity)
    here = Here(address)
    title = f"Definition of {portfolio.cards[entity.ref].label}"
    view = DefinitionView(
        crumbs=_crumbs(portfolio, here, entity, "Definition"),
        title=title,
        definition=definition_of(portfolio, here, entity, whole=True),
    )
    return PageBody(address, "catalog", title, title, render("definition_page.html", page=view))


def _crumbs(portfolio: Portfolio, here: Here, entity: Entity, last: str) -> tuple[Crumb, ...]:
    card = portfolio.cards[entity.ref]
    return (*crumbs(portfolio, here, card)[:-1], Crumb(card.label, here.to(card.address)), Crumb(last))
