"""The graph of who uses what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

import networkx as nx

from callboard.graph.atlas.index import AtlasIndex, build_index
from callboard.graph.columns import NodeBook, PlacedNodes
from callboard.graph.home import Home, homes_of, residents_of
from callboard.graph.impact import Impact, ImpactCounts
from callboard.graph.layering import in_layers
from callboard.graph.reach import Reach, measure
from callboard.graph.use import API, Use, use_ends
from callboard.graph.wiring import Wiring, lodge
from callboard.model import Catalog, EntityRef


def build_graph(catalog: Catalog) -> EntityGraph:
    """The graph of a catalog: every entity, and every dangling end of a use, is a node."""
    named = tuple(use_ends(catalog))
    refs = set(catalog.entities)
    for ref, used, users in named:
        refs.add(ref)
        refs.update(used)
        refs.update(users)
    nodes = tuple(sorted(refs, key=attrgetter("kind", "namespace", "name")))
    at = {ref: position for position, ref in enumerate(nodes)}
    # An edge is one number, because a set of numbers is quick to make and to sort.
    size = len(nodes)
    edges: set[int] = set()
    for ref, used, users in named:
        here = at[ref]
        edges.update([here * size + at[end] for end in used])
        edges.update([at[end] * size + here for end in users])
    return EntityGraph(catalog, nodes, [divmod(edge, size) for edge in sorted(edges)])


class EntityGraph:
    """Who uses what, and what that means; edges read "uses".

    An API stands between who consumes it and who provides it. It is a node of its own in `outgoing` and
    `incoming`; `uses` and `used_by` look through it, because an API costs no call.
    """

    def __init__(
        self, catalog: Catalog, nodes: tuple[EntityRef, ...], edges: Iterable[tuple[int, int]]
    ) -> None:
        """A node is known by its position in `nodes`: hashing numbers is what makes large catalogs quick.

        The edges are sorted, each once.
        """
        self.nodes = nodes
        self.book = NodeBook(catalog)
        self._catalog = catalog
        self._known = [ref in catalog.entities for ref in nodes]
        self._at = {ref: position for position, ref in enumerate(nodes)}
        targets: list[list[int]] = [[] for _ in nodes]
        sources: list[list[int]] = [[] for _ in nodes]
        for source, target in edges:
            targets[source].append(target)
            sources[target].append(source)
        self._targets = list(map(tuple, targets))
        self._sources = list(map(tuple, sources))
        self._apis = frozenset([node for node, ref in enumerate(nodes) if ref.kind == API])

    def outgoing(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """What `ref` has an edge to, APIs included, in order."""
        return self._ends(ref, self._targets)

    def incoming(self, ref: EntityRef) -> tuple[EntityRef, ...]:
        """What has an edge to `ref`, APIs included, in order."""
        return self._ends(ref, self._sources)

    def popularity(self, ref: EntityRef) -> int:
        """The number of edges that end at `ref`."""
        node = self._at.get(ref)
        return len(self._sources[node]) if node is not None else 0

    def uses(self, ref: EntityRef) -> tuple[Use, ...]:
        """What `ref` uses, each once: its dependencies, then the providers of the APIs that it consumes.

        An API that nobody provides stands for itself.
        """
        node = self._at.get(ref)
        if node is None:
            return ()
        targets = self._targets[node]
        found: dict[int, int | None] = {
            target: None for target in targets if target not in self._apis or not self._targets[target]
        }
        return self._through_apis(node, targets, self._targets, found)

    def used_by(self, ref: EntityRef) -> tuple[Use, ...]:
        """Who uses `ref`, each once: who depends on it, then who consumes an API that it provides."""
        node = self._at.get(ref)
        if node is None:
            return ()
        sources = self._sources[node]
        apis = self._apis
        found: dict[int, int | None] = dict.fromkeys([source for source in sources if source not in apis])
        return self._through_apis(node, sources, self._sources, found)

    def impact(self, ref: EntityRef) -> Impact:
        """Who is affected when `ref` fails."""
        node = self._at.get(ref)
        if node is None:
            return Impact((), 0, (), ())
        reach = self._reach
        return Impact(
            direct=self.used_by(ref),
            within_two=reach.within_two[node],
            teams=reach.teams_of(node),
            tier_one=reach.tier_one_of(node),
        )

    def impact_counts(self) -> Mapping[EntityRef, ImpactCounts]:
        """The sizes of every node's `impact`, computed for all at once."""
        return self._reach.counts

    def cycles(self) -> tuple[tuple[EntityRef, ...], ...]:
        """The groups of nodes that all use each other, and the nodes that depend on themselves; sorted."""
        digraph: nx.DiGraph[int] = nx.DiGraph()
        digraph.add_nodes_from(range(len(self.nodes)))
        digraph.add_edges_from((at, end) for at, ends in enumerate(self._targets) for end in ends)
        groups = (sorted(group) for group in nx.strongly_connected_components(digraph))
        return tuple(
            tuple(self.nodes[node] for node in group)
            for group in sorted(groups)
            if len(group) > 1 or group[0] in self._targets[group[0]]
        )

    def layers(self, refs: Iterable[EntityRef], most: int) -> tuple[tuple[EntityRef, ...], ...]:
        """The nodes among `refs` in at most so many layers: none uses one of an earlier layer.

        Those that use each other share a layer, and so do all beyond the last.
        """
        layers = in_layers([self._at[ref] for ref in refs if ref in self._at], self._targets, most)
        return tuple(tuple(self.nodes[node] for node in sorted(layer)) for layer in layers)

    @cached_property
    def homes(self) -> Mapping[EntityRef, Home]:
        """The system and domain of every entity that has one."""
        return homes_of(self._catalog)

    @cached_property
    def residents(self) -> Mapping[EntityRef, tuple[EntityRef, ...]]:
        """What runs in every domain and system, in order: no systems, teams and the like."""
        return residents_of(self._catalog, self.homes)

    @cached_property
    def index(self) -> AtlasIndex:
        """The same as columns of positions, for selectors."""
        return build_index(self._catalog, self.nodes, self._targets, self.homes)

    @cached_property
    def wiring(self) -> Wiring:
        """The same by position, for drawings."""
        lodging = lodge(self.nodes, self._at, self.homes)
        return Wiring(
            refs=lodging.refs,
            kinds=[ref.kind for ref in lodging.refs],
            ranks=lodging.ranks,
            at=self._at,
            apis=self._apis,
            sources=self._sources,
            targets=self._targets,
            systems=lodging.systems,
            domains=lodging.domains,
        )

    @cached_property
    def placed(self) -> PlacedNodes:
        """The nodes of the positions in `wiring`."""
        return PlacedNodes(self.book, self.wiring.refs, keep=True)

    @cached_property
    def _reach(self) -> Reach:
        return measure(self.wiring, self._catalog)

    def _ends(self, ref: EntityRef, ends: Sequence[tuple[int, ...]]) -> tuple[EntityRef, ...]:
        node = self._at.get(ref)
        return tuple(map(self.nodes.__getitem__, ends[node])) if node is not None else ()

    def _through_apis(
        self,
        node: int,
        ends: tuple[int, ...],
        beyond: Sequence[tuple[int, ...]],
        found: dict[int, int | None],
    ) -> tuple[Use, ...]:
        """Add to what was found directly what stands beyond the APIs among `ends`."""
        if len(found) < len(ends):
            for api in ends:
                if api in self._apis:
                    for end in beyond[api]:
                        found.setdefault(end, api)
        found.pop(node, None)
        nodes, known = self.nodes, self._known
        return tuple(
            [Use(nodes[end], None if api is None else nodes[api], known[end]) for end, api in found.items()]
        )
