"""A selection folded until a person can read it, with nobody lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from callboard.graph.atlas.index import AtlasIndex
from callboard.graph.atlas.selection import Bunch, Selection
from callboard.graph.columns import Column, Neighbourhood, Node, NodeBook

MOST_NODES: Final = 120
COLUMN: Final = 13
"""Above these nobody reads a drawing."""

_NOT_DRAWN: Final = "not drawn"


@dataclass(frozen=True, slots=True)
class Fold:
    """A node to be: the entities that it stands for, and the one that names it, or None for "n more"."""

    holder: int | None
    members: tuple[int, ...]


def fold(index: AtlasIndex, bunch: Bunch, most: int) -> tuple[Fold, ...]:
    """At most so many folds: entities if they fit, else their systems, else their domains, else "n more".

    Who has neither system nor domain is folded into its team. Those of one and the same home, which would
    be one fold, are shown by rank: the most used, and the rest as one.
    """
    if len(bunch.members) <= most:
        return tuple(Fold(at, (at,)) for at in bunch.members)
    if not bunch.ranked:
        for holder in (index.holder, index.upper_holder):
            folds = _by_holder(bunch.members, holder)
            if 1 < len(folds) <= most:
                return folds
        if len(folds) > most:
            return _cut(folds, most)
    ranked = sorted(bunch.members, key=lambda at: (-len(index.users(at)), at))
    return _cut(tuple(Fold(at, (at,)) for at in ranked), most)


def picture(index: AtlasIndex, book: NodeBook, selection: Selection, most: int = MOST_NODES) -> Neighbourhood:
    """The columns of a selection as nodes, no more than `most` together, and the edges between them."""
    bunches = _squeezed(selection.bunches, most)
    column = max(1, min(COLUMN, most // max(1, len(bunches))))
    folded = [fold(index, bunch, column) for bunch in bunches]
    node_of: dict[int, int] = {}
    columns: list[Column] = []
    first = 0
    for bunch, folds in zip(bunches, folded, strict=True):
        nodes = tuple(_node(index, book, each, selection.focus) for each in folds)
        node_of |= {at: first + place for place, each in enumerate(folds) for at in each.members}
        first += len(folds)
        columns.append(Column(_heading(bunch), len(bunch.members), nodes))
    edges = {(node_of[source], node_of[target]) for source, target in selection.edges}
    drawn = Neighbourhood("", tuple(columns), tuple(sorted(edge for edge in edges if edge[0] != edge[1])))
    return replace(drawn, title=f"{selection.title}: {told(selection, drawn)}")


def told(selection: Selection, drawn: Neighbourhood) -> str:
    """The true totals in a sentence, after what else there is to say."""
    if not selection.bunches:
        return "Nothing fits all of it."
    total, shown = len(selection.members), len(drawn.nodes)
    amount = f"{total:,} {'entity' if total == 1 else 'entities'}"
    as_nodes = "" if shown == total else f", shown as {shown} node{'' if shown == 1 else 's'}"
    return f"{selection.note} {amount}{as_nodes}.".strip()


def _squeezed(bunches: Sequence[Bunch], most: int) -> tuple[Bunch, ...]:
    """The columns, those in the middle as one if there are too many for a node each."""
    if len(bunches) <= most:
        return tuple(bunches)
    before, after = most // 2, (most - 1) // 2
    middle = bunches[before : len(bunches) - after]
    members = tuple(at for bunch in middle for at in bunch.members)
    return (*bunches[:before], Bunch("", members, ranked=True), *bunches[len(bunches) - after :])


def _heading(bunch: Bunch) -> str:
    counted = not bunch.heading or bunch.heading.endswith(")")
    return bunch.heading if counted else f"{bunch.heading} ({len(bunch.members):,})"


def _by_holder(members: Sequence[int], holder: Callable[[int], int]) -> tuple[Fold, ...]:
    held: dict[int, list[int]] = {}
    for at in members:
        held.setdefault(holder(at), []).append(at)
    folds = (Fold(at if len(own) > 1 else own[0], tuple(own)) for at, own in held.items())
    return tuple(sorted(folds, key=lambda each: (-len(each.members), each.holder)))


def _cut(folds: tuple[Fold, ...], most: int) -> tuple[Fold, ...]:
    kept, rest = folds[: most - 1], folds[most - 1 :]
    return *kept, Fold(None, tuple(at for each in rest for at in each.members))


def _node(index: AtlasIndex, book: NodeBook, each: Fold, focus: Sequence[int]) -> Node:
    members = tuple(index.refs[at] for at in each.members)
    if len(members) > 1 or each.holder is None:
        holder = index.refs[each.holder] if each.holder is not None else None
        if len(members) == 1:
            group = book.entity(members[0])
        else:
            group = book.group(holder, len(members), {ref.kind for ref in members}, members)
        return group if holder is not None else replace(group, detail=_NOT_DRAWN)
    at = each.members[0]
    node = replace(book.entity(members[0]), focus=at in focus)
    if not index.is_hub(at):
        return node
    users = f"{len(index.users(at)):,} users"
    return replace(node, detail=users, spoken=f"{node.label}, {users}{node.spoken.removeprefix(node.label)}")
