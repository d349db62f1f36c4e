"""How far a failure spreads, counted for all entities at once.

A node is a position, and a set of tier-1 nodes is an integer with a bit for each, so that one step of the
walk, for all entities together, is one "or" per edge. Three rules keep the numbers useful: an API costs no
call; libraries and shared hubs do not relay; nothing is counted beyond three calls (without them half of a
large catalog reaches the other half).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import Final, TypeAlias

from callboard.graph.impact import ImpactCounts, is_tier_one
from callboard.graph.wiring import Wiring
from callboard.model import Catalog, EntityRef

_HUB_USERS: Final = 50
_HUB_SHARE: Final = 100

_NOBODY: Final = -1

Bits: TypeAlias = list[int]
"""For every node a set of something."""


@dataclass(frozen=True)
class Reach:
    """What a failure of every node reaches; the columns have an item for each.

    `owners` are positions in `teams`, which is sorted. `by_calls` says which tier-1 entities a node reaches
    with up to one, two and three calls: a bit is a position in `tier_one`.
    """

    refs: Sequence[EntityRef]
    users: Sequence[tuple[int, ...]]
    within_two: Sequence[int]
    teams: Sequence[EntityRef]
    owners: Sequence[int]
    tier_one: Sequence[EntityRef]
    by_calls: Sequence[tuple[int, int, int]]

    @cached_property
    def counts(self) -> Mapping[EntityRef, ImpactCounts]:
        """The sizes of it all."""
        return {
            ref: ImpactCounts(len(users), within_two, len(self._owners_of(users)), calls[2].bit_count())
            for ref, users, within_two, calls in zip(
                self.refs, self.users, self.within_two, self.by_calls, strict=True
            )
        }

    def teams_of(self, node: int) -> tuple[tuple[EntityRef, int], ...]:
        """The owners of who uses a node with how many each owns, most first."""
        if not self.users[node]:
            return ()
        counts: dict[int, int] = {}
        for owner in map(self.owners.__getitem__, self.users[node]):
            counts[owner] = counts.get(owner, 0) + 1
        counts.pop(_NOBODY, None)
        most_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return tuple([(self.teams[at], count) for at, count in most_first])

    def tier_one_of(self, node: int) -> tuple[tuple[EntityRef, int], ...]:
        """The tier-1 entities that a node reaches, with the calls to each, nearest first."""
        reached: list[tuple[EntityRef, int]] = []
        nearer = 0
        for calls, bits in enumerate(self.by_calls[node], start=1):
            if bits != nearer:
                reached.extend([(self.tier_one[at], calls) for at in _members(bits & ~nearer)])
            nearer = bits
        return tuple(reached)

    def _owners_of(self, users: Iterable[int]) -> set[int]:
        owners = set(map(self.owners.__getitem__, users))
        owners.discard(_NOBODY)
        return owners


def measure(wiring: Wiring, catalog: Catalog) -> Reach:
    """Measure the impact of every node."""
    nodes = wiring.refs[: len(wiring.sources)]
    users = [wiring.users(node) for node in range(len(nodes))]
    relays = [_relays(ref, len(held), catalog) for ref, held in zip(nodes, users, strict=True)]
    owners = [catalog.target(ref, "ownedBy") for ref in nodes]
    teams = sorted({owner for owner in owners if owner is not None})
    team_at: dict[EntityRef | None, int] = {team: at for at, team in enumerate(teams)}
    team_at[None] = _NOBODY
    entities = catalog.entities
    tier_one = [ref for ref in nodes if ref in entities and is_tier_one(entities[ref])]
    crowd = _Crowd(wiring.apis, wiring.sources)
    return Reach(
        refs=nodes,
        users=users,
        within_two=_within_two(users, relays),
        teams=teams,
        owners=[team_at[owner] for owner in owners],
        tier_one=tier_one,
        by_calls=list(_reach_tier_one(crowd, [wiring.at[ref] for ref in tier_one], relays)),
    )


@dataclass(frozen=True, slots=True)
class _Crowd:
    """All nodes and who uses them, asked all at once."""

    apis: frozenset[int]
    sources: Sequence[Sequence[int]]

    def gather(self, given: Bits) -> Bits:
        """For every node, what its users give, all together; an API hands on what its own users give."""
        handed = list(given)
        for api in self.apis:
            handed[api] = _union(given, self.sources[api])
        return [_union(handed, sources) if sources else 0 for sources in self.sources]


def _union(sets: Bits, members: Iterable[int]) -> int:
    return reduce(or_, filter(None, map(sets.__getitem__, members)), 0)


def _relays(ref: EntityRef, users: int, catalog: Catalog) -> bool:
    """Whether its users fail with `ref`, as far as anybody can say.

    A library is compiled in, and a hub that everybody uses would make everybody reach everybody.
    """
    if users >= _HUB_USERS and users * _HUB_SHARE > len(catalog):
        return False
    entity = catalog.entities.get(ref) if ref.kind == "component" else None
    return entity is None or entity.type.lower() != "library"


def _within_two(users: Sequence[tuple[int, ...]], relays: Sequence[bool]) -> list[int]:
    """For every node the number of others within two calls.

    Whoever relays is no hub, so that these sets are small, and quicker than bits for all nodes.
    """
    further = [held if relay else () for held, relay in zip(users, relays, strict=True)]
    counts: list[int] = []
    for node, near in enumerate(users):
        reached = set(near).union(*filter(None, map(further.__getitem__, near)))
        reached.discard(node)
        counts.append(len(reached))
    return counts


def _reach_tier_one(
    crowd: _Crowd, tier_one: Sequence[int], relays: Sequence[bool]
) -> Iterator[tuple[int, int, int]]:
    """For every node the tier-1 entities within one, two and three calls, as positions in `tier_one`."""
    own = [0] * len(relays)
    for position, node in enumerate(tier_one):
        own[node] = 1 << position
    one = crowd.gather(own)
    two = [near | far for near, far in zip(one, crowd.gather(_keep(one, relays)), strict=True)]
    three = [near | far for near, far in zip(one, crowd.gather(_keep(two, relays)), strict=True)]
    for itself, *reached in zip(own, one, two, three, strict=True):
        yield reached[0] & ~itself, reached[1] & ~itself, reached[2] & ~itself


def _keep(sets: Bits, nodes: Sequence[bool]) -> Bits:
    return [bits if kept else 0 for bits, kept in zip(sets, nodes, strict=True)]


def _members(bits: int) -> Iterator[int]:
    """The positions of the bits, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
