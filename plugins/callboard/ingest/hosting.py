"""Addresses of files in a repository, and what a target written in a descriptor points at.

Backstage reads descriptors from URLs and resolves every target against the URL it stands in (package
`integration`: `defaultScmResolveUrl` and the integrations of GitHub, GitLab and Bitbucket). A checkout is
treated as if it were read from its host.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote

from callboard.descriptors import WebUrl, parse_url
from callboard.model import Repository

_UNRESERVED: Final = "!'()*-._~"
"""What JavaScript's `encodeURIComponent` leaves alone."""
_GITHUB_VIEW: Final = re.compile(r"//([^/]+)/([^/]+)/([^/]+)/(?:blob|tree|edit)/")
_GITLAB_VIEW: Final = re.compile(r"/-/(?:blob|tree|edit)/")
_COMMIT: Final = re.compile(r"\b[0-9a-f]{40,}\b", re.ASCII)
_NO_HOST: Final = "https://repository.invalid"


class Forge(StrEnum):
    """The kinds of host whose addresses are understood."""

    GITHUB = "github"
    GITLAB = "gitlab"
    BITBUCKET = "bitbucket"
    GITEA = "gitea"
    UNKNOWN = "unknown"


_BY_HOST: Final[Mapping[str, Forge]] = {
    "github.com": Forge.GITHUB, "gitlab.com": Forge.GITLAB, "bitbucket.org": Forge.BITBUCKET,
    "gitea.com": Forge.GITEA, "codeberg.org": Forge.GITEA,
}  # fmt: skip


def forge_of(host: str) -> Forge:
    """The kind of host by its name, `github.example.com` included."""
    named = (forge for forge in Forge if forge in host.lower())
    return _BY_HOST.get(host) or next(named, Forge.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where the files of one repository live on the web.

    `base` is the address of its root folder, with a `/` at the end. Where nobody said it, `is_known` is false
    and `base` serves to resolve targets only.
    """

    base: str
    forge: Forge
    is_known: bool = True
    raw_bases: tuple[str, ...] = ()
    """Other addresses of the same folder, e.g. that of the raw files."""

    @classmethod
    def at(cls, base: str) -> Hosting:
        """The hosting of a folder at an address that somebody gave."""
        url = parse_url(base)
        host = url.host if url is not None and url.host else ""
        return cls(base if base.endswith("/") else f"{base}/", _BY_HOST.get(host, Forge.UNKNOWN))

    @classmethod
    def of(cls, repository: Repository) -> Hosting:
        """The hosting of a crawled repository."""
        url = parse_url(repository.web_url)
        if url is None or url.scheme not in {"http", "https"} or not url.host:
            return cls(f"{_NO_HOST}/{quote(repository.key)}/blob/HEAD/", Forge.UNKNOWN, is_known=False)
        forge = forge_of(url.host)
        at = quote(repository.branch or repository.commit or "HEAD")
        web = str(url).rstrip("/")
        folder = {
            Forge.GITLAB: f"{web}/-/blob/{at}/",
            Forge.BITBUCKET: f"{web}/src/{at}/",
            Forge.GITEA: f"{web}/src/branch/{at}/",
        }.get(forge, f"{web}/blob/{at}/")
        return cls(folder, forge, raw_bases=_raw_bases(forge, url, web, at))

    def registered_url(self, path: str) -> str:
        """The address that an operator would register the file under."""
        return self.base + "/".join(quote(part, safe=_UNRESERVED) for part in path.split("/"))

    def file_url(self, path: str) -> str:
        """The address that Backstage reads the file from."""
        return self._as_read(self.registered_url(path))

    def _as_read(self, url: str) -> str:
        return _GITHUB_VIEW.sub(r"//\1/\2/\3/tree/", url, count=1) if self.forge is Forge.GITHUB else url

    def resolve(self, target: str, seen_from: str) -> str:
        """The address that a target means in the file at the address `seen_from`.

        Raises:
            ValueError: it means none.
        """
        if parse_url(target) is not None:
            return self._as_read(target)
        base = parse_url(seen_from)
        if base is None:
            raise ValueError(f"{target!r} is not an address")
        resolved = self._from_root(target, base) if target.startswith("/") else parse_url(target, base)
        if resolved is None:
            raise ValueError(f"{target!r} is not an address")
        return self._as_read(str(_with_query_of(resolved, base)))

    def _from_root(self, target: str, base: WebUrl) -> WebUrl | None:
        root = next((known for known in self._bases() if str(base).startswith(known)), None)
        if root is None or _has_dot_segments(str(base)[len(root) :]):
            return None
        path = target.replace("?", "%3F").replace("#", "%23")
        return parse_url(root.rstrip("/") + path)

    def path_of(self, url: str) -> str | None:
        """The path of the file at an address, None where it is not in this repository."""
        plain = re.split(r"[?#]", url, maxsplit=1)[0]
        for base in (*self._bases(), *self.raw_bases):
            if plain.startswith(base):
                path = posixpath.normpath(unquote(plain[len(base) :], errors="strict").lstrip("/") or ".")
                return None if path.startswith("../") or path == ".." else path
        return None

    def _bases(self) -> tuple[str, ...]:
        return self._as_read(self.base), self.base

    def edit_url(self, url: str) -> str:
        """Where the file at an address is edited; `""` where that is not known or it is at a fixed commit."""
        if _COMMIT.search(url):
            return ""
        if self.forge is Forge.GITHUB:
            return _GITHUB_VIEW.sub(r"//\1/\2/\3/edit/", url, count=1)
        if self.forge is Forge.GITLAB:
            return _GITLAB_VIEW.sub("/-/edit/", url, count=1)
        if self.forge is Forge.BITBUCKET:
            branch = url.partition("/src/")[2].partition("/")[0]
            return f"{url}?mode=edit&at={branch}"
        return ""

    def source_url(self, url: str) -> str:
        """The folder of the file at an address; `""` where the host is not known."""
        return "" if self.forge is Forge.UNKNOWN else self.resolve("./", url)


def _raw_bases(forge: Forge, url: WebUrl, web: str, at: str) -> tuple[str, ...]:
    if forge is Forge.GITHUB:
        raw = (
            (f"https://raw.githubusercontent.com{url.path.rstrip('/')}/{at}/",)
            if url.host == "github.com"
            else ()
        )
        return (f"{web}/raw/{at}/", *raw)
    if forge is Forge.GITLAB:
        return (f"{web}/-/raw/{at}/", f"{web}/-/tree/{at}/")
    if forge is Forge.BITBUCKET:
        return (f"{web}/raw/{at}/",)
    return (f"{web}/raw/branch/{at}/",) if forge is Forge.GITEA else ()


def _with_query_of(url: WebUrl, base: WebUrl) -> WebUrl:
    return WebUrl(
        url.scheme, url.host, url.path, base.query, url.fragment, url.userinfo, url.port, url.opaque
    )


def _has_dot_segments(path: str) -> bool:
    decoded = path
    for _ in range(5):
        decoded = unquote(decoded)
    return any(part in {".", ".."} for part in decoded.split("/"))
