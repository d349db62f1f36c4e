"""`@files/`: what lies beside the pages of a docs set and is read in its repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from callboard.docs import DocsFile, DocsSet
from callboard.views.body import Here, PageBody
from callboard.views.docs_navigation import FILES, DocsNavigation
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.urls import web_url

MOST_FILES: Final = 2_000
_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")
_STEP: Final = 1_000
_LONGEST_KIND: Final = 8


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file: its path from the root of the docs, what it is, how large, and where it can be read."""

    path: str
    kind: str
    size: str
    href: str


@dataclass(frozen=True, slots=True)
class FilesView:
    """The files of a set; `total` counts those that are left out as well."""

    crumbs: tuple[Crumb, ...]
    entity: Mention
    lines: tuple[FileLine, ...]
    total: int


def files_page(portfolio: Portfolio, docs: DocsSet, navigation: DocsNavigation) -> PageBody:
    """The page that lists a set's other files."""
    root = docs.root
    here = Here(root + FILES)
    view = FilesView(
        crumbs=(Crumb("Docs", here.to("docs/")), Crumb(docs.title, here.to(root)), Crumb("Files")),
        entity=mention(portfolio, here, docs.ref),
        lines=tuple(_line(file, docs.folder) for file in docs.files[:MOST_FILES]),
        total=len(docs.files),
    )
    return PageBody(
        address=here.address,
        section="docs",
        title=f"Files - {docs.title}",
        description=f"The files beside the documentation of {docs.title}",
        html=render("files.html", page=view),
        navigation=navigation.html(here, FILES),
        noindex=True,
    )


def size_in_words(size: int) -> str:
    """A size as people read it: `850 bytes`, `1.2 MB`."""
    if size < _STEP:
        return f"{size} {_UNITS[0] if size != 1 else 'byte'}"
    amount, unit = float(size), 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}"


def _line(file: DocsFile, folder: str) -> FileLine:
    path = file.path.removeprefix(f"{folder}/") if folder else file.path
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    kind = ending.upper() if stem and len(ending) <= _LONGEST_KIND else ""
    return FileLine(path, kind, size_in_words(file.size), web_url(file.url))
