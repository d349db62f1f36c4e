"""What is known about one annotation, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

SEGMENT: Final = "one segment"
"""How a template's part goes into a path when it names no separator."""

_PART: Final = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<separator>[^{}]+))?\}")


class Role(StrEnum):
    """What a link is for. Each is the name of a picture as well (`overrides/partials/callboard-icons.html`).

    The first three are shown first and are missed when absent; `FACT` is said and not offered as a button.
    """

    RUNBOOK = "runbook"
    DASHBOARD = "dashboard"
    ONCALL = "oncall"
    CHAT = "chat"
    LOGS = "logs"
    DOCS = "docs"
    SOURCE = "source"
    CI = "ci"
    DEPLOY = "deploy"
    QUALITY = "quality"
    SECURITY = "security"
    ISSUES = "issues"
    COST = "cost"
    FACT = "info"
    OTHER = "external"


class Shape(StrEnum):
    """What a value is: one word, several between commas, an address, or `url:` and an address."""

    ONE = "one"
    LIST = "list"
    ADDRESS = "address"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that links lead into; `base` is its only address, `""` where every organisation has its own.

    The operator sets or replaces the address with `annotations: {base_urls: {NAME: …}}`.
    """

    name: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class LinkTemplate:
    """A link into a tool: everything after the tool's address, with parts of the value in braces.

    `{part}` stands for one segment of a path or one value of a query; `{part:/}` for the part's segments
    between slashes joined by what follows the colon. Of templates with one title the first that can be filled
    in is used.
    """

    title: str
    tool: Tool
    path: str
    role: Role | None = None

    def __post_init__(self) -> None:
        if not self.path.startswith("/"):
            raise ValueError(f"{self.title}: the path {self.path!r} does not start with /")
        if {"{", "}"} & set(_PART.sub("", self.path)):
            raise ValueError(f"{self.title}: the path {self.path!r} has a brace that is no part")

    @property
    def pieces(self) -> tuple[tuple[str, str, str], ...]:
        """The path in pieces: fixed text, then the part after it (`""` at the end) and its separator."""
        return _pieces(self.path)


@dataclass(frozen=True, slots=True)
class Companion:
    """A part of a template that another annotation of the same entity gives; `default` where it is absent."""

    part: str
    key: str
    default: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationRule:
    """One annotation.

    `pattern` takes a value apart: its named groups are parts of the templates beside `value`, and a value
    that it does not match makes no link. A group `instance`, or else the annotation `instance_key`, says
    which of several installations of a tool is meant. A `secret` is never shown, `deprecated_for` is the key
    to use instead.
    """

    key: str
    label: str
    role: Role = Role.FACT
    shape: Shape = Shape.ONE
    links: tuple[LinkTemplate, ...] = ()
    pattern: str = ""
    companions: tuple[Companion, ...] = ()
    instance_key: str = ""
    secret: bool = False
    deprecated_for: str = ""

    def __post_init__(self) -> None:
        known = {"value", *re.compile(self.pattern).groupindex, *(other.part for other in self.companions)}
        for link in self.links:
            unknown = {name for _, name, _ in link.pieces if name} - known
            if unknown:
                raise ValueError(f"{self.key}: nothing gives {{{min(unknown)}}} of {link.path}")

    @property
    def icon(self) -> str:
        """The name of its picture."""
        return self.role.value

    def parts_of(self, value: str) -> dict[str, str] | None:
        """What the value gives to templates, None where it is not of the expected form."""
        if not self.pattern:
            return {"value": value}
        match = re.fullmatch(self.pattern, value)
        if match is None:
            return None
        return {"value": value} | {name: text for name, text in match.groupdict().items() if text}


@cache
def _pieces(path: str) -> tuple[tuple[str, str, str], ...]:
    # Paths come from rules, of which there are a few hundred; each is taken apart once, not for every page.
    found, position = [], 0
    for match in _PART.finditer(path):
        found.append((path[position : match.start()], match["name"], match["separator"] or SEGMENT))
        position = match.end()
    return (*found, (path[position:], "", ""))
