"""How a crowd of entities becomes a column that a person can read.

By system, else by domain, taking the finest that fits; what still does not fit is "n more". Nobody is lost:
the groups hold every entity exactly once. An entity is a position, see `Wiring`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from callboard.graph.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Group:
    """What one node stands for: those of the system or domain `holder`, or (None) the rest."""

    holder: int | None
    members: tuple[int, ...]


Fold: TypeAlias = int | Group
"""An entity that stands for itself, which most do, or several as one."""


def fold_by_home(nodes: Sequence[int], column: int, wiring: Wiring) -> tuple[Fold, ...]:
    """At most `column` groups: entities if they fit, else systems, else domains; the largest first."""
    if len(nodes) <= column:
        return tuple(nodes)
    holders = list(map(wiring.systems.__getitem__, nodes))
    if len(set(holders)) > column:
        holders = list(map(wiring.domains.__getitem__, nodes))
    held = _held(nodes, holders)
    # Of one entity, that entity itself.
    return largest(
        {holder if len(members) > 1 else members[0]: members for holder, members in held.items()},
        column,
        wiring,
    )


def fold_by_domain(nodes: Sequence[int], column: int, wiring: Wiring) -> tuple[Fold, ...]:
    """At most `column` domains, the largest first; what has none is told by its system, else by itself."""
    return largest(_held(nodes, map(wiring.domains.__getitem__, nodes)), column, wiring)


def fold_by_rank(nodes: Sequence[int], column: int, rank: Callable[[int], int]) -> tuple[Fold, ...]:
    """At most `column` groups: all entities if they fit, else the highest in rank and the rest as one.

    Those of one rank come in order, which has to be that of their positions.
    """
    if len(nodes) <= column:
        return tuple(nodes)
    ordered = sorted(nodes, key=lambda node: (-rank(node), node))
    return *ordered[: column - 1], _rest(tuple(ordered[column - 1 :]))


def largest(held: Mapping[int, Sequence[int]], column: int, wiring: Wiring) -> tuple[Fold, ...]:
    """At most `column` groups of members by holder, those of one size in order; the last is the rest."""
    ranks, size = wiring.ranks, len(wiring.ranks)
    # One number for size and place: the rest of a large crowd may be hundreds of groups.
    keys = {holder: ranks[holder] - size * len(members) for holder, members in held.items()}
    ordered = sorted(held, key=keys.__getitem__)
    kept = ordered if len(ordered) <= column else ordered[: column - 1]
    groups = [_fold(holder, held[holder]) for holder in kept]
    if len(kept) == len(ordered):
        return tuple(groups)
    rest = chain.from_iterable(map(held.__getitem__, ordered[len(kept) :]))
    return *groups, _rest(tuple(rest))


def _fold(holder: int, members: Sequence[int]) -> Fold:
    return holder if len(members) == 1 and members[0] == holder else Group(holder, tuple(members))


def _rest(members: tuple[int, ...]) -> Fold:
    return members[0] if len(members) == 1 else Group(None, members)


def _held(nodes: Sequence[int], holders: Iterable[int]) -> Mapping[int, list[int]]:
    held: defaultdict[int, list[int]] = defaultdict(list)
    for node, holder in zip(nodes, holders, strict=True):
        held[holder].append(node)
    return held
