"""What a system is made of, as containers: each with what it uses inside, and outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Row, relations_of, row_of

MOST_ROWS: Final = 50
_MOST_NAMES: Final = 6


@dataclass(frozen=True, slots=True)
class Names:
    """A few names; `more` are not told."""

    named: tuple[Mention, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Member:
    """A part of a system: what of the system it uses, what it uses elsewhere, how many use it from there."""

    row: Row
    inside: Names
    outside: Names
    users: int


@dataclass(frozen=True, slots=True)
class Members:
    """The parts of a system; `total` counts those that `more_href` leads to as well."""

    rows: tuple[Member, ...]
    total: int
    more_href: str


def members_of(portfolio: Portfolio, here: Here, ref: EntityRef, full_list: str) -> Members | None:
    """The parts of a system, components first; None for what has none, and for other kinds."""
    parts = relations_of(portfolio, ref, ("hasPart",)) if ref.kind == "system" else []
    if not parts:
        return None
    own = frozenset(part.target for part in parts)
    rows = tuple(
        _member(portfolio, here, row_of(portfolio, here, part.target, part.origin), part.target, own)
        for part in parts[:MOST_ROWS]
    )
    more = "" if len(rows) == len(parts) else f"{here.to(full_list)}#relation-0"
    return Members(rows, len(parts), more)


def _member(portfolio: Portfolio, here: Here, row: Row, ref: EntityRef, own: frozenset[EntityRef]) -> Member:
    graph = portfolio.graph
    targets = graph.outgoing(ref)
    return Member(
        row=row,
        inside=_names(portfolio, here, [target for target in targets if target in own]),
        outside=_names(portfolio, here, [target for target in targets if target not in own]),
        users=sum(source not in own for source in graph.incoming(ref)),
    )


def _names(portfolio: Portfolio, here: Here, refs: Sequence[EntityRef]) -> Names:
    named = tuple(mention(portfolio, here, ref) for ref in refs[:_MOST_NAMES])
    return Names(named, len(refs) - len(named))
