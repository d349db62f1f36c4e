"""The left navigation of a set: the author's, checked, or one made from the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final

from callboard.descriptors import nearest
from callboard.docs.authored import MAX_REPORTED, Entry, plain, walk
from callboard.docs.folder_order import arrange_folders
from callboard.docs.layout import Layout
from callboard.docs.paths import is_below
from callboard.docs.patterns import compile_path, has_wildcards, is_match
from callboard.docs.roots import DocsRoot
from callboard.docs.section_tree import grow, title_of_name
from callboard.docs.toctree_navigation import ToctreeNavigation
from callboard.docs.values import NavItem
from callboard.findings import Finding, finding
from callboard.markup import is_web_address

_REST: Final = "..."
_MAX_SUGGESTED: Final = 20
_MAX_COMPARED: Final = 1_000
_MAX_MORE: Final = 50
_MAX_PATTERNS: Final = 50
_NO_TREES: Final[Mapping[str, Sequence[tuple[str, str]]]] = MappingProxyType({})


def nowhere(path: str) -> str:  # noqa: ARG001  (stands in for a function of the path)
    """Nothing but pages is published."""
    return ""


@dataclass
class Navigation:
    """Builds the navigation of one set.

    `pages` maps paths to addresses in reading order, `titles` to titles. `file_link` gives the place of a file
    that is no page: an address below the docs, one of the web, or `""`. `toctrees` are those of pages in
    reStructuredText: titles (or `""`) and targets.
    """

    root: DocsRoot
    layout: Layout
    pages: Mapping[str, str]
    titles: Mapping[str, str]
    file_link: Callable[[str], str] = nowhere
    toctrees: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=lambda: _NO_TREES)
    findings: list[Finding] = field(default_factory=list)
    _wrong: int = 0
    _patterns: int = 0

    def build(self) -> tuple[NavItem, ...]:
        """The author's navigation where it names at least one page, else that of toctrees, else the files'."""
        entries = self.layout.authored.entries
        items = tuple(item for entry in entries for item in self._items(entry))
        more = self._wrong - MAX_REPORTED
        if more > 0:
            message = f"{more} more entries of the navigation lead nowhere"
            self.findings.append(finding("docs-nav", message, entries[0].origin.at(0)))
        if _leads_somewhere(items):
            return items
        return self._from_toctrees() or self._from_files(self._listed())

    def _items(self, entry: Entry) -> Iterator[NavItem]:
        if entry.children is not None:
            children = tuple(item for child in entry.children for item in self._items(child))
            if children:
                yield NavItem(entry.title, children=children)
        elif entry.url:
            yield NavItem(entry.title, url=entry.url)
        elif entry.member is not None:
            folder = entry.member.mount.folder
            yield from self._section(entry.title, [path for path in self._listed() if is_below(path, folder)])
        elif entry.target == _REST:
            yield from self._from_files(path for path in self._listed() if path not in self._named)
        else:
            yield from self._place(entry)

    def _place(self, entry: Entry) -> Iterator[NavItem]:
        """A page, a file, all pages of a folder, or those that a pattern matches."""
        path = entry.path
        if path in self.pages:
            yield NavItem(entry.title or self.titles[path], f"{self.pages[path]}{entry.part}")
        elif has_wildcards(path) and path not in self.root.files.known:
            yield from self._matching(entry)
        elif path in self.root.files.known and (link := self.file_link(path)):
            title = entry.title or title_of_name(path.rpartition("/")[2].rpartition(".")[0])
            if is_web_address(link):
                yield NavItem(title, url=f"{link}{entry.part}")
            else:
                yield NavItem(title, f"{link}{entry.part}")
        elif path in self.root.files.page_folders and (below := self._below(path)):
            yield from self._section(entry.title or title_of_name(path.rpartition("/")[2]), below)
        else:
            self._report(entry)

    def _below(self, folder: str) -> list[str]:
        return [path for path in self._listed() if is_below(path, folder)]

    def _section(self, title: str, paths: Sequence[str]) -> Iterator[NavItem]:
        """The pages of one folder as one item of this title."""
        items = self._from_files(paths)
        # What the folder is in is not part of it.
        while len(items) == 1 and items[0].address is None and items[0].children:
            items = items[0].children
        if len(items) == 1 and items[0].children:
            yield NavItem(title, items[0].address, children=items[0].children)
        elif items:
            yield NavItem(title, children=items)

    def _matching(self, entry: Entry) -> Iterator[NavItem]:
        """The pages that a pattern matches and that no other entry names."""
        self._patterns += 1
        segments = compile_path(entry.path) if self._patterns <= _MAX_PATTERNS else None
        paths = [
            path
            for path in self._listed()
            if segments and path not in self._named and is_match(segments, path)
        ]
        items = tuple(NavItem(self.titles[path], self.pages[path]) for path in paths)
        if not items:
            self._report(entry)
        elif entry.title:
            yield NavItem(entry.title, children=items)
        else:
            yield from items

    def _report(self, entry: Entry) -> None:
        self._wrong += 1
        if self._wrong > MAX_REPORTED:
            return
        message = plain(f"The navigation names {entry.target}, which is not a page")[:300]
        self.findings.append(finding("docs-nav", message, entry.origin, hint=self._meant(entry)))

    def _meant(self, entry: Entry) -> str:
        """What the author may have meant: a page of that name elsewhere, or one with a similar path."""
        if self._wrong > _MAX_SUGGESTED:
            return ""
        folder = self.layout.mount_of(entry.path).folder
        name = entry.path.rpartition("/")[2].lower()
        alike = [path for path in self.pages if path.rpartition("/")[2].lower() == name]
        known = list(self.pages)[:_MAX_COMPARED]
        found = alike[0] if len(alike) == 1 else nearest(entry.path[:200], known)
        return f"did you mean {found[len(folder) :].lstrip('/')}?" if found else ""

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(entry.path for entry in walk(self.layout.authored.entries) if entry.path)

    def _listed(self) -> list[str]:
        return [path for path in self.pages if path not in self.layout.unlisted]

    def _from_files(self, paths: Iterable[str]) -> tuple[NavItem, ...]:
        section = grow(paths, self.pages, self.titles, self.layout)
        self.findings += arrange_folders(self.root, section)
        return section.close()

    def _from_toctrees(self) -> tuple[NavItem, ...]:
        """The toctrees below the start page, and what they do not name; empty when there are none."""
        start = next((path for path, address in self.pages.items() if not address), "")
        if not self.toctrees.get(start):
            return ()
        trees = ToctreeNavigation(self.toctrees, self.pages, self.titles, self.layout)
        items = trees.build(start)
        rest = [path for path in self._listed() if path not in trees.used]
        if not rest:
            return items
        if len(rest) <= _MAX_MORE:
            more = tuple(NavItem(self.titles[path], self.pages[path]) for path in rest)
            return (*items, NavItem("More", children=more))
        return (*items, *self._from_files(rest))


def _leads_somewhere(items: tuple[NavItem, ...]) -> bool:
    return any(item.address is not None or _leads_somewhere(item.children) for item in items)
