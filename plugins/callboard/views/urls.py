"""Which addresses from a repository a page may link to."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http", "https", "mailto", "tel")
_MAX_LENGTH: Final = 2048
# Browsers drop tabs and line ends inside an address and skip control characters before it (WHATWG URL,
# "basic URL parser", steps 1 to 3), so an address that holds any is refused instead of being cleaned.
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\<>\"`]")


def safe_url(url: str) -> str:
    """The address if a reader may follow it, else `""`: absolute http(s) with a host, mailto or tel.

    Entities are decoded before the scheme is read: an address that changes its meaning by decoding was not
    written by somebody who wanted it to be read.
    """
    candidate = html.unescape(url.strip())
    if len(candidate) > _MAX_LENGTH or _FORBIDDEN.search(candidate):
        return ""
    try:
        parts = urlsplit(candidate)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES:
        return ""
    if parts.scheme in {"http", "https"}:
        return candidate if _has_plain_host(parts.netloc) else ""
    return candidate if parts.path and not parts.netloc else ""


def web_url(url: str) -> str:
    """The address if it is a safe http or https one, else `""`."""
    safe = safe_url(url)
    return safe if safe[:4].lower() == "http" else ""


def _has_plain_host(netloc: str) -> bool:
    # A password in a link is a leak, and `https://bank.example@evil.example` a trick.
    return bool(netloc) and "@" not in netloc
