"""The table of all entities, and the plain lists that need no script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import KIND_PLURALS, Card, Portfolio, kind_rank

MOST_ROWS: Final = 100
"""Rows in the page itself; the script has all from the search index."""


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """A line of the table."""

    entity: Mention
    type: str
    owner: Mention | None
    system: Mention | None
    lifecycle: str
    users: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entities of one kind in one namespace, on a page of their own."""

    label: str
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class CatalogView:
    """The table; `total` counts what `rows` leaves out as well."""

    total: int
    rows: tuple[CatalogRow, ...]
    shelves: tuple[Shelf, ...]
    script: str
    style: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A plain list: the kinds of a namespace, or the entities of a kind."""

    crumbs: tuple[Crumb, ...]
    title: str
    shelves: tuple[Shelf, ...]
    cards: tuple[tuple[Mention, str], ...]


def in_reading_order(cards: Iterable[Card]) -> list[Card]:
    """Components first, then by what people call them."""
    return sorted(cards, key=lambda card: (kind_rank(card.ref.kind), card.label.casefold(), card.ref))


def catalog_page(portfolio: Portfolio) -> PageBody:
    """`/catalog/`, the table of all entities."""
    here = Here("catalog/")
    cards = in_reading_order(portfolio.cards.values())
    view = CatalogView(
        total=len(cards),
        rows=tuple(_row(portfolio, here, card) for card in cards[:MOST_ROWS]),
        shelves=tuple(_shelves(here, cards)),
        script=here.to("assets/callboard/catalog.js"),
        style=here.to("assets/callboard/catalog.css"),
    )
    description = f"All {len(cards):,} entities of {portfolio.site_name}"
    return PageBody(here.address, "catalog", "Catalog", description, render("catalog.html", page=view))


def list_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """`/catalog/<namespace>/` and `/catalog/<namespace>/<kind>/`: everything, without a script."""
    spaces: dict[str, list[Card]] = defaultdict(list)
    for card in portfolio.cards.values():
        spaces[card.ref.namespace].append(card)
    for namespace, cards in sorted(spaces.items()):
        yield _namespace_page(namespace, cards)
        kinds: dict[str, list[Card]] = defaultdict(list)
        for card in cards:
            kinds[card.ref.kind].append(card)
        for kind, members in sorted(kinds.items()):
            yield _kind_page(portfolio, namespace, kind, members)


def _namespace_page(namespace: str, cards: Sequence[Card]) -> PageBody:
    here = Here(f"catalog/{namespace}/")
    title = f"Namespace {namespace}"
    steps = (Crumb("Catalog", here.to("catalog/")), Crumb(namespace))
    view = ListView(steps, title, tuple(_shelves(here, cards)), ())
    return PageBody(here.address, "catalog", title, f"The kinds of {title}", render("list.html", page=view))


def _kind_page(portfolio: Portfolio, namespace: str, kind: str, cards: Sequence[Card]) -> PageBody:
    here = Here(f"catalog/{namespace}/{kind}/")
    plural = _plural(cards[0])
    steps = (
        Crumb("Catalog", here.to("catalog/")),
        Crumb(namespace, here.to(f"catalog/{namespace}/")),
        Crumb(plural),
    )
    named = tuple(
        (mention(portfolio, here, card.ref, card.type), card.description) for card in in_reading_order(cards)
    )
    title = plural if namespace == "default" else f"{plural} in {namespace}"
    view = ListView(steps, title, (), named)
    description = f"All {len(cards):,} {plural} in namespace {namespace}"
    return PageBody(here.address, "catalog", title, description, render("list.html", page=view))


def _plural(card: Card) -> str:
    """What a list of such entities is called."""
    return KIND_PLURALS.get(card.ref.kind, card.kind)


def _shelves(here: Here, cards: Collection[Card]) -> Iterator[Shelf]:
    counts = Counter((card.ref.namespace, card.ref.kind) for card in cards)
    plurals = {card.ref.kind: _plural(card) for card in cards}
    for (namespace, kind), number in sorted(
        counts.items(),
        key=lambda item: (item[0][0] != "default", item[0][0], kind_rank(item[0][1]), item[0][1]),
    ):
        label = plurals[kind] if namespace == "default" else f"{plurals[kind]} in {namespace}"
        yield Shelf(label, here.to(f"catalog/{namespace}/{kind}/"), number)


def _row(portfolio: Portfolio, here: Here, card: Card) -> CatalogRow:
    counts = portfolio.impact.get(card.ref)
    return CatalogRow(
        entity=mention(portfolio, here, card.ref),
        type=card.type,
        owner=mention_any(portfolio, here, card.owner),
        system=mention_any(portfolio, here, None if card.ref.kind == "system" else card.system),
        lifecycle=card.lifecycle,
        users=counts.direct if counts else 0,
    )
