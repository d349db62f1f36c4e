"""A set as the rest of the portal sees it: its navigation, its files, when it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from callboard.docs.assets import Assets
from callboard.docs.edit_links import edit_link
from callboard.docs.freshness import Freshness
from callboard.docs.layout import Layout
from callboard.docs.listing import other_files, unpublished_files
from callboard.docs.moved_pages import redirects_of
from callboard.docs.navigation import Navigation
from callboard.docs.paths import folder_of, is_below
from callboard.docs.redirects import moved_pages
from callboard.docs.roots import DocsRoot
from callboard.docs.set_records import set_digest
from callboard.docs.summaries import Linked
from callboard.docs.values import Changed, DocsAsset, DocsPage, DocsSet, Redirect
from callboard.findings import Finding
from callboard.model import file_url


@dataclass(slots=True)
class Publishing:
    """Makes the set; `pages` are what was read of them, in reading order.

    `freshness` is None where nobody knows when anything changed.
    """

    root: DocsRoot
    layout: Layout
    pages: Sequence[DocsPage]
    linked: Linked
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
            pages=tuple(self._page(page) for page in sorted(self.pages, key=lambda page: page.address)),
            navigation=items,
            assets=tuple(DocsAsset(*file) for file in sorted(files | set(self.linked.assets))),
            repository=source.repository.key,
            folder=root.folder,
            files=other_files(root.files, self._folders, self.layout.pages, source.tree, source.repository),
            changed=self.freshness.newest(self.layout.pages) if self.freshness else None,
            code_changed=self._code_changed(),
            version=root.version,
        )
        docs = replace(docs, digest=set_digest(docs, self.linked.texts))
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
            {page.path: page.address for page in self.pages},
            {page.path: page.title for page in self.pages},
            file_link,
            self.linked.toctrees,
        )

    def _page(self, page: DocsPage) -> DocsPage:
        changed = self.freshness.page(page.path) if self.freshness else None
        return replace(page, edit_url=self._edit_url(page.path), changed=changed)

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
