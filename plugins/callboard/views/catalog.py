"""The table of all entities, and the plain lists that need no script."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.model import EntityRef
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import KIND_PLURALS, Card, Portfolio, kind_rank

MOST_ROWS: Final = 500
"""Rows in the page itself; the script appends the rest from the search index."""

_MOST_OPTIONS: Final = 300


@dataclass(frozen=True, slots=True)
class Option:
    """A value to filter by: as the address bar has it, as people read it, and how many entities have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A property to filter by; one with many values is chosen from a list instead of ticked."""

    name: str
    title: str
    options: tuple[Option, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """A line of the table."""

    entity: Mention
    name: str
    kind: str
    type: str
    owner: Mention | None
    system: Mention | None
    lifecycle: str
    description: str


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
    facets: tuple[Facet, ...]
    shelves: tuple[Shelf, ...]
    script: str


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
        facets=_facets(portfolio, cards),
        shelves=tuple(_shelves(here, cards)),
        script=here.to("assets/callboard/catalog.js"),
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
    return CatalogRow(
        entity=mention(portfolio, here, card.ref),
        name="" if card.name == card.label else card.name,
        kind=card.kind,
        type=card.type,
        owner=mention_any(portfolio, here, card.owner),
        system=mention_any(portfolio, here, card.system),
        lifecycle=card.lifecycle,
        description=card.description,
    )


def _facets(portfolio: Portfolio, cards: Sequence[Card]) -> tuple[Facet, ...]:
    kinds = Counter(card.ref.kind for card in cards)
    words = {card.ref.kind: card.kind for card in cards}
    lifecycles = Counter(card.lifecycle for card in cards if card.lifecycle)
    types = Counter(card.type for card in cards if card.type)
    owners = Counter(card.owner for card in cards if card.owner)
    return (
        Facet(
            "kind",
            "Kind",
            tuple(Option(kind, words[kind], kinds[kind]) for kind in sorted(kinds, key=kind_rank)),
            listed=False,
        ),
        Facet("lifecycle", "Lifecycle", _words(lifecycles)[:8], listed=False),
        Facet("type", "Type", _words(types), listed=True),
        Facet("owner", "Owner", _owners(portfolio, owners), listed=True),
    )


def _words(counts: Counter[str]) -> tuple[Option, ...]:
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Option(word, word, number) for word, number in common[:_MOST_OPTIONS])


def _owners(portfolio: Portfolio, counts: Counter[EntityRef]) -> tuple[Option, ...]:
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_OPTIONS]
    options = (Option(ref.short(), _label(portfolio, ref), number) for ref, number in common)
    return tuple(sorted(options, key=lambda option: (option.label.casefold(), option.value)))


def _label(portfolio: Portfolio, ref: EntityRef) -> str:
    card = portfolio.cards.get(ref)
    return card.label if card else ref.short()
