"""The sections of an entity's page, and how its own navigation names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from callboard.views.around import GraphView
from callboard.views.dependencies import Dependencies
from callboard.views.docs_navigation import NavEntry
from callboard.views.impact import ImpactView
from callboard.views.interfaces import ApiTable, Definition
from callboard.views.landscape import Landscape
from callboard.views.members import Members
from callboard.views.rows import Table
from callboard.views.scaffolding import Scaffolding
from callboard.views.team import TeamView


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the page's own navigation; `count` is None where there is nothing to count."""

    anchor: str
    title: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class DocsCard:
    """The first entries of the entity's documentation; `more` are only there."""

    href: str
    entries: tuple[NavEntry, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Parts:
    """The sections of an entity's page; one that has nothing to say is None or empty."""

    impact: ImpactView | None
    graph: GraphView | None
    members: Members | None
    landscape: Landscape | None
    scaffolding: Scaffolding | None
    team: TeamView | None
    holdings: tuple[Table, ...]
    apis: ApiTable
    definition: Definition | None
    dependencies: Dependencies | None
    docs: DocsCard | None


def is_cut(parts: Parts) -> bool:
    """Whether something is left out that the page of all relations has."""
    uses, team = parts.dependencies, parts.team
    tables = (*parts.holdings, *((uses.uses,) if uses else ()))
    cards = (uses, parts.members, parts.landscape, team)
    apart = (card and card.more_href for card in cards)
    return any(apart) or any(table.more_href for table in tables)


def sections_of(parts: Parts, layout: Iterable[str]) -> Iterator[Section]:
    """The page's own navigation, in the order of the page."""
    for name in layout:
        yield from SECTION_LINKS[name](parts)
    if parts.docs:
        yield Section("docs", "Docs")
    yield Section("about", "About")


def _impact_section(parts: Parts) -> Iterator[Section]:
    if parts.impact:
        yield Section("impact", "Impact", parts.impact.direct)


def _graph_section(parts: Parts) -> Iterator[Section]:
    if parts.graph:
        yield Section("graph", parts.graph.title)


def _members_section(parts: Parts) -> Iterator[Section]:
    if parts.members:
        yield Section("members", "Parts", parts.members.total)


def _landscape_section(parts: Parts) -> Iterator[Section]:
    landscape = parts.landscape
    if landscape is None:
        return
    if landscape.rows:
        yield Section("systems", "Systems and subdomains", landscape.total)
    if landscape.teams:
        yield Section("teams", "Teams", landscape.total_teams)
    if landscape.used_by or landscape.uses:
        yield Section("domains", "Other domains")


def _scaffolding_section(parts: Parts) -> Iterator[Section]:
    template = parts.scaffolding
    if template is None:
        return
    yield Section("use", "How to use it")
    if template.pages:
        yield Section("parameters", "Parameters", template.total_parameters)
    if template.steps:
        yield Section("steps", "Steps", template.total_steps)
    if template.made:
        yield Section("made", "Made with it", template.total_made)


def _team_section(parts: Parts) -> Iterator[Section]:
    team = parts.team
    if team is None:
        return
    yield Section("owns", "Owns", team.total)
    if team.problems:
        yield Section("team-problems", "Problems", team.errors + team.warnings)
    yield Section("relied-on", "Who depends on us", team.user_teams)
    yield Section("relies-on", "What we depend on", team.used_teams)
    if team.docs:
        yield Section("team-docs", "Documentation", len(team.docs) + team.more_docs)


def _apis_section(parts: Parts) -> Iterator[Section]:
    if parts.apis.total:
        yield Section("apis", "APIs", parts.apis.total)


def _definition_section(parts: Parts) -> Iterator[Section]:
    if parts.definition:
        yield Section("definition", "Definition", parts.definition.operations or None)


def _dependencies_section(parts: Parts) -> Iterator[Section]:
    if parts.dependencies:
        yield Section("dependencies", "Dependencies", parts.dependencies.uses.total)


def _holdings_section(parts: Parts) -> Iterator[Section]:
    for table in parts.holdings:
        yield Section(table.anchor, table.title, table.total)


SECTION_LINKS: Final[Mapping[str, Callable[[Parts], Iterator[Section]]]] = {
    "impact": _impact_section,
    "graph": _graph_section,
    "members": _members_section,
    "landscape": _landscape_section,
    "scaffolding": _scaffolding_section,
    "team": _team_section,
    "apis": _apis_section,
    "definition": _definition_section,
    "dependencies": _dependencies_section,
    "holdings": _holdings_section,
}
"""What the navigation says of each section that a layout may name."""
