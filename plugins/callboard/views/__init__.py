"""One frozen value per page and its Jinja body. Knows neither MkDocs nor the theme.

`pages` is the table of contents: every bulk page of the site. What comes out of a
repository reaches a page only as escaped text, through `safe_url`, or as HTML that `markup` has sanitised.
May import everything below it; must not import `site`, `cli`, mkdocs or a theme.
"""

from __future__ import annotations

from callboard.views.body import SECTIONS, PageBody
from callboard.views.embedded_graphs import has_graphs, marked_graphs, with_graphs
from callboard.views.environment import compile_templates
from callboard.views.full_text import search_sets
from callboard.views.home import home_panel
from callboard.views.pages import DOCS, PageUnit, compose, overview_pages, page_units, unit_pages
from callboard.views.portfolio import Portfolio, gather
from callboard.views.redirect import redirect_page
from callboard.views.searching import search_facts
from callboard.views.tracing import Reads, TracedPortfolio, ValueDigests, read_from, read_text
from callboard.views.urls import safe_url

__all__ = [
    "DOCS",
    "SECTIONS",
    "PageBody",
    "PageUnit",
    "Portfolio",
    "Reads",
    "TracedPortfolio",
    "ValueDigests",
    "compile_templates",
    "compose",
    "gather",
    "has_graphs",
    "home_panel",
    "marked_graphs",
    "overview_pages",
    "page_units",
    "read_from",
    "read_text",
    "redirect_page",
    "safe_url",
    "search_facts",
    "search_sets",
    "unit_pages",
    "with_graphs",
]
