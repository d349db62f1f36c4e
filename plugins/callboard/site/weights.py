"""How many bytes of a site are whose, and of what kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from callboard.site.release import UnitRecord
from callboard.views import DOCS, PageUnit, Portfolio, page_units

KINDS: Final = ("pages", "api", "search", "assets")
"""The kinds of output; what is no page and not below `/api/` is an asset."""


def repository_of(portfolio: Portfolio, unit: PageUnit) -> str:
    """The key of the repository that a unit's pages are about, `""` for whom nobody has described."""
    if unit.kind == DOCS:
        sets = (portfolio.docs[unit.ref], *portfolio.versions.get(unit.ref, ()))
        return next(docs.repository for docs in sets if docs.version == unit.version)
    entity = portfolio.catalog.entities.get(unit.ref)
    return entity.origin.repository if entity else ""


def weigh_repositories(portfolio: Portfolio, units: Mapping[str, UnitRecord]) -> Counter[str]:
    """The bytes of all files that are about a repository, by its key: pages, data and pictures.

    What stands around every page of the site is nobody's: neither a theme nor the name of the host, which is
    in it, changes the answer. Units that were taken over weigh what they weighed when they were made, so it
    is the same however much of the site was made anew.
    """
    bytes_of: Counter[str] = Counter()
    for unit in page_units(portfolio):
        record = units.get(str(unit))
        if record is not None:
            bytes_of[repository_of(portfolio, unit)] += sum(record.made.sizes) - record.made.framed
    return bytes_of


def weigh_kinds(sizes: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The bytes of files by kind."""
    weights = dict.fromkeys(KINDS, 0)
    for address, size in sizes:
        weights[kind_of(address)] += size
    return weights


def kind_of(address: str) -> str:
    """The kind of a file, one of `KINDS`."""
    if address.endswith(".html"):
        return "pages"
    if address.startswith(("api/search", "search/")):
        return "search"
    return "api" if address.startswith("api/") else "assets"
