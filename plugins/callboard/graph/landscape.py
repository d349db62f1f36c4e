"""A domain from above: its systems in layers, between the domains that use them and those that they use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from callboard.graph.columns import Columns, Neighbourhood, edges_between
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import fold_by_domain, largest
from callboard.graph.layering import in_layers
from callboard.model import EntityRef

_LAYERS: Final = 3


def landscape(graph: EntityGraph, ref: EntityRef, column: int) -> Neighbourhood | None:
    """The landscape of a domain; None where nothing in it uses anything and nobody uses it.

    A node is a system with all that the domain has in it; what is in no system stands for itself.
    """
    wiring = graph.wiring
    own = [wiring.at[part] for part in graph.residents.get(ref, ())]
    home = {part: wiring.systems[part] for part in own}
    targets = {part: wiring.targets[part] for part in home}
    sources = {part: wiring.sources[part] for part in home}
    before = set().union(*sources.values()).difference(home)
    after = set().union(*targets.values())
    if not before and not after:
        return None
    columns = Columns(graph.book, wiring.refs, wiring.kinds, graph.placed)
    before_at = columns.add("Used by others", fold_by_domain(sorted(before), column, wiring))
    at: dict[int, int] = {}
    members = _members(home)
    for depth, layer in enumerate(in_layers(members, _between(home, targets), _LAYERS)):
        groups = largest({holder: members[holder] for holder in layer}, column, wiring)
        at |= columns.add_part(f"Systems ({len(members)})" if depth == 0 else "", groups)
    outside = sorted(after.difference(home))
    after_at = columns.add("Depends on others", fold_by_domain(outside, column, wiring))
    edges = {(end, part) for part, end in edges_between(sources, at, before_at)}
    edges.update(edges_between(targets, at, after_at | at))
    return columns.finish(ref, edges)


def _members(home: Mapping[int, int]) -> Mapping[int, list[int]]:
    held: defaultdict[int, list[int]] = defaultdict(list)
    for part, holder in home.items():
        held[holder].append(part)
    return held


def _between(home: Mapping[int, int], targets: Mapping[int, tuple[int, ...]]) -> dict[int, set[int]]:
    """What each system uses of the others in the domain."""
    between: dict[int, set[int]] = {holder: set() for holder in home.values()}
    for part, ends in targets.items():
        between[home[part]].update([home[end] for end in ends if end in home])
    return between
