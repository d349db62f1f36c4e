"""The crawl: every configured source opened, each failure its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from callboard.crawl.contained import contained
from callboard.crawl.past import Past
from callboard.crawl.settings import SourceSettings
from callboard.crawl.versions import NO_VERSIONS, VersionPatterns
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import (
    FileEntry,
    Repository,
    RepositorySnapshot,
    Snapshot,
    SourceReport,
    SourceState,
    Tree,
)
from callboard.origin import Origin
from callboard.progress import SILENT, Progress, working
from callboard.sources import (
    DirectoryTree,
    GitMirrors,
    checkout_facts,
    open_directory,
    repository_key,
    unsafe_path,
    web_address,
)

_REPORTED_REFUSALS: Final = 20
_READ_SUFFIXES: Final = (".yaml", ".yml", ".md", ".json", ".graphql", ".proto")


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
    progress: Progress = SILENT,
) -> Snapshot:
    """Open every source and take a snapshot of its repositories.

    A source that fails costs only itself: its report says why and the others go on. Keys of repositories are
    unique in the answer; where two sources share one, the later gets a number. `history` is how many commits
    are read to know when files last changed.
    """
    snapshots: dict[str, RepositorySnapshot] = {}
    reports: list[SourceReport] = []
    findings: list[Finding] = []
    past = Past(mirrors, history, versions, offline)
    for source in sources:
        try:
            opened = _open(source, mirrors, past, progress)
        except (SourceError, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            reports.append(SourceReport(source.label, SourceState.FAILED, (), reason, source.danger))
            findings.append(_failed(source, reason))
            continue
        keys = [_add(snapshots, snapshot) for snapshot in opened.repositories]
        state = SourceState.STALE if opened.stale else SourceState.FRESH
        reports.append(SourceReport(source.label, state, tuple(keys), opened.stale, source.danger))
        findings.extend(opened.findings)
    ordered = tuple(snapshots[key] for key in sorted(snapshots))
    return Snapshot(ordered, tuple(reports), tuple(findings))


def _open(source: SourceSettings, mirrors: GitMirrors, past: Past, progress: Progress) -> _Opened:
    if source.type == "directory":
        return _open_folder(source, past, progress)
    progress.expect(1)
    if source.type == "git":
        with working(progress, repository_key(source.target)):
            return _open_git(source, mirrors, past)
    with working(progress, source.path.name):
        return _open_file(source)


def _open_git(source: SourceSettings, mirrors: GitMirrors, past: Past) -> _Opened:
    remote = source.target
    if "://" not in remote and ":" not in remote:
        if not source.path.exists():
            raise SourceError(f"{source.target} does not exist")
        remote = str(source.path)
    checkout = mirrors.fetch(remote, source.ref, offline=past.offline)
    tree, refused = mirrors.tree(checkout)
    key = repository_key(remote)
    repository = Repository(
        key=key,
        name=key.rpartition("/")[2],
        source=source.label,
        web_url=_web_url(source, key) or web_address(remote),
        branch=source.branch or checkout.branch,
        commit=checkout.commit,
        raw_html=source.raw_html,
    )
    snapshot, told = past.of_checkout(RepositorySnapshot(repository, tree), remote, source.ref, checkout)
    return _Opened((snapshot,), _told(repository, tree, refused) + told, checkout.stale)


def _open_file(source: SourceSettings) -> _Opened:
    """One descriptor file of the operator's own: a repository of that file alone."""
    path = source.path
    if not path.is_file():
        raise SourceError(f"{source.target} does not exist")
    key = path.name
    web_url = source.url.replace("{repository}", key).rstrip("/")
    repository = Repository(key, path.name, source.label, web_url, source.branch)
    tree = DirectoryTree(path.parent, {key: FileEntry(key, path.stat().st_size)})
    return _Opened((RepositorySnapshot(repository, tree, descriptors=(key,)),))


def _open_folder(source: SourceSettings, past: Past, progress: Progress) -> _Opened:
    path = source.path
    if not path.is_dir():
        raise SourceError(f"{source.target} {'is not a folder' if path.exists() else 'does not exist'}")
    if source.layout == "repository" or (source.layout == "auto" and _is_repository(path)):
        progress.expect(1)
        with working(progress, path.name):
            return _open_repository(source, path, path.name, past)
    try:
        folders = sorted(folder for folder in path.iterdir() if _may_be_repository(folder))
    except OSError as error:
        raise SourceError(f"{source.target} cannot be listed: {error.strerror or error}") from error
    if not folders:
        raise SourceError(f"{source.target} holds no repositories; put one folder per repository into it")
    progress.expect(len(folders))
    opened = []
    for folder in folders:
        key = f"{path.name}/{folder.name}"
        with working(progress, key):
            opened.append(_open_repository(source, folder, key, past))
    return _joined(opened)


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
    snapshot, told = past.of_folder(RepositorySnapshot(repository, tree), folder, branch)
    return _Opened((snapshot,), _told(repository, tree, refused) + told)


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


def _told(repository: Repository, tree: Tree, refused: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """What is wrong with the files of a repository."""
    return (*_refusals(repository, refused), *contained(tree.files.keys(), repository))


def _refusals(repository: Repository, refused: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """Findings for files that somebody may miss; a symbolic link among the sources is nobody's problem."""
    missed = list(_missed(refused))
    findings = [
        finding(
            "file-too-large" if "bytes" in reason else "file-refused",
            f"{_printable(path)} is not read: {reason}",
            repository.origin("" if unsafe_path(path) else path),
            hint="replace it by a plain file" if "link" in reason else "",
        )
        for path, reason in missed[:_REPORTED_REFUSALS]
    ]
    if len(missed) > _REPORTED_REFUSALS:
        more = len(missed) - _REPORTED_REFUSALS
        findings.append(finding("file-refused", f"{more} more files are not read", repository.origin()))
    return tuple(findings)


def _missed(refused: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for path, reason in refused:
        folders = path.lower().split("/")[:-1]
        if path.lower().endswith(_READ_SUFFIXES) or "docs" in folders or "files" in reason:
            yield path, reason


def _printable(path: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in path)
