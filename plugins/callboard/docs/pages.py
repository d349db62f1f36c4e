"""A page before it is drafted: its text, what its front matter says, and what in it cannot be used."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.descriptors import YamlProblem, read_plain
from callboard.docs.files import MARKDOWN_ENDINGS, RESTRUCTURED_ENDINGS
from callboard.findings import Finding, finding
from callboard.markup import heading_lines, split_front_matter, toctrees
from callboard.origin import Origin

_MOST_TAGS: Final = 30
_HEADING: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_ROLE: Final = re.compile(r":[\w:+.-]{1,60}:`([^`<>]*+)(?:<[^<>`]*>)?`")
_HIDEABLE: Final = frozenset({"navigation", "toc", "footer"})
_SEARCH: Final = "search"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What counts of a page's front matter: plain text, each field on one line."""

    title: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page before it is drafted: its text without front matter; `first_line` lines stand before that."""

    path: str
    address: str
    body: str
    title: str
    front: FrontMatter
    first_line: int
    toctree: tuple[tuple[str, str], ...] = ()
    """The pages that it lists in reStructuredText: titles (or `""`) and targets."""
    findings: tuple[Finding, ...] = ()


def read_page(path: str, address: str, data: bytes, fallback_title: str, origin: Origin) -> PageSource:
    """The page in a file; its title is the front matter's, else its first heading's, else the fallback."""
    text, problem = decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_markdown = path.lower().endswith(MARKDOWN_ENDINGS)
    is_restructured = path.lower().endswith(RESTRUCTURED_ENDINGS)
    front, body = _front_matter(text) if is_markdown else (FrontMatter(), text)
    written = _first_heading(body) if is_markdown else _first_title(body) if is_restructured else ""
    findings = (finding("docs-page", problem, origin, hint="save the file as UTF-8"),) if problem else ()
    return PageSource(
        path=path,
        address=address,
        body=body,
        title=front.title or written or fallback_title,
        front=front,
        first_line=text.count("\n") - body.count("\n"),
        toctree=_toctree(body) if is_restructured else (),
        findings=findings,
    )


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file, and one sentence when it is not in UTF-8.

    What is not UTF-8 was mostly saved by an older editor on Windows; bytes that mean nothing there either
    are shown as what they are: unreadable.
    """
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace"), "The page is in UTF-16"
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        return data.decode("utf-8", "replace"), "The page is not text"
    return data.decode("cp1252", "replace"), "The page is not in UTF-8; it was read as Windows-1252"


def _first_heading(text: str) -> str:
    found = _HEADING.search(text)
    return _plain_heading(found[1].strip()) if found else ""


def _first_title(text: str) -> str:
    """The first section title of reStructuredText; what its roles hold is words."""
    _, found = next(heading_lines(text), (0, ""))
    return _plain_heading(_ROLE.sub(r"\1", found.strip()))


def _toctree(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(entry for tree in toctrees(text) for entry in tree.entries)


def _plain_heading(written: str) -> str:
    without_links = re.sub(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", r"\1", written)
    without_attributes = re.sub(r"\{[^{}]*\}\s*$", "", without_links)
    return " ".join(re.sub(r"<[^<>]*>|[*`]|\\(?=\W)", "", without_attributes).split())


def _front_matter(text: str) -> tuple[FrontMatter, str]:
    yaml, body = split_front_matter(text)
    if not yaml:
        return FrontMatter(), body
    try:
        fields = read_plain(yaml.encode("utf-8", "replace"))
    except YamlProblem:
        # Between two rules there was something else than fields: it is part of the page.
        return FrontMatter(), text if ":" not in yaml else body
    if not isinstance(fields, Mapping):
        return FrontMatter(), text
    hidden = frozenset(_words(fields.get("hide"))) & _HIDEABLE
    search = fields.get("search")
    if isinstance(search, Mapping) and search.get("exclude") is True:
        hidden |= {_SEARCH}
    tags = tuple(dict.fromkeys(_words(fields.get("tags"))))[:_MOST_TAGS]
    return FrontMatter(_line(fields.get("title")), _line(fields.get("description")), tags, hidden), body


def _words(value: object) -> list[str]:
    """A list of short texts; a text alone is a list of one."""
    if isinstance(value, str):
        value = [value]
    items = value if isinstance(value, Sequence) else ()
    return [line for item in items if isinstance(item, (str, int)) and (line := _line(str(item))[:60])]


def _line(value: object) -> str:
    return " ".join(str(value).split())[:500] if isinstance(value, (str, int, float)) else ""
