"""The addresses that the files of a docs folder get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from callboard.docs.files import PAGE_ENDINGS
from callboard.docs.paths import folder_of
from callboard.docs.roots import DocsRoot
from callboard.docs.values import DocsSettings
from callboard.findings import Finding, finding

_START_PAGES: Final = ("index", "readme")
_SEGMENT: Final = re.compile(r"[^\x00-\x1f\x7f<>:\"|?*\\/]{1,120}")
# The page of the folder above, and what crawlers and hosts read as orders; the last in any folder.
_TAKEN: Final = frozenset({"index.html", "robots.txt", "staticwebapp.config.json"})
_MAX_ADDRESS: Final = 200


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a set, path to address, in navigation order; and what is wrong with the names."""

    pages: dict[str, str]
    findings: tuple[Finding, ...]


def lay_out(root: DocsRoot, settings: DocsSettings) -> Layout:
    """Give every page below the root its address, the way MkDocs does: `guide/setup.md` is `guide/setup/`."""
    repository = root.source.repository
    if root.readme:
        return Layout({root.readme: ""}, ())
    paths = sorted(
        (path for path in root.files.below(root.folder) if _is_page(path, root.folder)), key=_reading_order
    )
    pages: dict[str, str] = {}
    taken: dict[str, str] = {}
    findings: list[Finding] = []
    for path in paths[: settings.max_pages]:
        address = page_address(path, root.folder)
        problem = _problem(address, taken)
        if problem:
            findings.append(finding("docs-page", problem, repository.origin(path), hint="rename the file"))
            continue
        taken[address] = path
        pages[path] = address
    if len(paths) > settings.max_pages:
        message = f"The documentation has {len(paths)} pages; {settings.max_pages} are published"
        findings.append(finding("docs-page", message, repository.origin(root.folder)))
    return Layout(pages, tuple(findings))


def page_address(path: str, folder: str) -> str:
    """The address of a page relative to the docs root, lower case, ending in `/` or empty."""
    relative = path[len(folder) :].lstrip("/")
    stem = relative.rpartition(".")[0]
    above, _, name = stem.rpartition("/")
    address = above if name.lower() in _START_PAGES else stem
    return f"{address.lower()}/" if address else ""


def asset_address(path: str, folder: str) -> str:
    """The address of a file that is published as it is."""
    return path[len(folder) :].lstrip("/").lower()


def quoted(address: str) -> str:
    """An address as it is written in a link."""
    return quote(address, safe="/~!$&'()*+,;=@-._")


def is_safe(address: str) -> bool:
    """Whether an address can be a file on every system and means nothing to any server."""
    segments = address.rstrip("/").split("/")
    return len(address) <= _MAX_ADDRESS and all(
        _SEGMENT.fullmatch(segment)
        and not segment.startswith(".")
        and segment == segment.strip(" .")
        and segment not in _TAKEN
        for segment in segments
    )


def folders_of(addresses: Iterable[str]) -> frozenset[str]:
    """The folders that must exist for files or pages at these addresses."""
    folders: set[str] = set()
    for address in addresses:
        folder = folder_of(address)
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder_of(folder)
    return frozenset(folders)


def _is_page(path: str, folder: str) -> bool:
    names = path[len(folder) :].lstrip("/").split("/")
    return path.lower().endswith(PAGE_ENDINGS) and not any(name.startswith(".") for name in names)


def _reading_order(path: str) -> tuple[tuple[int, str, str], ...]:
    """Start pages first, then files and folders by name as people sort them."""
    return tuple(_segment_order(path))


def _segment_order(path: str) -> Iterator[tuple[int, str, str]]:
    folders = folder_of(path)
    for folder in folders.split("/") if folders else ():
        yield 2, folder.lower(), folder
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0].lower()
    # `index` before `readme`: where both exist, MkDocs takes the index.
    yield (_START_PAGES.index(stem) if stem in _START_PAGES else 2), stem, name


def _problem(address: str, taken: dict[str, str]) -> str:
    if address and not is_safe(address):
        return "The page's name cannot be an address"
    if address in taken:
        return f"The page would have the same address as {taken[address]}"
    return ""
