"""What the start page shows below the operator's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from callboard.findings import Level
from callboard.model import EntityRef, RefError
from callboard.views.body import Here
from callboard.views.deprecation import is_deprecated
from callboard.views.environment import render
from callboard.views.guides import TourLink, tour_links
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import KIND_PLURALS, Card, Portfolio

_MOST_CARDS: Final = 24
_MOST_NAMES: Final = 8
_MOST_CHOICES: Final = 1000
_MOST_TOURS: Final = 6
_NEED_OWNERS: Final = ("component", "api", "resource", "system")


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
class Attention:
    """A kind of gap: how many there are, where they are told in full, and the first entities with it."""

    title: str
    count: int
    href: str
    named: tuple[Mention, ...]
    bad: bool = False


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """A team to choose as one's own: its reference as filters write it, its page, and what to say of it."""

    value: str
    label: str
    address: str
    owned: int
    problems: int


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
    attention: tuple[Attention, ...]
    choices: tuple[TeamChoice, ...]
    tours: tuple[TourLink, ...]
    tours_href: str
    glossary_href: str
    words: int
    script_href: str


def home_panel(portfolio: Portfolio) -> str:
    """The overview as an HTML fragment for the page at the root of the site."""
    here = Here("")
    levels = Counter(found.level for found in portfolio.findings)

    def parts(ref: EntityRef) -> int:
        return len(portfolio.catalog.targets(ref, "hasPart"))

    def owned(ref: EntityRef) -> int:
        return len(portfolio.teams.of(ref).owned)

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
        tiles=_tiles(portfolio, here, portfolio.by_kind.get(holders, ()), parts, "part"),
        teams=_tiles(portfolio, here, portfolio.by_kind.get("group", ()), owned, "entity"),
        errors=levels[Level.ERROR],
        warnings=levels[Level.WARN],
        docs=len(portfolio.docs),
        catalog_href=here.to("catalog/"),
        docs_href=here.to("docs/"),
        teams_href=here.to("teams/"),
        health_href=here.to("health/"),
        attention=tuple(item for item in _attention(portfolio, here) if item.count),
        choices=_choices(portfolio),
        tours=tour_links(portfolio, here)[:_MOST_TOURS],
        tours_href=here.to("tours/") if portfolio.guides.tours else "",
        glossary_href=here.to("glossary/") if portfolio.guides.glossary else "",
        words=len(portfolio.guides.glossary),
        script_href=here.to("assets/callboard/people.js"),
    )
    return render("home.html", page=view)


def _tiles(
    portfolio: Portfolio, here: Here, cards: tuple[Card, ...], size: Callable[[EntityRef], int], noun: str
) -> tuple[Tile, ...]:
    """The largest first."""
    sizes = {card.ref: size(card.ref) for card in cards}
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


def _attention(portfolio: Portfolio, here: Here) -> Iterator[Attention]:
    """What somebody should mend, the worst first."""
    health, named = here.to("health/"), partial(_named, portfolio, here)
    errors = [found.entity for found in portfolio.findings if found.level is Level.ERROR]
    title = (
        "error in descriptors or documentation"
        if len(errors) == 1
        else "errors in descriptors or documentation"
    )
    yield Attention(title, len(errors), health, named(_refs(errors)), bad=True)
    quiet = _refs([found.entity for found in portfolio.findings if found.code == "runbook-missing"])
    yield Attention("in production without a runbook", len(quiet), health, named(quiet))
    owned = (card for kind in _NEED_OWNERS for card in portfolio.by_kind.get(kind, ()))
    ownerless = [card.ref for card in owned if card.owner is None]
    yield Attention("without an owner", len(ownerless), here.to("catalog/"), named(ownerless))
    leaving = [ref for ref in portfolio.cards if is_deprecated(portfolio, ref)]
    leaving = [ref for ref in leaving if portfolio.graph.incoming(ref)]
    where = here.to("catalog/?lifecycle=deprecated")
    yield Attention("deprecated and still in use", len(leaving), where, named(leaving))


def _named(portfolio: Portfolio, here: Here, refs: Sequence[EntityRef]) -> tuple[Mention, ...]:
    return tuple(mention(portfolio, here, ref) for ref in refs[:_MOST_NAMES])


def _refs(texts: Sequence[str]) -> list[EntityRef]:
    """The entities that findings name, each once; a finding need not name one."""
    found: dict[EntityRef, None] = {}
    for text in texts:
        try:
            found[EntityRef.parse(text)] = None
        except RefError:
            continue
    return list(found)


def _choices(portfolio: Portfolio) -> tuple[TeamChoice, ...]:
    """The teams that own something, by name."""
    owning = [card for card in portfolio.by_kind.get("group", ()) if portfolio.teams.of(card.ref).owned]
    owning.sort(key=lambda card: (card.label.casefold(), card.ref))
    choices = []
    for card in owning[:_MOST_CHOICES]:
        facts = portfolio.teams.of(card.ref)
        problems = facts.errors + facts.warnings
        choices.append(TeamChoice(card.ref.short(), card.label, card.address, len(facts.owned), problems))
    return tuple(choices)
