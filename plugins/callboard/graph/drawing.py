"""A neighbourhood as inline SVG: every entity a link, no script, no colour of its own.

Colours come from the page's style sheet through classes; without one, and in print, it is black on white.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Final

from callboard.graph.columns import Neighbourhood, Node
from callboard.graph.label import KINDS
from callboard.graph.layout import (
    BESIDE_LABEL,
    BOX_HEIGHT,
    DETAIL_SIZE,
    LABEL_SIZE,
    Box,
    Layout,
    lay_out,
)
from callboard.graph.text_width import truncate
from callboard.model import EntityRef

_ROUNDING: Final = {"api": 18, "resource": 3}
_ICON: Final = 16


def draw(neighbourhood: Neighbourhood, *, href: Callable[[EntityRef], str]) -> str:
    """The SVG element, or `""` where the entity stands alone.

    `href` gives the link from the page that will hold the drawing to an entity's page.
    """
    if len(neighbourhood.nodes) <= 1:
        return ""
    layout = lay_out(neighbourhood)
    return "".join(_svg(neighbourhood, layout, href))


def _svg(around: Neighbourhood, layout: Layout, href: Callable[[EntityRef], str]) -> Iterator[str]:
    yield (
        f'<svg class="cb-graph" role="group" aria-label="{escape(around.title)}" '
        f'width="{layout.width}" height="{layout.height}" viewBox="0 0 {layout.width} {layout.height}" '
        f'fill="none" stroke="currentColor" font-size="{LABEL_SIZE}">'
    )
    yield f'<path class="cb-edge" aria-hidden="true" d="{layout.edges}"/>'
    for column, (x, y) in zip(around.columns, layout.headings, strict=True):
        if column.heading:
            yield _text("cb-heading", x, y, column.heading, DETAIL_SIZE)
    for node, box in zip(around.nodes, layout.boxes, strict=True):
        yield from _node(node, box, href)
    yield "</svg>"


def _node(node: Node, box: Box, href: Callable[[EntityRef], str]) -> Iterator[str]:
    spoken = escape(node.spoken)
    link = node.ref if not node.missing else None
    if link is None:
        yield f'<g class="{_classes(node)}" role="img" aria-label="{spoken}">'
    else:
        current = ' aria-current="page"' if node.focus else ""
        # Named by its title: a label would have to repeat the visible words, and those may be cut.
        yield f'<a class="{_classes(node)}" href="{escape(href(link))}"{current}>'
    yield f"<title>{spoken}</title>"
    yield _outline(node, box)
    yield from _words(node, box)
    yield "</g>" if link is None else "</a>"


def _classes(node: Node) -> str:
    # A kind is a word out of a descriptor: only those that have a style become a class.
    kind = node.kind if node.kind in KINDS or node.kind == "more" else "generic"
    states = (("cb-fold", node.count > 1), ("cb-missing", node.missing), ("cb-focus", node.focus))
    return " ".join(("cb-node", f"cb-kind-{kind}", *(name for name, holds in states if holds)))


def _outline(node: Node, box: Box) -> str:
    rounding = _ROUNDING.get(node.kind, 8)
    dashes = ' stroke-dasharray="4 3"' if node.missing else ""
    width = ' stroke-width="2"' if node.focus else ""
    place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{BOX_HEIGHT}"'
    return f'<rect {place} rx="{rounding}"{width}{dashes}/>'


def _words(node: Node, box: Box) -> Iterator[str]:
    icon = "alert" if node.missing else node.kind if node.kind in KINDS else "generic"
    if node.kind != "more":
        y = box.y + (BOX_HEIGHT - _ICON) // 2
        yield f'<use href="#cb-icon-{icon}" x="{box.x + 11}" y="{y}" width="{_ICON}" height="{_ICON}"/>'
    room = box.width - BESIDE_LABEL + 2
    left = box.x + BESIDE_LABEL - 12
    line = box.y + (16 if node.detail else 22)
    yield _text("cb-label", left, line, truncate(node.label, LABEL_SIZE, room))
    if node.detail:
        yield _text("cb-detail", left, box.y + 29, truncate(node.detail, DETAIL_SIZE, room), DETAIL_SIZE)


def _text(name: str, x: int, y: int, text: str, size: int = 0) -> str:
    font = f' font-size="{size}"' if size else ""
    return (
        f'<text class="{name}" x="{x}" y="{y}"{font} fill="currentColor" stroke="none">{escape(text)}</text>'
    )
