"""What a site may weigh: the option `budgets`, and which files go over it.

What a reader downloads on every visit counts as it travels, compressed; there are few such files. Pages are
thousands: compressing them all would cost as much as making them, so they count as they lie on the disk, and
so does the site.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.site.option_values import check_keys, whole_number
from callboard.views.docs_files import size_in_words

_KILOBYTE: Final = 1_000
_MEGABYTE: Final = 1_000_000
_BUDGETS: Final = ("page_kilobytes", "search_index_kilobytes", "atlas_kilobytes", "site_megabytes")
_MOST: Final = 1_000_000_000
_NAMED: Final = 5
"""Pages over their budget that are named: the largest."""

_DOWNLOADED: Final = {
    "search_index_kilobytes": ("api/search-index.js", "api/search-descriptions.js"),
    "atlas_kilobytes": ("api/atlas.js",),
}


@dataclass(frozen=True, slots=True)
class Excess:
    """A file or a whole site (`""`) over its budget; `compressed` says how its bytes were counted.

    `others` are the pages that are over the same budget and not named.
    """

    budget: str
    file: str
    size: int
    limit: int
    compressed: bool = False
    others: int = 0

    def __str__(self) -> str:
        """One sentence for the operator."""
        counted = " compressed" if self.compressed else ""
        more = f", and so are {self.others} smaller pages" if self.others else ""
        limit = size_in_words(self.limit)
        what = self.file or "the site"
        return (
            f"{what} is over budget: {size_in_words(self.size)}{counted}, {self.budget} allows {limit}{more}"
        )


def read_budgets(option: Mapping[object, object]) -> Mapping[str, int]:
    """The bytes that each budget allows, as far as there are any.

    Raises:
        ConfigurationError: a budget does not exist, or is no number.
    """
    check_keys(option, _BUDGETS, "budgets")
    return {
        name: whole_number(option[name], f"budgets.{name}", 1, _MOST)
        * (_MEGABYTE if name.endswith("megabytes") else _KILOBYTE)
        for name in _BUDGETS
        if name in option
    }


def over_budget(
    budgets: Mapping[str, int], files: Iterable[tuple[str, int]], *folders: Path
) -> tuple[Excess, ...]:
    """What goes over its budget, by budget and size.

    `files` are all addresses of a site with their bytes; those that readers download as data are in the
    first of `folders` that has them.
    """
    return tuple(_excesses(budgets, dict(files), folders)) if budgets else ()


def _excesses(
    budgets: Mapping[str, int], sizes: Mapping[str, int], folders: Sequence[Path]
) -> Iterator[Excess]:
    if "page_kilobytes" in budgets:
        yield from _pages(sizes, budgets["page_kilobytes"])
    for budget, addresses in _DOWNLOADED.items():
        for address in addresses if budget in budgets else ():
            # Compressing never adds more than a few bytes, so what is small enough is not even read.
            size = _compressed(address, folders) if sizes.get(address, 0) > budgets[budget] else 0
            if size > budgets[budget]:
                yield Excess(budget, address, size, budgets[budget], compressed=True)
    total = sum(sizes.values())
    if total > budgets.get("site_megabytes", total):
        yield Excess("site_megabytes", "", total, budgets["site_megabytes"])


def _pages(sizes: Mapping[str, int], limit: int) -> Iterator[Excess]:
    large = sorted((-size, file) for file, size in sizes.items() if file.endswith(".html") and size > limit)
    named = large[:_NAMED]
    for number, (size, file) in enumerate(named, start=1):
        others = len(large) - len(named) if number == len(named) else 0
        yield Excess("page_kilobytes", file, -size, limit, others=others)


def _compressed(address: str, folders: Sequence[Path]) -> int:
    """The bytes of a file as a server usually sends it (gzip adds 18 of its own)."""
    path = next(folder / address for folder in folders if (folder / address).is_file())
    return len(zlib.compress(path.read_bytes(), 6)) + 12
