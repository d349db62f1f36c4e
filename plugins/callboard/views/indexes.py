"""`/apis/` and `/teams/`: one table each."""

from __future__ import annotations

from collections import Counter
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
class TeamLine:
    """A group, what it is part of, and how many it has of everything."""

    entity: Mention
    type: str
    description: str
    parent: Mention | None
    members: int
    owned: int


@dataclass(frozen=True, slots=True)
class IndexView:
    """The lines of an index; `total` counts those that `more_href` leads to as well.

    `strangers` are owners that the catalog does not have, with how many entities name them.
    """

    total: int
    lines: tuple[ApiLine, ...] | tuple[TeamLine, ...]
    more_href: str = ""
    strangers: tuple[tuple[Mention, int], ...] = ()


def apis_page(portfolio: Portfolio) -> PageBody:
    """`/apis/`."""
    here = Here("apis/")
    cards = in_reading_order(portfolio.by_kind.get("api", ()))
    lines = tuple(_api(portfolio, here, card) for card in cards[:MOST_ROWS])
    view = IndexView(len(cards), lines, _more(here, cards))
    return PageBody(here.address, "apis", "APIs", "Every API of the catalog", render("apis.html", page=view))


def teams_page(portfolio: Portfolio) -> PageBody:
    """`/teams/`."""
    here = Here("teams/")
    cards = in_reading_order(portfolio.by_kind.get("group", ()))
    lines = tuple(_team(portfolio, here, card) for card in cards[:MOST_ROWS])
    view = IndexView(len(cards), lines, _more(here, cards), _strangers(portfolio, here))
    return PageBody(
        here.address, "teams", "Teams", "Every team and what it owns", render("teams.html", page=view)
    )


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


def _team(portfolio: Portfolio, here: Here, card: Card) -> TeamLine:
    catalog = portfolio.catalog
    return TeamLine(
        entity=mention(portfolio, here, card.ref),
        type=card.type,
        description=card.description,
        parent=mention_any(portfolio, here, catalog.target(card.ref, "childOf")),
        members=len(catalog.targets(card.ref, "hasMember")),
        owned=len(catalog.targets(card.ref, "ownerOf")),
    )


def _strangers(portfolio: Portfolio, here: Here) -> tuple[tuple[Mention, int], ...]:
    """Owners that nobody defined: usually groups that live in an identity provider."""
    counts = Counter(
        card.owner for card in portfolio.cards.values() if card.owner and card.owner not in portfolio.cards
    )
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((mention(portfolio, here, ref), number) for ref, number in common[:MOST_ROWS])


def _more(here: Here, cards: Iterable[Card]) -> str:
    """Where the rest is listed: the plain list of the kind in the first card's namespace."""
    rest = list(cards)[MOST_ROWS:]
    if not rest:
        return ""
    return here.to(f"catalog/{rest[0].ref.namespace}/{rest[0].ref.kind}/")
