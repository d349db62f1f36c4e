"""What the documentation of an organisation is once it has been rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from callboard.findings import Finding
from callboard.isolation import Executor, LocalExecutor
from callboard.markup import TocItem
from callboard.model import EntityRef, docs_address


@dataclass(frozen=True, slots=True)
class DocsSettings:
    """The operator's limits."""

    max_pages: int = 5_000
    max_asset_bytes: int = 10 << 20
    page_seconds: int = 10
    page_megabytes: int = 512
    processes: int | None = None
    """How many workers draft pages; by default as many as there are cores."""
    icons: Path | None = None
    """A folder of icons that pages may name, as Material has one; None: they may not."""
    elsewhere: frozenset[EntityRef] = frozenset()
    """Entities that pages may link to although the catalog does not hold them."""
    executor: Executor | None = field(default=None, compare=False, repr=False)
    """Who drafts pages; by default the processes of this machine."""

    @property
    def drafting(self) -> Executor:
        """Who drafts pages."""
        return self.executor or LocalExecutor(self.processes)


@dataclass(frozen=True, slots=True)
class Changed:
    """The time of the last change, in seconds since 1970; `or_before` when only this much of it is known."""

    at: int
    or_before: bool = False


@dataclass(frozen=True, slots=True)
class DocsPage:
    """What is known of a page without what it says, which `DocsSet.bodies` has.

    `address` is relative to the root of the set's docs: `""` for its start page, else `guide/setup/`.
    `title` and `description` are plain text; `path` is the file it is made from.
    """

    address: str
    title: str
    path: str
    description: str = ""
    edit_url: str = ""
    """Where the file can be changed, `""` when nobody said; a line's anchor may be put behind it."""
    changed: Changed | None = None
    """When the file last changed; None where no history is known."""
    tags: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    """What the front matter hides of `navigation`, `toc`, `footer` and, from full text, `search`."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says: sanitised HTML with its links answered, and its headings."""

    html: str
    toc: tuple[TocItem, ...] = ()


class Bodies(Protocol):
    """Where the texts of a set's pages are; small, and whole after being forked or pickled."""

    def read(self, pages: Sequence[DocsPage]) -> Mapping[str, PageText]:
        """The text of each of these pages, by address.

        Raises:
            BodiesLostError: they are no longer there, and only who built them can make them again.
        """
        ...

    def sent(self) -> Bodies:
        """The same for another machine, which sees nothing of this one.

        Raises:
            BodiesLostError: see `read`.
        """
        ...


@dataclass(frozen=True, slots=True)
class HeldBodies:
    """Texts in memory, by address."""

    texts: Mapping[str, PageText] = field(default_factory=dict)

    def read(self, pages: Sequence[DocsPage]) -> Mapping[str, PageText]:
        """The texts of these pages; one that has none is empty."""
        return {page.address: self.texts.get(page.address, PageText("")) for page in pages}

    def sent(self) -> Bodies:
        """See `Bodies`."""
        return self


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of a navigation: a page (`address`), a link elsewhere (`url`) or a section."""

    title: str
    address: str | None = None
    url: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class DocsAsset:
    """A file to publish unchanged beside the pages: its address relative to the docs root, and its path."""

    address: str
    path: str


def docs_root(ref: EntityRef, version: str = "") -> str:
    """Where the documentation of an entity lies in the site; no page of it can be called like a version."""
    return f"{docs_address(ref)}@{version}/" if version else docs_address(ref)


@dataclass(frozen=True, slots=True)
class DocsFile:
    """A file below the docs that is no page: listed, and read in its repository at `url` (`""`: nowhere)."""

    path: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class DocsSet:
    """The documentation of one entity; pages and assets in order of their addresses below `root`.

    `version` is `""` for the default branch, else what a tag or branch is called in addresses: its pages lie
    below `@<version>/` in the docs of the entity. `versions` names all that are published, newest first.
    """

    ref: EntityRef
    title: str
    pages: tuple[DocsPage, ...]
    navigation: tuple[NavItem, ...]
    assets: tuple[DocsAsset, ...]
    repository: str
    folder: str = ""
    """The root of the pages in the repository."""
    files: tuple[DocsFile, ...] = ()
    changed: Changed | None = None
    """When any page last changed."""
    code_changed: Changed | None = None
    """When anything else of what the pages are about last changed."""
    version: str = ""
    versions: tuple[str, ...] = ()
    digest: str = ""
    """Tells all that the set's own pages show from anything else that they might: facts, navigation, texts
    with their answered links, files, versions. Of the pages of other versions it knows nothing. `""`: not
    known."""
    kept: Bodies = field(default_factory=HeldBodies, compare=False, repr=False)
    """Where the texts are: with hundreds of thousands of pages they are held for no longer than they are
    wanted."""

    def bodies(self) -> Mapping[str, PageText]:
        """The text of every page, by address; read anew at each call, and not held on to.

        Raises:
            BodiesLostError: see `Bodies`.
        """
        return self.kept.read(self.pages)

    @property
    def root(self) -> str:
        """The address of its start page in the site."""
        return docs_root(self.ref, self.version)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """Documentation that an entity shares with `ref`, beginning at one of its pages (an address or `""`)."""

    ref: EntityRef
    address: str = ""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An address of the site, ending in `/`, at which there is only the way to another one."""

    address: str
    target: str


@dataclass(frozen=True, slots=True)
class DocsLibrary:
    """All documentation, by entity in order, and what is wrong with it."""

    sets: Mapping[EntityRef, DocsSet]
    """What is read by default."""
    findings: tuple[Finding, ...] = ()
    borrowed: Mapping[EntityRef, Borrowed] = field(default_factory=dict)
    """Entities without documentation of their own that share somebody else's."""
    redirects: tuple[Redirect, ...] = ()
    versions: Mapping[EntityRef, tuple[DocsSet, ...]] = field(default_factory=dict)
    """The same in other versions, newest first."""
    named: frozenset[EntityRef] = frozenset()
    """The entities of `DocsSettings.elsewhere` that pages link to."""
