"""What `git log --raw -z` tells about files, read as it comes and no further than its limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from callboard.errors import SourceError
from callboard.model import History

FORMAT: Final = "%H %ct"
"""What `read_changes` wants to be told of each commit."""

_COMMIT: Final = re.compile(rb"([0-9a-f]{40,64}) ([0-9]{0,15})")
_MOST_BYTES: Final = 256 << 20
_MOST_PATHS: Final = 200_000
_LONGEST_PATH: Final = 4096


class _LimitReached(Exception):  # noqa: N818 (no error: what follows is not read)
    """The output goes on, or is not what it should be, and is left at that."""


@dataclass(slots=True)
class _Reading:
    """What is known after some of the commits, newest first."""

    now: int
    changed: dict[str, int] = field(default_factory=dict)
    times: list[int] = field(default_factory=list)
    beginnings: list[int] = field(default_factory=list)
    at: int = 0

    def history(self) -> History:
        """What came out; where commits are missing, the newest of those they hide behind counts."""
        if not self.times:
            raise SourceError("no commit could be read")
        since = max(self.beginnings) if self.beginnings else min(self.times)
        return History(dict(sorted(self.changed.items())), since, not self.beginnings)


def read_changes(output: Iterable[bytes], *, boundary: frozenset[str], commits: int, now: int) -> History:
    """The history in the output of `git log --raw -z`, of the newest so many commits.

    A commit of `boundary` is where a shallow fetch ended: git shows it as if it had made all its files, so
    nothing is known of it but its time. Nothing happened before 1970 or after `now`, whatever a commit says.
    What comes after a limit is left unread, and is not known.

    Raises:
        SourceError: there is no commit in it.
    """
    reading = _Reading(now)
    try:
        _read(reading, _tokens(output), boundary, commits)
    except _LimitReached:
        reading.beginnings.append(reading.at)
    return reading.history()


def _read(reading: _Reading, tokens: Iterator[bytes], boundary: frozenset[str], commits: int) -> None:
    is_boundary = False
    for token in tokens:
        record = token.lstrip(b"\n")
        if record.startswith(b":"):
            path = next(tokens, None)
            if path is None or len(reading.changed) >= _MOST_PATHS:
                raise _LimitReached
            if not is_boundary:
                _touch(reading, path)
        elif record:
            is_boundary = _begin(reading, record) in boundary
            if len(reading.times) > commits:
                raise _LimitReached
            if is_boundary:
                reading.beginnings.append(reading.at)


def _begin(reading: _Reading, record: bytes) -> str:
    """Go on to the next commit; its name."""
    found = _COMMIT.fullmatch(record)
    if found is None:
        raise _LimitReached
    reading.at = min(int(found[2] or 0), reading.now)
    reading.times.append(reading.at)
    return found[1].decode("ascii")


def _touch(reading: _Reading, path: bytes) -> None:
    try:
        name = path.decode()
    except UnicodeDecodeError:
        return  # no tree of ours has such a file
    reading.changed[name] = max(reading.at, reading.changed.get(name, 0))


def _tokens(output: Iterable[bytes]) -> Iterator[bytes]:
    """The parts that end in NUL."""
    rest, size = b"", 0
    for chunk in output:
        size += len(chunk)
        *whole, rest = (rest + chunk).split(b"\0")
        yield from whole
        if len(rest) > _LONGEST_PATH or size > _MOST_BYTES:
            raise _LimitReached
    if rest:
        raise _LimitReached
