"""How a crowd of entities becomes a column that a person can read.

By system, else by domain, taking the finest that fits; what still does not fit is "n more". Nobody is lost:
the groups hold every entity exactly once. An entity is a position, see `Wiring`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from callboard.graph.wiring import NOWHERE, Wiring


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
    homes = list(map(wiring.homes.__getitem__, nodes))
    held = _held(
        nodes, [node if home[0] == NOWHERE else home[0] for node, home in zip(nodes, homes, strict=True)]
    )
    if len(held) > column:
        held = _held(nodes, _domains(nodes, homes))
    # Of one entity, that entity itself.
    groups = (
        Group(holder, tuple(members)) if len(members) > 1 else _single(members[0])
        for holder, members in held.items()
    )
    return most_of(largest_first(groups, wiring), column)


def fold_by_domain(nodes: Sequence[int], column: int, wiring: Wiring) -> tuple[Group, ...]:
    """At most `column` domains, the largest first; what has none is told by its system, else by itself."""
    homes = list(map(wiring.homes.__getitem__, nodes))
    held = _held(nodes, _domains(nodes, homes))
    groups = (Group(holder, tuple(members)) for holder, members in held.items())
    return most_of(largest_first(groups, wiring), column)


def fold_by_rank(nodes: Sequence[int], column: int, rank: Callable[[int], int]) -> tuple[Group, ...]:
    """At most `column` groups: all entities if they fit, else the highest in rank and the rest as one.

    Those of one rank come in order, which has to be that of their positions.
    """
    if len(nodes) <= column:
        return singles(nodes)
    return most_of(singles(sorted(nodes, key=lambda node: (-rank(node), node))), column)


def singles(nodes: Iterable[int]) -> tuple[Group, ...]:
    """Each for itself."""
    return tuple(map(_single, nodes))


def largest_first(groups: Iterable[Group], wiring: Wiring) -> tuple[Group, ...]:
    """Groups that have a holder, those of one size in order."""
    refs = wiring.refs
    return tuple(
        sorted(groups, key=lambda group: (-len(group.members), refs[group.holder or 0]))
    )


def most_of(groups: tuple[Group, ...], column: int) -> tuple[Group, ...]:
    """The first `column` groups, the last of which is the rest where there are more."""
    if len(groups) <= column:
        return groups
    kept, rest = groups[: column - 1], groups[column - 1 :]
    return *kept, Group(None, tuple(node for group in rest for node in group.members))


def _domains(nodes: Iterable[int], homes: Iterable[tuple[int, int]]) -> list[int]:
    """The domain of each, else its system, else itself."""
    return [
        domain if domain != NOWHERE else node if system == NOWHERE else system
        for node, (system, domain) in zip(nodes, homes, strict=True)
    ]


def _held(nodes: Iterable[int], holders: Iterable[int]) -> dict[int, list[int]]:
    held: dict[int, list[int]] = {}
    for node, holder in zip(nodes, holders, strict=True):
        if (members := held.get(holder)) is None:
            held[holder] = [node]
        else:
            members.append(node)
    return held


@lru_cache(maxsize=65536)
def _single(node: int) -> Group:
    """Popular entities stand in many drawings."""
    return Group(node, (node,))
