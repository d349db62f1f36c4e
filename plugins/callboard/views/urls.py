"""Which addresses from a repository a page may link to."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http", "https", "mailto", "tel")
_MAX_LENGTH: Final = 2048
# Browsers drop tabs and line ends inside an address and skip control characters before it (WHATWG URL,
# "basic URL parser", steps 1 to 3), so an address that holds any is refused instead of being cleaned.
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\<>\"`]")


# Typed, because what is marked as HTML must not be remembered for who gives the same as plain text.
@lru_cache(maxsize=16_384, typed=True)
def safe_url(url: str) -> str:
    """The address if a reader may follow it, else `""`: absolute http(s) with a host, mailto or tel.

    It has to be safe as it stands and with its entities decoded: one that changes its meaning by decoding was
    not written for people.
    """
    candidate = url.strip()
    decoded = html.unescape(candidate)
    return candidate if _is_safe(candidate) and (decoded == candidate or _is_safe(decoded)) else ""


def web_url(url: str) -> str:
    """The address if it is a safe http or https one, else `""`."""
    safe = safe_url(url)
    return safe if safe[:4].lower() == "http" else ""


def _is_safe(url: str) -> bool:
    if len(url) > _MAX_LENGTH or _FORBIDDEN.search(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in {"http", "https"}:
        return _has_plain_host(parts.netloc)
    return parts.scheme in _SCHEMES and bool(parts.path) and not parts.netloc


def _has_plain_host(netloc: str) -> bool:
    # A password in a link is a leak, and `https://bank.example@evil.example` a trick.
    return bool(netloc) and "@" not in netloc
