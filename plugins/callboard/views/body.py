"""What the site splices into the theme's shell, and how its links are made."""

from __future__ import annotations

from dataclasses import dataclass

from callboard.model import relative_address


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


@dataclass(frozen=True, slots=True)
class Here:
    """A page's own place. Every internal link of the portal is made by `to`, and nowhere else."""

    address: str

    def to(self, target: str) -> str:
        """The relative link from this page to an address, with or without a fragment."""
        return relative_address(target, self.address)
