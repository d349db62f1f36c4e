"""What a domain is made of: its systems with what runs in them, the teams, and the other domains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.findings import Level
from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Row, relations_of, row_of

_MOST_ROWS: Final = 50
_MOST_TEAMS: Final = 20
_MOST_DOMAINS: Final = 12
_FIRST: Final = ("system", "domain")


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system, a subdomain or a part without a system: its findings, and how many uses come from outside.

    `entities` is how many run in it, 0 for a part that holds none.
    """

    row: Row
    entities: int
    errors: int
    warnings: int
    users: int


@dataclass(frozen=True, slots=True)
class Landscape:
    """A domain; the totals count those that are not named as well.

    `used_by` and `uses` are other domains, with the number of uses as their detail.
    """

    rows: tuple[SystemRow, ...]
    total: int
    more_href: str
    entities: int
    teams: tuple[Mention, ...]
    total_teams: int
    used_by: tuple[Mention, ...]
    more_used_by: int
    uses: tuple[Mention, ...]
    more_uses: int


def landscape_of(portfolio: Portfolio, here: Here, ref: EntityRef, full_list: str) -> Landscape | None:
    """The landscape of a domain; None for other kinds, and for a domain in which there is nothing."""
    if ref.kind != "domain":
        return None
    own = portfolio.graph.residents.get(ref, ())
    parts = sorted(relations_of(portfolio, ref, ("hasPart",)), key=lambda part: _rank(part.target))
    if not own and not parts:
        return None
    owners = Counter(card.owner for card in (portfolio.cards[part] for part in own) if card.owner)
    used_by, uses = _neighbours(portfolio, ref, own)
    shown = parts[:_MOST_ROWS]
    return Landscape(
        rows=tuple(
            _system(portfolio, row_of(portfolio, here, part.target, part.origin), part.target)
            for part in shown
        ),
        total=len(parts),
        more_href="" if len(shown) == len(parts) else f"{here.to(full_list)}#relation-0",
        entities=len(own),
        teams=_named(portfolio, here, owners, _MOST_TEAMS),
        total_teams=len(owners),
        used_by=_named(portfolio, here, used_by, _MOST_DOMAINS),
        more_used_by=max(0, len(used_by) - _MOST_DOMAINS),
        uses=_named(portfolio, here, uses, _MOST_DOMAINS),
        more_uses=max(0, len(uses) - _MOST_DOMAINS),
    )


def _rank(ref: EntityRef) -> int:
    """Systems, then subdomains; what is in no system comes last."""
    return _FIRST.index(ref.kind) if ref.kind in _FIRST else len(_FIRST)


def _system(portfolio: Portfolio, row: Row, ref: EntityRef) -> SystemRow:
    own = portfolio.graph.residents.get(ref, ())
    inside = {ref, *own}
    levels = Counter(found.level for part in inside for found in portfolio.problems.get(part, ()))
    users = sum(source not in inside for part in inside for source in portfolio.graph.incoming(part))
    return SystemRow(row, len(own), levels[Level.ERROR], levels[Level.WARN], users)


def _neighbours(
    portfolio: Portfolio, ref: EntityRef, own: Sequence[EntityRef]
) -> tuple[Counter[EntityRef], Counter[EntityRef]]:
    """The other domains whose entities use those of this one, and those that it uses, by number."""
    graph = portfolio.graph
    used_by = Counter(_homes(portfolio, (source for part in own for source in graph.incoming(part))))
    uses = Counter(_homes(portfolio, (target for part in own for target in graph.outgoing(part))))
    del used_by[ref], uses[ref]
    return used_by, uses


def _homes(portfolio: Portfolio, refs: Iterator[EntityRef]) -> Iterator[EntityRef]:
    homes = (portfolio.graph.homes.get(ref) for ref in refs)
    return (home.domain for home in homes if home is not None and home.domain is not None)


def _named(portfolio: Portfolio, here: Here, counts: Counter[EntityRef], most: int) -> tuple[Mention, ...]:
    """The most frequent ones, with their number."""
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(mention(portfolio, here, ref, f"{number:,}") for ref, number in common[:most])
