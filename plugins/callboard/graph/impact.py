"""What breaks when an entity breaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from callboard.graph.use import Use
from callboard.model import Entity, EntityRef

TIER: Final = "callboard.dev/tier"
_TIER_ONE_TAGS: Final = frozenset({"tier-1", "tier1"})


@dataclass(frozen=True, slots=True)
class ImpactCounts:
    """How many direct users, entities within two calls, teams to tell, tier-1 entities within three calls."""

    direct: int
    within_two: int
    teams: int
    tier_one: int


@dataclass(frozen=True, slots=True)
class Impact:
    """Who is affected, by name where a reader needs the name.

    `teams` pairs an owner with the number of direct users that it owns, most first; `tier_one` pairs an
    entity with the calls to it, nearest first, three at most.
    """

    direct: tuple[Use, ...]
    within_two: int
    teams: tuple[tuple[EntityRef, int], ...]
    tier_one: tuple[tuple[EntityRef, int], ...]


def is_tier_one(entity: Entity) -> bool:
    """Whether its label, annotation or tag says that the organisation cannot do without it."""
    return (
        entity.labels.get(TIER) == "1"
        or entity.annotations.get(TIER) == "1"
        or not _TIER_ONE_TAGS.isdisjoint(entity.tags)
    )
