"""The page of an entity: operate first, then problems, impact, graph, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from callboard.docs import DocsSet
from callboard.model import Entity, EntityRef, docs_address, entity_address
from callboard.views.about import About, about
from callboard.views.around import graph_view
from callboard.views.body import Here, PageBody
from callboard.views.dependencies import dependencies
from callboard.views.deprecation import Deprecations, deprecations
from callboard.views.docs_navigation import nav_entries
from callboard.views.entity_parts import DocsCard, Parts, Section, is_cut, sections_of
from callboard.views.environment import render
from callboard.views.first_week import first_week_page, subjects_of
from callboard.views.full_list import definition_page, full_list_address, full_list_page
from callboard.views.header import Header, header
from callboard.views.holdings import holdings
from callboard.views.impact import impact_view
from callboard.views.incident import incident_page
from callboard.views.interfaces import api_table, definition_of, has_definition_page
from callboard.views.landscape import landscape_of
from callboard.views.layouts import layout_of
from callboard.views.lifelines import Lifelines
from callboard.views.members import members_of
from callboard.views.operate import Operate, is_operated, operate
from callboard.views.portfolio import Portfolio, shorten
from callboard.views.problems import Problems, problems_of
from callboard.views.rows import Table
from callboard.views.scaffolding import scaffolding_of
from callboard.views.team import team_view

_RUNNING: Final = frozenset({"component", "api", "resource"})
_DOCS_ENTRIES: Final = 10


@dataclass(frozen=True, slots=True)
class EntityView:
    """Everything on an entity's page; `layout` names what is in its main column, in order.

    `incident_href` and `first_week_href` are `""` where it has no such page.
    """

    header: Header
    operate: Operate
    deprecations: Deprecations
    problems: Problems | None
    layout: tuple[str, ...]
    sections: tuple[Section, ...]
    parts: Parts
    about: About
    health_href: str
    incident_href: str
    first_week_href: str
    has_keys: bool
    script_href: str
    mail: str


def entity_pages(portfolio: Portfolio, lifelines: Lifelines, ref: EntityRef) -> Iterator[PageBody]:
    """The page of an entity, then the pages below it, in order of their addresses."""
    entity = portfolio.catalog.entities[ref]
    card = portfolio.cards[ref]
    view = entity_view(portfolio, lifelines, entity)
    yield PageBody(
        address=card.address,
        section="catalog",
        title=card.label,
        description=shorten(entity.description) or f"{card.kind_and_type} {card.name}",
        html=render("entity.html", page=view),
    )
    if has_definition_page(entity):
        yield definition_page(portfolio, entity)
    subjects = subjects_of(portfolio, ref)
    if subjects:
        yield first_week_page(portfolio, lifelines, entity, subjects)
    if is_operated(entity):
        yield incident_page(portfolio, lifelines, entity)
    if is_cut(view.parts):
        yield full_list_page(portfolio, entity)


def entity_view(portfolio: Portfolio, lifelines: Lifelines, entity: Entity) -> EntityView:
    """Gather the page of an entity."""
    ref = entity.ref
    here = Here(entity_address(ref))
    repository = portfolio.catalog.origin_of(entity)
    documentation = portfolio.documentation(ref)
    impact = portfolio.graph.impact(ref)
    uses = dependencies(portfolio, here, entity, impact.direct, full_list_address(ref))
    found = portfolio.problems.get(ref)
    facts = lifelines.facts(ref)
    runs = ref.kind in _RUNNING
    parts = Parts(
        impact=impact_view(portfolio, here, ref, impact) if runs or impact.direct else None,
        graph=graph_view(portfolio, here, ref),
        members=members_of(portfolio, here, ref, full_list_address(ref)),
        landscape=landscape_of(portfolio, here, ref, full_list_address(ref)),
        scaffolding=scaffolding_of(portfolio, here, entity),
        team=team_view(portfolio, here, entity, full_list_address(ref)),
        apis=api_table(portfolio, here, entity),
        definition=definition_of(portfolio, here, entity),
        dependencies=uses if runs or uses.uses.total else None,
        holdings=_other_holdings(portfolio, here, ref),
        docs=None if documentation is None else docs_card(*documentation, here),
    )
    layout = tuple(name for name in layout_of(ref.kind, entity.type) if getattr(parts, name))
    operating = operate(entity, repository, portfolio.runbook(ref), here, facts)
    return EntityView(
        header=header(portfolio, here, entity),
        operate=operating,
        deprecations=deprecations(portfolio, here, entity, len(impact.direct)),
        problems=problems_of(portfolio.catalog, found) if found else None,
        layout=layout,
        sections=tuple(sections_of(parts, layout)),
        parts=parts,
        about=about(portfolio, here, entity, facts),
        health_href=here.to("health/"),
        incident_href="incident/" if is_operated(entity) else "",
        first_week_href="first-week/" if subjects_of(portfolio, ref) else "",
        has_keys=any(link.primary for link in operating.links),
        script_href=here.to("assets/callboard/people.js"),
        mail=parts.team.mail if parts.team else "",
    )


def _other_holdings(portfolio: Portfolio, here: Here, ref: EntityRef) -> tuple[Table, ...]:
    """What belongs to the entity, without what has a section of its own."""
    told = ref.kind in {"system", "domain"} and portfolio.catalog.targets(ref, "hasPart")
    apart = {"relation-0"} if told else set()
    tables = holdings(portfolio, here, ref, full_list_address(ref), without=("ownerOf",))
    return tuple(table for table in tables if table.anchor not in apart)


def docs_card(docs: DocsSet, start: str, here: Here) -> DocsCard:
    """The way into an entity's documentation, which begins at `start`."""
    root = docs_address(docs.ref)
    href = here.to(root + start)
    entries = nav_entries(docs.navigation[:_DOCS_ENTRIES], here.to(root))
    return DocsCard(href, entries, max(0, len(docs.navigation) - _DOCS_ENTRIES))
