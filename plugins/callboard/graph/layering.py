"""A graph in layers: none of a layer uses one of an earlier layer; those that use each other share one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import networkx as nx


def in_layers(
    nodes: Iterable[int], targets: Mapping[int, Iterable[int]] | Sequence[Iterable[int]], most: int
) -> list[list[int]]:
    """The nodes in at most so many layers; all beyond the last are in the last. No layer has an order.

    `targets` are the ends of the edges of each node, each once; those among `nodes` count.
    """
    among = set(nodes)
    ends = {node: [end for end in targets[node] if end in among and end != node] for node in among}
    layers = _peeled(ends) or (_condensed(ends) if ends else [])
    return [*layers[: most - 1], [node for layer in layers[most - 1 :] for node in layer]][: len(layers)]


def _peeled(ends: Mapping[int, Collection[int]]) -> list[list[int]]:
    """The layers of a graph without circles, nothing if it has one."""
    users = dict.fromkeys(ends, 0)
    for held in ends.values():
        for end in held:
            users[end] += 1
    layer = [node for node, count in users.items() if not count]
    layers: list[list[int]] = []
    left = len(users)
    while layer:
        layers.append(layer)
        left -= len(layer)
        below: list[int] = []
        for node in layer:
            for end in ends[node]:
                users[end] -= 1
                if not users[end]:
                    below.append(end)
        layer = below
    return layers if not left else []


def _condensed(ends: Mapping[int, Collection[int]]) -> list[list[int]]:
    """The layers of any graph; in most there are no circles, and this takes ten times as long."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(ends)
    graph.add_edges_from((node, end) for node, held in ends.items() for end in held)
    groups = nx.condensation(graph)
    return [
        [node for group in generation for node in groups.nodes[group]["members"]]
        for generation in nx.topological_generations(groups)
    ]
