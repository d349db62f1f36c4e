"""Digests: what things are called by what is in them."""

from __future__ import annotations

import hashlib
from typing import Final

DIGEST_BYTES: Final = 20


def digest_of(*parts: str | bytes) -> str:
    """A digest of the parts in order, in lower-case hex; no two lists of parts share one by joining."""
    state = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def seal(data: bytes) -> bytes:
    """What tells whether data is still what it was."""
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()
