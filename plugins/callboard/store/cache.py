"""A cache in one file on disk.

The file is an SQLite database, so that a CI cache has one file to carry, several builds may use it at once,
and a build that is cut off leaves no half of an entry. It is not flushed to the disk after every entry: what
a power cut damages is found by its seal, or by SQLite, and is thrown away.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path
from typing import Final

from callboard.store.digests import DIGEST_BYTES, seal

FILE: Final = "store.sqlite"
DEFAULT_MEGABYTES: Final = 4096
_MEGABYTE: Final = 1 << 20
_PATIENCE: Final = 30.0
_EVICTED: Final = 0.8
"""How full the cache may be once something had to go: the next build should not begin with the same."""

_TABLES: Final = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, data BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS uses (key TEXT PRIMARY KEY, run INTEGER NOT NULL, size INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS runs (number INTEGER PRIMARY KEY);
    INSERT INTO runs SELECT coalesce(max(number), 0) + 1 FROM runs;
    DELETE FROM runs WHERE number < (SELECT max(number) FROM runs);
"""


class Cache:
    """Bytes by key, where a key comes from `digest_of` over everything the bytes depend on.

    Each entry carries a digest of its own content: one that was damaged on disk counts as missing. When more
    than `megabytes` have come together, those that no build has used for longest go. An instance may be used
    by several threads, and by copies of the process that are made while it is open.
    """

    def __init__(self, root: Path, *, megabytes: int = DEFAULT_MEGABYTES) -> None:
        self.root: Final = root
        self._limit: Final = megabytes * _MEGABYTE
        self._lock: Final = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._run = 0
        self._used: Final[set[str]] = set()
        self._inherited: Final[list[sqlite3.Connection]] = []

    def __reduce__(self) -> tuple[type[Cache], tuple[Path]]:
        """Elsewhere it is opened anew."""
        return Cache, (self.root,)

    def get(self, key: str) -> bytes | None:
        """The entry, or None where there is none or it is damaged."""
        with self._lock:
            try:
                row = self._open().execute("SELECT data FROM entries WHERE key = ?", (key,)).fetchone()
            except sqlite3.DatabaseError as error:
                self._give_up(error)
                return None
            self._used.add(key)
        stored: bytes = row[0] if row else b""
        data = stored[DIGEST_BYTES:]
        return data if row and seal(data) == stored[:DIGEST_BYTES] else None

    def put(self, key: str, data: bytes) -> None:
        """Store an entry; two writers of one key write the same bytes, or what is newer.

        Raises:
            OSError: nothing can be written at this place.
        """
        with self._lock:
            try:
                self._store(key, data)
            except sqlite3.DatabaseError as error:
                self._give_up(error)
                try:
                    self._store(key, data)
                except sqlite3.DatabaseError as again:
                    raise OSError(f"{self.root / FILE} cannot be written: {again}") from again

    def close(self) -> None:
        """Remember what was used, and let go of what is too much."""
        with self._lock:
            if self._connection is None or self._process != os.getpid():
                return
            try:
                self._tidy(self._connection)
                self._connection.close()
            except sqlite3.DatabaseError as error:
                self._give_up(error)
            self._connection = None

    def _store(self, key: str, data: bytes) -> None:
        connection = self._open()
        connection.execute("INSERT OR REPLACE INTO entries VALUES (?, ?)", (key, seal(data) + data))
        connection.execute("INSERT OR REPLACE INTO uses VALUES (?, ?, ?)", (key, self._run, len(data)))

    def _open(self) -> sqlite3.Connection:
        """The connection of this process: one that was made before the process was copied is not its own."""
        if self._connection is not None and self._process != os.getpid():
            # Closing it here would pull it from under the process that it belongs to.
            self._inherited.append(self._connection)
            self._connection = None
        if self._connection is None:
            self.root.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                self.root / FILE, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.executescript(_TABLES)
            self._run = connection.execute("SELECT max(number) FROM runs").fetchone()[0]
            self._connection, self._process = connection, os.getpid()
        return self._connection

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Throw a damaged file away; where the fault is not the file's, leave it alone."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            return
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            (self.root / name).unlink(missing_ok=True)

    def _tidy(self, connection: sqlite3.Connection) -> None:
        rows = ((self._run, key) for key in sorted(self._used))
        connection.execute("BEGIN")
        connection.executemany("UPDATE uses SET run = ? WHERE key = ?", rows)
        connection.execute("COMMIT")
        self._used.clear()
        (held,) = connection.execute("SELECT coalesce(sum(size), 0) FROM uses").fetchone()
        if held <= self._limit:
            return
        excess = held - int(self._limit * _EVICTED)
        gone = []
        for key, size in connection.execute("SELECT key, size FROM uses ORDER BY run, size DESC, key"):
            if excess <= 0:
                break
            gone.append((key,))
            excess -= size
        connection.executemany("DELETE FROM entries WHERE key = ?", gone)
        connection.executemany("DELETE FROM uses WHERE key = ?", gone)
        connection.execute("VACUUM")
