"""The addresses that the files of a docs folder get."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from callboard.docs.files import PAGE_ENDINGS
from callboard.docs.mounts import Mount, mount_of
from callboard.docs.paths import folder_of

_START_PAGES: Final = ("index", "readme")
_SEGMENT: Final = re.compile(r"[^\x00-\x1f\x7f<>:\"|?*\\/]{1,120}")
# The page of the folder above, and what crawlers and hosts read as orders; the last in any folder.
_TAKEN: Final = frozenset({"index.html", "robots.txt", "staticwebapp.config.json"})
_MAX_ADDRESS: Final = 200


def page_address(path: str, mount: Mount) -> str:
    """The address of a page relative to the docs root, lower case, ending in `/` or empty."""
    relative = mount.relative(path)
    stem = without_ending(relative)
    above, _, name = stem.rpartition("/")
    address = above if name.lower() in _START_PAGES else stem
    return f"{mount.prefix}{address.lower()}/" if address else mount.prefix


def asset_address(path: str, mounts: Iterable[Mount]) -> str:
    """The address of a file that is published as it is; `""` when it is in none of the folders."""
    mount = mount_of(path, mounts)
    return f"{mount.prefix}{mount.relative(path).lower()}" if mount else ""


def without_ending(path: str) -> str:
    """A page's path without what says how it is written."""
    lowered = path.lower()
    ending = next((ending for ending in (*PAGE_ENDINGS, ".txt") if lowered.endswith(ending)), "")
    return path[: len(path) - len(ending)]


def is_start_page(path: str) -> bool:
    """Whether a page stands for its folder."""
    return without_ending(path.rpartition("/")[2]).lower() in _START_PAGES


def quoted(address: str) -> str:
    """An address as it is written in a link."""
    return quote(address, safe="/~!$&'()*+,;=@-._")


def is_safe(address: str) -> bool:
    """Whether an address can be a file on every system and means nothing to any server.

    Names that begin with `@` are the product's own.
    """
    segments = address.rstrip("/").split("/")
    return len(address) <= _MAX_ADDRESS and all(
        _SEGMENT.fullmatch(segment)
        and not segment.startswith((".", "@"))
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
