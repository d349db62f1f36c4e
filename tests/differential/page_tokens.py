"""A page's HTML as a list of tokens that two generators can be compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element

import html5lib


def names(*lines: str) -> frozenset[str]:
    """The names in some lines."""
    return frozenset(" ".join(lines).split())


_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")
_EXTERNAL: Final = re.compile(r"(?:https?:|mailto:|tel:)|//", re.IGNORECASE)
_INLINE: Final = names(
    "a abbr b bdi bdo big blink button cite code data del dfn em font i img input ins kbd label mark math nobr",
    "output q s samp small span strike strong sub sup svg time tt u var",
)
_FLAGS: Final = names("allowfullscreen checked disabled open reversed")
WORDS: Final = "| "
"""What the words between two tags begin with."""


def parse(html: str) -> Element:
    """The page as a browser understands it."""
    tree: Element = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return tree


def tokens(tree: Element) -> list[str]:
    """Opening tags with their attributes in one order, closing tags, and between them the words after a bar."""
    spelling = _Spelling()
    for child in parts_of(tree):
        spelling.add(child, verbatim=False)
    spelling.end_line()
    return spelling.tokens


def is_external(address: str) -> bool:
    """Whether an address leaves the site."""
    return _EXTERNAL.match(address.strip()) is not None


def parts_of(element: Element) -> Iterator[Any]:
    """The elements and texts inside."""
    if element.text:
        yield element.text
    for child in list(element):
        tail = child.tail
        yield child
        if tail:
            yield tail


@dataclass(slots=True)
class _Spelling:
    """The tokens so far, and the text behind the last tag."""

    tokens: list[str] = field(default_factory=list)
    _text: str = ""
    _verbatim: bool = False
    _at_start: bool = True

    def add(self, part: Any, *, verbatim: bool) -> None:
        if isinstance(part, str):
            self._text += part if verbatim else _BLANKS.sub(" ", part)
            self._verbatim = verbatim
        elif isinstance(part.tag, str):
            verbatim = verbatim or part.tag == "pre"
            self._tag(part.tag, f"<{part.tag}{''.join(_attributes(part))}>")
            for child in parts_of(part):
                self.add(child, verbatim=verbatim)
            self._tag(part.tag, f"</{part.tag}>")

    def _tag(self, name: str, tag: str) -> None:
        if name in _INLINE:
            self._end_text(at_end=False)
        else:
            self.end_line()
        self.tokens.append(tag)
        self._at_start = name not in _INLINE or (self._at_start and name != "img")

    def end_line(self) -> None:
        self._end_text(at_end=True)
        self._at_start = True

    def _end_text(self, *, at_end: bool) -> None:
        """Blanks at the beginning and the end of a line are none, and several are one, but in code."""
        text, self._text = self._text, ""
        if self._verbatim:
            text = text.strip("\n") if at_end else text
        else:
            text = _BLANKS.sub(" ", text)
            text = text.lstrip(" ") if self._at_start else text
            text = text.rstrip(" ") if at_end else text
        if text:
            self.tokens.append(WORDS + text)
            self._at_start = False


def _attributes(element: Element) -> Iterator[str]:
    for name, value in sorted(element.attrib.items()):
        if name in {"href", "src"}:
            yield f' {name}="{_address(value)}"'
        elif name in _FLAGS:
            yield f" {name}"
        elif name == "style":
            yield f' {name}="{"".join(value.split()).rstrip(";")}"'
        elif name == "class":
            yield f' {name}="{" ".join(value.split())}"'
        elif name != "rel":
            yield f' {name}="{value}"'


def _address(value: str) -> str:
    """Where a link leads: pages of one site have other addresses in every generator."""
    return value.strip() if is_external(value) or value.startswith("#") else "a page or file"
