"""A content-addressed cache on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

from callboard.store.files import write_atomically

_DIGEST_BYTES: Final = 20


def digest_of(*parts: str | bytes) -> str:
    """A digest of the parts in order, in lower-case hex; no two lists of parts share one by joining."""
    state = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


class Cache:
    """Bytes by key, where a key comes from `digest_of` over everything the bytes depend on.

    Each entry carries a digest of its own content: one that was damaged on disk counts as missing.
    """

    def __init__(self, root: Path) -> None:
        self.root: Final = root

    def get(self, key: str) -> bytes | None:
        """The entry, or None where there is none or it is damaged."""
        try:
            stored = self._path(key).read_bytes()
        except OSError:
            return None
        seal, data = stored[:_DIGEST_BYTES], stored[_DIGEST_BYTES:]
        return data if _seal(data) == seal else None

    def put(self, key: str, data: bytes) -> None:
        """Store an entry; two writers of one key write the same bytes, so neither waits."""
        write_atomically(self._path(key), _seal(data) + data)

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:]


def _seal(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
