"""The navigation of a docs set: rendered once, or once a section, and filled in for each page.

The navigation stands on every page, so a large one would make a site that grows with the square of its pages:
from `_WHOLE_UP_TO` pages on, only the sections around a page are spelled out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from callboard.docs import DocsSet, NavItem
from callboard.model import docs_address
from callboard.views.body import SECTIONS, Here
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.urls import web_url

FILES: Final = "@files/"
"""Where the list of a set's other files lies below its root; no page's address begins like this."""

# Cannot occur in escaped text, so they can stand for what is not known yet: the way to the root of the docs,
# and whether a section is open.
_KEPT: Final = "/~!$&'()*+,;=@-._"
_ROOT: Final = "\x00"
_OPEN: Final = re.compile("\x01(\\d+)\x01")

_WHOLE_UP_TO: Final = 150
_OPEN_UP_TO: Final = 20
_MOST_SIBLINGS: Final = 150
_REMEMBERED: Final = 32

# On narrow screens the docs' navigation stands where the site's own would.
_WAYS: Final = (("Start", ""), *((title, f"{section}/") for section, title in SECTIONS.items()))


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of a docs navigation; `href` is `""` for a section without a page of its own.

    `mark` stands where a section that can be folded says whether it is open.
    """

    title: str
    href: str
    outside: bool
    children: tuple[NavEntry, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Node:
    """An entry with its place in reading order: what lies below it has the numbers up to `last`."""

    item: NavItem
    number: int
    last: int
    first: str | None
    children: tuple[_Node, ...]

    def holds(self, number: int) -> bool:
        return self.number <= number <= self.last


@dataclass(slots=True)
class DocsNavigation:
    """The navigation of a set whose pages lie at `root`."""

    docs: DocsSet
    root: str
    _nodes: tuple[_Node, ...] = ()
    _pages: list[_Node] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _templates: dict[tuple[int, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nodes = _numbered(self.docs.navigation, 0)
        # An entry may also lead to a part of a page, or to a file: those are read in passing.
        pages = {page.address for page in self.docs.pages}
        self._pages = [node for node in _flatten(self._nodes) if node.item.address in pages]
        for position, node in enumerate(self._pages):
            self._places.setdefault(node.item.address or "", position)

    def html(self, here: Here, address: str) -> str:
        """The navigation on one page: the page itself marked, the sections around it open."""
        node = self._node(address)
        around = {each.number for each in self._above(node)}
        template = self._template(node)
        target = str(Markup.escape(f"{_ROOT}{_quoted(address)}"))
        marked = template.replace(f'href="{target}"', f'href="{target}" aria-current="page"', 1)
        all_open = len(self.docs.pages) <= _OPEN_UP_TO
        opened = _OPEN.sub(lambda m: " open" if all_open or int(m[1]) in around else "", marked)
        return opened.replace(_ROOT, here.to(self.root))

    def trail(self, here: Here, address: str) -> tuple[Crumb, ...]:
        """The sections above a page, each leading to the first page in it."""
        above = [node for node in self._above(self._node(address)) if node.item.address != address]
        return tuple(
            Crumb(node.item.title, self.link(here, node.first)) for node in above if node.first is not None
        )

    def around(self, address: str) -> tuple[NavItem | None, NavItem | None]:
        """The pages before and after a page in reading order; a page that is not in it has neither."""
        place = self._places.get(address)
        if place is None:
            return None, None
        before = self._pages[place - 1].item if place else None
        after = self._pages[place + 1].item if place + 1 < len(self._pages) else None
        return before, after

    def link(self, here: Here, address: str) -> str:
        """The link to a page of the set, as a browser reads it."""
        return _quoted(here.to(self.root + address))

    def _node(self, address: str) -> _Node | None:
        place = self._places.get(address)
        return None if place is None else self._pages[place]

    def _above(self, node: _Node | None) -> Iterator[_Node]:
        """The sections that a page lies in, the outermost first; a section may have a page of its own."""
        nodes = self._nodes
        while node is not None and nodes:
            inside = nodes[_place(nodes, node.number)]
            if not inside.children:
                return
            yield inside
            nodes = inside.children

    def _template(self, node: _Node | None) -> str:
        """The navigation with `_ROOT` and `_OPEN` still to be filled in."""
        pruned = len(self.docs.pages) > _WHOLE_UP_TO or len(self._nodes) > _MOST_SIBLINGS
        number = node.number if node else -1
        key = tuple(self._key(node)) if pruned else ()
        if key not in self._templates:
            if len(self._templates) >= _REMEMBERED:
                self._templates.clear()
            items = self._pruned(self._nodes, number) if pruned else self._whole(self._nodes)
            self._templates[key] = self._render(items)
        return self._templates[key]

    def _key(self, node: _Node | None) -> Iterator[int]:
        """What a page's navigation depends on: the sections around it, and the part of each that is shown."""
        number = node.number if node else -1
        yield _part(self._nodes, number)
        for section in self._above(node):
            yield section.number
            yield _part(section.children, number)

    def _render(self, items: tuple[NavEntry, ...]) -> str:
        up = "../" * docs_address(self.docs.ref).count("/")
        if self.docs.version:
            up += "../"
        if self.docs.files:
            items = (*items, NavEntry("Files", _ROOT + FILES, outside=False))
        return render(
            "docs_navigation.html",
            title=self.docs.title,
            items=items,
            sections=[Crumb(label, f"{_ROOT}{up}{address}") for label, address in _WAYS],
        )

    def _whole(self, nodes: Sequence[_Node]) -> tuple[NavEntry, ...]:
        return tuple(_entry(node, self._whole(node.children)) for node in nodes)

    def _pruned(self, nodes: Sequence[_Node], number: int) -> tuple[NavEntry, ...]:
        """The entries of a level around a page: closed sections as links, long levels in parts."""
        start = _part(nodes, number) * _MOST_SIBLINGS
        shown = nodes[start : start + _MOST_SIBLINGS]
        entries = [
            _entry(node, self._pruned(node.children, number) if node.holds(number) else ()) for node in shown
        ]
        return (
            *_rest(nodes[:start], "earlier", nodes[max(0, start - _MOST_SIBLINGS) : start]),
            *entries,
            *_rest(nodes[start + _MOST_SIBLINGS :], "more", nodes[start + _MOST_SIBLINGS :]),
        )


def nav_entries(items: Sequence[NavItem], prefix: str) -> tuple[NavEntry, ...]:
    """A navigation with links; `prefix` leads to the root of the docs."""
    return tuple(
        replace(_entry(node, nav_entries(node.item.children, prefix)), href=_href(node.item, prefix))
        for node in _numbered(items, 0)
    )


def _numbered(items: Sequence[NavItem], start: int) -> tuple[_Node, ...]:
    nodes = []
    for item in items:
        children = _numbered(item.children, start + 1)
        firsts = (child.first for child in children if child.first is not None)
        first = item.address if item.address is not None else next(firsts, None)
        last = children[-1].last if children else start
        nodes.append(_Node(item, start, last, first, children))
        start = last + 1
    return tuple(nodes)


def _flatten(nodes: Sequence[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _flatten(node.children)


def _part(nodes: Sequence[_Node], number: int) -> int:
    """Which part of a long level holds the page; the first one where none does."""
    return _place(nodes, number) // _MOST_SIBLINGS


def _place(nodes: Sequence[_Node], number: int) -> int:
    """Which of these nodes in reading order holds a number; the nearest one where none does."""
    return max(0, bisect_right(nodes, number, key=lambda node: node.number) - 1)


def _rest(left_out: Sequence[_Node], word: str, next_part: Sequence[_Node]) -> Iterator[NavEntry]:
    """The way to the next part of a level, as a link to the first page in it."""
    first = next((node.first for node in next_part if node.first is not None), None)
    if left_out and first is not None:
        yield NavEntry(f"{len(left_out):,} {word}", _ROOT + _quoted(first), outside=False)


def _entry(node: _Node, children: tuple[NavEntry, ...]) -> NavEntry:
    item = node.item
    outside = item.address is None and bool(item.url)
    href = _href(item, _ROOT)
    if not children and node.children and node.first is not None:
        href = _ROOT + _quoted(node.first)
    return NavEntry(item.title, href, outside, children, f"\x01{node.number}\x01")


def _href(item: NavItem, prefix: str) -> str:
    if item.address is None:
        return web_url(item.url)
    return f"{prefix}{_quoted(item.address)}" or "./"


def _quoted(address: str) -> str:
    # The address of a page ends in `/`; only behind that can a `#` begin a part of it.
    folder, slash, last = address.rpartition("/")
    if not last.startswith("#"):
        return quote(address, safe=_KEPT)
    return f"{quote(folder + slash, safe=_KEPT)}#{quote(last[1:], safe=_KEPT)}"
