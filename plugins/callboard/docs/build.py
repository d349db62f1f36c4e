"""From catalog and snapshot to all documentation: the stages, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from callboard.docs.drafts import DraftJob, draft_pages
from callboard.docs.freshness import Freshness
from callboard.docs.published import ForgeAddresses, PublishedPages, PublishedSet
from callboard.docs.redirects import Redirects
from callboard.docs.roots import DocsRoot, find_roots
from callboard.docs.set_drafts import limits_of
from callboard.docs.sets import SetInProgress
from callboard.docs.values import DocsLibrary, DocsSet, DocsSettings
from callboard.findings import Finding, in_order
from callboard.isolation import what_is_there_stays
from callboard.model import Catalog, EntityRef, History, Snapshot
from callboard.progress import SILENT, Progress
from callboard.store import Entries, HeldEntries, digest_of


def build_docs(
    catalog: Catalog,
    snapshot: Snapshot,
    *,
    cache: Entries | None,
    settings: DocsSettings,
    progress: Progress = SILENT,
) -> DocsLibrary:
    """Every entity's documentation, rendered; what is wrong with it costs no other page anything."""
    with what_is_there_stays():
        return _build(catalog, snapshot, cache, settings, progress)


def _build(
    catalog: Catalog, snapshot: Snapshot, cache: Entries | None, settings: DocsSettings, progress: Progress
) -> DocsLibrary:
    found = find_roots(catalog, snapshot, cache)
    entries = cache or HeldEntries()
    sets = [SetInProgress(root, settings, entries) for root in found.roots]
    _draft(sets, settings, progress)
    published = _published(catalog, snapshot, sets, settings.elsewhere)
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
    told = in_order((*found.findings, *findings, *redirects.findings))
    return DocsLibrary(library, told, borrowed, old, versions, frozenset(published.named))


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


def _published(
    catalog: Catalog, snapshot: Snapshot, sets: Iterable[SetInProgress], elsewhere: frozenset[EntityRef]
) -> PublishedPages:
    """Where every page will be; links from elsewhere lead to what is read by default."""
    forges = ForgeAddresses.of(source.repository for source in snapshot.repositories)
    published = PublishedPages(catalog, forges, elsewhere)
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


def _draft(sets: list[SetInProgress], settings: DocsSettings, progress: Progress) -> None:
    """Have everything drafted that has changed, whoever's it is; pages are read when a worker is free."""
    owners = {each.slot: each for each in sets}
    told = _Told(progress, {slot: each.root.source.repository.key for slot, each in owners.items()})
    jobs = _jobs(sets, progress)
    for job, draft in draft_pages(jobs, limits_of(settings), settings.drafting, told):
        owners[job.group].drafted(job.path, draft)


def _jobs(sets: Iterable[SetInProgress], progress: Progress) -> Iterator[DraftJob]:
    """What has to be drafted; of each set is told how many pages it has, and how many have their drafts."""
    for each in sets:
        kept = len(each.addresses())
        progress.expect(kept)
        for job in each.prepare():
            kept -= 1
            yield job
        progress.advance(kept, kept=True)


@dataclass(frozen=True, slots=True)
class _Told:
    """Tells a run's progress about jobs; `repositories` says by a job's group whose page it is."""

    progress: Progress
    repositories: Mapping[str, str]

    def at(self, job: DraftJob) -> None:
        self.progress.at(self.repositories[job.group], job.path)

    def done(self, job: DraftJob, seconds: float) -> None:
        self.progress.seen(self.repositories[job.group], job.path, seconds)
