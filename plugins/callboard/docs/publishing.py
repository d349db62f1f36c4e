"""A set as the rest of the portal sees it, made from its record."""

from __future__ import annotations

from dataclasses import dataclass, field

from callboard.docs.assets import Assets
from callboard.docs.edit_links import edit_link
from callboard.docs.freshness import Freshness
from callboard.docs.git_dates import GIT_DATE, with_date
from callboard.docs.layout import Layout
from callboard.docs.listing import other_files, unpublished_files
from callboard.docs.moved_pages import redirects_of
from callboard.docs.navigation import Navigation
from callboard.docs.paths import folder_of, is_below
from callboard.docs.records import PageRecord, SetRecord
from callboard.docs.redirects import moved_pages
from callboard.docs.roots import DocsRoot
from callboard.docs.values import Changed, DocsAsset, DocsPage, DocsSet, HeldBodies, PageText, Redirect
from callboard.findings import Finding
from callboard.markup import fill
from callboard.model import file_url


@dataclass(slots=True)
class Publishing:
    """Makes the set; `freshness` is None where nobody knows when anything changed."""

    root: DocsRoot
    layout: Layout
    record: SetRecord
    assets: Assets
    freshness: Freshness | None
    findings: list[Finding] = field(default_factory=list)
    redirects: tuple[Redirect, ...] = ()
    """From where pages were, as their author says."""
    _led_to: set[str] = field(default_factory=set)

    def published(self) -> DocsSet:
        """The set; what is wrong with its navigation, files and redirects is found out on the way."""
        root, source = self.root, self.root.source
        navigation = self._navigation()
        items = navigation.build()
        files = {(asset.address, asset.path) for asset in self.assets.used(self._led_to)}
        docs = DocsSet(
            ref=root.entity.ref,
            title=root.configuration.site_name or root.entity.title,
            pages=tuple(
                self._page(page) for page in sorted(self.record.pages, key=lambda page: page.address)
            ),
            navigation=items,
            assets=tuple(DocsAsset(*file) for file in sorted(files | set(self.record.assets))),
            repository=source.repository.key,
            folder=root.folder,
            files=other_files(root.files, self._folders, self.layout.pages, source.tree, source.repository),
            changed=self.freshness.newest(self.layout.pages) if self.freshness else None,
            code_changed=self._code_changed(),
            version=root.version,
            kept=HeldBodies({page.address: self._text(page) for page in self.record.pages}),
        )
        moved, impossible = redirects_of(self.layout)
        self.redirects = tuple(moved_pages(docs, moved))
        unpublished = unpublished_files(root.files, self._folders, source.repository)
        self.findings += (*navigation.findings, *unpublished, *impossible)
        return docs

    @property
    def _folders(self) -> tuple[str, ...]:
        """Where the documentation's own files are: a README's folder is the whole repository."""
        return () if self.root.readme else tuple(mount.folder for mount in self.layout.mounts)

    def _navigation(self) -> Navigation:
        def file_link(path: str) -> str:
            self._led_to.add(path)
            return self.assets.address_of(path) or file_url(self.root.source.repository, path)

        return Navigation(
            self.root,
            self.layout,
            {page.path: page.address for page in self.record.pages},
            {page.path: page.title for page in self.record.pages},
            file_link,
            {page.path: page.toctree for page in self.record.pages if page.toctree},
        )

    def _text(self, page: PageRecord) -> PageText:
        changed = self.freshness.page(page.path) if self.freshness else None
        html = fill(page.draft, page.answers)
        return PageText(with_date(html, changed) if GIT_DATE in html else html, page.draft.toc)

    def _page(self, page: PageRecord) -> DocsPage:
        changed = self.freshness.page(page.path) if self.freshness else None
        return DocsPage(
            address=page.address,
            title=page.title,
            path=page.path,
            description=page.front.description,
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

    def _code_changed(self) -> Changed | None:
        """Code is what lies around the entity's descriptor, its documentation left out."""
        entity, folders = self.root.entity, self._folders
        if self.freshness is None or entity.origin.repository != self.root.source.repository.key:
            return None
        return self.freshness.code(
            folder_of(entity.origin.path), lambda path: any(is_below(path, folder) for folder in folders)
        )
