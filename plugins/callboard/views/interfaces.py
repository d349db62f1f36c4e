"""The APIs of an entity, and the definition on an API's own page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from callboard.apis import ApiSummary, Operation
from callboard.model import Entity, Relation
from callboard.views.body import Here
from callboard.views.dependencies import MOST_ROWS
from callboard.views.portfolio import Portfolio
from callboard.views.rows import Row, relations_of, row_of
from callboard.views.source_links import origin_url

MOST_OPERATIONS: Final = 100
INLINE_DEFINITION: Final = 32_000
"""Characters of a definition that stand on the entity's page; a longer one has a page of its own."""

MOST_DEFINITION: Final = 1_000_000

_ROLES: Final = (("providesApi", "Provides"), ("consumesApi", "Consumes"))


@dataclass(frozen=True, slots=True)
class ApiRow:
    """An API that an entity provides or consumes; `definition` is where its definition can be read."""

    row: Row
    role: str
    type: str
    users: int
    definition: str


@dataclass(frozen=True, slots=True)
class ApiTable:
    """The APIs of an entity, those that it provides first."""

    rows: tuple[ApiRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """Operations under one tag or service."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """An API's definition as text, and what it offers.

    `text` is `""` where it stands on the page `page_href`; `cut` says that the text is not the whole.
    `script_href` marks what a reader searched for.
    """

    format: str
    title: str
    version: str
    servers: tuple[str, ...]
    groups: tuple[OperationGroup, ...]
    operations: int
    problem: str
    text: str
    lines: int
    cut: bool
    page_href: str
    source_href: str
    script_href: str


def api_table(portfolio: Portfolio, here: Here, entity: Entity) -> ApiTable:
    """The APIs that an entity provides and consumes."""
    found = [
        (relation, role) for name, role in _ROLES for relation in relations_of(portfolio, entity.ref, (name,))
    ]
    rows = tuple(_api_row(portfolio, here, relation, role) for relation, role in found[:MOST_ROWS])
    return ApiTable(rows, len(found))


def definition_address(entity: Entity) -> str:
    """The page of a long definition, below the entity's own."""
    return f"catalog/{entity.ref.namespace}/{entity.ref.kind}/{entity.ref.name}/definition/"


def definition_text(entity: Entity) -> str:
    """The definition as text, `""` where the entity has none."""
    text = entity.spec.get("definition")
    return text if entity.ref.kind == "api" and isinstance(text, str) else ""


def has_definition_page(entity: Entity) -> bool:
    """Whether the definition is too long for the entity's own page."""
    return len(definition_text(entity)) > INLINE_DEFINITION


def definition_of(
    portfolio: Portfolio, here: Here, entity: Entity, *, whole: bool = False
) -> Definition | None:
    """The definition section of an API's page; with `whole` the one of the definition's own page."""
    if entity.ref.kind != "api":
        return None
    text = definition_text(entity)
    apart = has_definition_page(entity) and not whole
    summary = portfolio.apis.get(entity.ref, _NO_SUMMARY)
    operations = summary.operations if whole else summary.operations[:MOST_OPERATIONS]
    return Definition(
        format=summary.format or entity.type,
        title=summary.title,
        version=summary.version,
        servers=summary.servers[:10],
        groups=tuple(_grouped(operations)),
        operations=len(summary.operations),
        problem=summary.problem,
        text="" if apart else text[:MOST_DEFINITION],
        lines=text.count("\n") + 1 if text else 0,
        cut=len(text) > MOST_DEFINITION,
        page_href=here.to(definition_address(entity)) if apart else "",
        source_href=origin_url(portfolio.catalog.origin_of(entity), entity.place("spec.definition")),
        script_href=here.to("assets/callboard/hits.js"),
    )


_NO_SUMMARY: Final = ApiSummary(
    format="", title="", version="", description="", servers=(), operations=(), problem=""
)


def _api_row(portfolio: Portfolio, here: Here, relation: Relation, role: str) -> ApiRow:
    row = row_of(portfolio, here, relation.target, relation.origin)
    card = portfolio.cards.get(relation.target)
    counts = portfolio.impact.get(relation.target)
    definition = f"{row.entity.href}#definition" if card else ""
    return ApiRow(row, role, card.type if card else "", counts.direct if counts else 0, definition)


def _grouped(operations: tuple[Operation, ...]) -> Iterator[OperationGroup]:
    """Neighbours of the same group together: the definition's own order stands."""
    groups: dict[str, list[Operation]] = {}
    for operation in operations:
        groups.setdefault(operation.group, []).append(operation)
    for name, members in groups.items():
        yield OperationGroup(name, tuple(members))
