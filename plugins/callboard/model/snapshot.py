"""What the crawl saw: repositories at one commit each, readable through a confined tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from callboard.findings import Finding
from callboard.origin import Origin


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it was read.

    `key` names it everywhere, e.g. `acme/payment-service`; `name` is its last part. `web_url` is where
    people browse it (no trailing slash, no credentials), `""` when nobody said; the commit of a plain
    folder is not known. `raw_html`: the operator lets its pages hold any HTML.
    """

    key: str
    name: str
    source: str
    web_url: str = ""
    branch: str = ""
    commit: str = ""
    raw_html: bool = False

    def origin(self, path: str = "") -> Origin:
        """An origin in this repository."""
        return Origin(self.key, path, commit=self.commit)


class FileEntry(NamedTuple):
    """A regular file of a tree: its size in bytes, and its content's digest where that comes for free.

    A tuple, because there are a hundred thousand of them in an organisation that has not changed.
    """

    path: str
    size: int
    digest: str = ""


class Tree(Protocol):
    """The files of one repository at one commit.

    Only regular files with safe relative POSIX paths exist in it: links, special files and unsafe names were
    refused when it was opened, so no reader can leave it.
    """

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """Every file, by path, sorted."""
        ...

    def read(self, path: str) -> bytes:
        """The content of a file of `files`.

        Raises:
            SourceError: it can no longer be read.
        """
        ...


class SourceState(StrEnum):
    """What became of a source in this run."""

    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class History:
    """When the files of a repository last changed, as far back as it was read.

    `changed` has, by path, the committer's time (seconds since 1970) of the newest known commit that touched
    it, files that are gone included. A file that is not in it last changed at or before `since`: the time
    where what is known begins. `complete`: that is where the repository began, too.
    """

    changed: Mapping[str, int]
    since: int
    complete: bool


@dataclass(frozen=True, slots=True)
class VersionSnapshot:
    """A tag or branch beside the one that is read, at one commit.

    `name` is how the repository calls it; `slug` is that for addresses: lower case, of the characters
    `a-z0-9._-` alone, and no other version of the repository has it.
    """

    name: str
    slug: str
    commit: str
    tree: Tree
    history: History | None = None


@dataclass(frozen=True, slots=True)
class RepositorySnapshot:
    """A repository and its tree."""

    repository: Repository
    tree: Tree
    descriptors: tuple[str, ...] | None = None
    """The paths to read as descriptors when the operator named them; None: look for them."""
    also: tuple[str, ...] = ()
    """Paths to read as descriptors beside those that are looked for."""
    history: History | None = None
    """None: it is not known, or nobody asked."""
    versions: tuple[VersionSnapshot, ...] = ()
    """The versions that the operator wants shown, newest first; what `tree` holds is none of them."""
    fingerprint: str = ""
    """A digest that changes with whatever can be read of the repository: its files, its versions, how much
    of its history is known. Not of `repository`, whose fields say what the operator wants of it. `""`:
    nothing can be said, so that nothing may be kept."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A configured source and what became of it.

    `reason` is one sentence when it is not fresh; `notice`, read behind the label, is what whoever builds has
    to be told at every run.
    """

    label: str
    state: SourceState
    repositories: tuple[str, ...] = ()
    reason: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the crawl saw, in order of the repositories' keys. From here on a build is offline."""

    repositories: tuple[RepositorySnapshot, ...]
    sources: tuple[SourceReport, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
