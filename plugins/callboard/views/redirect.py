"""What stands at an address from which everything has moved away: the way on, without any script."""

from __future__ import annotations

from functools import cache
from typing import Final

from markupsafe import escape

from callboard.views.body import Here
from callboard.views.environment import render
from callboard.views.urls import web_url

_HREF: Final = "callboardhref"


def redirect_page(address: str, target: str) -> str:
    """A whole page that leads from one address of the site to another, or to one of the web."""
    href = web_url(target) if "://" in target else Here(address).to(target)
    return _frame().replace(_HREF, str(escape(href)))


@cache
def _frame() -> str:
    """The page around its link: an organisation may have as many redirects as entities."""
    return render("redirect.html", href=_HREF)
