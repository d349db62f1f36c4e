"""A navigation that follows the `toctree` directives of reStructuredText, from the start page down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from callboard.docs.addresses import is_start_page, without_ending
from callboard.docs.layout import Layout
from callboard.docs.paths import folder_of, inside
from callboard.docs.patterns import compile_path, has_wildcards, is_match
from callboard.docs.values import NavItem
from callboard.markup import is_external, is_web_address

MAX_DEPTH: Final = 12
_TITLED: Final = re.compile(r"([^<>]++)<([^<>]++)>")


@dataclass(slots=True)
class ToctreeNavigation:
    """Follows toctrees: by page, its entries in order, each a title (or `""`) and a target as written.

    Each page stands where it is named first; `used` are the pages that have been named.
    """

    toctrees: Mapping[str, Sequence[tuple[str, str]]]
    pages: Mapping[str, str]
    titles: Mapping[str, str]
    layout: Layout
    used: set[str] = field(default_factory=set)
    _by_stem: dict[str, str] = field(default_factory=dict)

    def build(self, start: str) -> tuple[NavItem, ...]:
        """The navigation below the start page, which is its first item."""
        for path in self.pages:
            self._by_stem.setdefault(without_ending(path), path)
            if is_start_page(path):
                self._by_stem.setdefault(folder_of(path), path)
        self.used.add(start)
        return (NavItem(self.titles[start], self.pages[start]), *self._below(start, 1))

    def _below(self, page: str, depth: int) -> tuple[NavItem, ...]:
        if depth > MAX_DEPTH:
            return ()
        return tuple(
            item
            for title, target in self.toctrees.get(page, ())
            for item in self._items(page, title.strip(), target.strip(), depth)
        )

    def _items(self, page: str, title: str, target: str, depth: int) -> Iterator[NavItem]:
        written = _TITLED.fullmatch(target)
        if written and not title:
            title, target = written[1].strip(), written[2].strip()
        if is_external(target):
            if is_web_address(target):
                yield NavItem(title or target, url=target)
            return
        if target in {"", "self"}:
            return
        for path in self._paths(page, target):
            if path not in self.used:
                self.used.add(path)
                children = self._below(path, depth + 1)
                yield NavItem(title or self.titles[path], self.pages[path], children=children)

    def _paths(self, page: str, target: str) -> list[str]:
        """The pages that a target means; `/` begins at the root of the docs."""
        root = self.layout.mount_of(page).folder
        base = root if target.startswith("/") else folder_of(page)
        stem = inside(base, target.lstrip("/") or ".")
        if stem is None:
            return []
        if has_wildcards(stem):
            segments = compile_path(without_ending(stem))
            stems = (known for known in self._by_stem if segments and is_match(segments, known))
            return sorted({self._by_stem[known] for known in stems})
        found = self._by_stem.get(without_ending(stem), self._by_stem.get(stem))
        return [found] if found else []
