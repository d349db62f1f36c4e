"""Digests of what can be read of a repository: the same digest, the same files."""

from __future__ import annotations

from callboard.store import digest_of, digest_of_code


def fingerprint_of(*parts: str) -> str:
    """A digest of what tells one content from another, e.g. a commit, and of how it is read."""
    return digest_of("fingerprint", digest_of_code("sources"), *parts)
