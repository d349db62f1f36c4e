"""Questions about how entities depend on each other, and their drawings.

The only importer of networkx and graphviz. Nothing here walks the whole graph once per node.
"""

from __future__ import annotations

from callboard.graph.columns import Column, Neighbourhood, Node
from callboard.graph.document import graph_document
from callboard.graph.dot import Rendered, render_dot, system_drawing
from callboard.graph.drawing import draw
from callboard.graph.entity_graph import EntityGraph, build_graph
from callboard.graph.impact import Impact, ImpactCounts, is_tier_one
from callboard.graph.neighbourhood import neighbourhood
from callboard.graph.use import Use

__all__ = [
    "Column",
    "EntityGraph",
    "Impact",
    "ImpactCounts",
    "Neighbourhood",
    "Node",
    "Rendered",
    "Use",
    "build_graph",
    "draw",
    "graph_document",
    "is_tier_one",
    "neighbourhood",
    "render_dot",
    "system_drawing",
]
