"""URLs as browsers read them (WHATWG URL Standard): what `new URL(text, base)` makes of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from callboard.descriptors.web_host import parse_host

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BLANK: Final = "".join(map(chr, range(33)))
_REMOVED: Final = str.maketrans("", "", "\t\n\r")
_DEFAULT_PORTS: Final = {"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": ""}
_LARGEST_PORT: Final = 65535
_PORT_DIGITS: Final = 5
_DIGITS: Final = re.compile(r"[0-9]+", re.ASCII)
_DOT: Final = frozenset({".", "%2e"})
_DOT_DOT: Final = frozenset({"..", ".%2e", "%2e.", "%2e%2e"})
_DRIVE: Final = re.compile(r"[A-Za-z][:|]")

_PATH_UNSAFE: Final = re.compile(r"[^!$%&'()*+,\-./0-9:;=@A-Z\[\\\]^_a-z|~]")
_QUERY_UNSAFE: Final = re.compile(r"[^!$%&()*+,\-./0-9:;=?@A-Z\[\\\]^_`a-z{|}~]")
_FRAGMENT_UNSAFE: Final = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\\\]^_a-z{|}~]")
_CONTROL: Final = re.compile(r"[^ -~]")
_USERINFO_UNSAFE: Final = re.compile(r"[^!$%&'()*+,\-.0-9A-Z_a-z~:]")


@dataclass(frozen=True, slots=True)
class WebUrl:
    """A URL in its canonical form. `host` is None where there is no authority; `query` and `fragment` too."""

    scheme: str
    host: str | None
    path: str
    query: str | None = None
    fragment: str | None = None
    userinfo: str = ""
    port: str = ""
    opaque: bool = False

    def __str__(self) -> str:
        """The `href`."""
        authority = ""
        if self.host is not None:
            user = f"{self.userinfo}@" if self.userinfo else ""
            port = f":{self.port}" if self.port else ""
            authority = f"//{user}{self.host}{port}"
        query = f"?{self.query}" if self.query is not None else ""
        fragment = f"#{self.fragment}" if self.fragment is not None else ""
        return f"{self.scheme}:{authority}{self.path}{query}{fragment}"

    @property
    def is_special(self) -> bool:
        """One of the schemes of the web: its paths have folders."""
        return self.scheme in _DEFAULT_PORTS


def is_web_url(text: str) -> bool:
    """True where `new URL(text)` gives a URL."""
    return parse_url(text) is not None


def parse_url(text: str, base: WebUrl | None = None) -> WebUrl | None:
    """The URL that the text is, alone or seen from `base`; None where it is none."""
    text = text.strip(_BLANK).translate(_REMOVED)
    match = _SCHEME.match(text)
    if match is None:
        return None if base is None else _relative(text, base)
    scheme, rest = match[1].lower(), text[match.end() :]
    if scheme not in _DEFAULT_PORTS:
        return _other(scheme, rest)
    if scheme == "file":
        return _file(rest)
    slashed = rest.replace("\\", "/")
    if base is not None and base.scheme == scheme and not slashed.startswith("//"):
        return _relative(rest, base)
    return _with_authority(scheme, rest.lstrip("/\\"))


def _cut(text: str) -> tuple[str, str | None, str | None]:
    text, mark, fragment = text.partition("#")
    path, question, query = text.partition("?")
    return (
        path,
        _encode(_QUERY_UNSAFE, query) if question else None,
        _encode(_FRAGMENT_UNSAFE, fragment) if mark else None,
    )


def _with_authority(scheme: str, text: str) -> WebUrl | None:
    special = scheme in _DEFAULT_PORTS
    end = re.search(r"[/\\?#]" if special else r"[/?#]", text)
    authority, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    userinfo, at, place = authority.rpartition("@")
    host_text, port = _split_port(place)
    if not host_text and (special or at or port is not None):
        return None
    host = parse_host(host_text, special=special) if host_text else ""
    if host is not None and not special:
        host = _encode(_CONTROL, host)
    canonical = _port(port or "", scheme)
    if host is None or canonical is None:
        return None
    path, query, fragment = _cut(rest)
    return WebUrl(
        scheme,
        host,
        _path(path, special=special),
        query,
        fragment,
        _encode(_USERINFO_UNSAFE, userinfo),
        canonical,
    )


def _port(text: str, scheme: str) -> str | None:
    """The port without zeros before it, nothing for the scheme's own, None where it is none."""
    digits = text.lstrip("0") or text[:1]
    if not digits:
        return ""
    if not (_DIGITS.fullmatch(text) and len(digits) <= _PORT_DIGITS and int(digits) <= _LARGEST_PORT):
        return None
    return "" if digits == _DEFAULT_PORTS.get(scheme) else digits


def _split_port(place: str) -> tuple[str, str | None]:
    bracket = place.rfind("]")
    colon = place.find(":", bracket + 1)
    return (place, None) if colon < 0 else (place[:colon], place[colon + 1 :])


def _file(rest: str) -> WebUrl | None:
    slashed = rest.replace("\\", "/")
    host = ""
    if slashed.startswith("//"):
        end = re.search(r"[/\\?#]", rest[2:])
        name = rest[2:][: end.start()] if end else rest[2:]
        if name and not _DRIVE.fullmatch(name):
            found = parse_host(name, special=True)
            if found is None:
                return None
            host = "" if found == "localhost" else found
            rest = rest[2 + len(name) :]
        else:
            rest = rest[2:]
    path, query, fragment = _cut(rest)
    return WebUrl("file", host, _path(path, special=True), query, fragment)


def _other(scheme: str, rest: str) -> WebUrl | None:
    if rest.startswith("//"):
        return _with_authority(scheme, rest[2:])
    path, query, fragment = _cut(rest)
    if rest.startswith("/"):
        return WebUrl(scheme, None, _path(path, special=False), query, fragment)
    return WebUrl(scheme, None, _encode(_CONTROL, path), query, fragment, opaque=True)


def _relative(text: str, base: WebUrl) -> WebUrl | None:
    if base.opaque:
        return replace(base, fragment=_cut(text)[2]) if text.startswith("#") else None
    slashed = text.replace("\\", "/") if base.is_special else text
    if slashed.startswith("//"):
        rest = text[2:].lstrip("/\\") if base.is_special else text[2:]
        return _file(text) if base.scheme == "file" else _with_authority(base.scheme, rest)
    path, query, fragment = _cut(text)
    if not path:
        return replace(base, query=base.query if query is None else query, fragment=fragment)
    if not slashed.startswith("/"):
        path = f"{base.path.rpartition('/')[0]}/{path}"
    return replace(base, path=_path(path, special=base.is_special), query=query, fragment=fragment)


def _path(path: str, *, special: bool) -> str:
    """The path without dots, percent-encoded; a special URL's path is never empty."""
    if special:
        path = path.replace("\\", "/")
    if not path:
        return "/" if special else ""
    parts: list[str] = []
    segments = path.removeprefix("/").split("/")
    for index, segment in enumerate(segments):
        is_last = index == len(segments) - 1
        lower = segment.lower()
        if lower in _DOT_DOT:
            del parts[-1:]
        elif lower not in _DOT:
            parts.append(_encode(_PATH_UNSAFE, segment))
            continue
        if is_last:
            parts.append("")
    return "/" + "/".join(parts)


def _encode(unsafe: re.Pattern[str], text: str) -> str:
    return unsafe.sub(
        lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), text
    )
