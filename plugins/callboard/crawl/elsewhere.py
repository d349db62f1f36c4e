"""Fetching on other machines, into mirrors that all of them see.

Only what a worker can fetch as well as this machine is fetched there: a remote with a host, and without a
secret in its address. What else git needs to know (keys, credential helpers) the workers' own environment
says.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from callboard.crawl.settings import SourceSettings
from callboard.errors import ConfigurationError
from callboard.isolation import Executor
from callboard.sources import Checkout
from callboard.store import write_atomically

_MARKER: Final = "callboard-shared"
_SCHEMES: Final = ("git", "http", "https", "ssh")
_TOGETHER: Final = 8
_WHOLE_TASK: Final = 1_000_000

Group: TypeAlias = Sequence[SourceSettings]
"""The sources of one remote."""

Fetched: TypeAlias = Checkout | str
"""What came of one remote; or why nothing did."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The machines that fetch; `root` is the folder of all mirrors, at the same path on each of them."""

    executor: Executor
    root: Path

    def fetch(
        self, groups: Sequence[Group], function: Callable[[Sequence[Group]], list[Fetched]]
    ) -> Iterator[Fetched]:
        """What came of each remote, a few of them to a task.

        Raises:
            ConfigurationError: a machine sees another folder, or none.
        """
        if not groups:
            return
        token = secrets.token_hex(8)
        write_atomically(self.root / _MARKER, token.encode())
        chunks = [groups[start : start + _TOGETHER] for start in range(0, len(groups), _TOGETHER)]
        work = _Checked(function, self.root, token)
        for fetched in self.executor.spread(work, chunks, weigh=_whole):
            yield from fetched


@dataclass(frozen=True, slots=True)
class _Checked:
    """Fetches, if the mirrors are those of the machine that asks for it."""

    function: Callable[[Sequence[Group]], list[Fetched]]
    root: Path
    token: str

    def __call__(self, groups: Sequence[Group]) -> list[Fetched]:
        """What came of each remote."""
        try:
            seen = (self.root / _MARKER).read_text(encoding="ascii")
        except OSError:
            seen = ""
        if seen != self.token:
            raise ConfigurationError(f"cache_store: {self.root} is not the same folder on all machines")
        return self.function(groups)


def travels(source: SourceSettings) -> bool:
    """Whether a source can be fetched by any machine: it has a host, and its address holds no secret."""
    target = source.target
    if "://" not in target:
        # `git@host:path`, which never holds a password; a path of this machine has no colon before a slash.
        return ":" in target.partition("/")[0]
    parts = urlsplit(target)
    secret = parts.password is not None or (parts.username is not None and parts.scheme != "ssh")
    return parts.scheme in _SCHEMES and not secret


def _whole(_: object) -> int:
    return _WHOLE_TASK
