"""The selectors that pages of text hold, drawn where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from typing import Final

from callboard.graph import embedded_svg
from callboard.model import entity_address
from callboard.views.portfolio import Portfolio

_CLASS: Final = "cb-selector"
_WORD: Final = "callboard-graph"
_FENCE: Final = re.compile(r"(`{3,}|~{3,})[ \t]*([^`\n]*)")
_ELEMENT: Final = re.compile(rf'<pre class="{_CLASS}"><code>([^<]{{0,8000}})</code></pre>')
_MOST: Final = 20
"""Drawings on one page; the others stay selectors."""


def marked_graphs(markdown: str) -> str:
    """An operator's page with its `callboard-graph` fences as the elements that crawled pages have.

    A fence inside another one is code that speaks of it.
    """
    if _WORD not in markdown:
        return markdown
    return "\n".join(_marked(markdown.split("\n")))


def _marked(lines: list[str]) -> Iterator[str]:
    opened, selector = "", list[str]()
    for line in lines:
        fence = _FENCE.match(line)
        if opened and fence and not fence[2].strip() and fence[1].startswith(opened.split(maxsplit=1)[0]):
            if opened.endswith(_WORD):
                yield f"\n{_element(' '.join(selector).strip())}\n"
            else:
                yield line
            opened, selector = "", []
        elif opened.endswith(_WORD):
            selector.append(line)
        else:
            if fence and not opened:
                opened = f"{fence[1]} {fence[2].strip()}"
            if not opened.endswith(_WORD):
                yield line
    if selector:
        yield from (opened, *selector)


def has_graphs(html: str) -> bool:
    """Whether a page holds a selector to draw."""
    return f'class="{_CLASS}"' in html


def with_graphs(html: str, portfolio: Portfolio, to: Callable[[str], str]) -> str:
    """The page with its selectors drawn, each with its totals and the way into the Atlas.

    `to` makes the link from the page to an address of the site.
    """
    if not has_graphs(html):
        return html
    left = _MOST

    def drawn(element: re.Match[str]) -> str:
        nonlocal left
        left -= 1
        if left < 0:
            return element[0]
        return embedded_svg(
            portfolio.graph,
            unescape(element[1]),
            href=lambda ref: to(entity_address(ref)),
            atlas=to("atlas/"),
        )

    return _ELEMENT.sub(drawn, html)


def _element(selector: str) -> str:
    return f'<pre class="{_CLASS}"><code>{escape(selector, quote=False)}</code></pre>'
