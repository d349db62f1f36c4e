"""One frozen value per page and its Jinja body. Knows neither MkDocs nor the theme.

`pages.compose` is the table of contents: every bulk page of the site, in address order. What comes out of a
repository reaches a page only as escaped text, through `safe_url`, or as HTML that `markup` has sanitised.
May import everything below it; must not import `site`, `cli`, mkdocs or a theme.
"""

from __future__ import annotations

from callboard.views.body import SECTIONS, PageBody
from callboard.views.embedded_graphs import marked_graphs, with_graphs
from callboard.views.full_text import search_sets
from callboard.views.home import home_panel
from callboard.views.pages import compose
from callboard.views.portfolio import Portfolio, gather
from callboard.views.redirect import redirect_page
from callboard.views.searching import search_facts
from callboard.views.urls import safe_url

__all__ = [
    "SECTIONS",
    "PageBody",
    "Portfolio",
    "compose",
    "gather",
    "home_panel",
    "marked_graphs",
    "redirect_page",
    "safe_url",
    "search_facts",
    "search_sets",
    "with_graphs",
]
