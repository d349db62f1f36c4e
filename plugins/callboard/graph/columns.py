"""The values of a drawing before anything has a place: columns of nodes, and the edges between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from callboard.graph.folding import Fold, Group
from callboard.graph.label import MISSING, amount, label, spoken
from callboard.model import Catalog, EntityRef

Edge: TypeAlias = tuple[int, int]
"""From one node of a drawing to another, each its place among all."""


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


class Column(NamedTuple):
    """Nodes above each other; `total` is the true number of entities, folded ones included.

    A tuple and not a dataclass, because every drawing has a few and tuples are made in half the time.
    """

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
    edges: tuple[Edge, ...]
    uses: bool = True

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, column by column."""
        return tuple(node for column in self.columns for node in column.nodes)


class NodeBook:
    """The node of each entity, made once: popular entities stand in many drawings."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._nodes: dict[EntityRef, Node] = {}
        self._groups: dict[tuple[EntityRef | None, str], Node] = {}

    def entity(self, ref: EntityRef) -> Node:
        """The node of one entity."""
        node = self._nodes.get(ref)
        if node is None:
            node = self._nodes[ref] = _entity_node(ref, self._catalog)
        return node

    def group(
        self, holder: EntityRef | None, count: int, kinds: Collection[str], members: Iterable[EntityRef]
    ) -> Node:
        """The node of so many members of a system or domain, or without one of the rest."""
        many = amount(count, kinds, members, self._catalog)
        # Asked every time, because whoever shows a group has looked at what it is called after.
        itself = None if holder is None else self.entity(holder)
        group = self._groups.get((holder, many))
        if group is None:
            group = self._groups[holder, many] = _group_node(itself, count, many)
        return group


class PlacedNodes(dict[int, Node]):
    """The nodes of positions, which are found sooner than those of references."""

    def __init__(self, book: NodeBook, refs: Sequence[EntityRef], *, keep: bool) -> None:
        """Ask the book every time, unless what it said is kept."""
        super().__init__()
        self._book = book
        self._refs = refs
        self._keep = keep

    def __missing__(self, at: int) -> Node:
        """The node of a position that nobody has asked for, or that is not kept."""
        node = self._book.entity(self._refs[at])
        if self._keep:
            self[at] = node
        return node


class Columns:
    """Collects columns, and knows which node stands for an entity in which of them.

    `refs` are what positions mean, sorted as far as they stand for themselves; `kinds` and `placed` are their
    kinds and nodes.
    """

    def __init__(
        self, book: NodeBook, refs: Sequence[EntityRef], kinds: Sequence[str], placed: Mapping[int, Node]
    ) -> None:
        self._book = book
        self._placed = placed
        self._refs = refs
        self._kinds = kinds
        self._columns: list[Column] = []
        self._size = 0

    def add(self, heading: str, folds: Sequence[Fold]) -> dict[int, int]:
        """Append a column unless it is empty; the answer is the place of each entity's node."""
        if not folds:
            return {}
        nodes, places = self._placed_nodes(folds)
        self._append(Column(f"{heading} ({len(places)})", len(places), nodes))
        return places

    def add_part(self, heading: str, folds: Sequence[Fold]) -> dict[int, int]:
        """Append a column with a heading that speaks for more than this column."""
        nodes, places = self._placed_nodes(folds)
        self._append(Column(heading, len(places), nodes))
        return places

    def _placed_nodes(self, folds: Sequence[Fold]) -> tuple[tuple[Node, ...], dict[int, int]]:
        nodes: list[Node] = []
        places: dict[int, int] = {}
        placed = self._placed
        for place, fold in enumerate(folds, self._size):
            if isinstance(fold, int):
                nodes.append(placed[fold])
                places[fold] = place
            else:
                nodes.append(self._group(fold))
                places |= dict.fromkeys(fold.members, place)
        return tuple(nodes), places

    def add_focus(self, ref: EntityRef) -> int:
        """Append the entity in question as a column of its own."""
        node = self._book.entity(ref)
        # Written out, because `replace` takes longer than all else that a small drawing needs.
        focus = Node(
            node.ref, node.kind, node.label, node.spoken, node.detail, node.count, node.missing, focus=True
        )
        return self._append(Column("", 1, (focus,)))

    def finish(self, ref: EntityRef, edges: Collection[Edge], *, uses: bool = True) -> Neighbourhood:
        """The value, with every edge once; its title tells the totals to who cannot see the drawing."""
        name = self._book.entity(ref).label
        told = ", ".join([column.heading for column in self._columns if column.heading])
        title = f"{name}: {told}" if told else name
        return Neighbourhood(title, tuple(self._columns), tuple(sorted(edges)), uses)

    def _group(self, group: Group) -> Node:
        holder = None if group.holder is None else self._refs[group.holder]
        first, last = min(group.members), max(group.members)
        members = map(self._refs.__getitem__, group.members)
        # Positions are those of sorted references, so between two of one kind there is no other.
        return self._book.group(holder, len(group.members), {self._kinds[first], self._kinds[last]}, members)

    def _append(self, column: Column) -> int:
        first = self._size
        self._columns.append(column)
        self._size += len(column.nodes)
        return first


def edges_between(
    ends_of: Mapping[int, Iterable[int]], at: Mapping[int, int], end_at: Mapping[int, int]
) -> Iterator[Edge]:
    """From every entity in `ends_of` to those of its ends that have a place, perhaps more than once.

    An edge between two entities in one node is part of that node.
    """
    for entity, ends in ends_of.items():
        here = at[entity]
        # Most of a crowd stands in a few nodes.
        for there in set(map(end_at.get, ends)):
            if there is not None and there != here:
                yield here, there


def _entity_node(ref: EntityRef, catalog: Catalog) -> Node:
    entity = catalog.entities.get(ref)
    name, told = label(ref, entity), spoken(ref, entity, catalog)
    if entity is None:
        return Node(ref, ref.kind, name, told, MISSING, missing=True)
    return Node(ref, ref.kind, name, told)


def _group_node(holder: Node | None, count: int, many: str) -> Node:
    if holder is None:
        rest = f"{count} more"
        return Node(None, "more", rest, f"{rest}: {many}", "listed on this page", count)
    page = None if holder.missing else holder.ref
    return Node(page, holder.kind, holder.label, f"{holder.label}, {many}", many, count)
