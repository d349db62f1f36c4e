"""The crawl: every configured source opened, each failure its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeAlias

from callboard.crawl.elsewhere import Elsewhere, Fetched, Group, travels
from callboard.crawl.past import Past
from callboard.crawl.settings import SourceSettings
from callboard.crawl.shares import WHOLE, Share
from callboard.crawl.told import told_of, told_of_checkout
from callboard.crawl.versions import NO_VERSIONS, VersionPatterns
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.isolation import map_waiting
from callboard.model import Repository, RepositorySnapshot, Snapshot, SourceReport, SourceState
from callboard.origin import Origin
from callboard.progress import SILENT, Progress, working
from callboard.sources import (
    Checkout,
    GitMirrors,
    checkout_facts,
    fingerprint_of,
    open_directory,
    open_file,
    repository_key,
    web_address,
)

_AT_A_TIME: Final = 8
"""Remotes that are asked at the same time: hosts take more amiss, and this machine runs a git for each."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """What one source gave."""

    repositories: tuple[RepositorySnapshot, ...]
    findings: tuple[Finding, ...] = ()
    stale: str = ""


def crawl(
    sources: Iterable[SourceSettings],
    mirrors: GitMirrors,
    *,
    offline: bool = False,
    history: int = 0,
    versions: VersionPatterns = NO_VERSIONS,
    share: Share = WHOLE,
    progress: Progress = SILENT,
    held: HeldSources | None = None,
    elsewhere: Elsewhere | None = None,
) -> Snapshot:
    """Open every source and take a snapshot of its repositories.

    A source that fails costs only itself: its report says why and the others go on. Keys of repositories are
    unique in the answer; where two sources share one, the later gets a number. `history` is how many commits
    are read to know when files last changed. Of the repositories only those in the `share` are opened, and no
    word is lost about git and file sources outside it. A git source that is `held` is taken as it was; one
    that could be read is held from now on. Where other machines can fetch into the mirrors (`elsewhere`) they
    do. `progress` is told of each repository, one that cannot be opened among them.
    """
    snapshots: dict[str, RepositorySnapshot] = {}
    reports: list[SourceReport] = []
    findings: list[Finding] = []
    taken = [
        source for source in sources if source.type == "directory" or share.has(source.label, source.ref)
    ]
    opener = _Opener(mirrors, Past(mirrors, history, versions, offline), share, progress)
    held = HeldSources() if held is None else held
    for source, opened in _open_all(taken, opener, held, elsewhere):
        if isinstance(opened, Exception):
            reason = getattr(opened, "strerror", None) or str(opened)
            reports.append(SourceReport(source.label, SourceState.FAILED, (), reason, source.danger))
            findings.append(_failed(source, reason))
            continue
        keys = [_add(snapshots, snapshot) for snapshot in opened.repositories]
        state = SourceState.STALE if opened.stale else SourceState.FRESH
        reports.append(SourceReport(source.label, state, tuple(keys), opened.stale, source.danger))
        findings.extend(opened.findings)
    ordered = tuple(snapshots[key] for key in sorted(snapshots))
    return Snapshot(ordered, tuple(reports), tuple(findings))


_Answer: TypeAlias = "_Opened | SourceError | OSError"


@dataclass(frozen=True, slots=True)
class HeldSources:
    """What git sources gave, for whoever crawls again and again and need not ask remotes each time."""

    opened: dict[SourceSettings, _Opened] = field(default_factory=dict)

    def keep(self, source: SourceSettings, answer: _Answer) -> None:
        """Hold what a git source gave."""
        if source.type == "git" and isinstance(answer, _Opened):
            self.opened[source] = answer


def _open_all(
    sources: Sequence[SourceSettings], opener: _Opener, held: HeldSources, elsewhere: Elsewhere | None
) -> Iterator[tuple[SourceSettings, _Answer]]:
    """What every source gave, in their order; those that others have to be asked about, side by side."""
    answers: list[_Answer | None] = [held.opened.get(source) or opener.at_once(source) for source in sources]
    # Of several sources of one remote the first asks for all of them: they have one mirror.
    remotes: dict[tuple[str, Path, str], list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        if answers[number] is None:
            remotes[source.target, source.base, source.ref].append(number)
    groups = [[sources[number] for number in numbers] for numbers in remotes.values()]
    there = [group for group in groups if elsewhere and travels(group[0])]
    fetched = elsewhere.fetch(there, _FetchAll(replace(opener, progress=SILENT))) if elsewhere else iter(())
    far = {id(group): opener.all_of(group, came) for group, came in zip(there, fetched, strict=True)}
    near = [group for group in groups if id(group) not in far]
    late = iter(map_waiting(opener.after_asking, near, threads=_AT_A_TIME))
    for numbers, group in zip(remotes.values(), groups, strict=True):
        opened = far[id(group)] if id(group) in far else next(late)
        for number, answer in zip(numbers, opened, strict=True):
            answers[number] = answer
    for source, found in zip(sources, answers, strict=True):
        if found is not None:
            held.keep(source, found)
            yield source, found


@dataclass(frozen=True, slots=True)
class _Opener:
    """Opens sources; why one cannot be opened is an answer, too."""

    mirrors: GitMirrors
    past: Past
    share: Share
    progress: Progress

    def at_once(self, source: SourceSettings) -> _Answer | None:
        """What a source gives if nobody has to be asked; else None."""
        try:
            if source.type == "directory":
                return self._folder(source)
            self.progress.expect(1)
            if source.type == "git":
                return self._already_here(source)
            with working(self.progress, source.path.name):
                return _open_file(source)
        except (SourceError, OSError) as error:
            return error

    def after_asking(self, sources: Sequence[SourceSettings]) -> list[_Answer]:
        """What git sources of one remote give when it has been asked."""
        with ExitStack() as busy:
            for source in sources:
                busy.enter_context(working(self.progress, _key(source)))
            return self.all_of(sources, self.fetched(sources[0]))

    def fetched(self, source: SourceSettings) -> Fetched:
        """The remote of a source, brought up to date; or why it could not be."""
        try:
            return self.mirrors.fetch(_remote(source), source.ref, refs=bool(self.past.versions))
        except (SourceError, OSError) as error:
            return getattr(error, "strerror", None) or str(error)

    def all_of(self, sources: Sequence[SourceSettings], fetched: Fetched) -> list[_Answer]:
        """What the sources of one remote give, from what came of it."""
        if isinstance(fetched, str):
            return [SourceError(fetched) for _ in sources]
        return [self._taken(source, fetched) for source in sources]

    def _folder(self, source: SourceSettings) -> _Opened:
        """What a folder on this machine gives, of the share."""
        names = _repositories_in(source)
        mine = {key: folder for key, folder in names.items() if self.share.has(source.label, folder.name)}
        self.progress.expect(len(mine))
        opened = []
        for key, folder in mine.items():
            with working(self.progress, key):
                opened.append(_open_repository(source, folder, key, self.past))
        return _joined(opened)

    def _already_here(self, source: SourceSettings) -> _Answer | None:
        """What a git source gives, if its remote need not be asked."""
        try:
            checkout = self._known(source)
        except (SourceError, OSError) as error:
            self.progress.seen(_key(source))
            return error
        if checkout is None:
            return None
        with working(self.progress, _key(source)):
            return self._taken(source, checkout)

    def _taken(self, source: SourceSettings, checkout: Checkout) -> _Answer:
        try:
            return self._of_checkout(source, checkout)
        except (SourceError, OSError) as error:
            return error

    def _known(self, source: SourceSettings) -> Checkout | None:
        remote, offline = _remote(source), self.past.offline
        known = self.mirrors.current(remote, source.ref, refs=bool(self.past.versions), offline=offline)
        return self.mirrors.fetch(remote, source.ref, offline=True) if offline and known is None else known

    def _of_checkout(self, source: SourceSettings, checkout: Checkout) -> _Opened:
        remote = _remote(source)
        key = _key(source)
        repository = Repository(
            key=key,
            name=key.rpartition("/")[2],
            source=source.label,
            web_url=_web_url(source, key) or web_address(remote),
            branch=source.branch or checkout.branch,
            commit=checkout.commit,
            raw_html=source.raw_html,
        )
        tree, told = told_of_checkout(repository, self.mirrors, checkout)
        snapshot = RepositorySnapshot(repository, tree, fingerprint=fingerprint_of(checkout.commit))
        snapshot, more = self.past.of_checkout(snapshot, remote, source.ref, checkout)
        return _Opened((snapshot,), told + more, checkout.stale)


@dataclass(frozen=True, slots=True)
class _FetchAll:
    """Fetches on another machine; what is read of a commit is kept in its mirror, so it is done there."""

    opener: _Opener

    def __call__(self, groups: Sequence[Group]) -> list[Fetched]:
        """What came of each remote."""
        try:
            return map_waiting(self._fetched, groups, threads=_AT_A_TIME)
        finally:
            self.opener.mirrors.close()

    def _fetched(self, sources: Group) -> Fetched:
        fetched = self.opener.fetched(sources[0])
        self.opener.all_of(sources, fetched)
        return fetched


def _remote(source: SourceSettings) -> str:
    """The remote as git takes it."""
    if _is_here(source) and not source.path.exists():
        raise SourceError(f"{source.target} does not exist")
    return str(source.path) if _is_here(source) else source.target


def _key(source: SourceSettings) -> str:
    """The key of a git source's repository, whether there is one or not."""
    return repository_key(str(source.path) if _is_here(source) else source.target)


