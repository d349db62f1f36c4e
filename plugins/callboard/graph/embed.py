"""A selector as a drawing to put into a document: static, linked, bounded."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final
from urllib.parse import quote

from callboard.graph.atlas.picture import picture, told
from callboard.graph.atlas.selection import select
from callboard.graph.drawing import draw
from callboard.graph.entity_graph import EntityGraph
from callboard.graph.selectors import SelectorError
from callboard.model import EntityRef

MOST_EMBEDDED: Final = 40
"""Nodes of a drawing that stands between paragraphs."""

_SAFE: Final = "+:,/"


def embedded_svg(graph: EntityGraph, selector: str, href: Callable[[EntityRef], str], atlas: str = "") -> str:
    """A figure with the answer to a selector, its totals and the way into the Atlas; or a sentence why not.

    Args:
        graph: The graph of the catalog.
        selector: What the author wrote, not yet trusted.
        href: The link from the page to an entity's.
        atlas: The link from the page to `/atlas/`, or `""` for none.
    """
    try:
        selection = select(graph.index, selector.strip())
    except SelectorError as error:
        shown = escape(selector.strip()[:80])
        return f'<p class="cb-graph-error"><code>{shown}</code>: {escape(str(error))}</p>\n'
    drawn = picture(graph.index, graph.book, selection, MOST_EMBEDDED)
    # One entity alone has no drawing.
    svg = draw(drawn, href=href) or f"<p>{escape(selection.title)}</p>"
    link = f"{escape(atlas)}?g={atlas_query(selector)}"
    way = f' <a class="cb-graph-more" href="{link}">Open in Atlas</a>' if atlas else ""
    return (
        f'<figure class="cb-graph-figure"><div class="cb-drawing" tabindex="0" role="region" '
        f'aria-label="Graph, scrollable">{svg}</div>'
        f"<figcaption>{escape(told(selection, drawn))}{way}</figcaption></figure>\n"
    )


def atlas_query(selector: str) -> str:
    """A selector as the value of the address's `g`, as readable as an address allows."""
    return quote(" ".join(selector.split()), safe=_SAFE)
