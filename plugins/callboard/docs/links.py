"""Where a link in a page leads: to a page of the set, to a file beside it, to the repository, or nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from callboard.docs.addresses import quoted
from callboard.docs.assets import Assets
from callboard.docs.files import RepositoryFiles
from callboard.docs.paths import folder_of, inside
from callboard.markup import LinkKind, is_external
from callboard.model import Repository, file_url, relative_address

_START_PAGES: Final = ("index.md", "README.md", "readme.md")


@dataclass(frozen=True, slots=True)
class LinkMap:
    """What a set's pages can link to; the same for all of them."""

    folder: str
    repository: Repository
    pages: Mapping[str, str]
    addresses: frozenset[str]
    files: RepositoryFiles
    assets: Assets


@dataclass(slots=True)
class PageLinks:
    """The links of one page and their answers; `used` are the files they mean, `dead` those without one."""

    links: LinkMap
    path: str
    address: str
    used: set[str] = field(default_factory=set)
    dead: dict[str, None] = field(default_factory=dict)
    answers: dict[tuple[str, LinkKind], str | None] = field(default_factory=dict)

    def resolve(self, target: str, kind: LinkKind) -> str | None:
        """The published address of a target, see `markup.Resolve`."""
        answer = self.answers[target, kind] = self._answer(target, kind)
        return answer

    def _answer(self, target: str, kind: LinkKind) -> str | None:
        if is_external(target):
            return target
        written, mark, fragment = target.partition("#")
        written, _, _ = written.partition("?")
        if not written:
            return target if kind is LinkKind.LINK else None
        found = self._found(unquote(written), kind)
        if found is None:
            self.dead[target] = None
            return None
        return f"{found}{mark}{fragment}" if found else ""

    def _found(self, written: str, kind: LinkKind) -> str | None:
        """The address for a path as written; `""` when it exists but is nowhere to be seen."""
        path = self._path(written)
        if path is None:
            return None
        page = self._page(path)
        if page is None and path not in self.links.files.known:
            page = self._published(written)
        if page is not None and kind is LinkKind.LINK:
            return quoted(relative_address(page, self.address))
        if path in self.links.files.known:
            self.used.add(path)
            asset = self.links.assets.address_of(path)
            if asset is not None:
                return quoted(relative_address(asset, self.address))
            return file_url(self.links.repository, path)
        if path in self.links.files.folders:
            return file_url(self.links.repository, path, is_folder=True)
        return None

    def _path(self, written: str) -> str | None:
        """The path in the repository; `/x` means the root of the docs, as in a published site."""
        if not written.startswith("/"):
            return inside(folder_of(self.path), written)
        rooted = inside(self.links.folder, written.lstrip("/") or ".")
        if rooted is not None and (rooted in self.links.files.known or self._page(rooted) is not None):
            return rooted
        return inside("", written.lstrip("/") or ".")

    def _published(self, written: str) -> str | None:
        """The address that is meant by somebody who looked at the published page when writing the link."""
        address = inside(self.address.rstrip("/"), written.strip("/"))
        return f"{address}/" if f"{address}/" in self.links.addresses else None

    def _page(self, path: str) -> str | None:
        """The address of the page that a path means: its file, its folder, or its published address."""
        pages = self.links.pages
        if path in pages:
            return pages[path]
        for name in (f"{path}.md", *(f"{path}/{start}".lstrip("/") for start in _START_PAGES)):
            if name in pages:
                return pages[name]
        return None
