"""From a template and a value to an address that is safe to follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from callboard.annotations.rules import SEGMENT, LinkTemplate

_MAX_LENGTH: Final = 2048
# No user name before the host (`https://bank.example@evil.example`), and nothing that a browser would drop,
# turn round or take for the end of an attribute.
_ADDRESS: Final = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?#][^\x00-\x20\x7f-\xa0\u2028\u2029\\<>\"`]*)?"
)
# A browser climbs a folder for these, however the dots are encoded (WHATWG URL, "double-dot path segment").
_CLIMBING: Final = frozenset({"", ".", ".."})


def followable(address: str) -> str:
    """The address if it is an absolute http or https one in plain characters, else `""`."""
    stripped = address.strip()
    return stripped if len(stripped) <= _MAX_LENGTH and _ADDRESS.fullmatch(stripped) else ""


def fill_in(template: LinkTemplate, parts: Mapping[str, str], bases: Mapping[str, str]) -> str:
    """The address that the template makes, `""` where a part or the tool's address is missing.

    Every part is percent-encoded, so none of them reaches the host, leaves its segment or opens a query.
    `bases` holds the tools' addresses by name; `instance` among the parts asks for `tool/instance`.
    """
    address = base_of(template, parts.get("instance", ""), bases)
    if not address:
        return ""
    for text, name, separator in template.pieces:
        address += text
        if not name:
            break
        encoded = _encoded(parts.get(name, ""), separator)
        if not encoded:
            return ""
        address += encoded
    return followable(address)


def base_of(template: LinkTemplate, instance: str, bases: Mapping[str, str]) -> str:
    """Where the tool is, without a slash at the end; `""` where nobody said."""
    tool = template.tool
    if instance and instance != "default":
        return bases.get(f"{tool.name}/{instance}", "")
    return bases.get(tool.name, tool.base).rstrip("/")


def _encoded(part: str, separator: str) -> str:
    segments = [part] if separator == SEGMENT else part.strip("/").split("/")
    if _CLIMBING.intersection(segments):
        return ""
    return ("" if separator == SEGMENT else separator).join(
        quote(segment, safe="", errors="replace") for segment in segments
    )
