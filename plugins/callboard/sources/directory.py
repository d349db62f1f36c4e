"""A plain folder as a tree that nobody can leave.

The walk and every read follow no link: a folder may change under us, so what was seen while listing is
checked again when a file is opened.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.model import FileEntry
from callboard.sources.fingerprints import fingerprint_of
from callboard.sources.limits import DEFAULT_LIMITS, SKIPPED_FOLDERS, TreeLimits
from callboard.sources.paths import unsafe_path
from callboard.store import digest_of

Refusals = tuple[tuple[str, str], ...]
"""Path and reason of what was left out of a tree."""

_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A pipe or a device that took a file's place must not make the build wait.
_READ: Final = os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0)
_NAME: Final = attrgetter("name")
# Nanoseconds: no file system in use tells the times of two changes apart any coarser (FAT: two seconds).
_CLOCK: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class DirectoryTree:
    """The regular files below `root`.

    `fingerprint` is a digest of what the file system says of them, as git's own index trusts it: the same
    path, size, times and inode are the same content. `""` where nobody looked.
    """

    root: Path
    files: Mapping[str, FileEntry]
    fingerprint: str = field(default="", compare=False)

    def read(self, path: str) -> bytes:
        """The content of one of `files`, as long as it still is what it was when listed."""
        entry = self.files[path]
        try:
            with os.fdopen(_open_below(self.root, path), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise SourceError(f"{path} is no longer a regular file")
                data = file.read(max(entry.size, status.st_size, 0) + 1)
        except OSError as error:
            raise SourceError(f"{path} cannot be read: {error.strerror or error}") from error
        if len(data) > max(entry.size, DEFAULT_LIMITS.file_bytes):
            raise SourceError(f"{path} grew while it was read")
        return data


def open_directory(root: Path, limits: TreeLimits = DEFAULT_LIMITS) -> tuple[DirectoryTree, Refusals]:
    """List a folder.

    Raises:
        SourceError: `root` is no folder or cannot be listed.
    """
    if not root.is_dir():
        raise SourceError(f"{root} is not a folder" if root.exists() else f"{root} does not exist")
    started = time.time_ns()
    found: dict[str, os.stat_result] = {}
    refused: list[tuple[str, str]] = []
    for path, entry in _walk(str(root), "", limits.depth, refused):
        if len(found) >= limits.files:
            refused.append((path, f"the repository has more than {limits.files} files"))
            break
        status = _status(entry)
        problem = unsafe_path(path) or _unwanted(status, limits)
        if problem or isinstance(status, str):
            refused.append((path, str(problem)))
        else:
            found[path] = status
    files = {path: FileEntry(path, found[path].st_size) for path in sorted(found)}
    tree = DirectoryTree(root, files)
    refusals = tuple(sorted(refused))
    return DirectoryTree(root, files, fingerprint(tree, found, refusals, before=started)), refusals


def open_file(path: Path) -> DirectoryTree:
    """A tree of one file of its folder.

    Raises:
        SourceError: it is no file.
    """
    started = time.time_ns()
    if not path.is_file():
        raise SourceError(f"{path} does not exist")
    status = path.stat()
    tree = DirectoryTree(path.parent, {path.name: FileEntry(path.name, status.st_size)})
    seen = fingerprint(tree, {path.name: status}, (), before=started)
    return DirectoryTree(tree.root, tree.files, seen)


def fingerprint(
    tree: DirectoryTree, found: Mapping[str, os.stat_result], refused: Refusals, *, before: int
) -> str:
    """A digest of listed files by what the file system says of them, and of what is left out.

    A file may change without a trace within one tick of the file system's clock. So of one that changed too
    shortly `before` it was listed (nanoseconds since 1970), or later, the content itself is part of it.
    """
    parts: list[str] = []
    trusted = before - _CLOCK
    for path in tree.files:
        seen = found[path]
        facts = f"{path}\0{seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"
        if seen.st_mtime_ns >= trusted or seen.st_ctime_ns >= trusted:
            facts = f"{facts} {_content(tree, path)}"
        parts.append(facts)
    return fingerprint_of("\n".join(parts), repr(refused))


def _content(tree: DirectoryTree, path: str) -> str:
    try:
        return digest_of(tree.read(path))
    except SourceError as error:
        return str(error)


def _walk(
    folder: str, prefix: str, depth: int, refused: list[tuple[str, str]]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=_NAME)
    except OSError as error:
        if not prefix:
            raise SourceError(f"{folder} cannot be listed: {error.strerror or error}") from error
        refused.append((prefix.rstrip("/"), f"the folder cannot be listed: {error.strerror or error}"))
        return
    for entry in entries:
        path = prefix + entry.name
        if not entry.is_dir(follow_symlinks=False):
            yield path, entry
        elif entry.name not in SKIPPED_FOLDERS:
            if depth > 1:
                yield from _walk(entry.path, f"{path}/", depth - 1, refused)
            else:
                refused.append((path, "the folder is nested too deep"))


def _status(entry: os.DirEntry[str]) -> os.stat_result | str:
    """What the file system says of an entry, or why it says nothing."""
    try:
        return entry.stat(follow_symlinks=False)
    except OSError as error:
        return f"it cannot be read: {error.strerror or error}"


def _unwanted(status: os.stat_result | str, limits: TreeLimits) -> str | None:
    if isinstance(status, str):
        return status
    if not stat.S_ISREG(status.st_mode):
        return "it is a symbolic link" if stat.S_ISLNK(status.st_mode) else "it is not a regular file"
    if status.st_size > limits.file_bytes:
        return f"it has {status.st_size} bytes, more than the {limits.file_bytes} allowed"
    return None


def _open_below(root: Path, path: str) -> int:
    """Open a file by walking down from `root`, refusing a link at every step."""
    *folders, name = path.split("/")
    if os.open not in os.supports_dir_fd:
        return _open_checked(root, folders, name)
    holder = os.open(root, os.O_RDONLY)
    try:
        for folder in folders:
            inner = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | _NO_FOLLOW, dir_fd=holder)
            os.close(holder)
            holder = inner
        return os.open(name, _READ, dir_fd=holder)
    finally:
        os.close(holder)


def _open_checked(root: Path, folders: list[str], name: str) -> int:
    """Open without `dir_fd` (Windows): check each part for links first."""
    place = root
    for part in (*folders, name):
        place = place / part
        if place.is_symlink():
            raise SourceError(f"{place.name} is a symbolic link")
    return os.open(place, _READ)
