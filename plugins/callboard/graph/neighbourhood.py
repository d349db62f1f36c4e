"""What stands around an entity: a few columns that a person can read, with true totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from callboard.graph.columns import Columns, Neighbourhood, PlacedNodes, edges_between
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import Fold, fold_by_home, fold_by_rank
from callboard.graph.landscape import landscape
from callboard.graph.layering import in_layers
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
    wiring = graph.wiring
    columns = Columns(graph.book, wiring.refs, wiring.kinds, graph.placed)
    node = wiring.at.get(ref)
    if node is None:
        columns.add_focus(ref)
        return columns.finish(ref, ())
    sources = wiring.sources[node]
    apis = wiring.apis
    offered = [source for source in sources if source in apis]
    targets = [target for target in wiring.targets[node] if target != node]
    user_at = columns.add("Used by", fold_by_home(wiring.users(node), column, wiring))
    users_of = {node: sources} | {api: wiring.sources[api] for api in offered}
    offered_at = columns.add("APIs provided", _most_used(offered, column, users_of))
    focus = columns.add_focus(ref)
    target_at = columns.add(
        "Provided by" if ref.kind == API else "Depends on", fold_by_home(targets, column, wiring)
    )
    edges = {(user, used) for used, user in edges_between(users_of, {node: focus} | offered_at, user_at)}
    edges.update([(api, focus) for api in offered_at.values()])
    edges.update([(focus, target) for target in target_at.values()])
    return columns.finish(ref, edges)


def _inside(graph: EntityGraph, catalog: Catalog, ref: EntityRef, column: int) -> Neighbourhood | None:
    """The parts of a system in layers, between who uses them and what they use; None if there are no uses."""
    parts = [part for part in catalog.targets(ref, "hasPart") if part in catalog.entities]
    wiring = graph.wiring
    own = {wiring.at[part] for part in parts}
    sources = {part: wiring.sources[part] for part in own}
    targets = {part: wiring.targets[part] for part in own}
    if not any(sources.values()) and not any(targets.values()):
        return None
    before = sorted(set().union(*sources.values()) - own)
    after = sorted(set().union(*targets.values()) - own)
    columns = Columns(graph.book, wiring.refs, wiring.kinds, graph.placed)
    before_at = columns.add("Used by others", fold_by_home(before, column, wiring))
    at: dict[int, int] = {}
    for depth, layer in enumerate(in_layers(own, targets, _LAYERS)):
        at |= columns.add_part(
            f"Parts ({len(parts)})" if depth == 0 else "", _most_used(sorted(layer), column, sources)
        )
    after_at = columns.add("Depends on others", fold_by_home(after, column, wiring))
    edges = {(end, part) for part, end in edges_between(sources, at, before_at)}
    edges.update(edges_between(targets, at, after_at | at))
    return columns.finish(ref, edges)


def _holding(
    graph: EntityGraph, catalog: Catalog, ref: EntityRef, holding: _Holding, column: int
) -> Neighbourhood:
    """What the entity belongs to, the entity, and what it holds."""
    above = catalog.targets(ref, holding.up)
    held = dict.fromkeys(part for relation in holding.down for part in catalog.targets(ref, relation))
    # These need not be nodes of the graph: their positions are those in the two lists, in order.
    refs = sorted({*above, *held})
    at_of = {each: at for at, each in enumerate(refs)}
    placed = PlacedNodes(graph.book, refs, keep=False)
    columns = Columns(graph.book, refs, [each.kind for each in refs], placed)

    def rank(at: int) -> int:
        return graph.popularity(refs[at])

    holder_at = columns.add(holding.above, fold_by_rank([at_of[each] for each in above], column, rank))
    focus = columns.add_focus(ref)
    held_at = columns.add(holding.below, fold_by_rank([at_of[each] for each in held], column, rank))
    edges = {(at, focus) for at in holder_at.values()} | {(focus, at) for at in held_at.values()}
    return columns.finish(ref, edges, uses=False)


def _most_used(nodes: Sequence[int], column: int, sources: Mapping[int, tuple[int, ...]]) -> tuple[Fold, ...]:
    return fold_by_rank(nodes, column, lambda node: len(sources[node]))
