"""What is put into pages that the theme has rendered, the operator's own included."""

from __future__ import annotations

import re
from typing import Final

SEARCH_BOX: Final = (
    '<button class="cb-search" type="button" data-cb-palette aria-keyshortcuts="Control+K">'
    '<svg class="cb-icon" aria-hidden="true"><use href="#cb-icon-search"/></svg>'
    '<span>Find anything</span><kbd aria-hidden="true">Ctrl K</kbd></button>'
)
_CONTROLS: Final = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n\r")
_HEADER_END: Final = re.compile(r"(<header\b[^>]*>.*?)(</nav>|</header>)", re.DOTALL)
_ARTICLE_END: Final = re.compile(r"</article>|</main>")
_BODY: Final = re.compile(r"<body\b[^>]*>")


def with_header(html: str, icons: str) -> str:
    """The page with the search box at the end of its header and the icons at the start of its body.

    A theme without a header gets the icons only; Ctrl-K works all the same.
    """
    with_icons = _BODY.sub(lambda body: body[0] + icons, html, count=1)
    return _HEADER_END.sub(lambda found: f"{found[1]}{SEARCH_BOX}{found[2]}", with_icons, count=1)


def with_home(html: str, panel: str) -> str:
    """The start page with the overview after its own text, outside the article and its styles for prose."""
    return _ARTICLE_END.sub(
        lambda end: end[0] + panel if end[0] == "</article>" else panel + end[0], html, count=1
    )


def without_controls(html: str) -> bytes:
    """The HTML without the characters that it may not hold (HTML, section 13.2.3.5) and terminals obey."""
    return html.encode("utf-8", "replace").translate(None, _CONTROLS)
