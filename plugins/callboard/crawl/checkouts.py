"""Local paths of a person's own work as repositories: what `callboard check` looks at."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from callboard.errors import ConfigurationError, SourceError
from callboard.model import Repository, RepositorySnapshot, Snapshot, Tree
from callboard.origin import Origin
from callboard.sources import checkout_facts, open_directory, web_address
from callboard.store import write_atomically


@dataclass(frozen=True, slots=True)
class Checkouts:
    """The repositories around some paths.

    `asked` holds, by repository key, the paths that were named: files, or folders ending in `/`; `""` is the
    whole repository. `prefixes` is what to put before a path of a repository to get the path as a person at
    `here` would type it; `roots` are the folders of the repositories.
    """

    snapshot: Snapshot
    asked: dict[str, tuple[str, ...]]
    prefixes: dict[str, str]
    roots: dict[str, Path]

    def covers(self, repository: str, path: str) -> bool:
        """Whether a file was asked about."""
        asked = self.asked.get(repository, ())
        return any(
            path == each or not each or (each.endswith("/") and path.startswith(each)) for each in asked
        )

    @property
    def holds_folders(self) -> bool:
        """Whether a folder was named, not only files."""
        return any(not path or path.endswith("/") for paths in self.asked.values() for path in paths)

    def as_typed(self, origin: Origin) -> Origin:
        """The origin with its path as a person would type it from where they are."""
        prefix = self.prefixes.get(origin.repository, "")
        return replace(origin, path=f"{prefix}{origin.path}" if origin.path else prefix.rstrip("/"))

    def read(self, repository: str, typed: str) -> bytes:
        """The content of a file by its typed path.

        Raises:
            KeyError: there is no such file.
        """
        path = typed.removeprefix(self.prefixes[repository])
        try:
            return self._tree(repository).read(path)
        except SourceError as error:
            raise KeyError(path) from error

    def rewrite(self, repository: str, path: str, old: bytes, new: bytes) -> None:
        """Give a file new content and keep its mode; nothing is written through a link.

        Raises:
            SourceError: the file is not what it was when it was read, or may not be written.
        """
        place = self.roots[repository].joinpath(path)
        steps = (place, *place.parents[: path.count("/")])
        if any(step.is_symlink() for step in steps) or self._tree(repository).read(path) != old:
            raise SourceError(f"{path} has changed since it was read")
        # A rename asks for no permission to write the file that it replaces.
        if not os.access(place, os.W_OK):
            raise SourceError(f"{path} is write-protected")
        try:
            write_atomically(place, new, stat.S_IMODE(place.stat().st_mode))
        except OSError as error:
            raise SourceError(f"{path} cannot be written: {error.strerror or error}") from error

    def _tree(self, repository: str) -> Tree:
        return next(found.tree for found in self.snapshot.repositories if found.repository.key == repository)


def open_checkouts(paths: Iterable[Path], here: Path) -> Checkouts:
    """Open the repository around each path: the nearest folder up with `.git`, else the folder itself.

    Raises:
        ConfigurationError: a path does not exist.
        SourceError: a folder cannot be listed.
    """
    named: dict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        place = (here / path).resolve()
        if not place.exists():
            raise ConfigurationError(f"{path} does not exist")
        named[_root_of(place)].append(place)
    snapshots = []
    asked: dict[str, tuple[str, ...]] = {}
    prefixes: dict[str, str] = {}
    roots: dict[str, Path] = {}
    for root in sorted(named):
        key = root.name if root.name not in asked else root.as_posix()
        snapshots.append(_snapshot(root, key, named[root]))
        asked[key] = tuple(sorted({_below(root, place) for place in named[root]}))
        prefixes[key] = _prefix(root, here.resolve())
        roots[key] = root
    return Checkouts(Snapshot(tuple(snapshots)), asked, prefixes, roots)


def _root_of(place: Path) -> Path:
    folder = place if place.is_dir() else place.parent
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), folder)


def _snapshot(root: Path, key: str, places: Iterable[Path]) -> RepositorySnapshot:
    tree, _ = open_directory(root)
    commit, branch, origin = checkout_facts(root)
    repository = Repository(key, root.name, str(root), web_address(origin) if origin else "", branch, commit)
    # A file that somebody names is a descriptor, whatever it is called and wherever it lies.
    named = tuple(sorted(_below(root, place) for place in places if place.is_file()))
    return RepositorySnapshot(repository, tree, also=named, fingerprint=tree.fingerprint)


def _below(root: Path, place: Path) -> str:
    path = place.relative_to(root).as_posix()
    if path == ".":
        return ""
    return f"{path}/" if place.is_dir() else path


def _prefix(root: Path, here: Path) -> str:
    if root == here:
        return ""
    if root.is_relative_to(here):
        return f"{root.relative_to(here).as_posix()}/"
    if here.is_relative_to(root):
        return "../" * len(here.relative_to(root).parts)
    return f"{root.as_posix()}/"
