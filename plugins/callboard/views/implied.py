"""Pages of groups and people that descriptors name and nobody has described, instead of dead ends."""

from __future__ import annotations

from dataclasses import dataclass

from callboard.model import EntityRef, entity_address
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.holdings import holdings
from callboard.views.portfolio import KIND_PLURALS, Portfolio, kind_icon, kind_word
from callboard.views.rows import Table


@dataclass(frozen=True, slots=True)
class ImpliedView:
    """What is known of somebody whom others name: who they are and what is said of each."""

    crumbs: tuple[Crumb, ...]
    kind: str
    icon: str
    ref: str
    named_by: int
    tables: tuple[Table, ...]
    health_href: str


def implied_page(portfolio: Portfolio, ref: EntityRef) -> PageBody:
    """The page of one; where the real one will be once somebody describes it."""
    address = entity_address(ref)
    here = Here(address)
    named_by = {relation.target for relation in portfolio.catalog.relations[ref]}
    view = ImpliedView(
        crumbs=(
            Crumb("Catalog", here.to("catalog/")),
            Crumb(KIND_PLURALS[ref.kind]),
            Crumb(ref.name),
        ),
        kind=kind_word(ref.kind),
        icon=kind_icon(ref.kind),
        ref=str(ref),
        named_by=len(named_by),
        tables=holdings(portfolio, here, ref),
        health_href=here.to("health/"),
    )
    description = f"{view.kind} that is not in the catalog"
    return PageBody(address, "teams", ref.name, description, render("implied.html", page=view))
