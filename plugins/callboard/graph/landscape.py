"""A domain from above: its systems in layers, between the domains that use them and those that they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import networkx as nx

from callboard.graph.columns import Columns, Neighbourhood
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.folding import Group, fold_by_domain, most_of
from callboard.graph.layering import in_layers
from callboard.model import EntityRef

_LAYERS: Final = 3


def landscape(graph: EntityGraph, ref: EntityRef, column: int) -> Neighbourhood | None:
    """The landscape of a domain; None where nothing in it uses anything and nobody uses it.

    A node is a system with all that the domain has in it; what is in no system stands for itself.
    """
    own = graph.residents.get(ref, ())
    home = {part: graph.homes[part].system or part for part in own}
    uses = [(part, end) for part in own for end in graph.outgoing(part)]
    used = [(source, part) for part in own for source in graph.incoming(part) if source not in home]
    if not uses and not used:
        return None
    columns = Columns(graph.book)
    before = fold_by_domain(sorted({source for source, _ in used}), column, graph.homes)
    before_at = columns.add("Used by others", before)
    at: dict[EntityRef, int] = {}
    members = _members(own, home)
    for depth, layer in enumerate(_layers(home, uses)):
        groups = sorted(
            (members[holder] for holder in layer), key=lambda group: (-len(group.members), group.ref)
        )
        at |= columns.add_part(
            f"Systems ({len(members)})" if depth == 0 else "", most_of(tuple(groups), column)
        )
    after = fold_by_domain(sorted({end for _, end in uses if end not in home}), column, graph.homes)
    after_at = columns.add("Depends on others", after)
    edges = [(before_at[source], at[part]) for source, part in used]
    edges += [(at[part], at[end] if end in home else after_at[end]) for part, end in uses]
    return columns.finish(ref, edges)


def _members(own: Iterable[EntityRef], home: Mapping[EntityRef, EntityRef]) -> dict[EntityRef, Group]:
    held: dict[EntityRef, list[EntityRef]] = {}
    for part in own:
        held.setdefault(home[part], []).append(part)
    return {holder: Group(holder, tuple(parts)) for holder, parts in held.items()}


def _layers(
    home: Mapping[EntityRef, EntityRef], uses: Iterable[tuple[EntityRef, EntityRef]]
) -> list[list[EntityRef]]:
    """Systems so that none uses one of an earlier layer; all beyond the last layer share that."""
    between: nx.DiGraph[EntityRef] = nx.DiGraph()
    between.add_nodes_from(sorted(set(home.values())))
    between.add_edges_from(sorted({(home[part], home[end]) for part, end in uses if end in home}))
    return in_layers(between, _LAYERS)
