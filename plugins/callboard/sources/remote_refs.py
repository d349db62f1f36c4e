"""The tags and branches of a remote: which there are, and their commits fetched into its mirror."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.sources.advertised import Advertised, RemoteRef, questions, read_answer
from callboard.sources.git_program import GitProgram, Remote
from callboard.sources.local_refs import read_local
from callboard.store import write_atomically

_KEPT: Final = "callboard-refs.json"
_COMMITS: Final = "refs/callboard/commits"


class RemoteRefs:
    """The refs of remotes; each `mirror` is the one that the remote's files are read from."""

    def __init__(self, git: GitProgram) -> None:
        self._git: Final = git

    def look(
        self, remote: Remote, mirror: Path, ref: str = "", *, everything: bool = False
    ) -> Advertised | None:
        """What a remote on this machine says, as far as that can be read without a process; else None."""
        known = kept_refs(mirror) if everything else ()
        said = read_local(remote, ref, everything=everything, known=known)
        if said is not None and said.refs is not None and said.refs != known:
            _keep(mirror, said.refs)
        return said

    def ask(self, remote: Remote, mirror: Path, ref: str = "", *, everything: bool = False) -> Advertised:
        """What a remote says about `ref` (`""`: its HEAD) and, of `everything`, about all tags and branches.

        Raises:
            SourceError: the remote does not tell.
        """
        said = self.look(remote, mirror, ref, everything=everything)
        if said is None:
            patterns = questions(ref, everything=everything)
            arguments = ["ls-remote", "--quiet", "--symref", "--", remote.name, *patterns]
            lines = self._git.run(arguments, remote=remote).decode("utf-8", "replace").splitlines()
            said = read_answer(lines, ref, everything=everything)
            if said.refs is not None:
                _keep(mirror, said.refs)
        return said

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


def _keep(mirror: Path, refs: Iterable[RemoteRef]) -> None:
    rows = [[ref.name, ref.commit, ref.is_tag, ref.object] for ref in refs]
    write_atomically(mirror / _KEPT, json.dumps(rows).encode())


def kept_refs(mirror: Path) -> tuple[RemoteRef, ...]:
    """The refs as they were last seen; none where that was never, or cannot be read any more."""
    try:
        rows = json.loads((mirror / _KEPT).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    # Read as an answer is read: what lies in a cache is no more to be trusted than a remote.
    lines = [
        line
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, list) and len(row) == 4  # noqa: PLR2004 (name, commit, whether it is a tag, object)
        for line in _as_told(*row)
    ]
    return read_answer(lines, "", everything=True).refs or ()


def _as_told(name: object, commit: object, is_tag: object, found: object) -> tuple[str, str]:
    path = f"refs/{'tags' if is_tag else 'heads'}/{name}"
    return f"{found}\t{path}", f"{commit}\t{path}^{{}}"
