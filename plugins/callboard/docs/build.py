"""From catalog and snapshot to all documentation: the stages, in order."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from callboard.docs.drafts import draft_pages
from callboard.docs.freshness import Freshness
from callboard.docs.published import ForgeAddresses, PublishedPages, PublishedSet
from callboard.docs.redirects import Redirects
from callboard.docs.roots import DocsRoot, find_roots
from callboard.docs.set_drafts import limits_of
from callboard.docs.sets import SetInProgress
from callboard.docs.values import DocsLibrary, DocsSet, DocsSettings
from callboard.findings import Finding, in_order
from callboard.model import Catalog, EntityRef, History, Snapshot
from callboard.store import Entries, HeldEntries, digest_of


def build_docs(
    catalog: Catalog, snapshot: Snapshot, *, cache: Entries | None, settings: DocsSettings
) -> DocsLibrary:
    """Every entity's documentation, rendered; what is wrong with it costs no other page anything."""
    with _what_is_there_stays():
        return _build(catalog, snapshot, cache, settings)


@contextmanager
def _what_is_there_stays() -> Iterator[None]:
    """Look for circles only among values that are made meanwhile.

    The catalog of a large organisation is millions of values that live on. To look through them all again
    takes as long as to read what is left of a hundred thousand pages.
    """
    if gc.get_freeze_count():
        # Somebody else has seen to it, and for longer than this.
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _build(
    catalog: Catalog, snapshot: Snapshot, cache: Entries | None, settings: DocsSettings
) -> DocsLibrary:
    found = find_roots(catalog, snapshot, cache)
    entries = cache or HeldEntries()
    sets = [SetInProgress(root, settings, entries) for root in found.roots]
    _draft(sets, settings)
    published = _published(catalog, snapshot, sets)
    made, findings = _finished(sets, snapshot, published)
    published.forget()
    for each in sets:
        each.root.survey.forget()
    made = _with_versions(made)
    versions = _by_entity(docs for docs in made if docs.version)
    library = {docs.ref: docs for docs in made if not docs.version}
    borrowed = {ref: lent for ref, lent in sorted(found.borrowed.items()) if lent.ref in library}
    redirects = Redirects(catalog, library, borrowed)
    old = redirects.all(each.redirects for each in sets if not each.root.version)
    return DocsLibrary(
        library, in_order((*found.findings, *findings, *redirects.findings)), borrowed, old, versions
    )


def _with_versions(made: Iterable[DocsSet]) -> list[DocsSet]:
    """The sets, each knowing which versions there are beside it."""
    made = list(made)
    versions = _by_entity(docs for docs in made if docs.version)
    slugs = {ref: tuple(docs.version for docs in sets) for ref, sets in versions.items()}
    return [_beside(docs, slugs[docs.ref]) if docs.ref in slugs else docs for docs in made]


def _beside(docs: DocsSet, versions: tuple[str, ...]) -> DocsSet:
    return replace(docs, versions=versions, digest=digest_of(docs.digest, *versions))


def _by_entity(sets: Iterable[DocsSet]) -> dict[EntityRef, tuple[DocsSet, ...]]:
    found: dict[EntityRef, tuple[DocsSet, ...]] = {}
    for docs in sets:
        found[docs.ref] = (*found.get(docs.ref, ()), docs)
    return found


def _published(catalog: Catalog, snapshot: Snapshot, sets: Iterable[SetInProgress]) -> PublishedPages:
    """Where every page will be; links from elsewhere lead to what is read by default."""
    forges = ForgeAddresses.of(source.repository for source in snapshot.repositories)
    published = PublishedPages(catalog, forges)
    for each in sets:
        root = each.root
        if not root.version:
            repository = root.source.repository.key
            published.add(PublishedSet(root.entity.ref, repository, root.folder, each.addresses, each.places))
    return published


def _finished(
    sets: Iterable[SetInProgress], snapshot: Snapshot, published: PublishedPages
) -> tuple[list[DocsSet], list[Finding]]:
    """The sets that have pages, and what is wrong with them: in old versions nobody can mend anything."""
    fresh = _Freshness({source.repository.key: source.history for source in snapshot.repositories})
    made: list[DocsSet] = []
    findings: list[Finding] = []
    for each in sets:
        current = not each.root.version
        docs, problems = each.finished(published, partial(fresh.of, each.root) if current else _unknown)
        if current:
            findings += (replace(found, entity=found.entity or str(docs.ref)) for found in problems)
        if docs.pages:
            made.append(docs)
    return made, findings


@dataclass(slots=True)
class _Freshness:
    """The histories of repositories, arranged when a set first asks for its own."""

    histories: Mapping[str, History | None]
    _arranged: dict[str, Freshness] = field(default_factory=dict)

    def of(self, root: DocsRoot) -> Freshness | None:
        key = root.source.repository.key
        history = self.histories.get(key)
        if history is None:
            return None
        if key not in self._arranged:
            # Sets come in order of their entities, and those of one repository need not follow each other.
            self._arranged[key] = Freshness.of(history)
        return self._arranged[key]


def _unknown() -> None:
    """Of an old version nobody has to know how fresh it is."""


def _draft(sets: list[SetInProgress], settings: DocsSettings) -> None:
    """Have everything drafted that has changed, whoever's it is; pages are read when a worker is free."""
    owners = {each.slot: each for each in sets}
    jobs = (job for each in sets for job in each.prepare())
    for job, draft in draft_pages(jobs, limits_of(settings), settings.drafting):
        owners[job.group].drafted(job.path, draft)
