"""The graph, with every question about it written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from callboard.graph import (
    AtlasIndex,
    EntityGraph,
    Home,
    Impact,
    ImpactCounts,
    Node,
    NodeBook,
    PlacedNodes,
    Use,
    Wiring,
)
from callboard.model import Catalog, EntityRef
from callboard.views.tracing.reads import WHOLE, Reads, Remembered, TracedColumn, TracedMapping


class TracedGraph(EntityGraph):
    """Answers as `graph` does."""

    def __init__(self, graph: EntityGraph, catalog: Catalog, reads: Reads) -> None:
        """`catalog` is the traced one."""
        self._graph = graph
        self._reads = reads
        self._traced_catalog = catalog
        self._homes = TracedMapping("home", graph.homes, reads)
        self._residents = TracedMapping("residents", graph.residents, reads)
        self.book = TracedBook(catalog, reads)
        self._placed = PlacedNodes(self.book, graph.wiring.refs, keep=False)
        self._wiring = _traced_wiring(graph.wiring, reads)

    def __getattr__(self, name: str) -> object:
        """What is not traced does not exist: it would be a dependency that nobody knows of."""
        raise AttributeError(f"{name} of the graph is not traced")

    @property
    def nodes(self) -> tuple[EntityRef, ...]:  # type: ignore[override]  # a plain attribute there
        """All nodes."""
        self._reads.seen.add(("graph", WHOLE))
        return self._graph.nodes

    def outgoing(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """As the graph's."""
        self._reads.seen.add(("outgoing", ref))
        return self._graph.outgoing(ref)

    def incoming(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """As the graph's."""
        self._reads.seen.add(("incoming", ref))
        return self._graph.incoming(ref)

    def popularity(self, ref: EntityRef) -> int:
        """As the graph's."""
        self._reads.seen.add(("popularity", ref))
        return self._graph.popularity(ref)

    def uses(self, ref: EntityRef) -> tuple[Use, ...]:
        """As the graph's."""
        self._reads.seen.add(("uses", ref))
        return self._graph.uses(ref)

    def used_by(self, ref: EntityRef) -> tuple[Use, ...]:
        """As the graph's."""
        self._reads.seen.add(("used_by", ref))
        return self._graph.used_by(ref)

    def impact(self, ref: EntityRef) -> Impact:
        """As the graph's."""
        self._reads.seen.add(("affected", ref))
        return self._graph.impact(ref)

    def impact_counts(self) -> Mapping[EntityRef, ImpactCounts]:
        """As the graph's."""
        return TracedMapping("impact", self._graph.impact_counts(), self._reads)

    def cycles(self) -> tuple[tuple[EntityRef, ...], ...]:
        """As the graph's."""
        self._reads.seen.add(("graph", WHOLE))
        return self._graph.cycles()

    def layers(self, refs: Iterable[EntityRef], most: int) -> tuple[tuple[EntityRef, ...], ...]:
        """As the graph's; it depends on the edges among `refs` alone."""
        among = tuple(refs)
        self._reads.seen.update(("outgoing", ref) for ref in among)
        return self._graph.layers(among, most)

    @property
    def homes(self) -> Mapping[EntityRef, Home]:
        """As the graph's."""
        return self._homes

    @property
    def residents(self) -> Mapping[EntityRef, tuple[EntityRef, ...]]:
        """As the graph's."""
        return self._residents

    @property
    def wiring(self) -> Wiring:
        """As the graph's; what is at a position never changes its meaning, so only its columns are traced."""
        return self._wiring

    @property
    def placed(self) -> PlacedNodes:
        """As the graph's."""
        return self._placed

    @property
    def index(self) -> AtlasIndex:
        """As the graph's: a selector may ask for anything."""
        self._reads.seen.add(("graph", WHOLE))
        return self._graph.index


def _traced_wiring(wiring: Wiring, reads: Reads) -> Wiring:
    """The same columns, each look-up of which is one of the graph's answers about that entity."""
    return replace(
        wiring,
        sources=TracedColumn("incoming", wiring.refs, wiring.sources, reads),
        targets=TracedColumn("outgoing", wiring.refs, wiring.targets, reads),
        systems=TracedColumn("home", wiring.refs, wiring.systems, reads),
        domains=TracedColumn("home", wiring.refs, wiring.domains, reads),
    )


class TracedBook(NodeBook):
    """Nodes of drawings."""

    def __init__(self, catalog: Catalog, reads: Reads) -> None:
        super().__init__(catalog)
        self._made = Remembered(reads)

    def entity(self, ref: EntityRef) -> Node:
        """The node of one entity."""
        return self._made.value(ref, super().entity)
