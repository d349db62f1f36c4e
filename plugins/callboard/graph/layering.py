"""A graph in layers: none of a layer uses one of an earlier layer; those that use each other share one."""

from __future__ import annotations

from typing import TypeVar

import networkx as nx

T = TypeVar("T")


def in_layers(graph: nx.DiGraph[T], most: int) -> list[list[T]]:
    """At most so many layers; all beyond the last are in the last. No layer has an order."""
    groups = nx.condensation(graph)
    layers: list[list[T]] = []
    for depth, generation in enumerate(nx.topological_generations(groups)):
        members = [node for group in generation for node in groups.nodes[group]["members"]]
        if depth < most:
            layers.append(members)
        else:
            layers[-1].extend(members)
    return layers
