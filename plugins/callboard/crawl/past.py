"""What a repository was before: when its files changed, and its versions. Without it, it is complete, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from callboard.crawl.versions import NO_VERSIONS, VersionPatterns, pick, slugs
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import History, Repository, RepositorySnapshot, Tree, VersionSnapshot
from callboard.sources import (
    Checkout,
    GitMirrors,
    Histories,
    Remote,
    RemoteRef,
    fingerprint_of,
    kept_refs,
    own_git_folder,
)

Told = list[Finding]
"""Findings as they come up."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the past of a repository lies; `read` is the branch or tag that its files are read at."""

    repository: Repository
    remote: Remote
    ref: str
    read: str
    offline: bool
    refs: tuple[RemoteRef, ...] | None = None
    """Its tags and branches, None where it has to be asked for them."""


@dataclass(frozen=True, slots=True)
class Past:
    """Reads it; `history` is how many commits are read, and `offline` says to use what was fetched before."""

    mirrors: GitMirrors
    history: int = 0
    versions: VersionPatterns = NO_VERSIONS
    offline: bool = False

    def of_checkout(
        self, snapshot: RepositorySnapshot, url: str, ref: str, checkout: Checkout
    ) -> tuple[RepositorySnapshot, tuple[Finding, ...]]:
        """The snapshot with its past, as its remote tells it; one that just failed is not asked again."""
        offline = self.offline or bool(checkout.stale)
        read = ref or checkout.branch
        place = _Place(snapshot.repository, Remote(url), ref, read, offline, checkout.refs)
        return self._read(snapshot, place)

    def of_folder(
        self, snapshot: RepositorySnapshot, folder: Path, branch: str
    ) -> tuple[RepositorySnapshot, tuple[Finding, ...]]:
        """The snapshot with its past, as the folder's own `.git` tells it, if there is one."""
        if not (self.history or self.versions):
            return snapshot, ()
        repository = snapshot.repository
        try:
            git = own_git_folder(folder)
        except SourceError as error:
            return snapshot, (_unknown(repository, str(error)),)
        if git is None:
            return snapshot, ()
        if not repository.commit:
            return snapshot, (_unknown(repository, "the folder is at no known commit"),)
        # Nothing of a folder is out of reach when the network is.
        return self._read(
            snapshot, _Place(repository, Remote(str(git), folder=True), "", branch, offline=False)
        )

    def _read(
        self, snapshot: RepositorySnapshot, place: _Place
    ) -> tuple[RepositorySnapshot, tuple[Finding, ...]]:
        told: Told = []
        history = self._history(place, told) if self.history else None
        versions = tuple(self._versions(place, told)) if self.versions else ()
        seen = replace(snapshot, history=history, versions=versions)
        past = fingerprint_of(
            snapshot.fingerprint,
            f"{self.history} {history.since} {history.complete}" if history else "",
            *(f"{version.name} {version.commit}" for version in versions),
        )
        return replace(seen, fingerprint=past), tuple(told)

    def _history(self, place: _Place, told: Told) -> History | None:
        commit = place.repository.commit
        try:
            return Histories(self.mirrors.git).read(
                place.remote, place.ref, commit, commits=self.history, offline=place.offline
            )
        except (SourceError, OSError) as error:
            told.append(_unknown(place.repository, _said(error)))
            return None

    def _versions(self, place: _Place, told: Told) -> Iterator[VersionSnapshot]:
        refs = self.mirrors.refs
        mirror = self.mirrors.mirror_of(place.remote.url, place.ref)
        picked = pick(_listed(self.mirrors, place, mirror, told), self.versions, place.read)
        try:
            failed = dict(refs.fetch(place.remote, mirror, picked, offline=place.offline))
        except (SourceError, OSError) as error:
            failed = dict.fromkeys(picked, _said(error))
        for version, slug in zip(picked, slugs([version.name for version in picked]), strict=True):
            tree, reason = self._tree(mirror, version) if version not in failed else (None, failed[version])
            if tree is None:
                refs.forget(mirror, version)
                told.append(_missing(place.repository, f"{version.name} cannot be read: {reason}"))
            else:
                yield VersionSnapshot(version.name, slug, version.commit, tree)

    def _tree(self, mirror: Path, version: RemoteRef) -> tuple[Tree | None, str]:
        try:
            checkout = Checkout(mirror, version.commit, version.name)
            return self.mirrors.listed_tree(checkout) or self.mirrors.tree(checkout)[0], ""
        except (SourceError, OSError) as error:
            return None, _said(error)


def _listed(mirrors: GitMirrors, place: _Place, mirror: Path, told: Told) -> Sequence[RemoteRef]:
    """The refs, those of the last time where the remote does not tell."""
    if place.refs is not None or place.offline:
        return kept_refs(mirror) if place.refs is None else place.refs
    try:
        return mirrors.refs.ask(place.remote, mirror, everything=True).refs or ()
    except (SourceError, OSError) as error:
        told.append(_missing(place.repository, f"tags and branches cannot be listed: {_said(error)}"))
        return kept_refs(mirror)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _unknown(repository: Repository, reason: str) -> Finding:
    return finding("history-missing", f"When files changed is not known: {reason}", repository.origin())


def _missing(repository: Repository, reason: str) -> Finding:
    return finding("version-missing", reason[:1].upper() + reason[1:], repository.origin())
