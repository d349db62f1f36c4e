"""What every team has and depends on, counted for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from callboard.findings import Finding, Level
from callboard.graph import EntityGraph
from callboard.model import Catalog, EntityRef

MOST_LEVELS: Final = 10
"""How far a team counts for those above it: no organisation is deeper, and a circle has to end."""

Edge: TypeAlias = tuple[EntityRef, EntityRef]
"""Who uses what."""


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """What a team and the teams below it own, each entity once, and how that hangs together with the rest.

    `incoming` are uses by entities that others own, `outgoing` uses of such entities. `errors` and `warnings`
    count the findings about what is owned.
    """

    owned: tuple[EntityRef, ...] = ()
    incoming: tuple[Edge, ...] = ()
    outgoing: tuple[Edge, ...] = ()
    errors: int = 0
    warnings: int = 0


@dataclass(slots=True)
class _Tally:
    owned: list[EntityRef] = field(default_factory=list)
    incoming: list[Edge] = field(default_factory=list)
    outgoing: list[Edge] = field(default_factory=list)
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class TeamBook:
    """The facts of every owner, and of every team above one.

    `above` has for each team the one that it stands under: the first, where several name it.
    """

    facts: Mapping[EntityRef, TeamFacts] = field(default_factory=dict)
    above: Mapping[EntityRef, EntityRef] = field(default_factory=dict)

    def of(self, team: EntityRef) -> TeamFacts:
        """The facts of a team; nothing, for one that owns nothing."""
        return self.facts.get(team, _NOTHING)


_NOTHING: Final = TeamFacts()


def measure_teams(
    catalog: Catalog, graph: EntityGraph, problems: Mapping[EntityRef, tuple[Finding, ...]]
) -> TeamBook:
    """Count everything once: each entity and each use is looked at one time, and told to the teams above."""
    above = {
        ref: parent
        for ref in catalog.relations
        if ref.kind == "group" and (parent := catalog.target(ref, "childOf")) is not None
    }
    owners = {ref: catalog.target(ref, "ownedBy") for ref in catalog.entities}
    lines = {owner: _line(owner, above) for owner in set(owners.values()) if owner is not None}
    tallies: dict[EntityRef, _Tally] = {}
    for ref, owner in owners.items():
        for team in lines.get(owner, ()) if owner else ():
            tally = tallies.setdefault(team, _Tally())
            tally.owned.append(ref)
            levels = [found.level for found in problems.get(ref, ())]
            tally.errors += levels.count(Level.ERROR)
            tally.warnings += levels.count(Level.WARN)
    for edge in _uses(graph, owners):
        users, used = (_line_of(owners[end], lines) for end in edge)
        for team in users:
            if team not in used:
                tallies[team].outgoing.append(edge)
        for team in used:
            if team not in users:
                tallies[team].incoming.append(edge)
    return TeamBook({team: _frozen(tally) for team, tally in tallies.items()}, above)


def _line(team: EntityRef, above: Mapping[EntityRef, EntityRef]) -> tuple[EntityRef, ...]:
    """A team and those above it, nearest first."""
    line = [team]
    while len(line) < MOST_LEVELS and (parent := above.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return tuple(line)


def _line_of(
    owner: EntityRef | None, lines: Mapping[EntityRef, tuple[EntityRef, ...]]
) -> tuple[EntityRef, ...]:
    return lines[owner] if owner is not None else ()


def _uses(graph: EntityGraph, known: Iterable[EntityRef]) -> Iterator[Edge]:
    """Every use between entities of the catalog; an API is somebody's entity like any other."""
    entities = frozenset(known)
    for ref in graph.nodes:
        if ref in entities:
            yield from ((ref, target) for target in graph.outgoing(ref) if target in entities)


def _frozen(tally: _Tally) -> TeamFacts:
    return TeamFacts(
        tuple(tally.owned), tuple(tally.incoming), tuple(tally.outgoing), tally.errors, tally.warnings
    )
