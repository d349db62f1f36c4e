"""What the rest of the site has to offer to a link: pages of other documentation, and entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from callboard.markup import Places
from callboard.model import Catalog, EntityRef, Repository, docs_address, entity_address

_MOST_SEGMENTS: Final = 8
_RAW_HOST: Final = "raw.githubusercontent.com"
_MOST_HELD: Final = 100
"""Of so many sets the places are held: those that many link to are asked for again and again."""


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page of somebody's documentation: `address` is relative to the root of the site."""

    ref: EntityRef
    path: str
    address: str


@dataclass(frozen=True, slots=True)
class RepositoryFile:
    """What an address on a forge means: a file or folder of a crawled repository, on its default branch."""

    repository: str
    path: str


@dataclass(slots=True)
class ForgeAddresses:
    """Where the crawled repositories are browsed, to tell what an address of the web means."""

    _homes: dict[str, Repository] = field(default_factory=dict)

    @classmethod
    def of(cls, repositories: Iterable[Repository]) -> ForgeAddresses:
        """The addresses of these; of two with one home, the first."""
        homes: dict[str, Repository] = {}
        for repository in repositories:
            home = repository.web_url.rstrip("/").lower()
            if home:
                homes.setdefault(home, repository)
        return cls(homes)

    def file(self, url: str) -> RepositoryFile | None:
        """The file, folder or (`""`) whole repository that an address means; None for any other address."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        segments = [segment for segment in unquote(parts.path).split("/") if segment]
        if parts.netloc.lower() == _RAW_HOST:
            return self._in(f"{parts.scheme}://github.com", segments[:2], ["raw", *segments[2:]])
        host = f"{parts.scheme}://{parts.netloc}"
        for count in range(1, min(len(segments), _MOST_SEGMENTS) + 1):
            found = self._in(host, segments[:count], segments[count:])
            if found is not None:
                return found
        return None

    def _in(self, host: str, home: list[str], rest: list[str]) -> RepositoryFile | None:
        repository = self._homes.get("/".join([host, *home]).lower())
        if repository is None:
            return None
        path = _path_on_branch(rest, repository.branch)
        return None if path is None else RepositoryFile(repository.key, path)


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """A set that others may link to: its pages, path to address, and the places in them, path to places.

    Both are only asked for when somebody has a link that may lead there.
    """

    ref: EntityRef
    repository: str
    folder: str
    pages: Callable[[], Mapping[str, str]]
    places: Callable[[], Mapping[str, Places]]


@dataclass(slots=True)
class PublishedPages:
    """Every page of every set, by repository and path, before any of them is rendered."""

    catalog: Catalog
    forges: ForgeAddresses
    elsewhere: frozenset[EntityRef] = frozenset()
    """Entities that have a page although the catalog does not hold them."""
    named: set[EntityRef] = field(default_factory=set)
    """Those of them that a page has asked for."""
    _sets: dict[str, list[PublishedSet]] = field(default_factory=dict)
    _by_ref: dict[EntityRef, PublishedSet] = field(default_factory=dict)
    _owners: dict[str, dict[str, PublishedSet]] = field(default_factory=dict)
    _places: dict[EntityRef, Mapping[str, Places]] = field(default_factory=dict)

    def add(self, published: PublishedSet) -> None:
        """Remember a set; the first of two that publish a file keeps it."""
        self._sets.setdefault(published.repository, []).append(published)
        self._by_ref[published.ref] = published

    def page(self, repository: str, path: str) -> PublishedPage | None:
        """The page that is made from a file, or the start page of the documentation in a folder."""
        sets = self._sets.get(repository, [])
        if repository not in self._owners:
            self._owners[repository] = {path: each for each in reversed(sets) for path in each.pages()}
        owner = self._owners[repository].get(path)
        if owner is not None:
            return _page(owner, path)
        starts = ((each, _start(each)) for each in sets if each.folder == path)
        return next((_page(each, start) for each, start in starts if start is not None), None)

    def place(self, ref: EntityRef, path: str, fragment: str) -> str | None:
        """The id that a part of a page's address means, `""` where it has none; None: that is not known."""
        if ref not in self._places:
            while len(self._places) >= _MOST_HELD:
                del self._places[next(iter(self._places))]
            published = self._by_ref.get(ref)
            self._places[ref] = published.places() if published else {}
        places = self._places[ref].get(path)
        return None if places is None else places.find(fragment)

    def forget(self) -> None:
        """Let go of what was arranged; whoever asks again has to wait again."""
        self._owners.clear()
        self._places.clear()

    def entity(self, text: str) -> str | None:
        """The address of the entity that a reference names, None when there is none."""
        try:
            ref = EntityRef.parse(text, default_kind="component")
        except ValueError:
            return None
        if ref in self.catalog.entities:
            return entity_address(ref)
        if ref not in self.elsewhere:
            return None
        self.named.add(ref)
        return entity_address(ref)


def _page(each: PublishedSet, path: str) -> PublishedPage:
    return PublishedPage(each.ref, path, docs_address(each.ref) + each.pages()[path])


def _start(each: PublishedSet) -> str | None:
    return next((path for path, address in each.pages().items() if not address), None)


def looks_like_forge_file(url: str) -> bool:
    """Whether an address may mean a file of a repository: what other repositories hold decides then."""
    return any(mark in url for mark in ("/blob/", "/tree/", "/src/", "/raw/", _RAW_HOST))


def _path_on_branch(rest: list[str], branch: str) -> str | None:
    """The path in `blob/<branch>/<path>`, as GitHub, GitLab, Bitbucket and Gitea write it.

    Where nobody said what the branch is called, any name is taken for it.
    """
    rest = rest[1:] if rest[:1] == ["-"] else rest
    if not rest:
        return ""
    if rest[0] not in {"blob", "tree", "src", "raw"}:
        return None
    rest = rest[2:] if rest[0] == "src" and rest[1:2] == ["branch"] else rest[1:]
    rest = rest[2:] if rest[:2] == ["refs", "heads"] else rest
    stated = branch.split("/") if branch else rest[:1]
    if rest[:1] != ["HEAD"] and rest[: len(stated)] != stated:
        return None
    path = rest[1:] if rest[:1] == ["HEAD"] else rest[len(stated) :]
    return None if ".." in path else "/".join(path)
