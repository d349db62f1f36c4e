"""Questions about how entities depend on each other, and their drawings.

The only importer of networkx and graphviz. Nothing here walks the whole graph once per node.
"""

from __future__ import annotations

from callboard.graph.atlas.document import atlas_document
from callboard.graph.atlas.formats import dot_source, mermaid_source
from callboard.graph.atlas.index import NOBODY, AtlasIndex
from callboard.graph.atlas.map_drawing import draw_map, region_name, tile_name
from callboard.graph.atlas.picture import picture, told
from callboard.graph.atlas.regions import Region, Tile, regions_of, shown_regions, uses_between
from callboard.graph.atlas.selection import Selection, select
from callboard.graph.atlas.weak_points import WeakPoints, weak_points
from callboard.graph.columns import Column, Neighbourhood, Node, NodeBook, PlacedNodes
from callboard.graph.document import graph_document
from callboard.graph.dot import Rendered, render_dot, system_drawing
from callboard.graph.drawing import draw
from callboard.graph.embed import atlas_query, embedded_svg
from callboard.graph.entity_graph import EntityGraph, build_graph
from callboard.graph.home import Home
from callboard.graph.impact import Impact, ImpactCounts, is_tier_one
from callboard.graph.neighbourhood import neighbourhood
from callboard.graph.selectors import SelectorError
from callboard.graph.use import Use
from callboard.graph.wiring import Wiring

__all__ = [
    "NOBODY",
    "AtlasIndex",
    "Column",
    "EntityGraph",
    "Home",
    "Impact",
    "ImpactCounts",
    "Neighbourhood",
    "Node",
    "NodeBook",
    "PlacedNodes",
    "Region",
    "Rendered",
    "Selection",
    "SelectorError",
    "Tile",
    "Use",
    "WeakPoints",
    "Wiring",
    "atlas_document",
    "atlas_query",
    "build_graph",
    "dot_source",
    "draw",
    "draw_map",
    "embedded_svg",
    "graph_document",
    "is_tier_one",
    "mermaid_source",
    "neighbourhood",
    "picture",
    "region_name",
    "regions_of",
    "render_dot",
    "select",
    "shown_regions",
    "system_drawing",
    "tile_name",
    "told",
    "uses_between",
    "weak_points",
]
