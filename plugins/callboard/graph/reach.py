"""How far a failure spreads, counted for all entities at once.

A set of entities is an integer with a bit for each, so that one step of the walk, for every entity together,
is one "or" per edge. Three rules keep the numbers useful: an API costs no call; libraries and shared hubs do
not relay; nothing is counted beyond three calls (without them half a large catalog reaches the other half).
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

Incoming: TypeAlias = Mapping[EntityRef, Sequence[EntityRef]]
"""For every node the sources of the "uses" edges that end there."""

Bits: TypeAlias = Mapping[EntityRef, int]
"""For some nodes a set, as the bits of an integer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The counts for every node, and which tier-1 entities each reaches with up to one, two and three calls.

    A bit of `by_calls` is a position in `tier_one`.
    """

    counts: Mapping[EntityRef, ImpactCounts]
    tier_one: tuple[EntityRef, ...]
    by_calls: tuple[Bits, Bits, Bits]

    def tier_one_of(self, ref: EntityRef) -> tuple[tuple[EntityRef, int], ...]:
        """The tier-1 entities that `ref` reaches, with the calls to each, nearest first."""
        reached: list[tuple[EntityRef, int]] = []
        nearer = 0
        for calls, bits in enumerate(self.by_calls, start=1):
            here = bits.get(ref, 0)
            reached.extend((self.tier_one[at], calls) for at in _members(here & ~nearer))
            nearer = here
        return tuple(reached)


def measure(incoming: Incoming, catalog: Catalog) -> Reach:
    """Count the impact of every node."""
    bit = _number(incoming)
    users = _without_self(_gather(incoming, bit), bit)
    relays = {ref for ref, bits in users.items() if _relays(ref, bits, catalog)}
    within_two = {
        ref: ((bits | users[ref]) & ~bit[ref]).bit_count()
        for ref, bits in _gather(incoming, _restrict(users, relays))
    }
    teams = _count_teams(incoming, bit, users, catalog)
    tier_one = tuple(sorted(entity.ref for entity in catalog if is_tier_one(entity)))
    by_calls = _reach_tier_one(incoming, _number(tier_one), relays)
    counts = {
        ref: ImpactCounts(bits.bit_count(), within_two[ref], teams[ref], by_calls[2][ref].bit_count())
        for ref, bits in users.items()
    }
    return Reach(counts, tier_one, by_calls)


def _gather(incoming: Incoming, given: Bits) -> Iterator[tuple[EntityRef, int]]:
    """For every node, what its users give, all together; an API hands on what its own users give."""
    through = {
        ref: _union(given.get(user, 0) for user in users)
        for ref, users in incoming.items()
        if ref.kind == API
    }
    for ref, users in incoming.items():
        yield ref, _union(through[user] if user.kind == API else given.get(user, 0) for user in users)


def _relays(ref: EntityRef, users: int, catalog: Catalog) -> bool:
    """Whether users of `ref` fail with it, as far as anybody can say.

    A library is compiled in, and a hub that everybody uses would make everybody reach everybody.
    """
    entity = catalog.entities.get(ref)
    if entity is not None and ref.kind == "component" and entity.type.lower() == "library":
        return False
    count = users.bit_count()
    return count < _HUB_USERS or count * _HUB_SHARE <= len(catalog)


def _count_teams(incoming: Incoming, bit: Bits, users: Bits, catalog: Catalog) -> dict[EntityRef, int]:
    """The number of different owners among the users of every node."""
    owners = {ref: owner for ref in incoming if (owner := catalog.target(ref, "ownedBy"))}
    team_bit = _number(sorted(set(owners.values())))
    owned = dict.fromkeys(team_bit, 0)
    for ref, owner in owners.items():
        owned[owner] |= bit[ref]
    given = {ref: team_bit[owner] for ref, owner in owners.items()}
    counts: dict[EntityRef, int] = {}
    for ref, teams in _gather(incoming, given):
        counts[ref] = teams.bit_count()
        # Who consumes its own API is not its own user: its team counts only if it owns another user.
        if teams & given.get(ref, 0) and not users[ref] & owned[owners[ref]]:
            counts[ref] -= 1
    return counts


def _reach_tier_one(incoming: Incoming, bit: Bits, relays: set[EntityRef]) -> tuple[Bits, Bits, Bits]:
    one = dict(_gather(incoming, bit))
    two = {ref: bits | one[ref] for ref, bits in _gather(incoming, _restrict(one, relays))}
    three = {ref: bits | one[ref] for ref, bits in _gather(incoming, _restrict(two, relays))}
    return (
        _without_self(one.items(), bit),
        _without_self(two.items(), bit),
        _without_self(three.items(), bit),
    )


def _number(refs: Iterable[EntityRef]) -> dict[EntityRef, int]:
    return {ref: 1 << position for position, ref in enumerate(refs)}


def _restrict(sets: Bits, refs: set[EntityRef]) -> dict[EntityRef, int]:
    return {ref: bits for ref, bits in sets.items() if ref in refs}


def _without_self(sets: Iterable[tuple[EntityRef, int]], bit: Bits) -> dict[EntityRef, int]:
    return {ref: bits & ~bit.get(ref, 0) for ref, bits in sets}


def _union(sets: Iterator[int]) -> int:
    return reduce(or_, sets, 0)


def _members(bits: int) -> Iterator[int]:
    """The positions of the bits, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
