"""A domain from above: its systems in layers, between the domains that use them and those that they use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callboard.graph.columns import Columns, Neighbourhood
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import Group, fold_by_domain, largest_first, most_of
from callboard.graph.layering import in_layers
from callboard.graph.wiring import NOWHERE, Wiring
from callboard.model import EntityRef

_LAYERS: Final = 3


def landscape(graph: EntityGraph, ref: EntityRef, column: int) -> Neighbourhood | None:
    """The landscape of a domain; None where nothing in it uses anything and nobody uses it.

    A node is a system with all that the domain has in it; what is in no system stands for itself.
    """
    wiring = graph.wiring
    home = _home_of([wiring.at[part] for part in graph.residents.get(ref, ())], wiring)
    targets = {part: wiring.targets[part] for part in home}
    sources = {part: wiring.sources[part] for part in home}
    before = set().union(*sources.values()).difference(home)
    after = set().union(*targets.values())
    if not before and not after:
        return None
    columns = Columns(graph.book, wiring.refs)
    before_at = columns.add("Used by others", fold_by_domain(sorted(before), column, wiring))
    at: dict[int, int] = {}
    members = _members(home)
    for depth, layer in enumerate(in_layers(members, _between(home, targets), _LAYERS)):
        groups = largest_first((members[holder] for holder in layer), wiring)
        at |= columns.add_part(f"Systems ({len(members)})" if depth == 0 else "", most_of(groups, column))
    outside = sorted(after.difference(home))
    after_at = columns.add("Depends on others", fold_by_domain(outside, column, wiring))
    edges = {(before_at[end], at[part]) for part, ends in sources.items() for end in ends if end in before}
    place_of = after_at | at
    edges |= {(at[part], place_of[end]) for part, ends in targets.items() for end in ends}
    return columns.finish(ref, edges)


def _home_of(own: list[int], wiring: Wiring) -> dict[int, int]:
    """The system of each, or itself."""
    systems = [wiring.homes[part][0] for part in own]
    return {part: part if at == NOWHERE else at for part, at in zip(own, systems, strict=True)}


def _members(home: Mapping[int, int]) -> dict[int, Group]:
    held: dict[int, list[int]] = {}
    for part, holder in home.items():
        held.setdefault(holder, []).append(part)
    return {holder: Group(holder, tuple(parts)) for holder, parts in held.items()}


def _between(home: Mapping[int, int], targets: Mapping[int, tuple[int, ...]]) -> dict[int, set[int]]:
    """What each system uses of the others in the domain."""
    between: dict[int, set[int]] = {holder: set() for holder in home.values()}
    for part, ends in targets.items():
        between[home[part]].update([home[end] for end in ends if end in home])
    return between
