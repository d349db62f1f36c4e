"""What the site splices into the theme's shell, and how its links are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

SECTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "catalog": "Catalog",
        "atlas": "Atlas",
        "apis": "APIs",
        "teams": "Teams",
        "docs": "Docs",
        "health": "Health",
    }
)
"""The portal's sections by the first part of their address, as every navigation names them."""


@dataclass(frozen=True, slots=True)
class PageBody:
    """A bulk page without its shell.

    `address` is relative to the site's root and ends in `/`; `section` is one of `SECTIONS`, or `""`
    outside all of them. `title` and `description` are plain text, not yet escaped; the other fields are
    finished HTML. `navigation` differs between the pages of one docs set only in its relative prefix and the
    current mark. `canonical` is the address that search engines should know the page by, `""` for its own;
    `hides` names what its author wants out of the way of `navigation` and `toc`.
    """

    address: str
    section: str
    title: str
    description: str
    html: str
    navigation: str = ""
    toc: str = ""
    canonical: str = ""
    noindex: bool = False
    hides: frozenset[str] = frozenset()

    @property
    def depth(self) -> int:
        """How many folders the page lies below the site's root: what its shell must be rendered for."""
        return self.address.count("/")


class Here:
    """A page's own place. Every internal link of the portal is made by `to`, and nowhere else.

    The same links as `relative_address` makes, remembered for all pages of a folder: pages link to the same
    few places from the same few folders.
    """

    __slots__ = ("_folder", "address")

    def __init__(self, address: str) -> None:
        self.address: Final = address
        self._folder: Final = address[: address.rfind("/", 0, -1) + 1]

    def to(self, target: str) -> str:
        """The relative link from this page to an address, with or without a fragment."""
        if target.startswith(self.address):
            return target[len(self.address) :] or "./"
        return f"../{_link(self._folder, target)}"


@lru_cache(maxsize=262_144)
def _link(folder: str, target: str) -> str:
    """The link from a folder, given as an address that ends in `/` or is `""`; `""` to the folder itself."""
    up = ""
    while not target.startswith(folder):
        folder = folder[: folder.rfind("/", 0, -1) + 1]
        up += "../"
    return up + target[len(folder) :]
