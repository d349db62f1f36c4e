"""How a crowd of entities becomes a column that a person can read.

By system, else by domain, taking the finest that fits; what still does not fit is "n more". Nobody is lost:
the groups hold every entity exactly once. An entity is a position, see `Wiring`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from callboard.graph.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Group:
    """What one node stands for: an entity, those of the system or domain `holder`, or (None) the rest."""

    holder: int | None
    members: tuple[int, ...]

    @property
    def single(self) -> int | None:
        """The entity, where it is one and stands for itself."""
        members = self.members
        return members[0] if len(members) == 1 and self.holder in (None, members[0]) else None


def fold_by_home(nodes: Sequence[int], column: int, wiring: Wiring) -> tuple[Group, ...]:
    """At most `column` groups: entities if they fit, else systems, else domains; the largest first."""
    if len(nodes) <= column:
        return singles(nodes)
    fits = len(set(map(wiring.systems.__getitem__, nodes))) <= column
    held = _held(nodes, wiring.systems if fits else wiring.domains)
    # Of one entity, that entity itself.
    return largest(
        {holder if len(members) > 1 else members[0]: members for holder, members in held.items()},
        column,
        wiring,
    )


def fold_by_domain(nodes: Sequence[int], column: int, wiring: Wiring) -> tuple[Group, ...]:
    """At most `column` domains, the largest first; what has none is told by its system, else by itself."""
    return largest(_held(nodes, wiring.domains), column, wiring)


def fold_by_rank(nodes: Sequence[int], column: int, rank: Callable[[int], int]) -> tuple[Group, ...]:
    """At most `column` groups: all entities if they fit, else the highest in rank and the rest as one.

    Those of one rank come in order, which has to be that of their positions.
    """
    if len(nodes) <= column:
        return singles(nodes)
    ordered = sorted(nodes, key=lambda node: (-rank(node), node))
    return *singles(ordered[: column - 1]), Group(None, tuple(ordered[column - 1 :]))


def singles(nodes: Iterable[int]) -> tuple[Group, ...]:
    """Each for itself."""
    return tuple(map(_single, nodes))


def largest(held: Mapping[int, Sequence[int]], column: int, wiring: Wiring) -> tuple[Group, ...]:
    """At most `column` groups of members by their holder, those of one size in order; the last is the rest."""
    ranks, size = wiring.ranks, len(wiring.ranks)
    # One number for size and place: the rest of a large crowd may be hundreds of groups.
    keys = {holder: ranks[holder] - size * len(members) for holder, members in held.items()}
    ordered = sorted(held, key=keys.__getitem__)
    kept = ordered if len(ordered) <= column else ordered[: column - 1]
    groups = tuple([Group(holder, tuple(held[holder])) for holder in kept])
    if len(kept) == len(ordered):
        return groups
    rest = chain.from_iterable(map(held.__getitem__, ordered[len(kept) :]))
    return *groups, Group(None, tuple(rest))


def _held(nodes: Sequence[int], holders: Sequence[int]) -> Mapping[int, list[int]]:
    held: defaultdict[int, list[int]] = defaultdict(list)
    for node, holder in zip(nodes, map(holders.__getitem__, nodes), strict=True):
        held[holder].append(node)
    return held


@lru_cache(maxsize=65536)
def _single(node: int) -> Group:
    """Popular entities stand in many drawings."""
    return Group(node, (node,))
