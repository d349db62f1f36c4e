"""The theme as a shell with holes, cut once and spliced around thousands of bodies.

Rendering the theme costs more than everything else on a page, and is the same for all pages of one section
and depth but for a few places. So it is rendered once with marks in those places; `splice` joins the pieces.
A standing test compares spliced pages with full renders of the same template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import jinja2
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from callboard.site.insertions import without_controls
from callboard.site.theme import SHELL, SectionLink
from callboard.store import digest_of
from callboard.views import PageBody

_MARK: Final = "callboardhole{}callboardhole"
_NOINDEX: Final = '<meta name="robots" content="noindex">'
_HIDDEN: Final = " hidden"
_HOLE: Final = re.compile(r"callboardhole([a-z]+)callboardhole")


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its holes: text, name of a hole, text, name, …, text."""

    pieces: tuple[str, ...]

    def splice(self, values: Mapping[str, str]) -> str:
        """Fill the holes; `values` are HTML already."""
        parts = list(self.pieces)
        parts[1::2] = [values[name] for name in self.pieces[1::2]]
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Host:
    """What MkDocs gave us to render its theme with."""

    config: MkDocsConfig
    environment: jinja2.Environment
    files: Files
    navigation: Navigation
    links: Sequence[SectionLink] = ()


class ShellKey(NamedTuple):
    """What shells differ in: section, first folder of the address, depth, and a navigation of its own."""

    section: str
    folder: str
    depth: int
    with_navigation: bool

    @classmethod
    def of(cls, body: PageBody) -> ShellKey:
        """The shell that a page is spliced into."""
        return cls(body.section, body.address.partition("/")[0], body.depth, bool(body.navigation))

    @property
    def address(self) -> str:
        """An address at which the theme renders what it would at that of any page with this shell."""
        return "/".join([self.folder, *["x"] * (self.depth - 1)]) + "/"


class ShellPress:
    """Renders the shells of a site as they are asked for."""

    def __init__(self, host: Host) -> None:
        self._host: Final = host
        self._shells: Final[dict[ShellKey, Shell]] = {}
        self._digests: Final[dict[ShellKey, str]] = {}
        self._weights: Final[dict[ShellKey, int]] = {}

    def page(self, body: PageBody) -> str:
        """The whole page of a body."""
        return self.shell(ShellKey.of(body)).splice(hole_values(body, self._host.config))

    def shell(self, key: ShellKey) -> Shell:
        """A shell, cut when it is asked for the first time."""
        if key not in self._shells:
            marks = {name: _MARK.format(name) for name in HOLES}
            self._shells[key] = Shell(tuple(_HOLE.split(self._render(key, key.address, marks))))
        return self._shells[key]

    def digest(self, key: ShellKey) -> str:
        """A digest of everything that the theme puts around a body."""
        if key not in self._digests:
            self._digests[key] = digest_of(*self.shell(key).pieces)
        return self._digests[key]

    def weight(self, key: ShellKey) -> int:
        """The bytes that a shell has in every page, whatever is spliced into it."""
        if key not in self._weights:
            self._weights[key] = len(without_controls("".join(self.shell(key).pieces)))
        return self._weights[key]

    def keys(self) -> tuple[ShellKey, ...]:
        """All shells that were asked for, in order."""
        return tuple(sorted(self._shells))

    def full_render(self, body: PageBody) -> str:
        """The same page without cutting or splicing: the theme renders it with the body's own values."""
        return self._render(ShellKey.of(body), body.address, hole_values(body, self._host.config))

    def _render(self, key: ShellKey, address: str, values: Mapping[str, str]) -> str:
        host = self._host
        page = _stand_in(host.config, address, values)
        context = dict(get_context(host.navigation, host.files, host.config, page))
        context["callboard"] = {**values, "with_navigation": key.with_navigation, "section": key.section}
        for link in _activated(host.links, key.section):
            link.active = True
        try:
            html = host.environment.get_template(SHELL).render(context)
        finally:
            for link in host.links:
                link.active = False
        return host.config.plugins.on_post_page(html, page=page, config=host.config)


HOLES: Final = (
    "title",
    "description",
    "canonical",
    "robots",
    "navhidden",
    "tochidden",
    "navigation",
    "toc",
    "body",
)
"""The places of a shell that differ between its pages."""


def hole_values(body: PageBody, config: MkDocsConfig) -> dict[str, str]:
    """What goes into each hole, escaped: the theme itself escapes nothing."""
    return {
        "title": str(escape(body.title)),
        "description": str(escape(body.description or body.title)),
        "canonical": str(escape(f"{(config.site_url or '').rstrip('/')}/{body.canonical or body.address}")),
        "robots": _NOINDEX if body.noindex else "",
        "navhidden": _HIDDEN if "navigation" in body.hides else "",
        "tochidden": _HIDDEN if "toc" in body.hides else "",
        "navigation": body.navigation,
        "toc": body.toc,
        "body": body.html,
    }


def _stand_in(config: MkDocsConfig, address: str, values: Mapping[str, str]) -> Page:
    """A page of MkDocs' own kind at our address, for the theme to look at."""
    file = File(f"{address}index.md", config.docs_dir, config.site_dir, use_directory_urls=True)
    page = Page(None, file, config)
    page.meta = {
        "title": values["title"],
        "description": values["description"],
        "hide": ["navigation", "toc"],
    }
    page.title = values["title"]
    page.content = ""
    page.markdown = ""
    page.edit_url = None
    page.canonical_url = values["canonical"] if config.site_url else None
    # The theme's skip link goes to the first heading of this table.
    page.toc = TableOfContents([AnchorLink("Content", "cb-content", 1)])
    return page


def _activated(links: Sequence[SectionLink], section: str) -> Iterator[SectionLink]:
    return (link for link in links if link.section == section)
