"""What the start page shows below the operator's own words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from callboard.findings import Level
from callboard.views.body import Here
from callboard.views.environment import render
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import KIND_PLURALS, Card, Portfolio

_MOST_CARDS: Final = 24


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many entities of a kind there are, and where they are listed."""

    title: str
    icon: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A domain, system or team with what it holds in a few words."""

    entity: Mention
    description: str
    detail: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The overview; `tiles` are domains, or systems where no domain is defined."""

    total: int
    kinds: tuple[KindCount, ...]
    tiles_title: str
    tiles: tuple[Tile, ...]
    teams: tuple[Tile, ...]
    errors: int
    warnings: int
    docs: int
    catalog_href: str
    docs_href: str
    teams_href: str
    health_href: str


def home_panel(portfolio: Portfolio) -> str:
    """The overview as an HTML fragment for the page at the root of the site."""
    here = Here("")
    levels = Counter(found.level for found in portfolio.findings)
    holders = "domain" if portfolio.by_kind.get("domain") else "system"
    view = HomeView(
        total=len(portfolio.cards),
        kinds=tuple(
            KindCount(
                KIND_PLURALS.get(kind, cards[0].kind),
                cards[0].icon,
                len(cards),
                here.to(f"catalog/?kind={kind}"),
            )
            for kind, cards in portfolio.by_kind.items()
        ),
        tiles_title=KIND_PLURALS[holders],
        tiles=_tiles(portfolio, here, portfolio.by_kind.get(holders, ()), "hasPart", "part"),
        teams=_tiles(portfolio, here, portfolio.by_kind.get("group", ()), "ownerOf", "entity"),
        errors=levels[Level.ERROR],
        warnings=levels[Level.WARN],
        docs=len(portfolio.docs),
        catalog_href=here.to("catalog/"),
        docs_href=here.to("docs/"),
        teams_href=here.to("teams/"),
        health_href=here.to("health/"),
    )
    return render("home.html", page=view)


def _tiles(
    portfolio: Portfolio, here: Here, cards: tuple[Card, ...], relation: str, noun: str
) -> tuple[Tile, ...]:
    """The largest first."""
    sizes = {card.ref: len(portfolio.catalog.targets(card.ref, relation)) for card in cards}
    plural = {"part": "parts", "entity": "entities"}[noun]
    largest = sorted(cards, key=lambda card: (-sizes[card.ref], card.label.casefold(), card.ref))
    return tuple(
        Tile(
            mention(portfolio, here, card.ref),
            card.description,
            f"{sizes[card.ref]:,} {noun if sizes[card.ref] == 1 else plural}",
        )
        for card in largest[:_MOST_CARDS]
    )
