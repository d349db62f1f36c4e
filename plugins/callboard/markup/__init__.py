"""Markdown and HTML of strangers made into HTML that is safe to publish.

Knows no repository, no catalog and no site: links are answered by whoever asks for a page. May import
`store` and below; must not import its siblings, mkdocs or a theme.
"""

from __future__ import annotations

from callboard.markup.addresses import is_external, is_web_address, safe_address
from callboard.markup.constructs import Draw, finish_constructs
from callboard.markup.dialect import Dialect, read_dialect
from callboard.markup.drawings import plain_svg
from callboard.markup.extensions import is_understood
from callboard.markup.filling import fill
from callboard.markup.front_matter import split_front_matter
from callboard.markup.headings import HeadingLines, heading_lines
from callboard.markup.inline import render_inline
from callboard.markup.page import Draft, LinkKind, OpenLink, Places, RenderedPage, Resolve, TocItem
from callboard.markup.quick_highlighting import quicken
from callboard.markup.renderer import MAX_PAGE_BYTES, Renderer, Tools, as_written
from callboard.markup.restructured import toctrees
from callboard.markup.sanitising import sanitise_html

__all__ = [
    "MAX_PAGE_BYTES",
    "Dialect",
    "Draft",
    "Draw",
    "HeadingLines",
    "LinkKind",
    "OpenLink",
    "Places",
    "RenderedPage",
    "Renderer",
    "Resolve",
    "TocItem",
    "Tools",
    "as_written",
    "fill",
    "finish_constructs",
    "heading_lines",
    "is_external",
    "is_understood",
    "is_web_address",
    "plain_svg",
    "quicken",
    "read_dialect",
    "render_inline",
    "safe_address",
    "sanitise_html",
    "split_front_matter",
    "toctrees",
]
