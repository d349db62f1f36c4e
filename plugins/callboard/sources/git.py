"""Git repositories read as blobs at one commit.

No work tree ever exists, so links, hooks, filters and submodules of a repository never do either. Every
remote, local paths included, is fetched into a bare mirror of our own whose configuration is ours.
"""

from __future__ import annotations

import os
import subprocess
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.model import FileEntry
from callboard.sources.advertised import Advertised, RemoteRef, is_object, is_ref
from callboard.sources.directory import Refusals
from callboard.sources.git_program import GitProgram, Remote
from callboard.sources.limits import DEFAULT_LIMITS, TreeLimits
from callboard.sources.listings import keep_listing, listing_at, load_listing, read_listing
from callboard.sources.mirror_state import HEAD, MirrorState, keep_state, load_state
from callboard.sources.remote_refs import RemoteRefs
from callboard.store import digest_of

_OPEN_READERS: Final = 16


@dataclass(frozen=True, slots=True)
class Checkout:
    """A commit of a remote that is readable in a mirror; `stale` says why it is not the newest.

    `refs` are the remote's tags and branches, None where it was not asked for them or did not answer.
    """

    mirror: Path
    commit: str
    branch: str
    stale: str = ""
    refs: tuple[RemoteRef, ...] | None = None


class GitMirrors:
    """Bare mirrors of remotes, one folder each below `root`."""

    def __init__(self, root: Path) -> None:
        self.root: Final = root
        self.git: Final = GitProgram(root)
        self.refs: Final = RemoteRefs(self.git)
        self._readers: OrderedDict[Path, subprocess.Popen[bytes]] = OrderedDict()
        self._process = os.getpid()
        self._inherited: Final[list[OrderedDict[Path, subprocess.Popen[bytes]]]] = []

    def __reduce__(self) -> tuple[type[GitMirrors], tuple[Path]]:
        """Elsewhere they are opened anew."""
        return GitMirrors, (self.root,)

    def current(
        self, url: str, ref: str = "", *, refs: bool = False, offline: bool = False
    ) -> Checkout | None:
        """The checkout of a remote as it is, where nobody has to be waited for to know it; else None."""
        mirror = self.mirror_of(url, ref)
        known = load_state(mirror)
        if known is None:
            return None
        if offline:
            return Checkout(mirror, known.commit, known.branch, stale="this run is offline")
        if is_object(ref) and not refs:
            return Checkout(mirror, known.commit, known.branch) if known.object == ref.lower() else None
        said = self.refs.look(Remote(url), mirror, ref, everything=refs)
        if said is None or said.object != known.object or said.branch != known.branch:
            return None
        return Checkout(mirror, known.commit, known.branch, refs=said.refs)

    def fetch(self, url: str, ref: str = "", *, offline: bool = False, refs: bool = False) -> Checkout:
        """Bring a mirror up to date with `ref` of `url`, or with its default branch; ask for all `refs`, too.

        The remote is asked once. One that does not answer leaves the last commit that was fetched, marked
        stale.

        Raises:
            SourceError: the remote cannot be read and never could.
        """
        if ref and not is_ref(ref):
            raise SourceError(f"{ref!r} is not the name of a branch, tag or commit")
        mirror = self.mirror_of(url, ref)
        known = load_state(mirror)
        if offline:
            if known is None:
                raise SourceError("this run is offline and the repository was never fetched")
            return Checkout(mirror, known.commit, known.branch, stale="this run is offline")
        try:
            said = self._ask(mirror, url, ref, refs=refs)
            state = self._update(mirror, url, ref, said, known)
        except SourceError as error:
            if known is None:
                raise
            return Checkout(mirror, known.commit, known.branch, stale=str(error))
        return Checkout(mirror, state.commit, state.branch, refs=said.refs)

    def mirror_of(self, url: str, ref: str = "") -> Path:
        """The folder of a remote's mirror, whether or not there is one yet."""
        return self.root / digest_of(url, ref)[:24]

    def tree(self, checkout: Checkout, limits: TreeLimits = DEFAULT_LIMITS) -> tuple[GitTree, Refusals]:
        """List the files of a checkout, unless they were listed before.

        Raises:
            SourceError: they cannot be listed.
        """
        tree = GitTree(self, checkout.mirror, checkout.commit, limits)
        return tree, tree.refused

    def listed_tree(self, checkout: Checkout) -> GitTree | None:
        """The tree of a checkout whose files were listed before: it costs nothing until it is used."""
        is_listed = listing_at(checkout.mirror, checkout.commit).is_file()
        return GitTree(self, checkout.mirror, checkout.commit) if is_listed else None

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

    def _ask(self, mirror: Path, url: str, ref: str, *, refs: bool) -> Advertised:
        if is_object(ref) and not refs:
            return Advertised(ref.lower(), ref)
        said = self.refs.ask(Remote(url), mirror, ref, everything=refs)
        return replace(said, object=ref.lower()) if is_object(ref) else said

    def _update(
        self, mirror: Path, url: str, ref: str, said: Advertised, known: MirrorState | None
    ) -> MirrorState:
        if known is not None and known.object == said.object:
            state = replace(known, branch=said.branch)
        else:
            self.git.make_mirror(mirror)
            quietly = ("--quiet", "--force", "--no-auto-maintenance", "--no-write-fetch-head")
            wanted = ("--depth=1", "--no-tags", "--no-recurse-submodules")
            remote = Remote(url)
            arguments = ["fetch", *quietly, *wanted, "--", remote.name, f"{ref or 'HEAD'}:{HEAD}"]
            self.git.run(arguments, mirror=mirror, remote=remote)
            # The remote may have gone on since it was asked: what came is what counts.
            names = self.git.run(["rev-parse", HEAD, f"{HEAD}^{{commit}}"], mirror=mirror).decode().split()
            state = MirrorState(names[0], names[1], said.branch)
        if state != known:
            keep_state(mirror, state)
        return state

    def _reader(self, mirror: Path) -> subprocess.Popen[bytes]:
        if self._process != os.getpid():
            # Readers of the process that this one is a copy of: two who asked one would mix up their answers.
            self._inherited.append(self._readers)
            self._readers, self._process = OrderedDict(), os.getpid()
        reader = self._readers.pop(mirror, None)
        if reader is None or reader.poll() is not None:
            reader = self.git.start(["cat-file", "--batch"], mirror=mirror)
        self._readers[mirror] = reader
        if len(self._readers) > _OPEN_READERS:
            _end(self._readers.popitem(last=False)[1])
        return reader


