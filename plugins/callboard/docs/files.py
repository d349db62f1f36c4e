"""A repository's files, arranged once for all its docs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from callboard.docs.paths import folder_of
from callboard.model import Tree

MARKDOWN_ENDINGS: Final = (".md", ".markdown")
RESTRUCTURED_ENDINGS: Final = (".rst", ".rest")
PAGE_ENDINGS: Final = (*MARKDOWN_ENDINGS, *RESTRUCTURED_ENDINGS)


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


def _folders(paths: tuple[str, ...]) -> frozenset[str]:
    folders: set[str] = set()
    for path in paths:
        folder = folder_of(path)
        while folder not in folders:
            folders.add(folder)
            folder = folder_of(folder)
    return frozenset(folders)
