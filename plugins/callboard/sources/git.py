"""Git repositories read as blobs at one commit.

No work tree ever exists, so links, hooks, filters and submodules of a repository never do either. Every
remote, local paths included, is fetched into a bare mirror of our own whose configuration is ours.
"""

from __future__ import annotations

import re
import subprocess
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.model import FileEntry
from callboard.sources.directory import Refusals
from callboard.sources.git_program import GitProgram
from callboard.sources.limits import DEFAULT_LIMITS, TreeLimits
from callboard.sources.paths import unsafe_path
from callboard.sources.remote_refs import is_ref
from callboard.store import digest_of, write_atomically

_OPEN_READERS: Final = 16
_HEAD: Final = "refs/callboard/head"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A commit of a remote that is readable in a mirror; `stale` says why it is not the newest."""

    mirror: Path
    commit: str
    branch: str
    stale: str = ""


class GitMirrors:
    """Bare mirrors of remotes, one folder each below `root`."""

    def __init__(self, root: Path) -> None:
        self.root: Final = root
        self.git: Final = GitProgram(root)
        self._readers: OrderedDict[Path, subprocess.Popen[bytes]] = OrderedDict()

    def fetch(self, url: str, ref: str = "", *, offline: bool = False) -> Checkout:
        """Bring a mirror up to date with `ref` of `url`, or with its default branch.

        A remote that does not answer leaves the last commit that was fetched, marked stale.

        Raises:
            SourceError: the remote cannot be read and never could.
        """
        if ref and not is_ref(ref):
            raise SourceError(f"{ref!r} is not the name of a branch, tag or commit")
        mirror = self.mirror_of(url, ref)
        known = self._last(mirror)
        if offline:
            if known is None:
                raise SourceError("this run is offline and the repository was never fetched")
            return Checkout(mirror, *known, stale="this run is offline")
        try:
            return Checkout(mirror, *self._update(mirror, url, ref, known))
        except SourceError as error:
            if known is None:
                raise
            return Checkout(mirror, *known, stale=str(error))

    def mirror_of(self, url: str, ref: str = "") -> Path:
        """The folder of a remote's mirror, whether or not there is one yet."""
        return self.root / digest_of(url, ref)[:24]

    def tree(self, checkout: Checkout, limits: TreeLimits = DEFAULT_LIMITS) -> tuple[GitTree, Refusals]:
        """List the files of a checkout."""
        listing = self.git.run(["ls-tree", "-r", "-z", "--long", checkout.commit], mirror=checkout.mirror)
        files: dict[str, FileEntry] = {}
        refused: list[tuple[str, str]] = []
        for record in filter(None, listing.split(b"\0")):
            mode, _, blob, size, path = _listed(record)
            problem = unsafe_path(path) or _unwanted(mode, size, len(files), limits)
            if problem:
                refused.append((path, problem))
            else:
                files[path] = FileEntry(path, int(size), blob)
        return GitTree(self, checkout.mirror, dict(sorted(files.items()))), tuple(sorted(refused))

    def read_blob(self, mirror: Path, blob: str) -> bytes:
        """The content of a blob, through a reader that stays open for the next one."""
        reader = self._reader(mirror)
        if reader.stdin is None or reader.stdout is None:
            raise SourceError("git cat-file has no pipes")
        try:
            reader.stdin.write(f"{blob}\n".encode())
            reader.stdin.flush()
            header = reader.stdout.readline().split()
            if len(header) != 3 or header[1] != b"blob":  # noqa: PLR2004 (name, type, size: git-cat-file(1))
                raise SourceError(f"object {blob} is missing from the mirror")
            data = reader.stdout.read(int(header[2]))
            reader.stdout.read(1)
        except OSError as error:
            raise SourceError(f"git cat-file stopped: {error}") from error
        return data

    def close(self) -> None:
        """End all readers."""
        while self._readers:
            _end(self._readers.popitem()[1])

    def _update(self, mirror: Path, url: str, ref: str, known: tuple[str, str] | None) -> tuple[str, str]:
        heads = self.git.run(["ls-remote", "--symref", "--", url, ref or "HEAD"], remote=url).decode(
            "utf-8", "replace"
        )
        branch = ref or _default_branch(heads)
        wanted = _advertised(heads)
        self.git.make_mirror(mirror)
        if known is None or known[0] != wanted:
            arguments = ["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--force"]
            self.git.run([*arguments, "--", url, f"{ref or 'HEAD'}:{_HEAD}"], mirror=mirror, remote=url)
        commit = (
            self.git.run(["rev-parse", "--verify", f"{_HEAD}^{{commit}}"], mirror=mirror).decode().strip()
        )
        write_atomically(mirror / "callboard-branch", branch.encode())
        return commit, branch

    def _last(self, mirror: Path) -> tuple[str, str] | None:
        if not (mirror / "callboard-branch").is_file():
            return None
        try:
            commit = self.git.run(["rev-parse", "--verify", f"{_HEAD}^{{commit}}"], mirror=mirror)
        except SourceError:
            return None
        return commit.decode().strip(), (mirror / "callboard-branch").read_text("utf-8")

    def _reader(self, mirror: Path) -> subprocess.Popen[bytes]:
        reader = self._readers.pop(mirror, None)
        if reader is None or reader.poll() is not None:
            reader = self.git.start(["cat-file", "--batch"], mirror=mirror)
        self._readers[mirror] = reader
        if len(self._readers) > _OPEN_READERS:
            _end(self._readers.popitem(last=False)[1])
        return reader


@dataclass(frozen=True, slots=True)
class GitTree:
    """The regular files of a commit in a mirror."""

    mirrors: GitMirrors = field(repr=False)
    mirror: Path
    files: Mapping[str, FileEntry]

    def read(self, path: str) -> bytes:
        """The content of one of `files`."""
        return self.mirrors.read_blob(self.mirror, self.files[path].digest)


def _listed(record: bytes) -> tuple[str, str, str, str, str]:
    """Mode, type, object, size and path of an `ls-tree --long` record."""
    facts, _, path = record.partition(b"\t")
    mode, kind, blob, size = facts.decode("ascii").split()
    return mode, kind, blob, size, path.decode("utf-8", "surrogateescape")


def _unwanted(mode: str, size: str, listed: int, limits: TreeLimits) -> str | None:
    if mode == "160000":
        return "it is a submodule"
    if mode == "120000":
        return "it is a symbolic link"
    if mode not in {"100644", "100755"}:
        return "it is not a regular file"
    if int(size) > limits.file_bytes:
        return f"it has {size} bytes, more than the {limits.file_bytes} allowed"
    if listed >= limits.files:
        return f"the repository has more than {limits.files} files"
    return None


def _default_branch(heads: str) -> str:
    found = re.search(r"^ref: refs/heads/(\S+)\tHEAD$", heads, re.MULTILINE)
    return found[1] if found else ""


def _advertised(heads: str) -> str:
    found = re.search(r"^([0-9a-f]{40,64})\t", heads, re.MULTILINE)
    return found[1] if found else ""


def _end(reader: subprocess.Popen[bytes]) -> None:
    if reader.stdin:
        reader.stdin.close()
    if reader.stdout:
        reader.stdout.close()
    reader.wait(timeout=10)
