"""A published artefact, read from a file or from the portal that serves it."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit

from callboard.errors import SourceError

_BYTES: Final = 256 * 1024 * 1024
_SECONDS: Final = 30


def read_published(place: str) -> bytes:
    """The content of a file, or of an `http` or `https` address the operator named.

    Raises:
        SourceError: it cannot be read, or is larger than any artefact of ours.
    """
    if urlsplit(place).scheme in {"http", "https"}:
        return _fetch(place)
    try:
        with Path(place).open("rb") as file:
            data = file.read(_BYTES + 1)
    except OSError as error:
        raise SourceError(f"{place} cannot be read: {error.strerror or error}") from error
    return _bounded(data, place)


def _fetch(url: str) -> bytes:
    # Imported here: who checks against a file does not pay for the network's modules.
    import urllib.request

    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as answer:  # noqa: S310  # http and https only
            data = answer.read(_BYTES + 1)
    except (OSError, URLError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise SourceError(f"{url} cannot be read: {reason}") from error
    return _bounded(bytes(data), url)


def _bounded(data: bytes, place: str) -> bytes:
    if len(data) > _BYTES:
        raise SourceError(f"{place} is larger than {_BYTES} bytes")
    return data
