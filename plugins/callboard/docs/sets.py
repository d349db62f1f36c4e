"""One documentation set on its way from files to pages.

Made in three steps, because pages link to the pages of other sets: `prepare` finds out what has to be
drafted, `drafted` takes the drafts, `finished` answers the links. A set whose repository has not changed
since the last build passes through all three without a look at it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from callboard.docs.assets import Assets
from callboard.docs.bodies import (
    Again,
    KeptBodies,
    Packed,
    PackedBodies,
    PageDraft,
    bodies_slot,
    places_entry,
    places_in,
    places_slot,
    unpacked,
)
from callboard.docs.drafts import DraftJob, PackedDraft, as_json, draft_pages, places_record
from callboard.docs.freshness import Freshness
from callboard.docs.identity import content_of, key_of
from callboard.docs.inquiries import Inquiries, replied_alike
from callboard.docs.layout import Layout, lay_out
from callboard.docs.linking import answer_links
from callboard.docs.links import LinkMap
from callboard.docs.page_jobs import PageJobs
from callboard.docs.pages import PageSource
from callboard.docs.published import PublishedPages
from callboard.docs.publishing import Publishing
from callboard.docs.reading import FileReader
from callboard.docs.roots import DocsRoot
from callboard.docs.set_drafts import SetDrafts, limits_of
from callboard.docs.start_page import with_start_page
from callboard.docs.summaries import Linked, Summary, load, save, slot_of
from callboard.docs.values import Bodies, DocsPage, DocsSet, DocsSettings, Redirect, docs_root
from callboard.errors import SourceError
from callboard.findings import Finding
from callboard.markup import Draft, Places
from callboard.store import Entries, HeldEntries


@dataclass(slots=True)
class SetInProgress:
    """A set, as far as it is known."""

    root: DocsRoot
    settings: DocsSettings
    entries: Entries
    slot: str = field(init=False)
    redirects: tuple[Redirect, ...] = ()
    """From where pages were, as their author says; known when the set is finished."""
    _key: str = field(init=False)
    _summary: Summary | None = field(init=False)
    """What is left of the last build, as long as it is of use: `_kept`, all of it; `_same`, all but what is
    made of other files than those of the pages and configurations."""
    _kept: bool = field(init=False)
    _same: bool = False
    _content: str = ""
    _reader: FileReader = field(init=False)
    _layout: Layout | None = None
    _drafts: SetDrafts | None = None
    _digest: str = ""
    """That of the drafts, see `Packed`."""
    _addresses: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        root = self.root
        self.slot = slot_of(str(root.entity.ref), root.source.repository.key, root.version)
        self._reader = FileReader(root.survey)
        self._key = key_of(root, self.settings)
        self._summary = load(self.entries, self.slot)
        self._kept = bool(self._key) and self._summary is not None and self._summary.key == self._key
        self._digest = self._summary.linked.drafts if self._summary else ""

    def prepare(self) -> Iterator[DraftJob]:
        """The pages that have to be drafted; all others are known already."""
        if self._kept:
            return
        self._content = content_of(self.root, self.settings, self.layout, self._reader)
        self._same = self._summary is not None and self._still_holds(self._summary.linked)
        if not self._same:
            self._drafts = self._new_drafts()
            yield from self._drafts.read()
        self._reader.forget()

    def drafted(self, path: str, draft: PackedDraft) -> None:
        """Take the draft of a page."""
        if self._drafts:
            self._drafts.drafted(path, draft)

    @property
    def layout(self) -> Layout:
        """Which pages there are, found out when it is first asked for."""
        if self._layout is None:
            self._layout = with_start_page(lay_out(self.root, self.settings), self.root)
        return self._layout

    def addresses(self) -> Mapping[str, str]:
        """The address of every page, by path."""
        if self._addresses is None and self._summary is not None and self._kept:
            self._addresses = _addresses(self._summary)
        return self.layout.pages if self._addresses is None else self._addresses

    def places(self) -> Mapping[str, Places]:
        """What a link can lead to in every page, by path."""
        digest = self._drafts.digest if self._drafts else self._digest
        found = places_in(self.entries.get(places_slot(self.slot)), digest)
        if found is None:
            found = {page.path: draft.places for page, draft in self._taken_apart()}
            packed = {path: as_json(places_record(places)) for path, places in found.items()}
            self.entries.put(places_slot(self.slot), places_entry(digest, packed))
        return found

    def finished(
        self, published: PublishedPages, freshness: Callable[[], Freshness | None]
    ) -> tuple[DocsSet, tuple[Finding, ...]]:
        """The set with its links answered, and what is wrong with it."""
        summary = self._summary if self._kept or self._same else None
        alike = summary is not None and replied_alike(summary.linked.replies, published)
        if summary is None or not (self._kept and alike):
            made = self._published(published, summary.linked if summary and alike else None, freshness())
            if made != self._summary:
                save(self.entries, self.slot, made)
            summary = made
        self.redirects = summary.redirects
        docs = replace(summary.docs, kept=self._bodies(summary.linked, published))
        self._let_go(summary)
        return docs, (*summary.linked.read, *summary.linked.findings, *summary.findings)

    def _published(
        self, published: PublishedPages, linked: Linked | None, freshness: Freshness | None
    ) -> Summary:
        """The set made from its files, with links that are still answered so where there are such."""
        assets = Assets(self.root, self.settings, self.layout)
        linked = linked or self._linked(published, assets)
        _, known = self._read()
        pages = [known[path] for path in self.layout.pages if path in known]
        publishing = Publishing(self.root, self.layout, pages, linked, assets, freshness)
        docs = publishing.published()
        return Summary(
            key=self._key,
            linked=linked,
            docs=docs,
            redirects=publishing.redirects,
            unread={path: address for path, address in self.layout.pages.items() if path not in known},
            findings=(*self.layout.findings, *assets.findings, *publishing.findings),
        )

    def _linked(self, published: PublishedPages, assets: Assets) -> Linked:
        """All links answered anew."""
        drafts = self._taken_apart()
        places = {page.path: draft.places for page, draft in drafts}
        inquiries = Inquiries(published)
        links = LinkMap(
            ref=self.root.entity.ref,
            root=docs_root(self.root.entity.ref, self.root.version),
            repository=self.root.source.repository,
            layout=self.layout,
            files=self.root.files,
            assets=assets,
            elsewhere=inquiries,
            places=places.get,
        )
        answered = answer_links(drafts, self._source, links)
        shown = assets.used(answered.used)
        looked_at = {path: self._reader.digest(path) for path in sorted(answered.used)}
        self._reader.forget()
        packed = Packed.of(answered.pages)
        self.entries.put(bodies_slot(self.slot), packed.entry())
        read, _ = self._read()
        return replace(
            read,
            drafts=packed.drafts,
            texts=packed.texts,
            inputs=dict(read.inputs) | looked_at,
            replies=tuple(inquiries.replies.items()),
            assets=tuple((asset.address, asset.path) for asset in shown),
            findings=(*answered.findings, *assets.findings),
        )

    def _read(self) -> tuple[Linked, Mapping[str, DocsPage]]:
        """What came of reading the pages, in this build or else in the last, and what is known of each."""
        if self._drafts is None and self._summary is not None:
            return self._summary.linked, {page.path: page for page in self._summary.docs.pages}
        drafts = self._drafts or self._drafted_alone()
        return drafts.outcome(self._content), drafts.pages

    def _taken_apart(self) -> list[tuple[PageDraft, Draft]]:
        """All drafts from the cache; where it has lost them, they are made again."""
        digest = self._drafts.digest if self._drafts else self._digest
        packed = unpacked(self.entries.get(bodies_slot(self.slot)))
        if packed is not None and packed.drafts == digest:
            try:
                return [(page, page.draft()) for page in packed.pages]
            except (ValueError, TypeError, LookupError, AttributeError):
                # Sealed, and yet not what this release writes.
                pass
        self._drafted_alone()
        packed = unpacked(self.entries.get(bodies_slot(self.slot)))
        return [(page, page.draft()) for page in packed.pages] if packed else []

    def _drafted_alone(self) -> SetDrafts:
        self._content = content_of(self.root, self.settings, self.layout, self._reader)
        self._drafts = self._new_drafts()
        self._drafts.draft_alone(self.settings)
        return self._drafts

    def _new_drafts(self) -> SetDrafts:
        jobs = PageJobs(self.root, self.layout, self._reader, self.slot, self.settings.icons)
        return SetDrafts(jobs, self.slot, self.entries)

    def _source(self, path: str) -> PageSource | None:
        jobs = PageJobs(self.root, self.layout, self._reader, self.slot, self.settings.icons)
        try:
            return jobs.source(path)
        except SourceError:
            # It was there when it was drafted: only the line of its link is not known.
            return None

    def _still_holds(self, linked: Linked) -> bool:
        return linked.content == self._content and all(
            self._reader.digest(path) == digest for path, digest in linked.inputs.items()
        )

    def _bodies(self, linked: Linked, published: PublishedPages) -> Bodies:
        if not isinstance(self.entries, HeldEntries):
            again = Again(Remaking(self.root, self.settings, published))
            return KeptBodies(self.entries, self.slot, linked.texts, again)
        return PackedBodies(self.entries.get(bodies_slot(self.slot)) or b"")

    def _let_go(self, summary: Summary) -> None:
        """Hold no more than what others may ask for."""
        self._digest = summary.linked.drafts
        self._summary = self._layout = self._drafts = None
        self._addresses = _addresses(summary)


@dataclass(frozen=True, slots=True)
class Remaking:
    """Makes what the pages of a set say once more, from its files alone."""

    root: DocsRoot
    settings: DocsSettings
    published: PublishedPages

    def __call__(self) -> bytes:
        """The entry of the set's drafts with their answers."""
        entries = HeldEntries()
        docs = SetInProgress(self.root, self.settings, entries)
        for job, draft in draft_pages(docs.prepare(), limits_of(self.settings), self.settings.drafting):
            docs.drafted(job.path, draft)
        docs.finished(self.published, lambda: None)
        return entries.get(bodies_slot(docs.slot)) or b""


def _addresses(summary: Summary) -> dict[str, str]:
    return {page.path: page.address for page in summary.docs.pages} | dict(summary.unread)
