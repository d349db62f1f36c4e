"""`/search/`: the place of full text results that are worth a link; a script fills it."""

from __future__ import annotations

from dataclasses import dataclass

from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class SearchView:
    """Where to go without a script, and the script."""

    catalog_href: str
    docs_href: str
    script_href: str


def search_page(portfolio: Portfolio) -> PageBody:
    """`/search/`."""
    here = Here("search/")
    view = SearchView(
        here.to("catalog/"), here.to("docs/") if portfolio.docs else "", here.to("assets/callboard/search.js")
    )
    return PageBody(
        here.address,
        "",
        "Search",
        "Search the text of all documentation and the operations of APIs",
        render("search.html", page=view),
        noindex=True,
    )
