"""From catalog and snapshot to all documentation: the stages, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from callboard.docs.drafts import DraftJob, draft_pages
from callboard.docs.freshness import Freshness
from callboard.docs.published import ForgeAddresses, PublishedPages
from callboard.docs.redirects import Redirects
from callboard.docs.roots import find_roots
from callboard.docs.sets import SetInProgress
from callboard.docs.values import DocsLibrary, DocsSet, DocsSettings
from callboard.findings import Finding, in_order
from callboard.isolation import Limits
from callboard.model import Catalog, EntityRef, Snapshot
from callboard.progress import SILENT, Progress
from callboard.store import Cache


def build_docs(
    catalog: Catalog,
    snapshot: Snapshot,
    *,
    cache: Cache | None,
    settings: DocsSettings,
    progress: Progress = SILENT,
) -> DocsLibrary:
    """Every entity's documentation, rendered; what is wrong with it costs no other page anything."""
    found = find_roots(catalog, snapshot)
    sets = [SetInProgress(root, settings, cache) for root in found.roots]
    published = _published(catalog, snapshot, sets)
    _draft(sets, settings, progress)
    made, findings = _finished(sets, snapshot, published)
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
    return [replace(docs, versions=slugs.get(docs.ref, ())) for docs in made]


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
            published.add(
                root.entity.ref, root.source.repository, root.folder, each.layout.pages, each.places
            )
    return published


def _finished(
    sets: Iterable[SetInProgress], snapshot: Snapshot, published: PublishedPages
) -> tuple[list[DocsSet], list[Finding]]:
    """The sets that have pages, and what is wrong with them: in old versions nobody can mend anything."""
    fresh = {
        source.repository.key: Freshness.of(source.history)
        for source in snapshot.repositories
        if source.history is not None
    }
    made: list[DocsSet] = []
    findings: list[Finding] = []
    for each in sets:
        current = not each.root.version
        docs, problems = each.finished(
            published, fresh.get(each.root.source.repository.key) if current else None
        )
        if current:
            findings += (replace(found, entity=found.entity or str(docs.ref)) for found in problems)
        if docs.pages:
            made.append(docs)
    return made, findings


def _draft(sets: list[SetInProgress], settings: DocsSettings, progress: Progress) -> None:
    """Have everything drafted that has changed, whoever's it is."""
    jobs: list[DraftJob] = []
    owners: list[SetInProgress] = []
    for each in sets:
        for job in each.prepare():
            jobs.append(job)
            owners.append(each)
    pages = sum(len(each.layout.pages) for each in sets)
    progress.expect(pages)
    progress.advance(pages - len(jobs), kept=True)
    limits = Limits(seconds=settings.page_seconds, megabytes=settings.page_megabytes)
    repositories = {
        job.group: owner.root.source.repository.key for job, owner in zip(jobs, owners, strict=True)
    }
    drafts = draft_pages(jobs, limits, settings.processes, _Told(progress, repositories))
    for job, owner, draft in zip(jobs, owners, drafts, strict=True):
        owner.drafted(job.path, draft)


@dataclass(frozen=True, slots=True)
class _Told:
    """Tells a run's progress about jobs; `repositories` says by a job's group whose page it is."""

    progress: Progress
    repositories: Mapping[str, str]

    def at(self, job: DraftJob) -> None:
        self.progress.at(self.repositories[job.group], job.path)

    def done(self, job: DraftJob, seconds: float) -> None:
        self.progress.seen(self.repositories[job.group], job.path, seconds)
