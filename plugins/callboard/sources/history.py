"""When the files of a repository last changed, from its commits and trees; contents are never fetched.

For each remote there is a bare mirror beside the one its files are read from. What was read of a commit is
kept in it, so that a repository that has not changed costs the reading of one small file.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from callboard.errors import SourceError
from callboard.model import History
from callboard.sources.changes import FORMAT, read_changes
from callboard.sources.git_program import GitProgram, Remote
from callboard.store import digest_of, write_atomically

_SECONDS: Final = 120
_REF: Final = "refs/callboard/history"
_KEPT: Final = "callboard-history-"
_KEPT_BYTES: Final = 64 << 20
_SHALLOW_BYTES: Final = 16 << 20
_CHUNK: Final = 1 << 16
# Each fetch adds a pack, and each pack costs every look-up: so many are a year of nightly builds.
_MOST_PACKS: Final = 250


class Histories:
    """The histories of remotes, in mirrors of their own."""

    def __init__(self, git: GitProgram) -> None:
        self._git: Final = git

    def read(self, remote: Remote, ref: str, commit: str, *, commits: int, offline: bool = False) -> History:
        """The history behind `commit`, which is at `ref` of a remote (`""`: its default branch).

        Raises:
            SourceError: it cannot be had.
        """
        mirror = self._git.root / f"history-{digest_of(remote.url, ref)[:24]}"
        kept = mirror / f"{_KEPT}{commit}.json"
        history = _load(kept, commits)
        if history is None:
            if not offline:
                self._fetch(mirror, remote, ref, commits)
            elif not (mirror / "HEAD").is_file():
                raise SourceError("it was never fetched, and this run does not ask for it")
            history = self._log(mirror, commit, commits)
            for older in mirror.glob(f"{_KEPT}*.json"):
                older.unlink(missing_ok=True)
            write_atomically(kept, _dump(history, commits))
        return history

    def _fetch(self, mirror: Path, remote: Remote, ref: str, commits: int) -> None:
        if sum(1 for _ in (mirror / "objects" / "pack").glob("*.pack")) > _MOST_PACKS:
            shutil.rmtree(mirror)
        self._git.make_mirror(mirror)
        # One more than is wanted: the last one is only good for its time.
        wanted = ("--filter=blob:none", f"--depth={commits + 1}", "--no-tags", "--no-recurse-submodules")
        quietly = ("--quiet", "--force", "--no-auto-maintenance", "--no-write-fetch-head")
        arguments = ["fetch", *quietly, *wanted, "--", remote.name, f"{ref or 'HEAD'}:{_REF}"]
        self._git.run(arguments, mirror=mirror, remote=remote, seconds=_SECONDS)

    def _log(self, mirror: Path, commit: str, commits: int) -> History:
        # Of a merge, only what it brought itself: all else is told by the commits that were merged.
        shown = ("--raw", "-z", "--abbrev=4", "--no-renames", "--diff-merges=combined", "--root")
        arguments = ["log", *shown, f"--format=tformat:{FORMAT}", f"--max-count={commits + 1}", commit, "--"]
        process = self._git.start(arguments, mirror=mirror)
        watch = threading.Timer(_SECONDS, process.kill)
        watch.start()
        try:
            boundary = _boundary(mirror)
            now = int(time.time())
            history = read_changes(_output(process), boundary=boundary, commits=commits, now=now)
        except SourceError as error:
            # A mirror that has lost something does not get better by fetching more.
            shutil.rmtree(mirror, ignore_errors=True)
            raise SourceError(f"git log: {error}") from error
        finally:
            watch.cancel()
            process.kill()
            process.communicate()
        return history


def _output(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    if process.stdout is None:
        raise SourceError("it has no output")
    while chunk := process.stdout.read(_CHUNK):
        yield chunk
    if process.wait():
        raise SourceError("the commits that were fetched cannot be read")


def _boundary(mirror: Path) -> frozenset[str]:
    """The commits whose parents were not fetched."""
    try:
        with (mirror / "shallow").open("rb") as file:
            return frozenset(file.read(_SHALLOW_BYTES).decode("ascii", "replace").split())
    except FileNotFoundError:
        return frozenset()


def _dump(history: History, commits: int) -> bytes:
    document = {
        "commits": commits,
        "since": history.since,
        "complete": history.complete,
        "changed": dict(history.changed),
    }
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


def _load(path: Path, commits: int) -> History | None:
    """What was kept, None where it is not there, damaged or of another length."""
    try:
        with path.open("rb") as file:
            document = json.loads(file.read(_KEPT_BYTES))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(document, Mapping) or document.get("commits") != commits:
        return None
    changed, since, complete = (document.get(key) for key in ("changed", "since", "complete"))
    if not (isinstance(changed, dict) and isinstance(since, int) and isinstance(complete, bool)):
        return None
    if not all(isinstance(at, int) for at in changed.values()):
        return None
    return History(changed, since, complete)
