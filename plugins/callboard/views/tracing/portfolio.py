"""A portfolio whose look-ups are written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from callboard.annotations import AnnotationFact
from callboard.model import Catalog, EntityRef
from callboard.views.lifelines import Lifelines
from callboard.views.operate import OperateLink
from callboard.views.portfolio import Portfolio
from callboard.views.team_book import TeamBook
from callboard.views.tracing.graph import TracedGraph
from callboard.views.tracing.lasting import lasting_entities, lasting_relations
from callboard.views.tracing.reads import Reads, Remembered, TracedMapping, TracedSequence, TracedSet


class TracedPortfolio:
    """`portfolio` says what the original says, and `reads` what it was asked since it was last emptied.

    Only commits have to be asked for where they are known once (`Catalog.commit_of`), and a relation says no
    longer where it was declared, unless it leads nowhere.

    What the operator's settings say (`annotations`, `site_name`) and the guides are not traced: they belong
    to every page's key.
    """

    def __init__(self, original: Portfolio) -> None:
        self.reads: Final = Reads()
        self.portfolio: Final = _traced(original, self.reads)
        self.lifelines: Final[Lifelines] = _TracedLifelines(self.portfolio, self.reads)


def _traced(original: Portfolio, reads: Reads) -> Portfolio:
    catalog = Catalog(
        entities=TracedMapping("entity", lasting_entities(original.catalog), reads),
        relations=TracedMapping("relations", lasting_relations(original.catalog), reads),
        repositories=TracedMapping("repository", original.catalog.repositories, reads),
        findings=TracedSequence("findings", original.catalog.findings, reads),  # type: ignore[arg-type]
    )
    return replace(
        original,
        catalog=catalog,
        graph=TracedGraph(original.graph, catalog, reads),
        docs=TracedMapping("docs", original.docs, reads),
        apis=TracedMapping("api", original.apis, reads),
        sources=TracedSequence("sources", original.sources, reads),  # type: ignore[arg-type]
        findings=TracedSequence("findings", original.findings, reads),  # type: ignore[arg-type]
        cards=TracedMapping("card", original.cards, reads),
        problems=TracedMapping("problems", original.problems, reads),
        impact=TracedMapping("impact", original.impact, reads),
        by_kind=TracedMapping("kind", original.by_kind, reads),
        implied=TracedSet("implied", original.implied, reads),
        borrowed=TracedMapping("borrowed", original.borrowed, reads),
        versions=TracedMapping("versions", original.versions, reads),
        teams=TeamBook(
            TracedMapping("team", original.teams.facts, reads),
            TracedMapping("above", original.teams.above, reads),
        ),
        tier_one=TracedSet("tier_one", original.tier_one, reads),
        made_from=TracedMapping("made_from", original.made_from, reads),
        runbooks=TracedMapping("runbook", original.runbooks, reads),
        histories=TracedMapping("history", original.histories, reads),
    )


class _TracedLifelines(Lifelines):
    def __init__(self, portfolio: Portfolio, reads: Reads) -> None:
        super().__init__(portfolio)
        self._made: Final = Remembered(reads)
        self._told: Final = Remembered(reads)

    def facts(self, ref: EntityRef) -> tuple[AnnotationFact, ...]:
        return self._told.value(ref, super().facts)

    def _links(self, ref: EntityRef) -> tuple[OperateLink, ...]:
        return self._made.value(ref, super()._links)
