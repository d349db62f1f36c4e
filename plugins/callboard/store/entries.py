"""What keeps bytes by key, on disk or for the length of a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class Entries(Protocol):
    """Bytes by key; what is missing or damaged is None."""

    def get(self, key: str) -> bytes | None:
        """The entry, or None where there is none."""
        ...

    def put(self, key: str, data: bytes) -> None:
        """Store an entry in place of the one before."""
        ...


@dataclass(frozen=True, slots=True)
class HeldEntries:
    """Entries in memory, for whoever has no cache."""

    held: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """The entry, or None where there is none."""
        return self.held.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Store an entry in place of the one before."""
        self.held[key] = data


class Store(Entries, Protocol):
    """Entries that outlive a build, and that somebody has to let go of."""

    def close(self) -> None:
        """Remember what was used, and hold nothing any more."""
        ...
