"""What the search box and the catalog table know of entities beside the catalog itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from callboard.annotations import entity_facts
from callboard.artifacts.search_index import SearchFacts
from callboard.findings import Level
from callboard.model import EntityRef, docs_address
from callboard.views.body import Here
from callboard.views.operate import runbook_of
from callboard.views.portfolio import Portfolio

_ROOT: Final = Here("")
_SERIOUS: Final = (Level.ERROR, Level.WARN, Level.INFO)


def search_facts(portfolio: Portfolio) -> SearchFacts:
    """Users, worst findings, runbooks and documentation of every entity, as its own page has them."""
    return SearchFacts(
        users={ref: counts.direct for ref, counts in portfolio.impact.items() if counts.direct},
        levels=dict(_levels(portfolio)),
        runbooks=dict(_runbooks(portfolio)),
        docs=dict(_documentation(portfolio)),
        icons={kind: cards[0].icon for kind, cards in portfolio.by_kind.items()},
    )


def _levels(portfolio: Portfolio) -> Iterator[tuple[EntityRef, Level]]:
    for ref, findings in portfolio.problems.items():
        told = {found.level for found in findings}
        worst = next((level for level in _SERIOUS if level in told), None)
        if worst is not None:
            yield ref, worst


def _runbooks(portfolio: Portfolio) -> Iterator[tuple[EntityRef, str]]:
    for entity in portfolio.catalog:
        runbook = portfolio.runbook(entity.ref)
        if entity.links or entity.annotations or runbook:
            facts = partial(entity_facts, portfolio.catalog, entity, portfolio.annotations)
            href = runbook_of(entity, runbook, _ROOT, facts)
            if href:
                yield entity.ref, href


def _documentation(portfolio: Portfolio) -> Iterator[tuple[EntityRef, str]]:
    for ref in portfolio.cards:
        documented = portfolio.documentation(ref)
        if documented:
            docs, start = documented
            yield ref, docs_address(docs.ref) + start
