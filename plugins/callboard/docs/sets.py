"""One documentation set on its way from files to pages.

Made in three steps, because pages link to the pages of other sets: `prepare` finds out what has to be
drafted, `drafted` takes the drafts, `finished` answers the links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from callboard.docs.assets import Assets
from callboard.docs.drafts import DraftJob, versions
from callboard.docs.edit_links import edit_link
from callboard.docs.files import RESTRUCTURED_ENDINGS
from callboard.docs.freshness import Freshness
from callboard.docs.git_dates import GIT_DATE, with_date
from callboard.docs.layout import Layout, lay_out
from callboard.docs.links import Answer, LinkMap, PageLinks
from callboard.docs.listing import other_files, unpublished_files
from callboard.docs.moved_pages import redirects_of
from callboard.docs.navigation import Navigation
from callboard.docs.pages import PageSource, decoded, read_page
from callboard.docs.paths import folder_of, inside, is_below
from callboard.docs.published import PublishedPages
from callboard.docs.reading import FileReader
from callboard.docs.records import PageRecord, SetRecord, load, save, slot_of
from callboard.docs.redirects import moved_pages
from callboard.docs.roots import DocsRoot
from callboard.docs.snippets import Snippets
from callboard.docs.start_page import with_start_page
from callboard.docs.titles import fallback_title
from callboard.docs.values import (
    Changed,
    DocsAsset,
    DocsFile,
    DocsPage,
    DocsSet,
    DocsSettings,
    Redirect,
    docs_root,
)
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.markup import Draft, Places, fill
from callboard.model import file_url
from callboard.store import Cache, digest_of

_MOST_DEAD_LINKS: Final = 100
_MOST_FOREIGN: Final = 8


@dataclass(slots=True)
class SetInProgress:
    """A set, as far as it is known."""

    root: DocsRoot
    settings: DocsSettings
    cache: Cache | None
    layout: Layout = field(init=False)
    key: str = field(init=False)
    record: SetRecord | None = field(init=False)
    """What is left of the last build: all of it while nothing has changed."""
    unchanged: bool = field(init=False)
    pages: dict[str, PageRecord] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    redirects: tuple[Redirect, ...] = ()
    """From where pages were, as their author says."""
    _sources: dict[str, PageSource] = field(default_factory=dict)
    _inputs: dict[str, str] = field(default_factory=dict)
    _reader: FileReader = field(init=False)

    def __post_init__(self) -> None:
        self._reader = FileReader(self.root.source.tree)
        self.layout = with_start_page(lay_out(self.root, self.settings), self.root)
        self.record = load(self.cache, self._slot)
        self.key = self._digest()
        self.unchanged = self.record is not None and self._still_holds(self.record)

    @property
    def address(self) -> str:
        """The root of the set in the site."""
        return docs_root(self.root.entity.ref, self.root.version)

    def prepare(self) -> Iterator[DraftJob]:
        """The pages that have to be drafted; all others are known already."""
        if self.record is not None and self.unchanged:
            self.pages = {page.path: page for page in self.record.pages}
            self._reader.forget()
            return
        known = {page.job: page.draft for page in self.record.pages} if self.record else {}
        for source in self._read():
            job = self._job(source)
            digest = job.digest()
            self._sources[source.path] = source
            draft = known.get(digest)
            if draft is None:
                yield job
            self.pages[source.path] = PageRecord(
                source.path, source.address, source.title, source.front, digest, draft or _NOTHING, ()
            )
        self._reader.forget()

    def drafted(self, path: str, draft: Draft) -> None:
        """Take the draft of a page."""
        self.pages[path] = replace(self.pages[path], draft=draft)

    def places(self, path: str) -> Places | None:
        """What a link can lead to in a page."""
        page = self.pages.get(path)
        return page.draft.places if page else None

    def finished(
        self, published: PublishedPages, freshness: Freshness | None
    ) -> tuple[DocsSet, tuple[Finding, ...]]:
        """The set with its links answered, and what is wrong with it."""
        assets = self._assets()
        links = self._links(published, assets)
        record = self.record
        if record is None or not self.unchanged or not _answered_alike(record, links):
            record = self._linked(links, assets)
        shown: set[str] = set()
        navigation = self._navigation(record, assets, shown)
        items = navigation.build()
        files = {(asset.address, asset.path) for asset in assets.used(shown)} | set(record.assets)
        docs = DocsSet(
            ref=self.root.entity.ref,
            title=self.root.configuration.site_name or self.root.entity.title,
            pages=tuple(
                self._page(page, freshness) for page in sorted(record.pages, key=lambda page: page.address)
            ),
            navigation=items,
            assets=tuple(DocsAsset(address, path) for address, path in sorted(files)),
            repository=self.root.source.repository.key,
            folder=self.root.folder,
            files=self._files(),
            changed=freshness.newest(self.layout.pages) if freshness else None,
            code_changed=self._code_changed(freshness) if freshness else None,
            version=self.root.version,
        )
        unpublished = unpublished_files(self.root.files, self._folders, self.root.source.repository)
        moved, impossible = redirects_of(self.layout)
        self.redirects = tuple(moved_pages(docs, moved))
        return docs, (
            *self.layout.findings, *record.findings, *navigation.findings, *unpublished, *impossible
        )  # fmt: skip

    def _code_changed(self, freshness: Freshness) -> Changed | None:
        """Code is what lies around the entity's descriptor, its documentation left out."""
        if self.root.entity.origin.repository != self.root.source.repository.key:
            return None
        folders = self._folders
        return freshness.code(
            folder_of(self.root.entity.origin.path),
            lambda path: any(is_below(path, folder) for folder in folders),
        )

    def _page(self, page: PageRecord, freshness: Freshness | None) -> DocsPage:
        draft = page.draft
        changed = freshness.page(page.path) if freshness else None
        html = fill(draft, page.answers)
        return DocsPage(
            address=page.address,
            title=page.title,
            html=with_date(html, changed) if GIT_DATE in html else html,
            toc=draft.toc,
            path=page.path,
            description=page.front.description,
            text=draft.text,
            edit_url=self._edit_url(page.path),
            changed=changed,
            tags=page.front.tags,
            hidden=page.front.hidden,
        )

    def _edit_url(self, path: str) -> str:
        """A tag or an older branch is not where documentation is changed."""
        if self.root.version:
            return ""
        layout = self.layout
        return edit_link(
            self.root.source.repository, layout.configuration_of(path), path, layout.mount_of(path)
        )

    @property
    def _folders(self) -> tuple[str, ...]:
        """Where the documentation's own files are: a README's folder is the whole repository."""
        return () if self.root.readme else tuple(mount.folder for mount in self.layout.mounts)

    def _files(self) -> tuple[DocsFile, ...]:
        source = self.root.source
        return other_files(self.root.files, self._folders, self.layout.pages, source.tree, source.repository)

    @property
    def _slot(self) -> str:
        return slot_of(str(self.root.entity.ref), self.root.source.repository.key, self.root.version)

    def _digest(self) -> str:
        """A digest of all that the set depends on in its repository, but for what `inputs` holds."""
        root, repository = self.root, self.root.source.repository
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
            repr((self.settings, root.folder, root.readme, root.entity.title, configured)),
            repr((repository.key, repository.web_url, repository.branch, repository.commit)),
            "\n".join(root.files.paths),
            "\n".join(digests),
        )

    def _still_holds(self, record: SetRecord) -> bool:
        return record.key == self.key and all(
            self._reader.digest(path) == digest for path, digest in record.inputs.items()
        )

    def _read(self) -> Iterator[PageSource]:
        repository = self.root.source.repository
        stated = self.layout.authored.titles()
        for path, address in self.layout.pages.items():
            origin = repository.origin(path)
            try:
                data = self._reader.read(path)
            except SourceError as error:
                self.findings.append(finding("docs-page", f"The page cannot be read: {error}", origin))
                continue
            title = fallback_title(self.root, self.layout, path, address)
            page = read_page(path, address, data, title, origin)
            self.findings += page.findings
            yield replace(page, title=stated[path]) if stated.get(path) else page

    def _job(self, source: PageSource) -> DraftJob:
        snippets = Snippets(self._snippet, self._snippet_folders(source.path))
        restructured = source.path.lower().endswith(RESTRUCTURED_ENDINGS)
        text = snippets.expanded(source.body, restructured=restructured, folder=folder_of(source.path))
        appended = () if restructured else self.layout.configuration_of(source.path).snippets.auto_append
        for name in appended:
            text = snippets.appended(text, name)
        origin = self.root.source.repository.origin(source.path)
        self.findings += (
            finding(
                "docs-snippet",
                refusal.message,
                origin.at(source.first_line + refusal.line if refusal.line else 0),
                hint=_SNIPPET_HINT,
            )
            for refusal in snippets.refusals
        )
        self._inputs |= {path: self._reader.digest(path) for path in snippets.used}
        return DraftJob(source.path, source.title, text, source.body, source.first_line, self._slot)

    def _snippet_folders(self, path: str) -> tuple[str, ...]:
        """Where a page's snippets may be: where its author says, beside the configuration, in the docs."""
        configuration = self.layout.configuration_of(path)
        beside = folder_of(configuration.origin.path) if configuration.origin else self.root.asked
        stated = (inside(beside, base.lstrip("/") or ".") for base in configuration.snippets.base_path)
        folders = (*stated, beside, "", self.root.folder)
        return tuple(dict.fromkeys(folder for folder in folders if folder is not None))

    def _snippet(self, path: str) -> str | None:
        if path not in self.root.files.known:
            return None
        try:
            return decoded(self._reader.read(path))[0].replace("\r\n", "\n")
        except SourceError:
            return None

    def _assets(self) -> Assets:
        return Assets(self.root, self.settings, self.layout)

    def _links(self, published: PublishedPages, assets: Assets) -> LinkMap:
        return LinkMap(
            ref=self.root.entity.ref,
            root=self.address,
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
            self._sources = {source.path: source for source in self._read()}
        foreign: list[tuple[str, int, Answer]] = []
        used: set[str] = set()
        pages = []
        for path, page in self.pages.items():
            page_links = PageLinks(links, path, page.address)
            answers = [page_links.answer(link.target, link.kind) for link in page.draft.links]
            foreign += ((path, number, answer) for number, answer in enumerate(answers) if answer.foreign)
            used |= page_links.used
            self.findings += self._told(page, answers)
            pages.append(replace(page, answers=tuple(answer.address for answer in answers)))
        shown = assets.used(used)
        self._inputs |= {path: self._reader.digest(path) for path in sorted(used)}
        self._reader.forget()
        record = SetRecord(
            key=self.key,
            pages=tuple(pages),
            inputs=self._inputs,
            foreign=tuple(foreign),
            assets=tuple((asset.address, asset.path) for asset in shown),
            findings=(*self.findings, *assets.findings),
        )
        if self.cache:
            save(self.cache, self._slot, record)
        return record

    def _told(self, page: PageRecord, answers: list[Answer]) -> Iterator[Finding]:
        """What is wrong in a page, each link once, with its line."""
        source = self._sources[page.path]
        origin = self.root.source.repository.origin(page.path)
        wrong: dict[str, Answer] = {}
        for link, answer in zip(page.draft.links, answers, strict=True):
            if answer.code:
                wrong.setdefault(link.target, answer)
        for target, answer in list(wrong.items())[:_MOST_DEAD_LINKS]:
            yield finding(answer.code, answer.message, origin.at(_line_of(source, target)), hint=answer.hint)
        if len(wrong) > _MOST_DEAD_LINKS:
            more = len(wrong) - _MOST_DEAD_LINKS
            yield finding("docs-link", f"{more} more links lead nowhere", origin)
        if page.draft.foreign:
            names = ", ".join(page.draft.foreign[:_MOST_FOREIGN])
            message = f"The page uses what only its own generator knows: {names}"
            yield finding("docs-markup", message, origin, hint="it is shown as text")
        if page.draft.problem:
            hint = "the page is shown as it was written"
            yield finding("docs-page", page.draft.problem, origin, hint=hint)

    def _navigation(self, record: SetRecord, assets: Assets, shown: set[str]) -> Navigation:
        """`shown` gets the files that the navigation leads to."""

        def file_link(path: str) -> str:
            shown.add(path)
            return assets.address_of(path) or file_url(self.root.source.repository, path)

        return Navigation(
            self.root,
            self.layout,
            {page.path: page.address for page in record.pages},
            {page.path: page.title for page in record.pages},
            file_link,
        )


_NOTHING: Final = Draft("", (), "", (), Places(), "")
_SNIPPET_HINT: Final = "only text files of the same repository can be put in, by their path from its root"


def _answered_alike(record: SetRecord, links: LinkMap) -> bool:
    """Whether the rest of the portal answers as it did when the record was made."""
    pages: Mapping[str, PageRecord] = {page.path: page for page in record.pages} if record.foreign else {}
    for path, number, answer in record.foreign:
        page = pages[path]
        link = page.draft.links[number]
        if PageLinks(links, path, page.address).answer(link.target, link.kind) != answer:
            return False
    return True


def _line_of(source: PageSource, target: str) -> int:
    place = source.body.find(target)
    return 0 if place < 0 else source.first_line + source.body.count("\n", 0, place) + 1
