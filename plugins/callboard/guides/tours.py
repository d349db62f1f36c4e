"""A tour: an ordered list of places in the portal, each with a few words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from callboard.errors import ConfigurationError

MOST_STEPS: Final = 100

_TITLE: Final = re.compile(r"#[ \t]++(\S.*+)")
_ITEM: Final = re.compile(r" {0,3}\d{1,4}[.)][ \t]++(\S.*+)")
_LINK: Final = re.compile(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,500})\)[ \t]*+[:,.-]?+[ \t]*+(.*+)")
_ADDRESS: Final = re.compile(r"/(?!/)[A-Za-z0-9._~!$&'*+,;=:@%/-]*+(\?[^#\s\"<>\\`]*+)?+(#[^\s\"<>\\`]*+)?+")


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of a tour: what it is called, where it is, what to look at there.

    `address` is relative to the root of the site; `tail` is a query and a fragment, as written.
    """

    label: str
    address: str
    tail: str
    caption: str


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour; `slug` is its part of an address, `opening` and `closing` are the words around its list."""

    slug: str
    title: str
    opening: str
    steps: tuple[Step, ...]
    closing: str


def read_tour(slug: str, text: str, place: str) -> Tour:
    """Read a tour: a title, words, an ordered list of links, more words.

    Raises:
        ConfigurationError: something else stands there, or a link leaves the portal; `place` names the file.
    """
    title, opening, closing = "", list[str](), list[str]()
    items: list[tuple[int, str]] = []
    is_open = False
    for number, line in enumerate(text.splitlines(), start=1):
        heading, item = _TITLE.fullmatch(line), _ITEM.fullmatch(line)
        if heading and not title:
            title = heading[1].strip()
        elif line.lstrip().startswith("#"):
            raise ConfigurationError(f"{place}:{number}: a tour has one title and no other headings")
        elif item:
            items.append((number, item[1]))
        elif is_open and line[:2].isspace() and line.strip():
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
        elif line.strip():
            (closing if items else opening).append(line.strip())
        is_open = bool(items) and not closing and bool(line.strip())
    if not items or len(items) > MOST_STEPS:
        raise ConfigurationError(
            f"{place}: a tour is an ordered list of 1 to {MOST_STEPS} links, and this has {len(items)}"
        )
    steps = tuple(_step(item, f"{place}:{number}") for number, item in items)
    return Tour(slug, title or slug, " ".join(opening), steps, " ".join(closing))


def _step(item: str, place: str) -> Step:
    link = _LINK.fullmatch(item)
    if link is None:
        raise ConfigurationError(f"{place}: expected a step such as `1. [Name](/catalog/) What to see there`")
    label, target, caption = (part.strip() for part in link.groups())
    address = _ADDRESS.fullmatch(target)
    path = target.partition("#")[0].partition("?")[0]
    if address is None or ".." in path.split("/"):
        raise ConfigurationError(
            f"{place}: {target} is no address of the portal; write one from its root, such as /catalog/"
        )
    tail = target[len(path) :]
    return Step(label, path.lstrip("/"), tail, caption)
