"""What stands at an address from which everything has moved away: the way on, without any script."""

from __future__ import annotations

from callboard.views.body import Here
from callboard.views.environment import render
from callboard.views.urls import web_url


def redirect_page(address: str, target: str) -> str:
    """A whole page that leads from one address of the site to another, or to one of the web."""
    href = web_url(target) if "://" in target else Here(address).to(target)
    return render("redirect.html", href=href)
