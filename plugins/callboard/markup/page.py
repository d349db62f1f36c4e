"""What a page of Markdown becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class LinkKind(StrEnum):
    """What a target is wanted for: to be followed, or to be shown in the page."""

    LINK = "link"
    IMAGE = "image"


Resolve: TypeAlias = Callable[[str, LinkKind], "str | None"]
"""The address to publish for a target as written (entities decoded, still percent-encoded).

`""`: there is something, but no address for it; the link becomes plain text. None: it leads nowhere; the
link becomes plain text marked as dead. Targets inside the same page (`#part`) are not asked for.
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
class RenderedPage:
    """A page as safe HTML with exactly one `h1`, its table of contents, and its words for the search.

    `title` is the text of the `h1`. `problem` is one sentence when the page could not be rendered and is
    shown as it was written instead.
    """

    html: str
    title: str
    toc: tuple[TocItem, ...]
    text: str
    problem: str = ""
