"""Lines of the tables that list entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from callboard.model import EntityRef, Relation
from callboard.origin import Origin
from callboard.views.body import Here
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Portfolio, kind_rank, kind_word
from callboard.views.source_links import origin_url


class Row(NamedTuple):
    """An entity as a line of a table.

    `missing` marks a reference that is not in the catalog; `place` and `place_url` then tell where it was
    written, as far as that is known.
    """

    entity: Mention
    kind: str
    owner: Mention | None = None
    lifecycle: str = ""
    description: str = ""
    missing: bool = False
    place: str = ""
    place_url: str = ""
    tier_one: bool = False


class RowGroup(NamedTuple):
    """Rows that one team owns; nobody where `team` is None."""

    team: Mention | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; `total` counts those that `more_href` leads to as well."""

    anchor: str
    title: str
    rows: tuple[Row, ...]
    total: int
    more_href: str = ""

    @property
    def has_owners(self) -> bool:
        """Whether a column for owners has anything to show."""
        return any(row.owner for row in self.rows)

    @property
    def by_team(self) -> tuple[RowGroup, ...]:
        """The rows by owner, the largest group first; what nobody owns and what is missing comes last."""
        groups: dict[Mention | None, list[Row]] = {}
        for row in self.rows:
            groups.setdefault(row.owner, []).append(row._replace(owner=None))
        order = sorted(
            groups.items(),
            key=lambda item: (item[0] is None, -len(item[1]), item[0].label.casefold() if item[0] else ""),
        )
        return tuple(RowGroup(team, tuple(rows)) for team, rows in order)

    @property
    def has_lifecycles(self) -> bool:
        """Whether a column for lifecycles has anything to show."""
        return any(row.lifecycle for row in self.rows)


def row_of(portfolio: Portfolio, here: Here, ref: EntityRef, origin: Origin | None = None) -> Row:
    """The line of an entity, or of a reference that leads nowhere."""
    named = mention(portfolio, here, ref)
    card = portfolio.cards.get(ref)
    if card is not None:
        owner = mention_any(portfolio, here, card.owner)
        return Row(
            named,
            card.kind_and_type,
            owner,
            card.lifecycle,
            card.description,
            tier_one=ref in portfolio.tier_one,
        )
    if origin is None:
        return Row(named, kind_word(ref.kind), missing=True)
    url = origin_url(portfolio.catalog.repositories.get(origin.repository), origin)
    place = f"line {origin.line}" if origin.line else origin.path
    return Row(named, kind_word(ref.kind), missing=True, place=place, place_url=url)


def rows_of(portfolio: Portfolio, here: Here, relations: Iterable[Relation]) -> tuple[Row, ...]:
    """The lines of relations' targets, in their order."""
    return tuple(row_of(portfolio, here, relation.target, relation.origin) for relation in relations)


def relations_of(portfolio: Portfolio, ref: EntityRef, types: Iterable[str]) -> list[Relation]:
    """The relations of an entity that are of one of these types; each target once, components first."""
    wanted = frozenset(types)
    found: dict[EntityRef, Relation] = {}
    for relation in portfolio.catalog.relations.get(ref, ()):
        if relation.type in wanted:
            found.setdefault(relation.target, relation)
    return sorted(found.values(), key=lambda relation: (kind_rank(relation.target.kind), relation.target))
