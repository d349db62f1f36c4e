"""Markdown in, safe page out."""

from __future__ import annotations

from html import escape
from typing import Final

from markdown import Markdown

from callboard.markup.constructs import finish_constructs
from callboard.markup.extensions import extension_options, extensions
from callboard.markup.limits import too_hard
from callboard.markup.page import RenderedPage, Resolve
from callboard.markup.rewriting import Rewriting, contents, heading, slug, words_of
from callboard.markup.sanitising import sanitise_html

MAX_PAGE_BYTES: Final = 1 << 20


class Renderer:
    """Renders page after page with one Markdown instance, which is dear to make; one renderer a worker."""

    def __init__(self) -> None:
        self._markdown: Final = Markdown(
            extensions=extensions(), extension_configs=extension_options(), output_format="html"
        )

    def render(self, text: str, resolve: Resolve, *, title: str) -> RenderedPage:
        """The page; never raises for what the text says.

        `title` becomes the `h1` of a page that has none.
        """
        problem = _too_large(text) or too_hard(text)
        if problem:
            return as_written(text[:MAX_PAGE_BYTES], title, problem)
        try:
            html = self._markdown.reset().convert(_drop_controls(text))
        except (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError):
            # The parser and its extensions were written for friends. Whatever the page did to them is this
            # page's fault and must cost no other page anything.
            return as_written(text, title, "The Markdown parser gave up on the page")
        return _finished(html, resolve, title)


def as_written(text: str, title: str, problem: str = "") -> RenderedPage:
    """A page that shows its text unchanged below its title."""
    body = f'{heading(title, slug(title))}<pre class="cb-as-written">{escape(text)}</pre>'
    return RenderedPage(body, title, (), f"{title} {' '.join(text.split())}", problem)


def _finished(html: str, resolve: Resolve, title: str) -> RenderedPage:
    rewriting = Rewriting(resolve)
    body = rewriting.run(finish_constructs(sanitise_html(html), None))
    if rewriting.title is None:
        body = heading(title, rewriting.free_anchor(slug(title))) + body
    return RenderedPage(
        html=body,
        title=rewriting.title or title,
        toc=contents(rewriting.headings),
        text=words_of(body),
    )


def _too_large(text: str) -> str:
    if len(text) <= MAX_PAGE_BYTES and len(text.encode("utf-8", "replace")) <= MAX_PAGE_BYTES:
        return ""
    return f"The page is larger than {MAX_PAGE_BYTES >> 20} MiB"


def _drop_controls(text: str) -> str:
    # Python-Markdown marks its own places with STX and ETX; a page that holds them could forge one.
    return text.translate({code: None for code in range(32) if chr(code) not in "\t\n\r"})
