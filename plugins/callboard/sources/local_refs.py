"""The refs of a repository on this machine, read from its files, without a process.

Only what gitrepository-layout(5) describes is understood: HEAD, one file a ref, `packed-refs`. For whatever
else there may be (reftable, linked work trees, hidden refs, links), the answer is None, and git itself is
asked. Nothing that the repository's configuration says is done.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from callboard.sources.advertised import Advertised, RemoteRef, candidates, read_refs
from callboard.sources.git_program import Remote

_READ: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_OBJECT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_BRANCH: Final = re.compile(r"ref: (refs/heads/(?!.*\.\.)[^\x00-\x20\x7f~^:?*\[\\]{1,250})")
_LINE_BYTES: Final = 1024
_FILE_BYTES: Final = 4 << 20
_MOST_LOOSE: Final = 5_000
# What makes git tell others less than there is, or keep it elsewhere.
_UNUSUAL: Final = ("hiderefs", "[include", "refstorage", "worktreeconfig")
_ELSEWHERE: Final = ("commondir", "gitdir", "reftable")


class _Unusual(Exception):  # noqa: N818 (no error: git knows what to make of it)
    """The repository is not laid out as it is understood here."""


@dataclass(frozen=True, slots=True)
class _Packed:
    """`packed-refs`: the object of each ref, and of an annotated tag the commit that it stands for."""

    objects: Mapping[str, str]
    peeled: Mapping[str, str]
    is_peeled: bool = True


def read_local(
    remote: Remote, ref: str, *, everything: bool, known: Iterable[RemoteRef] = ()
) -> Advertised | None:
    """What the remote would say about `ref` (`""`: its HEAD), and about all tags and branches.

    None where it is not on this machine, or cannot be read so. `known` are its refs as they were, which tell
    what its annotated tags stand for.
    """
    folder = _folder(remote)
    if folder is None:
        return None
    try:
        return _read(folder, ref, everything=everything, known=known)
    except (OSError, _Unusual):
        return None


def _folder(remote: Remote) -> Path | None:
    """The folder that git would take the remote for."""
    path = remote.url
    if path.startswith("file://"):
        parts = urlsplit(path)
        if parts.netloc or parts.query or parts.fragment or "%" in path:
            return None
        path = parts.path
    place = Path(path)
    if not place.is_absolute():
        return None
    inner = os.path.join(path, ".git")  # noqa: PTH118  (thousands of times a run)
    if remote.folder or not os.path.lexists(inner):
        return place
    return Path(inner) if os.path.isdir(inner) and not os.path.islink(inner) else None  # noqa: PTH112, PTH114


def _read(folder: Path, ref: str, *, everything: bool, known: Iterable[RemoteRef]) -> Advertised | None:
    _check(folder)
    names = _Names(folder)
    head = _text(folder / "HEAD", _LINE_BYTES).rstrip("\n")
    branch = _BRANCH.fullmatch(head)
    wanted = candidates(ref) if ref else ([branch[1]] if branch else [])
    found = next(filter(None, map(names.object_of, wanted)), "")
    if not ref and not branch and _OBJECT.fullmatch(head):
        found = head
    if not found:
        return None
    refs = names.refs({each.object: each.commit for each in known}) if everything else None
    return Advertised(found, ref or (branch[1].removeprefix("refs/heads/") if branch else ""), refs)


def _check(folder: Path) -> None:
    path = str(folder)
    if any(os.path.lexists(os.path.join(path, name)) for name in _ELSEWHERE):  # noqa: PTH118
        raise _Unusual
    if not os.path.isdir(os.path.join(path, "objects")):  # noqa: PTH112, PTH118
        raise _Unusual
    configuration = _text(folder / "config", _FILE_BYTES).lower()
    if any(word in configuration for word in _UNUSUAL):
        raise _Unusual


class _Names:
    """Looks refs up: a file of its own goes before a line of `packed-refs`."""

    def __init__(self, folder: Path) -> None:
        self._folder: Final = folder
        self._packed: _Packed | None = None

    def object_of(self, name: str) -> str:
        """The object of a ref, `""` where there is none."""
        if not name.startswith("refs/"):
            return ""
        try:
            return _object(_text(self._folder / name, _LINE_BYTES))
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return self.packed().objects.get(name, "")

    def packed(self) -> _Packed:
        """What `packed-refs` says."""
        if self._packed is None:
            try:
                self._packed = _unpacked(_text(self._folder / "packed-refs", _FILE_BYTES))
            except FileNotFoundError:
                self._packed = _Packed({}, {})
        return self._packed

    def refs(self, stands_for: Mapping[str, str]) -> tuple[RemoteRef, ...]:
        """All tags and branches; `stands_for` has the commits of tags by their objects."""
        packed = self.packed()
        loose = dict(self._loose())
        peeled = dict(packed.peeled)
        for name, found in {**packed.objects, **loose}.items():
            if name.startswith("refs/tags/") and (name in loose or not packed.is_peeled):
                if found not in stands_for:
                    raise _Unusual
                peeled[name] = stands_for[found]
        return read_refs(dict(sorted({**packed.objects, **loose}.items())), peeled)

    def _loose(self) -> Iterator[tuple[str, str]]:
        count = 0
        for kind in ("refs/heads", "refs/tags"):
            for holder, folders, files in os.walk(self._folder / kind):
                if any(Path(holder, name).is_symlink() for name in folders):
                    raise _Unusual
                for name in files:
                    count += 1
                    if count > _MOST_LOOSE:
                        raise _Unusual
                    path = Path(holder, name)
                    if not name.endswith(".lock"):
                        yield path.relative_to(self._folder).as_posix(), _object(_text(path, _LINE_BYTES))


def _unpacked(text: str) -> _Packed:
    objects: dict[str, str] = {}
    peeled: dict[str, str] = {}
    name, is_peeled = "", False
    for line in text.splitlines():
        if line.startswith("#"):
            is_peeled = is_peeled or " fully-peeled" in line
        elif line.startswith("^"):
            peeled[name] = _object(line[1:])
        else:
            found, _, name = line.partition(" ")
            objects[name] = _object(found)
    return _Packed(objects, peeled, is_peeled)


def _object(text: str) -> str:
    found = text.rstrip("\n")
    if not _OBJECT.fullmatch(found):
        raise _Unusual
    return found


def _text(path: Path, most: int) -> str:
    """A plain file that is no larger than it has to be: whoever wrote it may have put a pipe there."""
    handle = os.open(path, _READ)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            raise _Unusual
        return os.read(handle, most).decode("utf-8", "replace")
    finally:
        os.close(handle)
