"""What is searched: pages, and the sets in which they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from callboard.store import digest_of


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page that can be found: `address` is relative to the root of the site and ends in `/`.

    `html` is the sanitised body without anything that only leads elsewhere; its headings have the ids that a
    hit leads to. `title` and `label` are plain text; `label` is what people call the entity that the page is
    about, and is searched with every page of it.
    """

    address: str
    title: str
    html: str
    label: str


@dataclass(frozen=True, slots=True)
class SearchSet:
    """Pages that belong to one entity and change together.

    `entity` and `domain` are short references, the latter `""` where there is none. `weight` is how many
    characters of HTML the pages hold. `digest` stands for all that `pages` gives: two sets of one digest give
    the same pages. Pages are asked for only when a shard has to be indexed.
    """

    entity: str
    domain: str
    weight: int
    digest: str
    pages: Callable[[], Iterable[SearchPage]] = field(repr=False, compare=False)


def digest_of_pages(pages: Iterable[SearchPage]) -> str:
    """A digest of pages in their order."""
    return digest_of(*(part for page in pages for part in (page.address, page.title, page.label, page.html)))
