"""The pages of a set read, and their drafts put away as they come.

What the cache has of the last build is taken for every page whose own job is the same. As soon as the last
draft has come all of them go into the cache, and nothing but facts of the pages is held: drafts of all
organisations' pages would not fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from callboard.docs.bodies import Packed, PageDraft, bodies_slot, places_entry, places_slot, unpacked
from callboard.docs.drafts import DraftJob, PackedDraft, as_json, draft_pages, places_record
from callboard.docs.page_jobs import PageJobs
from callboard.docs.pages import PageSource
from callboard.docs.summaries import Linked
from callboard.docs.values import DocsPage, DocsSettings
from callboard.isolation import Limits, LocalExecutor
from callboard.store import Entries


@dataclass(slots=True)
class SetDrafts:
    """The drafts of one set on their way into the cache; `pages` are what is known of them, by path.

    `digest` is that of the drafts, see `Packed`, once the last has come.
    """

    jobs: PageJobs
    slot: str
    entries: Entries
    pages: dict[str, DocsPage] = field(default_factory=dict)
    toctrees: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    digest: str = ""
    _drafts: dict[str, PageDraft | None] = field(default_factory=dict)
    _places: dict[str, bytes] = field(default_factory=dict)
    _digests: dict[str, str] = field(default_factory=dict)
    _waiting: int = 0
    _all_read: bool = False

    def read(self) -> Iterator[DraftJob]:
        """Read all pages; those whose job was done in the last build have their drafts already."""
        known = self._known()
        for source, job in self.jobs.all():
            digest = job.digest()
            kept = known.get(digest)
            self._take(source)
            if kept is not None and kept.path == source.path and kept.address == source.address:
                self._drafts[source.path] = kept
                self._places[source.path] = as_json(places_record(kept.draft().places))
            else:
                self._drafts[source.path] = None
                self._digests[source.path] = digest
                self._waiting += 1
                yield job
        self.jobs.reader.forget()
        self._all_read = True
        self._settle()

    def drafted(self, path: str, draft: PackedDraft) -> None:
        """Take the draft of a page."""
        address, job = self.pages[path].address, self._digests.pop(path)
        self._drafts[path] = PageDraft.of(path, address, job, draft)
        self._places[path] = draft.places
        self._waiting -= 1
        self._settle()

    def draft_alone(self, settings: DocsSettings) -> None:
        """Read and draft the set without waiting for any other."""
        for job, draft in draft_pages(self.read(), limits_of(settings), settings.drafting):
            self.drafted(job.path, draft)

    def outcome(self, content: str) -> Linked:
        """What came of it, before any link is answered; `content` as in `Linked`."""
        jobs = self.jobs
        return Linked(
            content, self.digest, "", jobs.inputs, toctrees=self.toctrees, read=tuple(jobs.findings)
        )

    def _known(self) -> dict[str, PageDraft]:
        """The drafts of the last build by their jobs; what went wrong may go right under other limits."""
        packed = unpacked(self.entries.get(bodies_slot(self.slot)))
        return {page.job: page for page in packed.pages if not page.problem} if packed else {}

    def _take(self, source: PageSource) -> None:
        front = source.front
        self.pages[source.path] = DocsPage(
            address=source.address,
            title=source.title,
            path=source.path,
            description=front.description,
            tags=front.tags,
            hidden=front.hidden,
        )
        if source.toctree:
            self.toctrees[source.path] = source.toctree

    def _settle(self) -> None:
        if self._waiting or not self._all_read:
            return
        packed = Packed.of(draft for draft in self._drafts.values() if draft is not None)
        self.entries.put(bodies_slot(self.slot), packed.entry())
        self.entries.put(places_slot(self.slot), places_entry(packed.drafts, self._places))
        self.digest = packed.drafts
        self._drafts.clear()
        self._places.clear()


def warm_up(settings: DocsSettings) -> None:
    """Have a worker drafting something, so that one which stands by has loaded all that it needs."""
    job = DraftJob("index.md", "", "# Ready\n", "# Ready\n", 0, "", icons=settings.icons)
    for _ in draft_pages([job], limits_of(settings), LocalExecutor(1)):
        pass


def limits_of(settings: DocsSettings) -> Limits:
    """What a page may cost."""
    return Limits(seconds=settings.page_seconds, megabytes=settings.page_megabytes)