def _is_here(source: SourceSettings) -> bool:
    """Whether a git source is a path on this machine."""
    return "://" not in source.target and ":" not in source.target


def _open_file(source: SourceSettings) -> _Opened:
    """One descriptor file of the operator's own: a repository of that file alone."""
    path = source.path
    if not path.is_file():
        raise SourceError(f"{source.target} does not exist")
    key = path.name
    web_url = source.url.replace("{repository}", key).rstrip("/")
    repository = Repository(key, path.name, source.label, web_url, source.branch)
    tree = open_file(path)
    return _Opened((RepositorySnapshot(repository, tree, descriptors=(key,), fingerprint=tree.fingerprint),))


def _repositories_in(source: SourceSettings) -> dict[str, Path]:
    """The folders of a source that are repositories, by key."""
    path = source.path
    if not path.is_dir():
        raise SourceError(f"{source.target} {'is not a folder' if path.exists() else 'does not exist'}")
    if source.layout == "repository" or (source.layout == "auto" and _is_repository(path)):
        return {path.name: path}
    try:
        folders = sorted(folder for folder in path.iterdir() if _may_be_repository(folder))
    except OSError as error:
        raise SourceError(f"{source.target} cannot be listed: {error.strerror or error}") from error
    if not folders:
        raise SourceError(f"{source.target} holds no repositories; put one folder per repository into it")
    return {f"{path.name}/{folder.name}": folder for folder in folders}


