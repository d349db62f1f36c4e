"""Where the pages of a version lie, and how a reader gets from one version to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from callboard.docs import DocsSet, docs_root
from callboard.views.body import Here
from callboard.views.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a set's docs; `href` leads to the same page in it where that is known to exist."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """All published versions, the default branch first; `newer` when the reader is at an older one."""

    current: str
    all: tuple[Version, ...]
    newer: Version | None


def versions_of(
    portfolio: Portfolio, docs: DocsSet, here: Here, address: str, current: frozenset[str]
) -> Versions | None:
    """The versions beside a page of a set, None where there is only one; `current` as in `SetFacts`."""
    if not docs.version and not docs.versions:
        return None
    found = tuple(_versions(portfolio, docs, here, address, current))
    newest = next((each for each in found if each.label in docs.versions[:1]), found[0])
    shown = next((each.label for each in found if each.current), docs.version)
    newer = None
    if docs.version:
        newer = found[0] if newest.current else newest
    return Versions(shown, found, newer)


def canonical_address(docs: DocsSet, address: str, current: frozenset[str]) -> str:
    """The address that search engines should know a page by: the one without a version."""
    return docs_root(docs.ref) + (address if address in current else "")


def _versions(
    portfolio: Portfolio, docs: DocsSet, here: Here, address: str, current: frozenset[str]
) -> Iterator[Version]:
    repository = portfolio.catalog.repositories.get(docs.repository)
    branch = repository.branch if repository else ""
    href = here.to(canonical_address(docs, address, current)) if docs.version else here.to(here.address)
    yield Version(branch or "Latest", href, current=not docs.version)
    for name in docs.versions or (docs.version,):
        same = name == docs.version
        yield Version(name, here.to(here.address if same else docs_root(docs.ref, name)), current=same)
