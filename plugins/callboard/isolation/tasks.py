"""What a worker does for us. Nothing here knows the cluster: rooms are made without its library."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from callboard.errors import ConfigurationError
from callboard.isolation.limits import Limits
from callboard.isolation.pool import stream_isolated
from callboard.isolation.room import Room

Identity = Callable[[], Mapping[str, str]]
"""Says what a machine makes pages with, by the names of things."""


@dataclass(frozen=True, slots=True)
class IsolatedWork:
    """Strangers' input in a room: one worker process with limits at a time."""

    function: Callable[[Any], Any]
    limits: Limits
    weigh: Callable[[Any], int]
    group: Callable[[Any], Hashable]
    prepare: Callable[[Sequence[Any]], None]

    def __call__(
        self, question: tuple[list[Any], dict[Hashable, float]]
    ) -> tuple[list[Any], dict[Hashable, float]]:
        """The answers to a chunk, and the seconds that each group has used up by them."""
        items, before = question
        self.prepare(items)
        spent: Counter[Hashable] = Counter(before)
        answers = stream_isolated(
            self.function, items, self.limits, weigh=self.weigh, group=self.group, processes=1, spent=spent
        )
        given = [answer for _, answer in answers]
        return given, {each: seconds - before.get(each, 0) for each, seconds in spent.items()}


@dataclass(frozen=True, slots=True)
class SpreadWork:
    """Our own work on a chunk of items."""

    function: Callable[[Any], Any]

    def __call__(self, items: list[Any]) -> list[Any]:
        """The answers."""
        return [self.function(item) for item in items]


_here: Final = threading.local()
_rooms: Final[list[Room]] = []


def in_room(identity: Identity, expected: Mapping[str, str], work: bytes, question: bytes) -> bytes:
    """A task, in a thread of a worker."""
    examine("a worker", _own(identity), expected)
    room: Room | None = getattr(_here, "room", None)
    if room is None or not room.open:
        room = _here.room = Room()
        _rooms.append(room)
    # A name for the work that holds as long as this process lives.
    return room.ask(str(hash(work)), work, question)


@cache
def _own(identity: Identity) -> Mapping[str, str]:
    return identity()


def close_rooms() -> None:
    """Let go of what a build has left behind in a worker."""
    for room in list(_rooms):
        room.close()
        if not room.open:
            _rooms.remove(room)


def examine(worker: str, found: Any, expected: Mapping[str, str]) -> None:
    """Raise a `ConfigurationError` for a worker that would make other pages, or none."""
    if isinstance(found, BaseException):
        raise ConfigurationError(
            f"{worker} of the Dask cluster cannot run this callboard ({type(found).__name__}: {found});"
            " install the same release on all machines"
        )
    if found != expected:
        name = min(name for name in {*found, *expected} if found.get(name) != expected.get(name))
        raise ConfigurationError(
            f"{worker} of the Dask cluster has {name} {found.get(name, 'not at all')}, and this machine"
            f" {expected.get(name, 'not at all')}; install the same releases on all machines"
        )