def _open_repository(source: SourceSettings, folder: Path, key: str, past: Past) -> _Opened:
    commit, branch, origin = checkout_facts(folder)
    repository = Repository(
        key=key,
        name=folder.name,
        source=source.label,
        web_url=_web_url(source, key) or (web_address(origin) if origin else ""),
        branch=source.branch or branch,
        commit=commit,
        raw_html=source.raw_html,
    )
    try:
        tree, refused = open_directory(folder)
    except SourceError as error:
        return _Opened((), (finding("source-failed", str(error), repository.origin()),))
    snapshot = RepositorySnapshot(repository, tree, fingerprint=tree.fingerprint)
    snapshot, told = past.of_folder(snapshot, folder, branch)
    return _Opened((snapshot,), told_of(repository, tree, refused) + told)


def _joined(parts: Sequence[_Opened]) -> _Opened:
    repositories = tuple(snapshot for part in parts for snapshot in part.repositories)
    return _Opened(repositories, tuple(found for part in parts for found in part.findings))


def _is_repository(folder: Path) -> bool:
    names = (".git", ".backstage", "catalog-info.yaml", "catalog-info.yml")
    return any((folder / name).exists() for name in names)


def _may_be_repository(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink() and not folder.name.startswith(".")


def _web_url(source: SourceSettings, key: str) -> str:
    return source.url.replace("{repository}", key.rpartition("/")[2]).rstrip("/")


def _add(snapshots: dict[str, RepositorySnapshot], snapshot: RepositorySnapshot) -> str:
    key, number = snapshot.repository.key, 1
    while key in snapshots:
        number += 1
        key = f"{snapshot.repository.key}-{number}"
    if number > 1:
        repository = replace(snapshot.repository, key=key)
        snapshot = replace(snapshot, repository=repository)
    snapshots[key] = snapshot
    return key


def _failed(source: SourceSettings, reason: str) -> Finding:
    hint = (
        "the rest of the catalog is complete; correct the entry in the list of sources or the source itself"
    )
    return finding("source-failed", f"{source.label}: {reason}", Origin(source.target), hint=hint)
