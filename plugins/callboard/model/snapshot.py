"""What the crawl saw: repositories at one commit each, readable through a confined tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from callboard.findings import Finding
from callboard.origin import Origin


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it was read.

    `key` names it everywhere, e.g. `acme/payment-service`; `name` is its last part. `web_url` is where
    people browse it (no trailing slash, no credentials), `""` when nobody said; the commit of a plain
    folder is not known.
    """

    key: str
    name: str
    source: str
    web_url: str = ""
    branch: str = ""
    commit: str = ""

    def origin(self, path: str = "") -> Origin:
        """An origin in this repository."""
        return Origin(self.key, path, commit=self.commit)


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A regular file of a tree: its size in bytes, and its content's digest where that comes for free."""

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
class RepositorySnapshot:
    """A repository and its tree."""

    repository: Repository
    tree: Tree
    descriptors: tuple[str, ...] | None = None
    """The paths to read as descriptors when the operator named them; None: look for them."""
    also: tuple[str, ...] = ()
    """Paths to read as descriptors beside those that are looked for."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """A configured source and what became of it; `reason` is one sentence when it is not fresh."""

    label: str
    state: SourceState
    repositories: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the crawl saw, in order of the repositories' keys. From here on a build is offline."""

    repositories: tuple[RepositorySnapshot, ...]
    sources: tuple[SourceReport, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
