"""What stands around an entity: a drawing, and the same as lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from callboard.graph import Neighbourhood, Node, draw, neighbourhood
from callboard.model import EntityRef, entity_address
from callboard.views.atlas import atlas_link
from callboard.views.body import Here
from callboard.views.mention import Mention
from callboard.views.portfolio import Portfolio, kind_icon

_NARROW_COLUMNS: Final = 4
"""More columns than these do not fit beside the About card."""


_TITLES: Final = {"system": "Inside", "domain": "Landscape"}


@dataclass(frozen=True, slots=True)
class GraphColumn:
    """A column of the drawing as a list, for narrow screens."""

    heading: str
    nodes: tuple[Mention, ...]
    focus: bool


@dataclass(frozen=True, slots=True)
class GraphView:
    """The drawing, and the same as lists; a `wide` one takes the whole width of the page."""

    title: str
    svg: Markup
    columns: tuple[GraphColumn, ...]
    uses: bool
    wide: bool
    atlas_href: str


def graph_view(portfolio: Portfolio, here: Here, ref: EntityRef) -> GraphView | None:
    """The drawing of what stands around an entity, None when it stands alone."""
    around = neighbourhood(portfolio.graph, portfolio.catalog, ref)
    svg = draw(around, href=lambda target: here.to(entity_address(target)))
    if not svg:
        return None
    drawing = Markup(svg)  # noqa: S704  # escaped in `graph`
    columns = tuple(_columns(portfolio, here, around))
    title = _TITLES.get(ref.kind, "Graph") if around.uses else "Graph"
    wide = len(columns) > _NARROW_COLUMNS
    return GraphView(title, drawing, columns, around.uses, wide, atlas_link(here, ref))


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
