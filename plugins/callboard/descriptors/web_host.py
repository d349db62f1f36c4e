"""Hosts of URLs, as browsers read them (WHATWG URL Standard, section 3)."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Final
from urllib.parse import unquote_to_bytes

_FORBIDDEN: Final = re.compile(r"[\0\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_IN_DOMAIN: Final = re.compile(r"[\x00-\x20#/:<>?@\[\\\]^|%\x7f]")
_IGNORED: Final = re.compile(
    "[\u00ad\u034f\u180b-\u180d\u200b\u2060\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_DOTS: Final = re.compile("[\u3002\uff0e\uff61]")
_NOT_IN_DOMAINS: Final = frozenset({"Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_KEPT_BY_IDNA: Final = {"ß": "ß", "ς": "ς"}
_HEX_PART: Final = re.compile(r"0[xX][0-9a-fA-F]*")
_LARGEST_PARTS: Final = 4
_BYTE: Final = 255


def parse_host(text: str, *, special: bool) -> str | None:
    """The host in its canonical form, None where it is not one; `special` as for http and https."""
    if text.startswith("["):
        return _parse_ipv6(text)
    if not special:
        return None if _FORBIDDEN.search(text) else text
    domain = _to_ascii(unquote_to_bytes(text).decode("utf-8", "replace"))
    if not domain or _FORBIDDEN_IN_DOMAIN.search(domain):
        return None
    return _parse_ipv4(domain) if _ends_in_number(domain) else domain


def _parse_ipv6(text: str) -> str | None:
    inside = text[1:-1]
    if not text.endswith("]") or "%" in inside:
        return None
    try:
        return f"[{ipaddress.IPv6Address(inside).compressed}]"
    except ValueError:
        return None


def _to_ascii(domain: str) -> str | None:
    """UTS #46, without a limit on lengths, as browsers apply it."""
    if domain.isascii():
        labels = domain.lower().split(".")
    else:
        mapped = unicodedata.normalize("NFKC", _DOTS.sub(".", _IGNORED.sub("", domain)))
        folded = "".join(_KEPT_BY_IDNA.get(character) or character.casefold() for character in mapped)
        labels = unicodedata.normalize("NFC", folded).split(".")
    encoded = [_encode_label(label) for label in labels]
    return None if None in encoded else ".".join(map(str, encoded))


def _encode_label(label: str) -> str | None:
    if label.startswith("xn--"):
        return label if _is_sound_punycode(label) else None
    if label.isascii():
        return label
    if any(unicodedata.category(character) in _NOT_IN_DOMAINS for character in label):
        return None
    if unicodedata.category(label[0]).startswith("M"):
        return None
    return f"xn--{label.encode('punycode').decode('ascii')}"


def _is_sound_punycode(label: str) -> bool:
    try:
        decoded = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError):
        return False
    if not decoded or decoded.isascii() or unicodedata.normalize("NFC", decoded) != decoded:
        return False
    return not any(unicodedata.category(character) in _NOT_IN_DOMAINS for character in decoded)


def _ends_in_number(domain: str) -> bool:
    parts = domain.split(".")
    if parts[-1] == "":
        parts.pop()
    last = parts[-1] if parts else ""
    return (last.isascii() and last.isdigit()) or _HEX_PART.fullmatch(last) is not None


def _parse_ipv4(domain: str) -> str | None:
    parts = domain.split(".")
    if parts[-1] == "":
        parts.pop()
    numbers = [_ipv4_part(part) for part in parts]
    if len(parts) > _LARGEST_PARTS or None in numbers:
        return None
    *head, last = [number for number in numbers if number is not None]
    if any(number > _BYTE for number in head) or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(number << 8 * (3 - index) for index, number in enumerate(head))
    return str(ipaddress.IPv4Address(value))


def _ipv4_part(part: str) -> int | None:
    if part[:2] in {"0x", "0X"}:
        digits, base = part[2:] or "0", 16
    elif len(part) > 1 and part.startswith("0"):
        digits, base = part[1:], 8
    else:
        digits, base = part, 10
    try:
        return int(digits, base) if digits.isalnum() and digits.isascii() else None
    except ValueError:
        return None
