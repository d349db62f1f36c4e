"""How a crowd of entities becomes a column that a person can read.

By system, else by domain, taking the finest that fits; what still does not fit is "n more". Nobody is lost:
the groups hold every entity exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from callboard.graph.home import Home
from callboard.model import EntityRef

_HOMELESS = Home()

Holder: TypeAlias = "Callable[[EntityRef], EntityRef]"


@dataclass(frozen=True, slots=True)
class Group:
    """What one node stands for: one entity, those of the system or domain `ref`, or (no `ref`) the rest."""

    ref: EntityRef | None
    members: tuple[EntityRef, ...]


def fold_by_home(
    refs: Sequence[EntityRef], column: int, homes: Mapping[EntityRef, Home]
) -> tuple[Group, ...]:
    """At most `column` groups: entities if they fit, else systems, else domains; the largest first."""

    def system(ref: EntityRef) -> EntityRef:
        return homes.get(ref, _HOMELESS).system or ref

    def domain(ref: EntityRef) -> EntityRef:
        home = homes.get(ref, _HOMELESS)
        return home.domain or home.system or ref

    if len(refs) <= column:
        return _singles(refs)
    groups = _group(refs, system)
    if len(groups) > column:
        groups = _group(refs, domain)
    return most_of(groups, column)


def fold_by_domain(
    refs: Sequence[EntityRef], column: int, homes: Mapping[EntityRef, Home]
) -> tuple[Group, ...]:
    """At most `column` domains, the largest first; what has none is told by its system, else by itself."""

    def domain(ref: EntityRef) -> EntityRef:
        home = homes.get(ref, _HOMELESS)
        return home.domain or home.system or ref

    return most_of(_group(refs, domain, alone=True), column)


def fold_by_rank(
    refs: Sequence[EntityRef], column: int, rank: Callable[[EntityRef], int]
) -> tuple[Group, ...]:
    """At most `column` groups: all entities if they fit, else the highest in rank and the rest as one."""
    if len(refs) <= column:
        return _singles(refs)
    return most_of(_singles(sorted(refs, key=lambda ref: (-rank(ref), ref))), column)


def _singles(refs: Sequence[EntityRef]) -> tuple[Group, ...]:
    return tuple(Group(ref, (ref,)) for ref in refs)


def _group(refs: Sequence[EntityRef], holder: Holder, *, alone: bool = False) -> tuple[Group, ...]:
    """One group for each holder; of one entity that entity itself, unless holders stand `alone`."""
    held: dict[EntityRef, list[EntityRef]] = {}
    for ref in refs:
        held.setdefault(holder(ref), []).append(ref)
    groups = (
        Group(ref if alone or len(members) > 1 else members[0], tuple(members))
        for ref, members in held.items()
    )
    return tuple(sorted(groups, key=lambda group: (-len(group.members), group.ref)))


def most_of(groups: tuple[Group, ...], column: int) -> tuple[Group, ...]:
    """The first `column` groups, the last of which is the rest where there are more."""
    if len(groups) <= column:
        return groups
    kept, rest = groups[: column - 1], groups[column - 1 :]
    return *kept, Group(None, tuple(ref for group in rest for ref in group.members))
