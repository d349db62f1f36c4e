"""What stands around an entity: a few columns that a person can read, with true totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from callboard.graph.columns import Columns, Neighbourhood
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import Group, fold_by_home, fold_by_rank
from callboard.graph.landscape import landscape
from callboard.graph.use import API
from callboard.model import Catalog, EntityRef

MOST_NODES: Final = 120
"""Above this nobody reads a drawing."""

_LAYERS: Final = 4
_COLUMNS: Final = _LAYERS + 2


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
_USING: Final = frozenset({"component", "resource", API})
_OWNED: Final = _Holding("ownedBy", "Owned by")


def neighbourhood(graph: EntityGraph, catalog: Catalog, ref: EntityRef, *, column: int = 12) -> Neighbourhood:
    """Who uses `ref` and what it uses; of a system its parts, of a domain its systems; else what holds it.

    No column has more than `column` nodes, and all together are at most `MOST_NODES`.
    """
    column = max(1, min(column, MOST_NODES // _COLUMNS))
    if ref.kind == "system" and (inside := _inside(graph, catalog, ref, column)) is not None:
        return inside
    if ref.kind == "domain" and (above := landscape(graph, ref, column)) is not None:
        return above
    if ref.kind in _HOLDING:
        return _holding(graph, catalog, ref, _HOLDING[ref.kind], column)
    if ref.kind in _USING or graph.incoming(ref) or graph.outgoing(ref):
        return _using(graph, ref, column)
    return _holding(graph, catalog, ref, _OWNED, column)


def _using(graph: EntityGraph, ref: EntityRef, column: int) -> Neighbourhood:
    """Users, the APIs through which they use it, the entity, and what it uses."""
    columns = Columns(graph.book)
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


def _inside(graph: EntityGraph, catalog: Catalog, ref: EntityRef, column: int) -> Neighbourhood | None:
    """The parts of a system in layers, between who uses them and what they use; None if there are no uses."""
    parts = tuple(part for part in catalog.targets(ref, "hasPart") if part in catalog.entities)
    own = set(parts)
    sources = {part: graph.incoming(part) for part in parts}
    targets = {part: graph.outgoing(part) for part in parts}
    before = sorted({end for ends in sources.values() for end in ends} - own)
    after = sorted({end for ends in targets.values() for end in ends} - own)
    if not any(sources.values()) and not any(targets.values()):
        return None
    columns = Columns(graph.book)
    before_at = columns.add("Used by others", fold_by_home(before, column, graph.homes))
    at: dict[EntityRef, int] = {}
    for depth, layer in enumerate(graph.layers(parts, _LAYERS)):
        at |= columns.add_part(
            f"Parts ({len(parts)})" if depth == 0 else "", _most_used(layer, column, graph)
        )
    after_at = columns.add("Depends on others", fold_by_home(after, column, graph.homes))
    edges = {(before_at[end], at[part]) for part, ends in sources.items() for end in ends if end in before_at}
    edges |= {(at[part], after_at[end]) for part, ends in targets.items() for end in ends if end in after_at}
    edges |= {(at[part], at[end]) for part, ends in targets.items() for end in ends if end in own}
    return columns.finish(ref, edges)


def _holding(
    graph: EntityGraph, catalog: Catalog, ref: EntityRef, holding: _Holding, column: int
) -> Neighbourhood:
    """What the entity belongs to, the entity, and what it holds."""
    columns = Columns(graph.book)
    held = [part for relation in holding.down for part in catalog.targets(ref, relation)]
    holder_at = columns.add(holding.above, _most_used(catalog.targets(ref, holding.up), column, graph))
    focus = columns.add_focus(ref)
    held_at = columns.add(holding.below, _most_used(tuple(dict.fromkeys(held)), column, graph))
    edges = [(at, focus) for at in holder_at.values()] + [(focus, at) for at in held_at.values()]
    return columns.finish(ref, edges, uses=False)


def _most_used(refs: Sequence[EntityRef], column: int, graph: EntityGraph) -> tuple[Group, ...]:
    return fold_by_rank(refs, column, graph.popularity)
