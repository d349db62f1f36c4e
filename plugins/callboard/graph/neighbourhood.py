"""What stands around an entity: a few columns that a person can read, with true totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import Group, fold_by_home, fold_by_rank
from callboard.graph.label import amount, label, spoken
from callboard.graph.use import API
from callboard.model import Catalog, EntityRef

MOST_NODES: Final = 120
"""Above this nobody reads a drawing."""

_COLUMNS: Final = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A box: an entity, or several that are folded.

    `ref` is the page that it leads to, None where there is none. `spoken` says in full what `label` and
    `detail` show; `count` is how many entities it stands for.
    """

    ref: EntityRef | None
    kind: str
    label: str
    spoken: str
    detail: str = ""
    count: int = 1
    missing: bool = False
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Nodes above each other; `total` is the true number of entities, folded ones included."""

    heading: str
    total: int
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The columns from left to right and the edges between them.

    An edge is a pair of positions among `nodes`; it reads "uses" where `uses` is true, else "holds".
    """

    title: str
    columns: tuple[Column, ...]
    edges: tuple[tuple[int, int], ...]
    uses: bool = True

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, column by column."""
        return tuple(node for column in self.columns for node in column.nodes)


@dataclass(frozen=True, slots=True)
class _Holding:
    """What stands left and right of an entity that holds others: relations and what to call them."""

    up: str
    above: str
    down: tuple[str, ...] = ()
    below: str = ""


_HOLDING: Final[Mapping[str, _Holding]] = MappingProxyType(
    {
        "domain": _Holding("partOf", "Part of", ("hasPart",), "Holds"),
        "group": _Holding("childOf", "Part of", ("parentOf", "hasMember"), "Teams and members"),
        "system": _Holding("partOf", "Part of", ("hasPart",), "Holds"),
        "user": _Holding("memberOf", "Member of"),
    }
)
_OWNED: Final = _Holding("ownedBy", "Owned by")


def neighbourhood(graph: EntityGraph, catalog: Catalog, ref: EntityRef, *, column: int = 12) -> Neighbourhood:
    """Who uses `ref` and what it uses; for what does not take part in that, what it belongs to and holds.

    No column has more than `column` nodes, and all together are at most `MOST_NODES`.
    """
    column = max(1, min(column, MOST_NODES // _COLUMNS))
    holding = _HOLDING.get(ref.kind)
    if holding is None and (graph.incoming(ref) or graph.outgoing(ref)):
        return _using(graph, catalog, ref, column)
    if holding is None and ref.kind in {"component", "resource", API}:
        return _Columns(catalog).finish(ref, ())
    return _holding(graph, catalog, ref, holding or _OWNED, column)


class _Columns:
    """Collects columns, and knows which node stands for an entity in which of them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._columns: list[Column] = []
        self._size = 0

    def add(self, heading: str, groups: Sequence[Group]) -> dict[EntityRef, int]:
        """Append a column unless it is empty; the answer is the position of each entity's node."""
        if not groups:
            return {}
        nodes = tuple(_node(group, self._catalog) for group in groups)
        total = sum(node.count for node in nodes)
        first = self._append(Column(f"{heading} ({total})", total, nodes))
        return {ref: first + at for at, group in enumerate(groups) for ref in group.members}

    def add_focus(self, ref: EntityRef) -> int:
        """Append the entity in question as a column of its own."""
        return self._append(Column("", 1, (_entity_node(ref, self._catalog, focus=True),)))

    def finish(self, ref: EntityRef, edges: Iterable[tuple[int, int]], *, uses: bool = True) -> Neighbourhood:
        """The value; its title tells the totals to who cannot see the drawing."""
        name = label(ref, self._catalog.entities.get(ref))
        told = ", ".join(column.heading for column in self._columns if column.heading)
        title = f"{name}: {told}" if told else name
        return Neighbourhood(title, tuple(self._columns), tuple(sorted(set(edges))), uses)

    def _append(self, column: Column) -> int:
        first = self._size
        self._columns.append(column)
        self._size += len(column.nodes)
        return first


def _using(graph: EntityGraph, catalog: Catalog, ref: EntityRef, column: int) -> Neighbourhood:
    """Users, the APIs through which they use it, the entity, and what it uses."""
    columns = _Columns(catalog)
    users = tuple(use.ref for use in graph.used_by(ref))
    offered = tuple(source for source in graph.incoming(ref) if source.kind == API)
    targets = tuple(target for target in graph.outgoing(ref) if target != ref)
    user_at = columns.add("Used by", fold_by_home(users, column, graph.homes))
    offered_at = columns.add("APIs provided", _most_used(offered, column, graph))
    focus = columns.add_focus(ref)
    target_at = columns.add(
        "Provided by" if ref.kind == API else "Depends on", fold_by_home(targets, column, graph.homes)
    )
    edges = {(user_at[source], focus) for source in graph.incoming(ref) if source in user_at}
    for api, api_at in offered_at.items():
        edges.add((api_at, focus))
        edges.update((user_at[user], api_at) for user in graph.incoming(api) if user in user_at)
    edges.update((focus, at) for at in target_at.values())
    return columns.finish(ref, edges)


def _holding(
    graph: EntityGraph, catalog: Catalog, ref: EntityRef, holding: _Holding, column: int
) -> Neighbourhood:
    """What the entity belongs to, the entity, and what it holds."""
    columns = _Columns(catalog)
    held = [part for relation in holding.down for part in catalog.targets(ref, relation)]
    holder_at = columns.add(holding.above, _most_used(catalog.targets(ref, holding.up), column, graph))
    focus = columns.add_focus(ref)
    held_at = columns.add(holding.below, _most_used(tuple(dict.fromkeys(held)), column, graph))
    edges = [(at, focus) for at in holder_at.values()] + [(focus, at) for at in held_at.values()]
    return columns.finish(ref, edges, uses=False)


def _most_used(refs: Sequence[EntityRef], column: int, graph: EntityGraph) -> tuple[Group, ...]:
    return fold_by_rank(refs, column, graph.popularity)


def _node(group: Group, catalog: Catalog) -> Node:
    if len(group.members) == 1:
        return _entity_node(group.members[0], catalog)
    many = amount(group.members, catalog)
    if group.ref is None:
        rest = f"{len(group.members)} more"
        return Node(None, "more", rest, f"{rest}: {many}", "listed on this page", len(group.members))
    holder = catalog.entities.get(group.ref)
    name = label(group.ref, holder)
    page = group.ref if holder is not None else None
    return Node(page, group.ref.kind, name, f"{name}, {many}", many, len(group.members))


def _entity_node(ref: EntityRef, catalog: Catalog, *, focus: bool = False) -> Node:
    entity = catalog.entities.get(ref)
    told = spoken(ref, entity, catalog)
    return Node(ref, ref.kind, label(ref, entity), told, missing=entity is None, focus=focus)
