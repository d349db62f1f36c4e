"""What a page becomes: a draft whose links are open, then HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import unquote


class LinkKind(StrEnum):
    """What a target is wanted for: to be followed, or to be shown in the page."""

    LINK = "link"
    IMAGE = "image"


Resolve: TypeAlias = Callable[[str, LinkKind], "str | None"]
"""The address to publish for a target as written (entities decoded, still percent-encoded).

`""`: there is something, but no address for it; the link becomes plain text. None: it leads nowhere; the
link becomes plain text marked as dead. Targets that the page itself has (`#part`) are not asked for.
"""


@dataclass(frozen=True, slots=True)
class TocItem:
    """A heading below the page's title, as plain text, with the headings below it."""

    id: str
    title: str
    level: int
    children: tuple[TocItem, ...] = ()
    line: int = 0
    """The line of the file that the heading stands on, counted from 1; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """A link or picture whose address is still to be found.

    `target` is as written, `attributes` are the others of its tag. `words` stand for a picture that is not
    shown; `nested` says that they stand in a link already.
    """

    target: str
    kind: LinkKind
    attributes: tuple[tuple[str, str], ...] = ()
    words: str = ""
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """What a link to a page can lead to in it: its ids, and other names that its headings have on forges."""

    ids: frozenset[str] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)

    def find(self, fragment: str) -> str:
        """The id that the part of an address after `#` means, as written or as forges spell it, else `""`."""
        for wanted in dict.fromkeys((fragment, unquote(fragment), unquote(fragment).lower())):
            if wanted in self.ids:
                return wanted
            if wanted in self.aliases:
                return self.aliases[wanted]
        return ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A page as safe HTML with exactly one `h1`, its links still open: a pure function of its text.

    In `html`, `NUL number NUL` stands for the opening tag of a link or for a picture. `title` is the text of
    the `h1`, `places` are what a link can lead to. `problem` is one sentence when the page could not be
    rendered and is shown as it was written instead; `foreign` names what in it could only be shown as text.
    """

    html: str
    links: tuple[OpenLink, ...]
    title: str
    toc: tuple[TocItem, ...]
    places: Places
    problem: str = ""
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A draft with its links filled in."""

    html: str
    title: str
    toc: tuple[TocItem, ...]
    problem: str = ""
