"""Where a link in a page leads: to a page, a file beside it, an entity, the repository, or nowhere."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import unquote

from callboard.docs.addresses import quoted
from callboard.docs.assets import Assets
from callboard.docs.files import PAGE_ENDINGS, RepositoryFiles
from callboard.docs.inquiries import Inquiries
from callboard.docs.layout import Layout
from callboard.docs.paths import folder_of, inside
from callboard.docs.published import PublishedPage, looks_like_forge_file
from callboard.markup import LinkKind, Places, is_external
from callboard.model import EntityRef, Repository, file_url, relative_address

_START_PAGES: Final = tuple(
    f"{stem}{ending}" for stem in ("index", "README", "readme") for ending in PAGE_ENDINGS
)
_ENTITY: Final = "entity:"
_MOST_HINTS: Final = 10
_MOST_COMPARED: Final = 300


class Answer(NamedTuple):
    """The address for a link, see `markup.Resolve`; if something is wrong with it, the code and the rest."""

    address: str | None
    code: str = ""
    message: str = ""
    hint: str = ""


@dataclass(slots=True)
class LinkMap:
    """What a set's pages can link to; the same for all of them.

    `root` is the set's own address in the site, which those of `layout` are below. `places` are what links
    can lead to in a page of the set.
    """

    ref: EntityRef
    root: str
    repository: Repository
    layout: Layout
    files: RepositoryFiles
    assets: Assets
    elsewhere: Inquiries
    places: Callable[[str], Places | None]
    pages: Mapping[str, str] = field(init=False)
    _by_address: Mapping[str, str] = field(init=False)
    _folded: Mapping[str, str] = field(init=False)
    _hints: int = 0

    def __post_init__(self) -> None:
        self.pages = self.layout.pages
        self._by_address = {address: path for path, address in reversed(tuple(self.pages.items()))}
        self._folded = {path.lower(): path for path in self.pages}

    def page_named(self, path: str) -> str | None:
        """The page that a path means: its file, its folder, or its published address."""
        if path in self.pages:
            return path
        stem = path.removesuffix(".html")
        names = [f"{stem}{ending}" for ending in PAGE_ENDINGS]
        names += [f"{path}/{start}".lstrip("/") for start in _START_PAGES]
        found = next((name for name in names if name in self.pages), None)
        return found or self._folded.get(path.lower())

    def page_at(self, address: str) -> str | None:
        """The page with this address in the set."""
        return self._by_address.get(address)

    def hint(self, path: str) -> str:
        """What was probably meant by a path that is not there; said for the first few only, which is dear."""
        self._hints += 1
        if self._hints > _MOST_HINTS:
            return ""
        name = path.rpartition("/")[2]
        moved = next((known for known in self.pages if known.rpartition("/")[2] == name), "")
        close = [moved] if moved else difflib.get_close_matches(path, self._names(), n=1, cutoff=0.8)
        return f"did you mean {close[0]}?" if close else ""

    def _names(self) -> list[str]:
        return list(self.pages)[:_MOST_COMPARED]


@dataclass(slots=True)
class PageLinks:
    """The links of one page; `used` collects the files that it shows."""

    links: LinkMap
    path: str
    address: str
    used: set[str] = field(default_factory=set)

    def answer(self, target: str, kind: LinkKind) -> Answer:
        """Where a target leads."""
        if target.startswith(_ENTITY):
            return self._entity(target[len(_ENTITY) :])
        if is_external(target):
            return self._web(target, kind)
        written, mark, fragment = target.partition("#")
        written, _, _ = written.partition("?")
        if not written:
            return self._within(target, fragment, kind)
        found = self._found(unquote(written), f"{mark}{fragment}", kind)
        return found or self._dead(target, written)

    def _entity(self, text: str) -> Answer:
        published = self.links.elsewhere
        kind, colon, name = text.rpartition(":")
        local = f"{kind}{colon}{self.links.ref.namespace}/{name}"
        address = (published.entity(local) if "/" not in name else None) or published.entity(text)
        if address is not None:
            return Answer(self._to(address))
        message = f"The link to {_shown(text)} names an entity that is not in the catalog"
        return Answer(None, "docs-link", message, "write kind:name or kind:namespace/name")

    def _web(self, target: str, kind: LinkKind) -> Answer:
        """An address elsewhere, unless it is that of a file which is published here."""
        if not looks_like_forge_file(target):
            return Answer(target)
        url, _, fragment = target.partition("#")
        file = self.links.elsewhere.file(url.partition("?")[0])
        if file is None:
            return Answer(target)
        if kind is LinkKind.IMAGE:
            own = file.repository == self.links.repository.key
            asset = self._asset(file.path) if own else None
            return Answer(asset or target)
        page = self.links.elsewhere.page(file.repository, file.path)
        # A line of a file is a place in its source and not in the page.
        if page is None or (fragment[:1] == "L" and fragment[1:2].isdigit()):
            return Answer(target)
        return self._page_elsewhere(page, fragment, target)

    def _within(self, target: str, fragment: str, kind: LinkKind) -> Answer:
        """A place in the page itself that the page turned out not to have; `#` alone is its top."""
        if kind is LinkKind.IMAGE:
            return Answer(None, "docs-link", f"The picture {_shown(target)} is no file")
        return Answer(target) if not fragment or fragment == "top" else self._no_place(None, target)

    def _found(self, written: str, fragment: str, kind: LinkKind) -> Answer | None:
        """The answer for a path as written, None when it leads nowhere."""
        path = self._path(written)
        if path is None:
            return None
        if kind is LinkKind.LINK and (page := self._page(path, written)) is not None:
            return self._own_page(page, fragment)
        if path in self.links.files.known:
            return self._file(path, fragment, kind)
        if path in self.links.files.folders:
            return self._folder(path, fragment)
        return None

    def _page(self, path: str, written: str) -> str | None:
        page = self.links.page_named(path)
        if page is None and path not in self.links.files.known:
            page = self._published(written)
        return page

    def _own_page(self, path: str, fragment: str) -> Answer:
        address = self._to(self.links.root + self.links.pages[path])
        places = self.links.places(path)
        return self._place(address, fragment, places.find(fragment[1:]) if places else None, path)

    def _page_elsewhere(self, page: PublishedPage, fragment: str, target: str) -> Answer:
        found = self.links.elsewhere.place(page, fragment) if fragment else None
        return self._place(self._to(page.address), f"#{fragment}" if fragment else "", found, target)

    def _place(self, address: str, fragment: str, found: str | None, name: str) -> Answer:
        """`found` is the place's id in the page, `""` where there is none, None where that is not known."""
        if len(fragment) < 2 or found is None:  # noqa: PLR2004  # no more than the mark itself
            return Answer(address)
        return Answer(f"{address}#{found}") if found else self._no_place(address, f"{name}{fragment}")

    def _no_place(self, address: str | None, target: str) -> Answer:
        message = f"The link to {_shown(target)} names a heading that is not there"
        return Answer(address, "docs-anchor", message, "correct the part after #")

    def _file(self, path: str, fragment: str, kind: LinkKind) -> Answer:
        elsewhere = self.links.elsewhere.page(self.links.repository.key, path)
        if kind is LinkKind.LINK and elsewhere is not None:
            return self._page_elsewhere(elsewhere, fragment[1:], path)
        asset = self._asset(path)
        if asset is not None:
            return Answer(f"{asset}{fragment}")
        url = file_url(self.links.repository, path)
        return Answer(f"{url}{fragment}" if url else "")

    def _folder(self, path: str, fragment: str) -> Answer:
        elsewhere = self.links.elsewhere.page(self.links.repository.key, path)
        if elsewhere is not None:
            return self._page_elsewhere(elsewhere, fragment[1:], path)
        return Answer(file_url(self.links.repository, path, is_folder=True))

    def _asset(self, path: str) -> str | None:
        self.used.add(path)
        address = self.links.assets.address_of(path)
        return None if address is None else self._to(self.links.root + address)

    def _path(self, written: str) -> str | None:
        """The path in the repository; `/x` means the root of the docs, as in a published site."""
        if not written.startswith("/"):
            return inside(folder_of(self.path), written)
        layout = self.links.layout
        for mount in dict.fromkeys((layout.mount_of(self.path), *layout.mounts)):
            rooted = inside(mount.folder, written.lstrip("/") or ".")
            if rooted is not None and (rooted in self.links.files.known or self.links.page_named(rooted)):
                return rooted
        return inside("", written.lstrip("/") or ".")

    def _published(self, written: str) -> str | None:
        """The page that is meant by somebody who looked at the published site when writing the link."""
        address = inside(self.address.rstrip("/"), written.strip("/"))
        return None if address is None else self.links.page_at(f"{address}/")

    def _to(self, address: str) -> str:
        return quoted(relative_address(address, self.links.root + self.address))

    def _dead(self, target: str, written: str) -> Answer:
        path = self._path(unquote(written)) or written
        hint = self.links.hint(path) or "correct it, or add the file"
        return Answer(None, "docs-link", f"The link to {_shown(target)} leads nowhere", hint)


def _shown(target: str) -> str:
    return target[:200]
