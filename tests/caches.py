"""What is in a cache, for tests that spoil it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def keys_in(root: Path) -> list[str]:
    """The keys of all entries of the cache in a folder."""
    with closing(sqlite3.connect(root / "store.sqlite")) as connection:
        return [key for (key,) in connection.execute("SELECT key FROM entries ORDER BY key")]


def remove(root: Path, key: str) -> None:
    """Lose an entry."""
    with closing(sqlite3.connect(root / "store.sqlite")) as connection, connection:
        connection.execute("DELETE FROM entries WHERE key = ?", (key,))
