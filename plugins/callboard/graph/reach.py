"""How far a failure spreads, counted for all entities at once.

A node is a position, and a set of nodes is an integer with a bit for each, so that one step of the walk, for
all entities together, is one "or" per edge. Three rules keep the numbers useful: an API costs no call;
libraries and shared hubs do not relay; nothing is counted beyond three calls (without them half of a large
catalog reaches the other half).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final, TypeAlias

from callboard.graph.impact import ImpactCounts, is_tier_one
from callboard.graph.use import API
from callboard.model import Catalog, EntityRef

_HUB_USERS: Final = 50
_HUB_SHARE: Final = 100

Bits: TypeAlias = list[int]
"""For every node a set of something."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The counts for every node, and which tier-1 entities each reaches with up to one, two and three calls.

    A bit of `by_calls` is a position in `tier_one`.
    """

    counts: Mapping[EntityRef, ImpactCounts]
    tier_one: tuple[EntityRef, ...]
    by_calls: Mapping[EntityRef, tuple[int, int, int]]

    def tier_one_of(self, ref: EntityRef) -> tuple[tuple[EntityRef, int], ...]:
        """The tier-1 entities that `ref` reaches, with the calls to each, nearest first."""
        reached: list[tuple[EntityRef, int]] = []
        nearer = 0
        for calls, bits in enumerate(self.by_calls.get(ref, ()), start=1):
            reached.extend((self.tier_one[at], calls) for at in _members(bits & ~nearer))
            nearer = bits
        return tuple(reached)


def measure(nodes: Sequence[EntityRef], sources: Sequence[Sequence[int]], catalog: Catalog) -> Reach:
    """Count the impact of every node; `sources` has for each the nodes whose "uses" edges end there."""
    crowd = _Crowd(nodes, sources)
    users = _without_self(crowd.gather([1 << node for node in range(len(nodes))]))
    relays = [_relays(ref, bits, catalog) for ref, bits in zip(nodes, users, strict=True)]
    reached = _without_self(
        near | far for near, far in zip(users, crowd.gather(_keep(users, relays)), strict=True)
    )
    within_two = [bits.bit_count() for bits in reached]
    teams = _count_teams(crowd, users, [catalog.target(ref, "ownedBy") for ref in nodes])
    tier_one = tuple(ref for ref in nodes if ref in catalog.entities and is_tier_one(catalog.entities[ref]))
    by_calls = dict(zip(nodes, _reach_tier_one(crowd, tier_one, relays), strict=True))
    counts = {
        ref: ImpactCounts(users[at].bit_count(), within_two[at], teams[at], by_calls[ref][2].bit_count())
        for at, ref in enumerate(nodes)
    }
    return Reach(counts, tier_one, by_calls)


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All nodes and who uses them, asked all at once."""

    nodes: Sequence[EntityRef]
    sources: Sequence[Sequence[int]]

    def gather(self, given: Bits) -> Bits:
        """For every node, what its users give, all together; an API hands on what its own users give."""
        handed = [
            _union(given, sources) if ref.kind == API else given[at]
            for at, (ref, sources) in enumerate(zip(self.nodes, self.sources, strict=True))
        ]
        return [_union(handed, sources) for sources in self.sources]


def _union(sets: Bits, members: Iterable[int]) -> int:
    return reduce(or_, map(sets.__getitem__, members), 0)


def _relays(ref: EntityRef, users: int, catalog: Catalog) -> bool:
    """Whether users of `ref` fail with it, as far as anybody can say.

    A library is compiled in, and a hub that everybody uses would make everybody reach everybody.
    """
    entity = catalog.entities.get(ref)
    if entity is not None and ref.kind == "component" and entity.type.lower() == "library":
        return False
    count = users.bit_count()
    return count < _HUB_USERS or count * _HUB_SHARE <= len(catalog)


def _count_teams(crowd: _Crowd, users: Bits, owners: Sequence[EntityRef | None]) -> list[int]:
    """The number of different owners among the users of every node."""
    team_at = {team: at for at, team in enumerate(dict.fromkeys(owners)) if team is not None}
    owned = dict.fromkeys(team_at, 0)
    given = [0] * len(owners)
    for node, owner in enumerate(owners):
        if owner is not None:
            given[node] = 1 << team_at[owner]
            owned[owner] |= 1 << node
    counts: list[int] = []
    for node, (owner, teams) in enumerate(zip(owners, crowd.gather(given), strict=True)):
        # Who consumes its own API is not its own user: its team counts only if it owns another user.
        only_itself = owner is not None and teams & given[node] and not users[node] & owned[owner]
        counts.append(teams.bit_count() - (1 if only_itself else 0))
    return counts


def _reach_tier_one(
    crowd: _Crowd, tier_one: Sequence[EntityRef], relays: Sequence[bool]
) -> Iterator[tuple[int, int, int]]:
    """For every node the tier-1 entities within one, two and three calls, as positions in `tier_one`."""
    position = {ref: at for at, ref in enumerate(tier_one)}
    own = [1 << position[ref] if ref in position else 0 for ref in crowd.nodes]
    one = crowd.gather(own)
    two = [near | far for near, far in zip(one, crowd.gather(_keep(one, relays)), strict=True)]
    three = [near | far for near, far in zip(one, crowd.gather(_keep(two, relays)), strict=True)]
    for itself, *reached in zip(own, one, two, three, strict=True):
        yield reached[0] & ~itself, reached[1] & ~itself, reached[2] & ~itself


def _keep(sets: Bits, nodes: Sequence[bool]) -> Bits:
    return [bits if kept else 0 for bits, kept in zip(sets, nodes, strict=True)]


def _without_self(sets: Iterable[int]) -> Bits:
    return [bits & ~(1 << node) for node, bits in enumerate(sets)]


def _members(bits: int) -> Iterator[int]:
    """The positions of the bits, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
