"""The files beside the pages that may be published: by kind, by size, by what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from callboard.docs.addresses import asset_address, folders_of, is_safe
from callboard.docs.layout import Layout
from callboard.docs.paths import is_below
from callboard.docs.roots import DocsRoot
from callboard.docs.values import DocsAsset, DocsSettings
from callboard.errors import SourceError
from callboard.findings import Finding, finding

# Nothing here is tried twice at one place (`++`, `*+`): the files are as long and as odd as anybody likes.
_SVG_REFUSED: Final = re.compile(
    rb"<\s*(?:[\w-]+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate\w*)\b"
    rb"|\bon[a-z]++\s*+=|<!ENTITY|<!DOCTYPE[^<>\[]*+\[|<\?xml-stylesheet|@import|javascript:"
    rb"|(?:href|src)\s*+=\s*+[\"']?+\s*+(?!#|data:image/(?:png|jpeg|gif|webp);)[^\"'\s#]"
    rb"|url\(\s*+[\"']?+\s*+(?!#|[\"']?#)[a-z/]",
    re.IGNORECASE,
)


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def _is_plain_svg(data: bytes) -> bool:
    """Whether a drawing only draws: nothing that runs, animates, embeds or loads."""
    # Another encoding, or characters written as entities, would hide from the pattern what a browser sees.
    if b"\x00" in data or b"&#" in data or data[:2] in {b"\xfe\xff", b"\xff\xfe"}:
        return False
    return b"<svg" in data[:4096] and not _SVG_REFUSED.search(data)


def _is_text(data: bytes) -> bool:
    return b"\x00" not in data


_KINDS: Final[dict[str, Callable[[bytes], bool]]] = {
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "gif": _begins(b"GIF87a", b"GIF89a"),
    "webp": _is_webp,
    "svg": _is_plain_svg,
    "pdf": _begins(b"%PDF-"),
    "txt": _is_text,
    "csv": _is_text,
    "json": _is_text,
}
# What stands in place of a file that is kept elsewhere (git-lfs, "the pointer").
_LARGE_FILE_POINTER: Final = b"version https://git-lfs."
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg"})


def is_picture(name: str) -> bool:
    """Whether a file is a picture by its name."""
    return name.rpartition(".")[2].lower() in _PICTURES


class Assets:
    """The publishable files of one set; each is looked at once, when a page first asks for it.

    The addresses of the layout's pages are taken, and what it excludes stays in the repository.
    """

    def __init__(self, root: DocsRoot, settings: DocsSettings, layout: Layout) -> None:
        self.findings: Final[list[Finding]] = []
        self._root = root
        self._layout = layout
        self._settings = settings
        self._seen: dict[str, str | None] = {}
        self._first: dict[str, str] = {}
        for mount in layout.mounts:
            for path in root.files.below(mount.folder):
                self._first.setdefault(asset_address(path, layout.mounts), path)
        self._folders = folders_of((*self._first, *layout.pages.values()))

    def address_of(self, path: str) -> str | None:
        """The address of a file of the repository that is published with the docs; None for any other."""
        if path not in self._seen:
            self._seen[path] = self._admit(path)
        return self._seen[path]

    def used(self, paths: set[str]) -> tuple[DocsAsset, ...]:
        """The assets at these paths, in order of their addresses."""
        addresses = ((self.address_of(path), path) for path in paths)
        return tuple(DocsAsset(address, path) for address, path in sorted(addresses, key=str) if address)

    def _admit(self, path: str) -> str | None:
        ending = path.rpartition(".")[2].lower()
        if ending not in _KINDS or not self._belongs(path, ending):
            return None
        address = asset_address(path, self._layout.mounts)
        problem = self._problem(path, ending, address)
        if problem:
            origin = self._root.source.repository.origin(path)
            self.findings.append(
                finding("docs-link", problem, origin, hint="the page links to the repository")
            )
            return None
        return address

    def _belongs(self, path: str, ending: str) -> bool:
        """A picture beside a README may lie anywhere below it; other files there are the repository's."""
        inside = any(is_below(path, mount.folder) for mount in self._layout.mounts)
        return inside and not self._layout.excludes(path) and (not self._root.readme or ending in _PICTURES)

    def _problem(self, path: str, ending: str, address: str) -> str:
        if not is_safe(address):
            return "The file's name cannot be an address"
        if self._first[address] != path or address in self._folders:
            return f"The file would have the same address as {_twin(self._first[address], path)}"
        if self._root.source.tree.files[path].size > self._settings.max_asset_bytes:
            return f"The file is larger than {self._settings.max_asset_bytes >> 20} MiB and is not published"
        try:
            data = self._root.source.tree.read(path)
        except SourceError as error:
            return f"The file cannot be read: {error}"
        return _content_problem(data, ending)


def _content_problem(data: bytes, ending: str) -> str:
    if data.startswith(_LARGE_FILE_POINTER):
        return "The file is kept in git's large file storage and was not fetched"
    return "" if _KINDS[ending](data) else f"The file is not a plain {ending} file and is not published"


def _twin(first: str, path: str) -> str:
    return first if first != path else "a folder"
