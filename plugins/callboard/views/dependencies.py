"""What an entity uses and who uses it, as tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from callboard.graph import Use, atlas_query
from callboard.model import Entity, EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Row, Table, relations_of, row_of, rows_of

MOST_ROWS: Final = 50
_MOST_TEAMS: Final = 12
_MOST_OF_A_TEAM: Final = 10
_OPEN_TEAMS: Final = 3
_MANY: Final = 10

_USES: Final = ("dependsOn", "consumesApi", "apiProvidedBy")


@dataclass(frozen=True, slots=True)
class TeamOfUsers:
    """The users that one team owns; `more` are not named here. A row's detail is the API in between."""

    team: Mention | None
    total: int
    users: tuple[Row, ...]
    more: int
    unfolded: bool


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Both directions; `users` and `user_teams` are the true totals.

    `uses_href` and `users_href` lead to the same in the catalog's table, where the list here is long.
    """

    uses: Table
    teams: tuple[TeamOfUsers, ...]
    users: int
    user_teams: int
    more_href: str
    uses_href: str
    users_href: str


def dependencies(
    portfolio: Portfolio, here: Here, entity: Entity, users: Sequence[Use], full_list: str = ""
) -> Dependencies:
    """What the entity uses as it declared it, and its users by team, most first.

    Args:
        portfolio: The indexed catalog.
        here: The page that shows the tables.
        entity: Whose dependencies they are.
        users: Who uses it, from the graph.
        full_list: The address of the page for what does not fit; without it everything is shown.
    """
    teams = by_team(portfolio, users)
    most_teams, most_users = (_MOST_TEAMS, _MOST_OF_A_TEAM) if full_list else (None, None)
    shown = tuple(
        _team(portfolio, here, team, members, most_users, unfolded=not full_list or position < _OPEN_TEAMS)
        for position, (team, members) in enumerate(teams[:most_teams])
    )
    complete = len(shown) == len(teams) and not any(team.more for team in shown)
    uses = _uses(portfolio, here, entity, full_list)
    return Dependencies(
        uses=uses,
        teams=shown,
        users=len(users),
        user_teams=sum(team is not None for team, _ in teams),
        more_href="" if complete else f"{here.to(full_list)}#used-by",
        uses_href=_in_catalog(here, "used-by", entity.ref, uses.total),
        users_href=_in_catalog(here, "uses", entity.ref, len(users)),
    )


def _in_catalog(here: Here, relation: str, ref: EntityRef, number: int) -> str:
    """The catalog narrowed by a relation to an entity; `""` for few, which are seen at a glance."""
    return here.to(f"catalog/?{relation}={atlas_query(ref.short())}") if number >= _MANY else ""


def by_team(portfolio: Portfolio, users: Sequence[Use]) -> list[tuple[EntityRef | None, list[Use]]]:
    """Users grouped by owner, the largest group first; those without an owner come last."""
    groups: dict[EntityRef | None, list[Use]] = defaultdict(list)
    for use in users:
        card = portfolio.cards.get(use.ref)
        groups[card.owner if card else None].append(use)
    return sorted(groups.items(), key=lambda item: (item[0] is None, -len(item[1]), item[0] or _NOBODY))


def user_row(portfolio: Portfolio, here: Here, use: Use) -> Row:
    """A user, and the API it comes through."""
    row = row_of(portfolio, here, use.ref)
    if use.via is None:
        return row
    return row._replace(entity=row.entity._replace(detail=f"via {_label(portfolio, use.via)}"))


_NOBODY: Final = EntityRef("", "", "")


def _uses(portfolio: Portfolio, here: Here, entity: Entity, full_list: str) -> Table:
    relations = relations_of(portfolio, entity.ref, _USES)
    title = "Provided by" if entity.ref.kind == "api" else "Depends on"
    rows = rows_of(portfolio, here, relations[: MOST_ROWS if full_list else None])
    more = f"{here.to(full_list)}#uses" if len(rows) < len(relations) else ""
    return Table("uses", title, rows, len(relations), more)


def _team(
    portfolio: Portfolio,
    here: Here,
    team: EntityRef | None,
    members: Sequence[Use],
    most: int | None,
    *,
    unfolded: bool,
) -> TeamOfUsers:
    named = tuple(user_row(portfolio, here, use) for use in members[:most])
    owner = None if team is None else mention(portfolio, here, team)
    return TeamOfUsers(owner, len(members), named, len(members) - len(named), unfolded)


def _label(portfolio: Portfolio, ref: EntityRef) -> str:
    card = portfolio.cards.get(ref)
    return card.label if card else ref.short()
