"""One documentation set on its way from files to pages.

Made in three steps, because pages link to the pages of other sets: `prepare` finds out what has to be
drafted, `drafted` takes the drafts, `finished` answers the links.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from callboard.docs.assets import Assets
from callboard.docs.drafts import DraftJob, versions
from callboard.docs.freshness import Freshness
from callboard.docs.layout import Layout, lay_out
from callboard.docs.linking import answer_links, answered_alike
from callboard.docs.links import LinkMap
from callboard.docs.page_jobs import PageJobs
from callboard.docs.pages import PageSource
from callboard.docs.published import PublishedPages
from callboard.docs.publishing import Publishing
from callboard.docs.reading import FileReader
from callboard.docs.records import PageRecord, SetRecord, load, save, slot_of
from callboard.docs.roots import DocsRoot
from callboard.docs.start_page import with_start_page
from callboard.docs.values import DocsSet, DocsSettings, Redirect, docs_root
from callboard.findings import Finding
from callboard.markup import Draft, Places
from callboard.store import Cache, digest_of

_NOTHING: Final = Draft("", (), "", (), Places(), "")


@dataclass(slots=True)
class SetInProgress:
    """A set, as far as it is known."""

    root: DocsRoot
    settings: DocsSettings
    cache: Cache | None
    layout: Layout = field(init=False)
    redirects: tuple[Redirect, ...] = ()
    """From where pages were, as their author says; known when the set is finished."""
    _key: str = field(init=False)
    _record: SetRecord | None = field(init=False)
    """What is left of the last build: all of it while nothing has changed."""
    _unchanged: bool = field(init=False)
    _reader: FileReader = field(init=False)
    _jobs: PageJobs = field(init=False)
    _pages: dict[str, PageRecord] = field(default_factory=dict)
    _sources: dict[str, PageSource] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._reader = FileReader(self.root.source.tree)
        self.layout = with_start_page(lay_out(self.root, self.settings), self.root)
        self._jobs = PageJobs(self.root, self.layout, self._reader, self._slot, self.settings.icons)
        self._record = load(self.cache, self._slot)
        self._key = self._digest()
        self._unchanged = self._record is not None and self._still_holds(self._record)

    def prepare(self) -> Iterator[DraftJob]:
        """The pages that have to be drafted; all others are known already."""
        if self._record is not None and self._unchanged:
            self._pages = {page.path: page for page in self._record.pages}
        else:
            yield from self._read()
        self._reader.forget()

    def drafted(self, path: str, draft: Draft) -> None:
        """Take the draft of a page."""
        self._pages[path] = replace(self._pages[path], draft=draft)

    def places(self, path: str) -> Places | None:
        """What a link can lead to in a page."""
        page = self._pages.get(path)
        return page.draft.places if page else None

    def finished(
        self, published: PublishedPages, freshness: Freshness | None
    ) -> tuple[DocsSet, tuple[Finding, ...]]:
        """The set with its links answered, and what is wrong with it."""
        assets = Assets(self.root, self.settings, self.layout)
        links = self._links(published, assets)
        record = self._record
        if record is None or not self._unchanged or not answered_alike(record, links):
            record = self._linked(links, assets)
        publishing = Publishing(self.root, self.layout, record, assets, freshness)
        docs = publishing.published()
        self.redirects = publishing.redirects
        told = (*self.layout.findings, *record.findings, *assets.findings, *publishing.findings)
        return docs, told

    @property
    def _slot(self) -> str:
        return slot_of(str(self.root.entity.ref), self.root.source.repository.key, self.root.version)

    def _digest(self) -> str:
        """A digest of all that the set depends on in its repository, but for what a record's inputs hold."""
        root = self.root
        configured = [
            f"{mount}\0{self._reader.digest(configuration.origin.path)}"
            for mount, configuration in self.layout.configurations.items()
            if configuration.origin is not None
        ]
        digests = [
            f"{path}\0{address}\0{self._reader.digest(path)}" for path, address in self.layout.pages.items()
        ]
        return digest_of(
            versions(),
            repr((root.folder, root.readme, root.entity.title, root.source.repository)),
            self._limits(),
            "\n".join(configured),
            "\n".join(root.files.paths),
            "\n".join(digests),
        )

    def _limits(self) -> str:
        settings = self.settings
        limits = (
            settings.max_pages,
            settings.max_asset_bytes,
            settings.page_seconds,
            settings.page_megabytes,
        )
        return repr((*limits, settings.icons is not None))

    def _kept(self) -> tuple[PageRecord, ...]:
        return self._record.pages if self._record else ()

    def _still_holds(self, record: SetRecord) -> bool:
        return record.key == self._key and all(
            self._reader.digest(path) == digest for path, digest in record.inputs.items()
        )

    def _read(self) -> Iterator[DraftJob]:
        """Read all pages; those whose job was done in the last build have their drafts already."""
        # What went wrong may go right under other limits.
        known = {page.job: page.draft for page in self._kept() if not page.draft.problem}
        for source, job in self._jobs.all():
            digest = job.digest()
            draft = known.get(digest)
            self._sources[source.path] = source
            self._pages[source.path] = PageRecord(
                path=source.path,
                address=source.address,
                title=source.title,
                front=source.front,
                job=digest,
                draft=draft or _NOTHING,
                answers=(),
                toctree=source.toctree,
            )
            if draft is None:
                yield job

    def _links(self, published: PublishedPages, assets: Assets) -> LinkMap:
        return LinkMap(
            ref=self.root.entity.ref,
            root=docs_root(self.root.entity.ref, self.root.version),
            repository=self.root.source.repository,
            layout=self.layout,
            files=self.root.files,
            assets=assets,
            elsewhere=published,
            places=self.places,
        )

    def _linked(self, links: LinkMap, assets: Assets) -> SetRecord:
        """All links answered anew, kept for the next build."""
        if not self._sources:
            # Nothing has changed but what is elsewhere: the pages are read for the lines of their links.
            self._sources = {source.path: source for source, _ in self._jobs.all()}
        linked = answer_links(self._pages.values(), self._sources, links)
        shown = assets.used(linked.used)
        looked_at = {path: self._reader.digest(path) for path in sorted(linked.used)}
        self._reader.forget()
        record = SetRecord(
            key=self._key,
            pages=tuple(linked.pages),
            inputs=self._jobs.inputs | looked_at,
            foreign=tuple(linked.foreign),
            assets=tuple((asset.address, asset.path) for asset in shown),
            findings=(*self._jobs.findings, *linked.findings, *assets.findings),
        )
        if self.cache:
            save(self.cache, self._slot, record)
        return record
