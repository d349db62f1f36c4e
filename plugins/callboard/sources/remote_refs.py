"""The tags and branches of a remote: which there are, and their commits fetched into its mirror."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.sources.git_program import GitProgram, Remote
from callboard.store import write_atomically

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+@-]*")
_LISTED: Final = re.compile(r"([0-9a-f]{40}(?:[0-9a-f]{24})?)\trefs/(tags|heads)/(.+?)(\^\{\})?")
_LONGEST_NAME: Final = 100
_MOST: Final = 20_000
_KEPT: Final = "callboard-refs.json"
_COMMITS: Final = "refs/callboard/commits"


@dataclass(frozen=True, slots=True, order=True)
class RemoteRef:
    """A tag or branch and the commit it stands for."""

    name: str
    commit: str
    is_tag: bool

    @property
    def path(self) -> str:
        """Its full name at the remote."""
        return f"refs/{'tags' if self.is_tag else 'heads'}/{self.name}"


def is_ref(name: str) -> bool:
    """Whether a text can be the name of a branch, tag or commit, and can be nothing else to git."""
    return _NAME.fullmatch(name) is not None


class RemoteRefs:
    """The refs of remotes; each `mirror` is the one that the remote's files are read from."""

    def __init__(self, git: GitProgram) -> None:
        self._git: Final = git

    def listed(self, remote: Remote, mirror: Path, *, offline: bool = False) -> tuple[RemoteRef, ...]:
        """All tags and branches with names that can be used, sorted; offline, those of the last time.

        Raises:
            SourceError: the remote does not tell.
        """
        if offline:
            return _kept(mirror)
        arguments = ["ls-remote", "--quiet", "--tags", "--heads", "--", remote.name]
        refs = _read(self._git.run(arguments, remote=remote).decode("utf-8", "replace").splitlines())
        write_atomically(
            mirror / _KEPT, json.dumps([[ref.name, ref.commit, ref.is_tag] for ref in refs]).encode()
        )
        return refs

    def fetch(
        self, remote: Remote, mirror: Path, refs: Sequence[RemoteRef], *, offline: bool = False
    ) -> Mapping[RemoteRef, str]:
        """Bring the refs' commits into the mirror; those that did not come, and why."""
        missing = [ref for ref in refs if not _place(mirror, ref).is_file()]
        if offline or not missing:
            return dict.fromkeys(missing, "it was never fetched, and this run does not ask for it")
        self._git.make_mirror(mirror)
        try:
            self._fetch(remote, mirror, missing)
        except SourceError:
            return dict(self._fetch_each(remote, mirror, missing))
        return {}

    def forget(self, mirror: Path, ref: RemoteRef) -> None:
        """Have the commit fetched again next time."""
        _place(mirror, ref).unlink(missing_ok=True)

    def _fetch_each(
        self, remote: Remote, mirror: Path, refs: Iterable[RemoteRef]
    ) -> Iterator[tuple[RemoteRef, str]]:
        for ref in refs:
            try:
                self._fetch(remote, mirror, [ref])
            except SourceError as error:
                yield ref, str(error)

    def _fetch(self, remote: Remote, mirror: Path, refs: Iterable[RemoteRef]) -> None:
        quietly = ("--quiet", "--force", "--no-auto-maintenance", "--no-write-fetch-head")
        wanted = ("--depth=1", "--no-tags", "--no-recurse-submodules")
        # Named by commit: names of refs come and go, and one may be a folder of another.
        pairs = {ref.commit: f"{ref.path}:{_COMMITS}/{ref.commit}" for ref in refs}
        self._git.run(
            ["fetch", *quietly, *wanted, "--", remote.name, *pairs.values()], mirror=mirror, remote=remote
        )


def _place(mirror: Path, ref: RemoteRef) -> Path:
    return mirror.joinpath(*_COMMITS.split("/"), ref.commit)


def _read(lines: Iterable[str]) -> tuple[RemoteRef, ...]:
    """The refs of an `ls-remote`; what an annotated tag stands for comes on a line of its own behind it."""
    refs: dict[tuple[bool, str], RemoteRef] = {}
    for line in lines:
        found = _LISTED.fullmatch(line)
        if found is None or len(found[3]) > _LONGEST_NAME or not is_ref(found[3]):
            continue
        ref = RemoteRef(found[3], found[1], found[2] == "tags")
        if len(refs) < _MOST or (ref.is_tag, ref.name) in refs:
            refs[ref.is_tag, ref.name] = ref
    return tuple(sorted(refs.values()))


def _kept(mirror: Path) -> tuple[RemoteRef, ...]:
    """The refs as they were last seen; none where that was never, or cannot be read any more."""
    try:
        rows = json.loads((mirror / _KEPT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    lines = (
        f"{row[1]}\trefs/{'tags' if row[2] else 'heads'}/{row[0]}"
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, list) and len(row) == 3  # noqa: PLR2004 (name, commit, whether it is a tag)
    )
    return _read(lines)
