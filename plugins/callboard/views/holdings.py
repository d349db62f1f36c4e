"""What belongs to an entity: parts of a system, members of a group, everything a team owns."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.dependencies import MOST_ROWS
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Table, relations_of, rows_of

_TITLES: Final = {
    "hasPart": "Parts",
    "hasMember": "Members",
    "parentOf": "Teams below",
    "memberOf": "Member of",
    "ownerOf": "Owns",
}
_PARTS_OF: Final = {
    "domain": "Systems and subdomains",
    "component": "Subcomponents",
    "system": "What it is made of",
}

# Told in the header, among the APIs or among the dependencies.
_SHOWN_ELSEWHERE: Final = frozenset(
    {
        "ownedBy",
        "partOf",
        "childOf",
        "dependsOn",
        "dependencyOf",
        "providesApi",
        "consumesApi",
        "apiProvidedBy",
        "apiConsumedBy",
    }
)


def holdings(
    portfolio: Portfolio,
    here: Here,
    ref: EntityRef,
    full_list: str = "",
    without: Collection[str] = (),
) -> tuple[Table, ...]:
    """A table for each of these relations that there is, then one for each type nobody foresaw.

    Args:
        portfolio: The indexed catalog.
        here: The page that shows the tables.
        ref: Whose tables they are.
        full_list: The address of the page for what does not fit; without it everything is shown.
        without: Relations that the page tells in another way.
    """
    present = {relation.type for relation in portfolio.catalog.relations.get(ref, ())}
    foreseen = [name for name in _TITLES if name in present]
    others = sorted(present - set(_TITLES) - _SHOWN_ELSEWHERE)
    tables = []
    for name in (name for name in foreseen + others if name not in without):
        relations = relations_of(portfolio, ref, (name,))
        rows = rows_of(portfolio, here, relations[: MOST_ROWS if full_list else None])
        if name == "ownerOf":
            rows = tuple(row._replace(owner=None) for row in rows)
        anchor = (
            f"relation-{foreseen.index(name)}" if name in foreseen else f"relation-other-{others.index(name)}"
        )
        more = f"{here.to(full_list)}#{anchor}" if len(rows) < len(relations) else ""
        tables.append(Table(anchor, _title(ref, name), rows, len(relations), more))
    return tuple(tables)


def _title(ref: EntityRef, relation: str) -> str:
    if relation == "hasPart":
        return _PARTS_OF.get(ref.kind, "Parts")
    return _TITLES.get(relation, relation)
