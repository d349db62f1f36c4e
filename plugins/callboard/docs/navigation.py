"""The left navigation of a set: the author's, checked, or one made from the files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from callboard.descriptors import nearest
from callboard.docs.addresses import without_ending
from callboard.docs.authored import MAX_REPORTED, Entry, plain, walk
from callboard.docs.folder_order import FolderOrders
from callboard.docs.layout import Layout
from callboard.docs.paths import is_below
from callboard.docs.patterns import compile_path, has_wildcards, is_match
from callboard.docs.roots import DocsRoot
from callboard.docs.section_tree import grow
from callboard.docs.titles import title_of_name
from callboard.docs.toctree_navigation import ToctreeNavigation
from callboard.docs.values import NavItem
from callboard.findings import Finding, finding
from callboard.markup import is_web_address

_REST: Final = "..."
_MAX_SUGGESTED: Final = 20
_MAX_COMPARED: Final = 1_000
_MAX_MORE: Final = 50
_MAX_LISTINGS: Final = 200
_MAX_LISTED: Final = 20_000
_NO_TREES: Final[Mapping[str, Sequence[tuple[str, str]]]] = MappingProxyType({})


def nowhere(path: str) -> str:  # noqa: ARG001  (stands in for a function of the path)
    """Nothing but pages is published."""
    return ""


@dataclass
class Navigation:
    """Builds the navigation of one set.

    `pages` maps paths to addresses in reading order, `titles` to titles. `file_link` gives the place of a
    file that is no page: an address below the docs, one of the web, or `""`. `toctrees` are those of pages in
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
    _listings: int = 0
    _room: int = _MAX_LISTED

    def build(self) -> tuple[NavItem, ...]:
        """The author's navigation where it leads to a page, else that of toctrees, else the files'."""
        entries = self.layout.authored.entries
        items = tuple(item for entry in entries for item in self._items(entry))
        more = self._wrong - MAX_REPORTED
        if more > 0:
            message = f"{more} more entries of the navigation lead nowhere"
            self.findings.append(finding("docs-nav", message, entries[0].origin.at(0)))
        if not _leads_somewhere(items):
            listed = self._listed() or list(self.pages)
            items = self._from_toctrees() or self._from_files(listed) or self._as_they_lie(listed)
        self.findings += self._orders.findings
        return items

    def _items(self, entry: Entry) -> Iterator[NavItem]:
        if entry.children is not None:
            children = tuple(item for child in entry.children for item in self._items(child))
            if children:
                yield NavItem(entry.title, children=children)
        elif entry.url:
            yield NavItem(entry.title, url=entry.url)
        elif entry.path in self.pages:
            address = f"{self.pages[entry.path]}{entry.part}"
            yield NavItem(entry.title or self.titles[entry.path], address)
        elif entry.path in self.root.files.known:
            yield from self._file(entry)
        else:
            yield from self._listing(entry)

    def _file(self, entry: Entry) -> Iterator[NavItem]:
        """A file that is no page, where it is published or can be looked at."""
        if self.layout.excludes(entry.path):
            self._report(entry, "which exclude_docs or draft_docs keeps out")
            return
        link = self.file_link(entry.path)
        if not link:
            self._report(entry)
            return
        title = entry.title or title_of_name(entry.path.rpartition("/")[2].rpartition(".")[0])
        place = f"{link}{entry.part}"
        yield NavItem(title, url=place) if is_web_address(link) else NavItem(title, place)

    def _listing(self, entry: Entry) -> Iterator[NavItem]:
        """All pages of a folder, those that a pattern matches, or those that no other entry leads to."""
        self._listings += 1
        paths = self._meant_by(entry) if self._listings <= _MAX_LISTINGS else []
        self._room -= len(paths)
        if self._room < 0 or self._listings > _MAX_LISTINGS:
            self._report(entry, "and lists more than a navigation can hold")
        elif not paths:
            if entry.target != _REST:
                self._report(entry)
        elif entry.target == _REST:
            yield from self._from_files(paths)
        elif has_wildcards(entry.path):
            items = tuple(NavItem(self.titles[path], self.pages[path]) for path in paths)
            yield from [NavItem(entry.title, children=items)] if entry.title else items
        else:
            yield from self._section(entry.title or title_of_name(entry.path.rpartition("/")[2]), paths)

    def _meant_by(self, entry: Entry) -> list[str]:
        listed = self._listed()
        if entry.target == _REST:
            return [path for path in listed if path not in self._claimed]
        if entry.member is None and has_wildcards(entry.path):
            segments = compile_path(entry.path) or ()
            return [path for path in listed if path not in self._named and is_match(segments, path)]
        folder = entry.member.mount.folder if entry.member else entry.path
        return [path for path in listed if is_below(path, folder)]

    def _section(self, title: str, paths: Sequence[str]) -> Iterator[NavItem]:
        """The pages of one folder as one item of this title."""
        items = self._from_files(paths)
        # What the folder is in is not part of it.
        while len(items) == 1 and items[0].address is None and items[0].children:
            items = items[0].children
        if len(items) == 1:
            yield replace(items[0], title=title)
        elif items:
            yield NavItem(title, children=items)

    def _report(self, entry: Entry, why: str = "which is not a page") -> None:
        self._wrong += 1
        if self._wrong > MAX_REPORTED:
            return
        message = plain(f"The navigation names {entry.target}, {why}")[:300]
        self.findings.append(finding("docs-nav", message, entry.origin, hint=self._meant(entry)))

    def _meant(self, entry: Entry) -> str:
        """What the author may have meant: a page of that name elsewhere, or one with a similar path."""
        if self._wrong > _MAX_SUGGESTED:
            return ""
        mount = self.layout.mount_of(entry.path)
        pages = [path for path in self.pages if is_below(path, mount.folder)][:_MAX_COMPARED]
        known = {without_ending(mount.relative(path)): mount.relative(path) for path in pages}
        stem = without_ending(mount.relative(entry.path))
        alike = [page for page in known if page.rpartition("/")[2] == stem.rpartition("/")[2]]
        found = alike[0] if len(alike) == 1 else nearest(stem[:200], known)
        return f"did you mean {known[found]}?" if found else ""

    @cached_property
    def _orders(self) -> FolderOrders:
        return FolderOrders(self.root)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(entry.path for entry in walk(self.layout.authored.entries) if entry.path)

    @cached_property
    def _claimed(self) -> frozenset[str]:
        """The pages that an entry other than `...` leads to."""
        entries = [entry for entry in walk(self.layout.authored.entries) if entry.path not in self.pages]
        lists = [entry for entry in entries if (entry.path or entry.member) and entry.target != _REST]
        return self._named.union(*(self._meant_by(entry) for entry in lists[:_MAX_LISTINGS]))

    def _listed(self) -> list[str]:
        return [path for path in self.pages if path not in self.layout.unlisted]

    def _from_files(self, paths: Iterable[str]) -> tuple[NavItem, ...]:
        section = grow(paths, self.pages, self.titles, self.layout)
        self._orders.apply(section)
        return section.close()

    def _as_they_lie(self, paths: Iterable[str]) -> tuple[NavItem, ...]:
        """The pages by folder, where orders of folders would leave nothing."""
        return grow(paths, self.pages, self.titles, self.layout).close()

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
