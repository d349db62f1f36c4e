"""A set without an index gets a start page, because every link to its docs leads there."""

from __future__ import annotations

from dataclasses import replace

from callboard.docs.authored import walk
from callboard.docs.layout import Layout
from callboard.docs.paths import folder_of
from callboard.docs.roots import DocsRoot


def with_start_page(layout: Layout, root: DocsRoot) -> Layout:
    """The layout with a page at `""` first: its own, else the README above the docs, else its first page."""
    if not layout.pages or "" in layout.pages.values():
        return layout
    readme = f"{folder_of(root.folder)}/README.md".lstrip("/")
    if readme in root.files.known and readme not in layout.pages:
        return replace(layout, pages={readme: "", **layout.pages})
    stated = (entry.path for entry in walk(layout.authored.entries) if entry.path in layout.pages)
    first = next(stated, next(iter(layout.pages)))
    return replace(layout, pages={**layout.pages, first: ""})
