"""The order in which files without a navigation are read."""

from __future__ import annotations

import re
from typing import Final

from callboard.docs.addresses import without_ending
from callboard.docs.files import PAGE_ENDINGS

# `index` before `readme`: where both exist, MkDocs takes the index.
_FIRST: Final = ("index", "readme")
_LAST: Final = frozenset({"changelog", "changes", "release-notes"})
_NUMBER: Final = re.compile(r"[0-9]{1,20}")


def reading_order(path: str) -> tuple[tuple[int, str, int, str], ...]:
    """Sorts start pages first, changelogs last, the rest by name as people do: `2-b` before `10-a`."""
    *folders, name = path.split("/")
    return (*((2, natural(folder), 0, folder) for folder in folders), _of_file(name))


def natural(name: str) -> str:
    """A name that sorts by the numbers in it."""
    return _NUMBER.sub(lambda number: number[0].zfill(20), name.lower())


def _of_file(name: str) -> tuple[int, str, int, str]:
    stem = without_ending(name).lower()
    ending = next((rank for rank, ending in enumerate(PAGE_ENDINGS) if name.lower().endswith(ending)), 9)
    rank = _FIRST.index(stem) if stem in _FIRST else 3 if stem in _LAST else 2
    return rank, natural(stem), ending, name
