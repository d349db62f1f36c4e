"""`/apis/`: every API in a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from callboard.views.body import Here, PageBody
from callboard.views.catalog import in_reading_order
from callboard.views.environment import render
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Card, Portfolio

MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class ApiLine:
    """An API, who provides it, and how much it offers and is used."""

    entity: Mention
    type: str
    version: str
    providers: tuple[Mention, ...]
    owner: Mention | None
    lifecycle: str
    operations: int
    users: int


@dataclass(frozen=True, slots=True)
class IndexView:
    """The lines of an index; `total` counts those that `more_href` leads to as well."""

    total: int
    lines: tuple[ApiLine, ...]
    more_href: str = ""


def apis_page(portfolio: Portfolio) -> PageBody:
    """`/apis/`."""
    here = Here("apis/")
    cards = in_reading_order(portfolio.by_kind.get("api", ()))
    lines = tuple(_api(portfolio, here, card) for card in cards[:MOST_ROWS])
    view = IndexView(len(cards), lines, _more(here, cards))
    return PageBody(here.address, "apis", "APIs", "Every API of the catalog", render("apis.html", page=view))


def _api(portfolio: Portfolio, here: Here, card: Card) -> ApiLine:
    summary = portfolio.apis.get(card.ref)
    counts = portfolio.impact.get(card.ref)
    providers = portfolio.catalog.targets(card.ref, "apiProvidedBy")[:3]
    return ApiLine(
        entity=mention(portfolio, here, card.ref),
        type=card.type,
        version=summary.version if summary else "",
        providers=tuple(mention(portfolio, here, provider) for provider in providers),
        owner=mention_any(portfolio, here, card.owner),
        lifecycle=card.lifecycle,
        operations=len(summary.operations) if summary else 0,
        users=counts.direct if counts else 0,
    )


def _more(here: Here, cards: Iterable[Card]) -> str:
    """Where the rest is listed: the plain list of the kind in the first card's namespace."""
    rest = list(cards)[MOST_ROWS:]
    if not rest:
        return ""
    return here.to(f"catalog/{rest[0].ref.namespace}/{rest[0].ref.kind}/")
