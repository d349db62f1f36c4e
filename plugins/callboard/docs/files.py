"""A repository's files, arranged once for all its docs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from callboard.docs.paths import folder_of
from callboard.model import Tree

MARKDOWN_ENDINGS: Final = (".md", ".markdown")
RESTRUCTURED_ENDINGS: Final = (".rst", ".rest")
PAGE_ENDINGS: Final = (*MARKDOWN_ENDINGS, *RESTRUCTURED_ENDINGS)
"""Of two pages that differ only in the ending, the earlier here is published."""

_MAX_DECISIONS: Final = 500
_DECISIONS: Final = ("docs/adr", "docs/adrs", "doc/adr", "adr", "adrs")
_CHANGES: Final = ("changelog.md", "changelog.markdown", "changelog.rst")


@dataclass(frozen=True, slots=True)
class RepositoryFiles:
    """The paths of a repository in order, all its folders, and those with a page in them or below them."""

    paths: tuple[str, ...]
    known: frozenset[str]
    folders: frozenset[str]
    page_folders: frozenset[str]

    def below(self, folder: str) -> tuple[str, ...]:
        """The files of a folder, at any depth."""
        if not folder:
            return self.paths
        # `0` is the character after `/`.
        return self.paths[bisect_left(self.paths, f"{folder}/") : bisect_left(self.paths, f"{folder}0")]


def arrange(tree: Tree) -> RepositoryFiles:
    """Arrange the files of a tree."""
    paths = tuple(sorted(tree.files))
    pages = (path for path in paths if path.lower().endswith(PAGE_ENDINGS))
    return RepositoryFiles(paths, frozenset(paths), _folders(paths), _folders(tuple(pages)))


def readme_pages(files: RepositoryFiles, folder: str) -> tuple[str, ...]:
    """What is published beside a README that is all the documentation there is: decisions and changes."""
    return (*_decisions(files, folder), *_changes(files, folder))


def _decisions(files: RepositoryFiles, folder: str) -> Iterator[str]:
    """The records of decisions of the first folder that has any."""
    for name in _DECISIONS:
        place = f"{folder}/{name}".lstrip("/")
        found = [
            path
            for path in files.below(place)
            if folder_of(path) == place and path.lower().endswith(PAGE_ENDINGS)
        ]
        if found:
            yield from found[:_MAX_DECISIONS]
            return


def _changes(files: RepositoryFiles, folder: str) -> Iterator[str]:
    """The changelog of the folder."""
    start = f"{folder}/" if folder else ""
    spellings = (
        f"{start}{spelt}{name[9:]}" for name in _CHANGES for spelt in ("CHANGELOG", "Changelog", "changelog")
    )
    found = next((path for path in spellings if path in files.known), "")
    if found:
        yield found


def _folders(paths: tuple[str, ...]) -> frozenset[str]:
    folders: set[str] = set()
    for path in paths:
        folder = folder_of(path)
        while folder not in folders:
            folders.add(folder)
            folder = folder_of(folder)
    return frozenset(folders)
