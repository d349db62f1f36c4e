"""Markdown in, safe draft out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Final

from markdown import Markdown

from callboard.markup.constructs import Draw, finish_constructs
from callboard.markup.dialect import Dialect
from callboard.markup.extensions import extension_options, extensions
from callboard.markup.filling import answered
from callboard.markup.headings import HeadingLines, contents, slug
from callboard.markup.limits import too_hard
from callboard.markup.page import Draft, Places, RenderedPage, Resolve
from callboard.markup.quick import QuickReader, understands
from callboard.markup.restructured import convert
from callboard.markup.rewriting import Rewriting, title_heading
from callboard.markup.sanitising import sanitise_html
from callboard.markup.trusting import trusted_html

MAX_PAGE_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Tools:
    """What pages may use besides their own text: a folder of icons, and somebody who draws Graphviz."""

    icons: Path | None = None
    draw: Draw | None = None


_NO_TOOLS: Final = Tools()
_PLAIN: Final = Dialect()


class Renderer:
    """Drafts page after page of one dialect with one Markdown instance, which is dear to make."""

    def __init__(self, dialect: Dialect = _PLAIN, tools: Tools = _NO_TOOLS) -> None:
        self._dialect: Final = dialect
        self._tools: Final = tools
        self._markdown: Final = markdown_instance(dialect, tools.icons)
        self._quick: Final = QuickReader(self._markdown) if understands(dialect) else None

    def draft(self, text: str, *, title: str, lines: HeadingLines | None = None) -> Draft:
        """The page; never raises for what the text says but `MemoryError` and `RecursionError`.

        `title` becomes the `h1` of a page that has none; `lines` say where its headings stand.
        """
        problem = _too_large(text) or too_hard(text)
        if problem:
            return as_written(text[:MAX_PAGE_BYTES], title, problem)
        text = _drop_controls(text)
        try:
            quickly = self._quick.html(text) if self._quick else None
            html = self._markdown.reset().convert(text) if quickly is None else quickly
        except RecursionError:
            raise
        except (ValueError, IndexError, KeyError, TypeError, AttributeError, AssertionError, RuntimeError):
            # The parser and its extensions were written for friends. Whatever the page did to them is this
            # page's fault and must cost no other page anything.
            return as_written(text, title, "The Markdown parser gave up on the page")
        if quickly is not None:
            return self._drafted(html, title, lines)
        foreign = tuple(sorted(set(self._markdown.foreign)))  # type: ignore[attr-defined]  # see `myst`
        return replace(self._drafted(html, title, lines), foreign=foreign)

    def draft_restructured(self, text: str, *, title: str, lines: HeadingLines | None = None) -> Draft:
        """The same for a page of reStructuredText."""
        problem = _too_large(text)
        if problem:
            return as_written(text[:MAX_PAGE_BYTES], title, problem)
        converted = convert(_drop_controls(text))
        draft = self._drafted(converted.html, converted.title or title, lines)
        return replace(draft, problem=converted.problem, foreign=converted.foreign)

    def render(self, text: str, resolve: Resolve, *, title: str) -> RenderedPage:
        """The draft with its links answered at once."""
        return answered(self.draft(text, title=title), resolve)

    def _drafted(self, html: str, title: str, lines: HeadingLines | None) -> Draft:
        """A stranger's HTML as a draft; that of a trusted source keeps what would be taken from others."""
        rewriting = Rewriting(lines)

        def finish(clean: str) -> str:
            return rewriting.run(finish_constructs(clean, self._tools.draw))

        body = trusted_html(html, finish) if self._dialect.raw_html else finish(sanitise_html(html))
        if rewriting.title is None:
            body = title_heading(title, rewriting.free_anchor(slug(title))) + body
        places = rewriting.places(body)
        body, links = rewriting.settled(body, places)
        return Draft(
            html=body,
            links=links,
            title=rewriting.title or title,
            toc=contents(rewriting.headings, self._depths()),
            places=places,
        )

    def _depths(self) -> tuple[int, int]:
        """The ranks of headings in the table of contents: `3` is up to the third, `2-4` second to fourth."""
        first, _, last = str(self._dialect.option("toc", "toc_depth") or 6).rpartition("-")
        return max(int(first or 2), 2), int(last)


def markdown_instance(dialect: Dialect = _PLAIN, icons: Path | None = None) -> Markdown:
    """Python-Markdown with everything that it is given here."""
    return Markdown(
        extensions=extensions(dialect, icons),
        extension_configs=extension_options(dialect),
        output_format="html",
    )


def as_written(text: str, title: str, problem: str = "") -> Draft:
    """A page that shows its text unchanged below its title."""
    anchor = slug(title) or "page"
    body = f'{title_heading(title, anchor)}<pre class="cb-as-written">{escape(_drop_controls(text))}</pre>'
    return Draft(body, (), title, (), Places(frozenset({anchor})), problem)


def _too_large(text: str) -> str:
    if len(text) <= MAX_PAGE_BYTES >> 2 or len(text.encode("utf-8", "replace")) <= MAX_PAGE_BYTES:
        return ""
    return f"The page is larger than {MAX_PAGE_BYTES >> 20} MiB"


# Python-Markdown marks its own places with STX and ETX; a page that holds them could forge one.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _drop_controls(text: str) -> str:
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text
