"""The first week in a team or with a system: what to read and look at, in which order, and whom to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.annotations import Role
from callboard.model import Entity, EntityRef, docs_address, entity_address
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb, crumbs
from callboard.views.lifelines import Lifelines, LifeLink
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio

_MOST_READINGS: Final = 20
_MOST_SERVICES: Final = 10
_MOST_OWNERS: Final = 10
_MOST_PEOPLE: Final = 20
_MOST_LAYERS: Final = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """Documentation to read, and why here in the order."""

    entity: Mention
    href: str
    pages: int
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """An entity to know, and why."""

    entity: Mention
    description: str
    why: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A team to ask, how to reach it, and what it knows about."""

    team: Mention
    links: tuple[LifeLink, ...]
    entities: int
    people: tuple[Mention, ...]
    more_people: int


@dataclass(frozen=True, slots=True)
class FirstWeekView:
    """The page; `more_readings` and `more_services` are only in the catalog."""

    crumbs: tuple[Crumb, ...]
    title: str
    subject: Mention
    is_team: bool
    readings: tuple[Reading, ...]
    more_readings: int
    services: tuple[Look, ...]
    more_services: int
    contacts: tuple[Contact, ...]


def first_week_address(ref: EntityRef) -> str:
    """`catalog/<namespace>/<kind>/<name>/first-week/`."""
    return f"{entity_address(ref)}first-week/"


def subjects_of(portfolio: Portfolio, ref: EntityRef) -> tuple[EntityRef, ...]:
    """What a newcomer to this team or system will work on; nothing for anything else."""
    if ref.kind == "group":
        return portfolio.teams.of(ref).owned
    if ref.kind == "system":
        return tuple(part for part in portfolio.catalog.targets(ref, "hasPart") if part in portfolio.cards)
    return ()


def first_week_page(
    portfolio: Portfolio, lifelines: Lifelines, entity: Entity, subjects: Sequence[EntityRef]
) -> PageBody:
    """The page of a team or system with these entities."""
    ref, here = entity.ref, Here(first_week_address(entity.ref))
    card = portfolio.cards[ref]
    title = f"First week {'in' if ref.kind == 'group' else 'with'} {card.label}"
    order, within = _order(portfolio, ref, subjects), frozenset(subjects)
    services = _by_weight(portfolio, subjects)
    view = FirstWeekView(
        crumbs=(
            *crumbs(portfolio, here, card)[:-1],
            Crumb(card.label, here.to(card.address)),
            Crumb("First week"),
        ),
        title=title,
        subject=mention(portfolio, here, ref),
        is_team=ref.kind == "group",
        readings=tuple(_reading(portfolio, here, ref, each, within) for each in order[:_MOST_READINGS]),
        more_readings=max(0, len(order) - _MOST_READINGS),
        services=tuple(_look(portfolio, here, service) for service in services[:_MOST_SERVICES]),
        more_services=max(0, len(services) - _MOST_SERVICES),
        contacts=_contacts(portfolio, lifelines, here, entity, subjects),
    )
    description = f"What to read and whom to ask in the first week with {card.label}"
    return PageBody(here.address, "catalog", title, description, render("first_week.html", page=view))


def _order(portfolio: Portfolio, ref: EntityRef, subjects: Sequence[EntityRef]) -> list[EntityRef]:
    """Who has documentation: itself, then what others stand on before them."""
    layers = portfolio.graph.layers(subjects, _MOST_LAYERS) if subjects else ()
    order = [ref, *(each for layer in reversed(layers) for each in layer)]
    return [each for each in dict.fromkeys(order) if each in portfolio.docs]


def _reading(
    portfolio: Portfolio, here: Here, subject: EntityRef, ref: EntityRef, within: frozenset[EntityRef]
) -> Reading:
    return Reading(
        entity=mention(portfolio, here, ref),
        href=here.to(docs_address(ref)),
        pages=len(portfolio.docs[ref].pages),
        why="begin here" if ref == subject else _standing(portfolio, ref, within),
    )


def _standing(portfolio: Portfolio, ref: EntityRef, within: frozenset[EntityRef]) -> str:
    """How many of the others use it, and it of the others."""
    users = sum(use.ref in within for use in portfolio.graph.used_by(ref))
    used = sum(use.ref in within for use in portfolio.graph.uses(ref))
    told = [f"{users} of the others use{'s' if users == 1 else ''} it"] if users else []
    told += [f"it uses {used} of them" if users else f"it uses {used} of the others"] if used else []
    return ", and ".join(told) or "it stands by itself"


def _by_weight(portfolio: Portfolio, subjects: Iterable[EntityRef]) -> list[EntityRef]:
    """Tier 1 first, then what most others use; only what runs."""
    running = [ref for ref in subjects if ref.kind in {"component", "api", "resource"}]

    def weight(ref: EntityRef) -> tuple[bool, bool, int, EntityRef]:
        return (
            ref not in portfolio.tier_one,
            portfolio.cards[ref].lifecycle == "deprecated",
            -_users(portfolio, ref),
            ref,
        )

    return sorted(running, key=weight)


def _look(portfolio: Portfolio, here: Here, ref: EntityRef) -> Look:
    card, users = portfolio.cards[ref], _users(portfolio, ref)
    counts = portfolio.impact.get(ref)
    reasons = ["tier 1"] if ref in portfolio.tier_one else []
    if users and counts:
        teams = f" of {counts.teams} team{'' if counts.teams == 1 else 's'}" if counts.teams else ""
        reasons.append(f"used by {users} {'entity' if users == 1 else 'entities'}{teams}")
    else:
        reasons.append("nothing in the catalog uses it")
    if card.lifecycle:
        reasons.append(card.lifecycle)
    return Look(mention(portfolio, here, ref, card.type), card.description, ", ".join(reasons))


def _users(portfolio: Portfolio, ref: EntityRef) -> int:
    counts = portfolio.impact.get(ref)
    return counts.direct if counts else 0


def _contacts(
    portfolio: Portfolio, lifelines: Lifelines, here: Here, entity: Entity, subjects: Iterable[EntityRef]
) -> tuple[Contact, ...]:
    """The team itself, or the owner of the system; then who owns what is in it, most first."""
    counts = Counter(owner for ref in subjects if (owner := portfolio.cards[ref].owner) is not None)
    first = entity.ref if entity.ref.kind == "group" else portfolio.cards[entity.ref].owner
    order = sorted(counts, key=lambda team: (-counts[team], team))
    teams = [first, *(team for team in order if team != first)] if first else order
    return tuple(_contact(portfolio, lifelines, here, team, counts[team]) for team in teams[:_MOST_OWNERS])


def _contact(
    portfolio: Portfolio, lifelines: Lifelines, here: Here, team: EntityRef, entities: int
) -> Contact:
    people = portfolio.catalog.targets(team, "hasMember")
    return Contact(
        team=mention(portfolio, here, team),
        links=lifelines.of(here, team, (Role.CHAT, Role.ONCALL)),
        entities=entities,
        people=tuple(mention(portfolio, here, person) for person in people[:_MOST_PEOPLE]),
        more_people=max(0, len(people) - _MOST_PEOPLE),
    )
