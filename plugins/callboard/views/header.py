"""The top of an entity's page: what it is, whose, and where in the organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from callboard.model import Entity, EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import KIND_PLURALS, Card, Portfolio
from callboard.views.source_links import entity_edit_url

_TIER: Final = "callboard.dev/tier"
_TIER_TAG: Final = re.compile(r"tier-?(\d)")


class Crumb(NamedTuple):
    """A step of the way to a page; the last one leads nowhere."""

    label: str
    href: str = ""


class HeaderFact(NamedTuple):
    """A term and the entity or word it has; `lifecycle` says that the word is one."""

    term: str
    entity: Mention | None = None
    word: str = ""
    lifecycle: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an entity's page; `name` is `""` where the title is the name."""

    crumbs: tuple[Crumb, ...]
    eyebrow: str
    icon: str
    title: str
    name: str
    description: str
    facts: tuple[HeaderFact, ...]
    ref: str
    edit_href: str


def header(portfolio: Portfolio, here: Here, entity: Entity) -> Header:
    """The header of an entity."""
    card = portfolio.cards[entity.ref]
    return Header(
        crumbs=crumbs(portfolio, here, card),
        eyebrow=card.kind_and_type,
        icon=card.icon,
        title=card.label,
        name="" if card.label == card.name else card.name,
        description=entity.description,
        facts=tuple(_facts(portfolio, here, entity, card)),
        ref=str(entity.ref),
        edit_href=entity_edit_url(entity, portfolio.catalog.origin_of(entity)),
    )


def crumbs(portfolio: Portfolio, here: Here, card: Card) -> tuple[Crumb, ...]:
    """The way to an entity: through its domain and system, else through the list of its kind."""
    way = list(_homes(portfolio, card))
    steps = [Crumb(home.label, here.to(home.address)) for home in reversed(way)]
    if not steps:
        kind = card.ref.kind
        address = f"catalog/{card.ref.namespace}/{kind}/"
        steps = [Crumb(KIND_PLURALS.get(kind, card.kind), here.to(address))]
    return (Crumb("Catalog", here.to("catalog/")), *steps, Crumb(card.label))


def tier_of(entity: Entity) -> str:
    """`1` for tier 1, from a label, an annotation or a tag; `""` when nobody said."""
    stated = entity.labels.get(_TIER) or entity.annotations.get(_TIER)
    if stated:
        return stated[:10]
    matches = (_TIER_TAG.fullmatch(tag) for tag in entity.tags)
    return next((match[1] for match in matches if match), "")


def _facts(portfolio: Portfolio, here: Here, entity: Entity, card: Card) -> Iterator[HeaderFact]:
    for term, ref in (
        ("Owner", card.owner),
        ("System" if entity.ref.kind != "system" else "Domain", card.system),
        ("Part of", _parent(portfolio, entity)),
    ):
        if ref is not None:
            yield HeaderFact(term, mention(portfolio, here, ref))
    if card.lifecycle:
        yield HeaderFact("Lifecycle", word=card.lifecycle, lifecycle=True)
    tier = tier_of(entity)
    if tier:
        yield HeaderFact("Tier", word=f"Tier {tier}")


def _parent(portfolio: Portfolio, entity: Entity) -> EntityRef | None:
    """The group, domain or component that the entity is part of, as far as it is not its system."""
    catalog, ref = portfolio.catalog, entity.ref
    if ref.kind == "group":
        return catalog.target(ref, "childOf")
    holders = catalog.targets(ref, "partOf")
    return next((holder for holder in holders if holder.kind == ref.kind), None)


def _homes(portfolio: Portfolio, card: Card) -> Iterator[Card]:
    """The system and the domain above; three steps at most, because a catalog can be a circle."""
    current: Card | None = card
    for _ in range(3):
        home = portfolio.cards.get(current.system) if current and current.system else None
        if home is None:
            return
        yield home
        current = home
