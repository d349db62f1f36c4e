"""The incident card: one page to print, for who is woken by a service that they do not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from callboard.annotations import Role
from callboard.graph import Use
from callboard.model import Entity, EntityRef, entity_address
from callboard.views.body import Here, PageBody
from callboard.views.dependencies import by_team
from callboard.views.environment import render
from callboard.views.header import Crumb, crumbs, tier_of
from callboard.views.lifelines import Lifelines, LifeLink
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Portfolio

_MOST_DEPENDENCIES: Final = 10
_MOST_TEAMS: Final = 10
_MOST_OF_A_TEAM: Final = 6


@dataclass(frozen=True, slots=True)
class NeededEntity:
    """Something that the service stands on: whose it is, and where to look when it is to blame."""

    entity: Mention
    kind: str
    owner: Mention | None
    links: tuple[LifeLink, ...]


@dataclass(frozen=True, slots=True)
class AffectedTeam:
    """A team to tell, and what of its own is affected; `more` is not named."""

    team: Mention | None
    links: tuple[LifeLink, ...]
    entities: tuple[Mention, ...]
    more: int


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything on the card; what does not fit is counted, and is on the entity's own page at `href`."""

    crumbs: tuple[Crumb, ...]
    title: str
    kind: str
    tier: str
    lifecycle: str
    description: str
    href: str
    ref: str
    commit: str
    owner: Mention | None
    owner_links: tuple[LifeLink, ...]
    links: tuple[LifeLink, ...]
    gaps: tuple[str, ...]
    dependencies: tuple[NeededEntity, ...]
    more_dependencies: int
    direct: int
    within_two: int
    tier_one: int
    teams: tuple[AffectedTeam, ...]
    more_teams: int


def incident_address(ref: EntityRef) -> str:
    """`catalog/<namespace>/<kind>/<name>/incident/`."""
    return f"{entity_address(ref)}incident/"


def incident_page(portfolio: Portfolio, lifelines: Lifelines, entity: Entity) -> PageBody:
    """The incident card of an entity."""
    here = Here(incident_address(entity.ref))
    view = _view(portfolio, lifelines, here, entity)
    title = f"Incident card of {view.title}"
    description = f"What {view.title} is, who runs it, what it stands on and who has to be told"
    return PageBody(here.address, "catalog", title, description, render("incident.html", page=view))


def _view(portfolio: Portfolio, lifelines: Lifelines, here: Here, entity: Entity) -> IncidentView:
    ref, card = entity.ref, portfolio.cards[entity.ref]
    impact = portfolio.graph.impact(ref)
    uses = portfolio.graph.uses(ref)
    links = lifelines.of(here, ref)
    owner_links = lifelines.of(here, card.owner, (Role.ONCALL, Role.CHAT))
    teams = by_team(portfolio, impact.direct)
    return IncidentView(
        crumbs=(
            *crumbs(portfolio, here, card)[:-1],
            Crumb(card.label, here.to(card.address)),
            Crumb("Incident card"),
        ),
        title=card.label,
        kind=card.kind_and_type,
        tier=tier_of(entity),
        lifecycle=card.lifecycle,
        description=card.description,
        href=here.to(card.address),
        ref=str(ref),
        commit=portfolio.catalog.commit_of(entity)[:7],
        owner=mention_any(portfolio, here, card.owner),
        owner_links=owner_links,
        links=links,
        gaps=_gaps((*links, *owner_links)),
        dependencies=tuple(_needed(portfolio, lifelines, here, use) for use in uses[:_MOST_DEPENDENCIES]),
        more_dependencies=max(0, len(uses) - _MOST_DEPENDENCIES),
        direct=len(impact.direct),
        within_two=impact.within_two,
        tier_one=len(impact.tier_one),
        teams=tuple(
            _affected(portfolio, lifelines, here, team, users) for team, users in teams[:_MOST_TEAMS]
        ),
        more_teams=max(0, len(teams) - _MOST_TEAMS),
    )


def _gaps(links: Sequence[LifeLink]) -> tuple[str, ...]:
    """What nobody has written down, in words."""
    names = {Role.RUNBOOK: "runbook", Role.DASHBOARD: "dashboard", Role.ONCALL: "on-call schedule"}
    told = {link.role for link in links}
    return tuple(name for role, name in names.items() if role not in told)


def _needed(portfolio: Portfolio, lifelines: Lifelines, here: Here, use: Use) -> NeededEntity:
    """On call for it is its own schedule, else its owner's."""
    card = portfolio.cards.get(use.ref)
    via = portfolio.cards.get(use.via) if use.via else None
    links = lifelines.of(here, use.ref, (Role.RUNBOOK, Role.ONCALL))
    if card and not any(link.role == Role.ONCALL for link in links):
        links += lifelines.of(here, card.owner, (Role.ONCALL,))
    return NeededEntity(
        entity=mention(portfolio, here, use.ref, f"via {via.label}" if via else ""),
        kind=card.kind_and_type if card else "Not in the catalog",
        owner=mention_any(portfolio, here, card.owner if card else None),
        links=links,
    )


def _affected(
    portfolio: Portfolio, lifelines: Lifelines, here: Here, team: EntityRef | None, users: Sequence[Use]
) -> AffectedTeam:
    entities = tuple(mention(portfolio, here, use.ref) for use in users[:_MOST_OF_A_TEAM])
    links = lifelines.of(here, team, (Role.CHAT,))
    return AffectedTeam(mention_any(portfolio, here, team), links, entities, len(users) - len(entities))
