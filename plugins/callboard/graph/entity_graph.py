"""The graph of who uses what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import networkx as nx

from callboard.graph.home import Home, homes_of
from callboard.graph.impact import Impact, ImpactCounts, teams_of
from callboard.graph.reach import Reach, measure
from callboard.graph.use import API, Use, use_edges
from callboard.model import Catalog, EntityRef


def build_graph(catalog: Catalog) -> EntityGraph:
    """The graph of a catalog: every entity and every dangling target of a use is a node."""
    edges = sorted(set(use_edges(catalog)))
    nodes = set(catalog.entities)
    for edge in edges:
        nodes.update(edge)
    digraph: nx.DiGraph[EntityRef] = nx.DiGraph()
    digraph.add_nodes_from(sorted(nodes))
    digraph.add_edges_from(edges)
    return EntityGraph(catalog, digraph)


class EntityGraph:
    """Who uses what, and what that means; edges read "uses".

    An API stands between who consumes it and who provides it. It is a node of its own in `outgoing` and
    `incoming`; `uses` and `used_by` look through it, because an API costs no call.
    """

    def __init__(self, catalog: Catalog, digraph: nx.DiGraph[EntityRef]) -> None:
        self._catalog = catalog
        self._digraph = digraph
        self._outgoing = {ref: tuple(digraph.succ[ref]) for ref in digraph}
        self._incoming = {ref: tuple(digraph.pred[ref]) for ref in digraph}

    @property
    def nodes(self) -> tuple[EntityRef, ...]:
        """Every entity, and every dangling target, in order."""
        return tuple(self._outgoing)

    def outgoing(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """What `ref` has an edge to, APIs included, in order."""
        return self._outgoing.get(ref, ())

    def incoming(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """What has an edge to `ref`, APIs included, in order."""
        return self._incoming.get(ref, ())

    def uses(self, ref: EntityRef) -> tuple[Use, ...]:
        """What `ref` uses, each once: its dependencies, then the providers of the APIs that it consumes.

        An API that nobody provides stands for itself.
        """
        found: dict[EntityRef, EntityRef | None] = {}
        targets = self.outgoing(ref)
        for target in targets:
            if target.kind != API or not self.outgoing(target):
                found.setdefault(target, None)
        for api in targets:
            if api.kind == API:
                for provider in self.outgoing(api):
                    found.setdefault(provider, api)
        return self._uses(ref, found)

    def used_by(self, ref: EntityRef) -> tuple[Use, ...]:
        """Who uses `ref`, each once: who depends on it, then who consumes an API that it provides."""
        found: dict[EntityRef, EntityRef | None] = {}
        sources = self.incoming(ref)
        for source in sources:
            if source.kind != API:
                found.setdefault(source, None)
        for api in sources:
            if api.kind == API:
                for consumer in self.incoming(api):
                    found.setdefault(consumer, api)
        return self._uses(ref, found)

    def impact(self, ref: EntityRef) -> Impact:
        """Who is affected when `ref` fails."""
        direct = self.used_by(ref)
        counts = self._reach.counts.get(ref)
        return Impact(
            direct=direct,
            within_two=counts.within_two if counts else 0,
            teams=teams_of(direct, self._catalog),
            tier_one=self._reach.tier_one_of(ref),
        )

    def impact_counts(self) -> Mapping[EntityRef, ImpactCounts]:
        """The sizes of every node's `impact`, computed for all at once."""
        return self._reach.counts

    def cycles(self) -> tuple[tuple[EntityRef, ...], ...]:
        """The groups of nodes that all use each other, and the nodes that depend on themselves; sorted."""
        components = nx.strongly_connected_components(self._digraph)
        return tuple(
            sorted(
                tuple(sorted(component))
                for component in components
                if len(component) > 1 or any(ref in self._digraph.succ[ref] for ref in component)
            )
        )

    @cached_property
    def homes(self) -> Mapping[EntityRef, Home]:
        """The system and domain of every entity that has one."""
        return homes_of(self._catalog)

    @cached_property
    def _reach(self) -> Reach:
        return measure(self._incoming, self._catalog)

    def _uses(self, ref: EntityRef, found: Mapping[EntityRef, EntityRef | None]) -> tuple[Use, ...]:
        known = self._catalog.entities
        return tuple(Use(other, via, other in known) for other, via in found.items() if other != ref)
