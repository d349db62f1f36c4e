"""The page of an entity: operate first, then problems, impact, graph, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from callboard.annotations import entity_facts
from callboard.docs import DocsSet
from callboard.graph import Neighbourhood, Node, draw, neighbourhood
from callboard.model import Entity, EntityRef, docs_address, entity_address
from callboard.views.about import About, about
from callboard.views.atlas import atlas_link
from callboard.views.body import Here, PageBody
from callboard.views.dependencies import Dependencies, dependencies
from callboard.views.docs_navigation import NavEntry, nav_entries
from callboard.views.environment import render
from callboard.views.full_list import definition_page, full_list_address, full_list_page
from callboard.views.header import Header, header
from callboard.views.holdings import holdings
from callboard.views.impact import ImpactView, impact_view
from callboard.views.interfaces import ApiTable, Definition, api_table, definition_of, has_definition_page
from callboard.views.mention import Mention
from callboard.views.operate import Operate, operate
from callboard.views.portfolio import Portfolio, kind_icon, shorten
from callboard.views.problems import Problems, problems_of
from callboard.views.rows import Table

_RUNNING: Final = frozenset({"component", "api", "resource"})
_DOCS_ENTRIES: Final = 10
_NARROW_COLUMNS: Final = 4
"""More columns than these do not fit beside the About card."""


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the page's own navigation; `count` is None where there is nothing to count."""

    anchor: str
    title: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class GraphColumn:
    """A column of the drawing as a list, for narrow screens."""

    heading: str
    nodes: tuple[Mention, ...]
    focus: bool


@dataclass(frozen=True, slots=True)
class GraphView:
    """The drawing, and the same as lists; a `wide` one takes the whole width of the page."""

    svg: Markup
    columns: tuple[GraphColumn, ...]
    uses: bool
    wide: bool
    atlas_href: str


@dataclass(frozen=True, slots=True)
class DocsCard:
    """The first entries of the entity's documentation; `more` are only there."""

    href: str
    entries: tuple[NavEntry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The sections of an entity's page; one that has nothing to say is None or empty."""

    impact: ImpactView | None
    graph: GraphView | None
    holdings: tuple[Table, ...]
    apis: ApiTable
    definition: Definition | None
    dependencies: Dependencies | None
    docs: DocsCard | None


@dataclass(frozen=True, slots=True)
class EntityView:
    """Everything on an entity's page."""

    header: Header
    operate: Operate
    problems: Problems | None
    sections: tuple[Section, ...]
    parts: Parts
    about: About
    health_href: str


def entity_pages(portfolio: Portfolio, ref: EntityRef) -> Iterator[PageBody]:
    """The page of an entity, then the pages below it that hold what would make it too long."""
    entity = portfolio.catalog.entities[ref]
    card = portfolio.cards[ref]
    view = entity_view(portfolio, entity)
    yield PageBody(
        address=card.address,
        section="catalog",
        title=card.label,
        description=shorten(entity.description) or f"{card.kind_and_type} {card.name}",
        html=render("entity.html", page=view),
    )
    if has_definition_page(entity):
        yield definition_page(portfolio, entity)
    if _is_cut(view.parts):
        yield full_list_page(portfolio, entity)


def entity_view(portfolio: Portfolio, entity: Entity) -> EntityView:
    """Gather the page of an entity."""
    ref = entity.ref
    here = Here(entity_address(ref))
    repository = portfolio.catalog.origin_of(entity)
    documentation = portfolio.documentation(ref)
    docs = documentation[0] if documentation else None
    impact = portfolio.graph.impact(ref)
    uses = dependencies(portfolio, here, entity, impact.direct, full_list_address(ref))
    found = portfolio.problems.get(ref)
    facts = entity_facts(portfolio.catalog, entity, portfolio.annotations)
    runs = ref.kind in _RUNNING
    parts = Parts(
        impact=impact_view(portfolio, here, ref, impact) if runs or impact.direct else None,
        graph=graph_view(portfolio, here, ref),
        apis=api_table(portfolio, here, entity),
        definition=definition_of(portfolio, here, entity),
        dependencies=uses if runs or uses.uses.total else None,
        holdings=holdings(portfolio, here, ref, full_list_address(ref)),
        docs=None if documentation is None else docs_card(*documentation, here),
    )
    return EntityView(
        header=header(portfolio, here, entity),
        operate=operate(entity, repository, docs, here, facts),
        problems=problems_of(portfolio.catalog, found) if found else None,
        sections=tuple(_sections(parts)),
        parts=parts,
        about=about(portfolio, here, entity, facts),
        health_href=here.to("health/"),
    )


def docs_card(docs: DocsSet, start: str, here: Here) -> DocsCard:
    """The way into an entity's documentation, which begins at `start`."""
    root = docs_address(docs.ref)
    href = here.to(root + start)
    entries = nav_entries(docs.navigation, here.to(root))
    return DocsCard(href, entries[:_DOCS_ENTRIES], max(0, len(entries) - _DOCS_ENTRIES))


def _is_cut(parts: Parts) -> bool:
    uses = parts.dependencies
    tables = (*parts.holdings, *((uses.uses,) if uses else ()))
    return bool(uses and uses.more_href) or any(table.more_href for table in tables)


def _sections(parts: Parts) -> Iterator[Section]:
    """The page's own navigation, in the order of the page."""
    if parts.impact:
        yield Section("impact", "Impact", parts.impact.direct)
    if parts.graph:
        yield Section("graph", "Graph")
    for table in parts.holdings:
        yield Section(table.anchor, table.title, table.total)
    if parts.apis.total:
        yield Section("apis", "APIs", parts.apis.total)
    if parts.definition:
        yield Section("definition", "Definition", parts.definition.operations or None)
    if parts.dependencies:
        yield Section("dependencies", "Dependencies", parts.dependencies.uses.total)
    if parts.docs:
        yield Section("docs", "Docs")
    yield Section("about", "About")


def graph_view(portfolio: Portfolio, here: Here, ref: EntityRef) -> GraphView | None:
    """The drawing of what stands around an entity, None when it stands alone."""
    around = neighbourhood(portfolio.graph, portfolio.catalog, ref)
    svg = draw(around, href=lambda target: here.to(entity_address(target)))
    if not svg:
        return None
    drawing = Markup(svg)  # noqa: S704  # escaped in `graph`
    columns = tuple(_columns(portfolio, here, around))
    wide = len(columns) > _NARROW_COLUMNS
    return GraphView(drawing, columns, around.uses, wide, atlas_link(here, ref))


def _columns(portfolio: Portfolio, here: Here, around: Neighbourhood) -> Iterator[GraphColumn]:
    for column in around.columns:
        nodes = tuple(_named(portfolio, here, node) for node in column.nodes)
        yield GraphColumn(column.heading, nodes, any(node.focus for node in column.nodes))


def _named(portfolio: Portfolio, here: Here, node: Node) -> Mention:
    """A node of the drawing as a name; what is folded without a page of its own has no link."""
    card = portfolio.cards.get(node.ref) if node.ref else None
    if card is None:
        return Mention(node.label, "", kind_icon(node.kind), node.detail, node.missing)
    return Mention(node.label, here.to(card.address), card.icon, node.detail, node.missing)