class GitTree:
    """The regular files of a commit in a mirror, listed when somebody wants to know them."""

    __slots__ = ("_commit", "_limits", "_listing", "_mirror", "_mirrors")

    def __init__(
        self, mirrors: GitMirrors, mirror: Path, commit: str, limits: TreeLimits = DEFAULT_LIMITS
    ) -> None:
        self._mirrors = mirrors
        self._mirror = mirror
        self._commit = commit
        self._limits = limits
        self._listing: tuple[Mapping[str, FileEntry], Refusals] | None = None

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """Every file, by path, sorted.

        Raises:
            SourceError: it was not listed before, and cannot be.
        """
        return self._listed()[0]

    @property
    def refused(self) -> Refusals:
        """What was left out, and why."""
        return self._listed()[1]

    def read(self, path: str) -> bytes:
        """The content of one of `files`."""
        return self._mirrors.read_blob(self._mirror, self.files[path].digest)

    def _listed(self) -> tuple[Mapping[str, FileEntry], Refusals]:
        if self._listing is None:
            self._listing = load_listing(self._mirror, self._commit, self._limits)
        if self._listing is None:
            arguments = ["ls-tree", "-r", "-z", "--long", self._commit]
            records = self._mirrors.git.run(arguments, mirror=self._mirror).split(b"\0")
            self._listing = read_listing(records, self._limits)
            keep_listing(self._mirror, self._commit, self._listing, self._limits)
        return self._listing


def _end(reader: subprocess.Popen[bytes]) -> None:
    """End a reader, which has nothing to lose.

    It would also end when it is told that nobody asks any more; but a copy of this process may hold the other
    end of its pipe.
    """
    reader.kill()
    if reader.stdin:
        reader.stdin.close()
    if reader.stdout:
        reader.stdout.close()
    reader.wait()
