"""Which addresses a stranger's page may carry."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
# Browsers drop tabs and line ends inside an address and ignore control characters before it (WHATWG URL,
# "basic URL parser", steps 1 to 3); they read a backslash as a slash. None of them is ever needed.
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\\]")
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


def scheme_of(address: str) -> str:
    """The scheme in lower case, `""` for a relative address."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def is_external(address: str) -> bool:
    """Whether following it leaves the site."""
    return bool(scheme_of(address)) or address.startswith("//")


def safe_address(address: str) -> str:
    """The address if a page may carry it, else `""`: relative, or absolute with one of `SCHEMES`.

    The caller has decoded entities: what is judged is what a browser would follow. A colon in the first
    segment of a relative address would be read as a scheme, so it is judged as one.
    """
    address = address.strip()
    if _FORBIDDEN.search(address) or address.startswith("//"):
        return ""
    scheme = scheme_of(address)
    if not scheme:
        return "" if ":" in address.split("/")[0].split("#")[0].split("?")[0] else address
    if scheme not in SCHEMES:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    # A password in a link is a leak, and `https://bank.example@evil.example` a trick.
    hosted = bool(parts.netloc) and "@" not in parts.netloc
    return address if hosted or scheme not in {"http", "https"} else ""


def is_web_address(address: str) -> bool:
    """Whether it is a safe address of http or https."""
    return scheme_of(address) in {"http", "https"} and bool(safe_address(address))
