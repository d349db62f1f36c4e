"""A page as the indexer is shown it: title and body, and what counts less than prose."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from callboard.fulltext.pages import SearchPage

CODE_WEIGHT: Final = "0.4"
"""A word in a listing is worth less than half of one in a sentence; a heading's up to seven."""

# What an author writes to the indexer: it could hide a page, or make facets, whose files differ by the run.
_TO_INDEXER: Final = re.compile(r"<[^<>]*\bdata-pagefind[^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile("data-pagefind", re.IGNORECASE)


def document_of(page: SearchPage) -> str:
    """An HTML document.

    The label stands outside the body: it is searched, and shown in no excerpt. Sanitised HTML writes `<pre`
    in no other way, and never inside a text.
    """
    unasked = page.html
    if _ATTRIBUTE.search(unasked):
        unasked = _TO_INDEXER.sub(lambda tag: _ATTRIBUTE.sub("data-unasked", tag[0]), unasked)
    body = unasked.replace("<pre", f'<pre data-pagefind-weight="{CODE_WEIGHT}"')
    return (
        '<!doctype html><html><head><meta charset="utf-8"></head><body>'
        f'<p data-pagefind-meta="title">{escape(page.title)}</p>'
        f'<p data-pagefind-meta="of">{escape(page.label)}</p>'
        f"<main data-pagefind-body>{body}</main></body></html>"
    )
