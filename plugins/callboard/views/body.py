"""What the site splices into the theme's shell, and how its links are made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PageBody:
    """A bulk page without its shell.

    `address` is relative to the site's root and ends in `/`; `section` is one of catalog, apis, teams, docs
    and health. `title` and `description` are plain text, not yet escaped; the other fields are finished HTML.
    `navigation` differs between the pages of one docs set only in its relative prefix and the current mark.
    """

    address: str
    section: str
    title: str
    description: str
    html: str
    navigation: str = ""
    toc: str = ""

    @property
    def depth(self) -> int:
        """How many folders the page lies below the site's root: what its shell must be rendered for."""
        return self.address.count("/")


class Here:
    """A page's own place. Every internal link of the portal is made by `to`, and nowhere else.

    The same links as `relative_address` makes; this page's folders are taken apart once, not for each link.
    """

    __slots__ = ("_folders", "address")

    def __init__(self, address: str) -> None:
        self.address: Final = address
        self._folders: Final = tuple(_folders(address))

    def to(self, target: str) -> str:
        """The relative link from this page to an address, with or without a fragment."""
        folder, way_up = next(step for step in self._folders if target.startswith(step[0]))
        return way_up + target[len(folder) :] or "./"


def _folders(address: str) -> Iterator[tuple[str, str]]:
    """The folders above a page with the way up to each, the nearest first, the root of the site last."""
    parts = address.split("/")[:-1]
    for steps in range(len(parts) + 1):
        above = parts[: len(parts) - steps]
        yield "".join(f"{part}/" for part in above), "../" * steps
