"""From catalog and snapshot to all documentation: the stages, in order."""

from __future__ import annotations

from dataclasses import replace

from callboard.docs.drafts import DraftJob, draft_pages
from callboard.docs.published import ForgeAddresses, PublishedPages
from callboard.docs.redirects import Redirects
from callboard.docs.roots import find_roots
from callboard.docs.sets import SetInProgress
from callboard.docs.values import DocsLibrary, DocsSettings
from callboard.findings import in_order
from callboard.isolation import Limits
from callboard.model import Catalog, Snapshot
from callboard.store import Cache


def build_docs(
    catalog: Catalog, snapshot: Snapshot, *, cache: Cache | None, settings: DocsSettings
) -> DocsLibrary:
    """Every entity's documentation, rendered; what is wrong with it costs no other page anything."""
    found = find_roots(catalog, snapshot)
    findings = list(found.findings)
    sets = [SetInProgress(root, settings, cache) for root in found.roots]
    forges = ForgeAddresses.of(source.repository for source in snapshot.repositories)
    published = PublishedPages(catalog, forges)
    for each in sets:
        root = each.root
        published.add(root.entity.ref, root.source.repository, root.folder, each.layout.pages, each.places)
    _draft(sets, settings)
    library = {}
    for each in sets:
        docs, problems = each.finished(published)
        findings += (replace(found, entity=found.entity or str(docs.ref)) for found in problems)
        if docs.pages:
            library[docs.ref] = docs
    borrowed = {ref: lent for ref, lent in sorted(found.borrowed.items()) if lent.ref in library}
    redirects = Redirects(catalog, library, borrowed)
    old = redirects.all()
    return DocsLibrary(library, in_order((*findings, *redirects.findings)), borrowed, old)


def _draft(sets: list[SetInProgress], settings: DocsSettings) -> None:
    """Have everything drafted that has changed, whoever's it is."""
    jobs: list[DraftJob] = []
    owners: list[SetInProgress] = []
    for each in sets:
        for job in each.prepare():
            jobs.append(job)
            owners.append(each)
    limits = Limits(seconds=settings.page_seconds, megabytes=settings.page_megabytes)
    for job, owner, draft in zip(jobs, owners, draft_pages(jobs, limits, settings.processes), strict=True):
        owner.drafted(job.path, draft)
