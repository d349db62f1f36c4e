"""Short texts that are not Markdown."""

from __future__ import annotations

from html import escape


def render_inline(text: str) -> str:
    """The text on one line, escaped for HTML: nothing in it is markup."""
    return escape(" ".join(text.split()))
