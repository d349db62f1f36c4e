"""Drawings of Graphviz, built again from a closed list and in the colours of the page.

The source of a drawing is a stranger's, and Graphviz passes much of it on: addresses, pictures, styles. Only
shapes, words and links stay. Identifiers are dropped, for two drawings of a page would share theirs.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from callboard.markup.addresses import safe_address, scheme_of
from callboard.markup.references import ENTITY_SCHEME

_MOST_SVG: Final = 5_000_000
_DEEPEST: Final = 30
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_SHAPES: Final = frozenset(("circle", "ellipse", "path", "polygon", "polyline"))
_TAGS: Final = _SHAPES | {"svg", "g", "text", "tspan", "title", "a"}
_NUMBER: Final = r"-?\d{1,7}(?:\.\d{1,8})?(?:e-?\d{1,2})?"
_NUMBERS: Final = re.compile(rf"{_NUMBER}(?:[ ,]+{_NUMBER})*+")
_ONE: Final = re.compile(_NUMBER)
_WORD: Final = re.compile(r"[a-z][a-z -]{0,60}")
_VALUES: Final = {
    "class": _WORD,
    "cx": _ONE,
    "cy": _ONE,
    "d": re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE., \n-]+"),
    "fill-opacity": _ONE,
    "font-size": _ONE,
    "font-style": _WORD,
    "font-weight": re.compile(r"[a-z]{1,10}|[1-9]00"),
    "opacity": _ONE,
    "points": _NUMBERS,
    "r": _ONE,
    "rx": _ONE,
    "ry": _ONE,
    "stroke-dasharray": _NUMBERS,
    "stroke-opacity": _ONE,
    "stroke-width": _ONE,
    "text-anchor": re.compile(r"start|middle|end"),
    "text-decoration": _WORD,
    "textLength": _ONE,
    "transform": re.compile(rf"(?:(?:rotate|scale|translate)\({_NUMBERS.pattern}\) ?){{1,6}}"),
    "x": _ONE,
    "y": _ONE,
}
_COLOUR: Final = re.compile(r"#[0-9a-f]{3,8}|[a-z]{3,24}\d{0,3}")
_BLACK: Final = frozenset(("black", "#000", "#000000"))
_WHITE: Final = frozenset(("white", "#fff", "#ffffff"))
_INK: Final = "currentColor"
_POINTS_TO_PIXELS: Final = 4 / 3
# Names that Graphviz gives to a graph without one.
_NO_NAME: Final = re.compile(r"%\d+|G|graph\d*|", re.IGNORECASE)


def plain_svg(svg: str) -> str | None:
    """The drawing as an `svg` element for a page, None when it is none.

    Black is the colour of the text around it, white is no colour. A drawing with coloured areas gets the
    class `cb-paper`, because its black words need light behind them.
    """
    tree = _parsed(svg)
    box = re.split(r"[ ,]+", tree.get("viewBox", "")) if tree is not None else []
    if tree is None or len(box) != len(("x", "y", "width", "height")) or not all(map(_ONE.fullmatch, box)):
        return None
    drawing = _Drawing()
    content = drawing.children(tree, 0)
    if content is None:
        return None
    name = tree.findtext(f"{_NAMESPACE}g/{_NAMESPACE}title") or ""
    title = "Diagram" if _NO_NAME.fullmatch(name.strip()) else " ".join(name.split())[:200]
    width = max(1, round(float(box[2]) * _POINTS_TO_PIXELS))
    # What is a picture to a screen reader has no links in it.
    role = "group" if drawing.linked else "img"
    paper = ' class="cb-paper"' if drawing.coloured else ""
    return (
        f'<svg{paper} viewBox="{" ".join(box)}" width="{width}" role="{role}" aria-label="{escape(title)}">'
        f"<title>{escape(title, quote=False)}</title>{content}</svg>"
    )


def _parsed(svg: str) -> Element | None:
    start = svg.find("<svg")
    body = svg[start:]
    if start < 0 or len(body) > _MOST_SVG or re.search(r"<!(?!--)|<\?", body):
        return None
    try:
        tree = ET.fromstring(body)  # noqa: S314  # no document type and no entity got here
    except ET.ParseError:
        return None
    return tree if tree.tag == f"{_NAMESPACE}svg" else None


class _Drawing:
    """What has been seen of a drawing while it is written."""

    def __init__(self) -> None:
        self.linked = False
        self.coloured = False

    def children(self, parent: Element, depth: int) -> str | None:
        """What is inside an element; None when that goes too deep."""
        if depth > _DEEPEST:
            return None
        written = [self._element(child, depth) for child in parent]
        return None if None in written else "".join(part for part in written if part)

    def _element(self, element: Element, depth: int) -> str | None:
        tag = element.tag.removeprefix(_NAMESPACE)
        if tag not in _TAGS or tag == "svg":
            return ""
        inner = self.children(element, depth + 1)
        if inner is None:
            return None
        words = escape(element.text or "", quote=False) if tag in {"text", "tspan", "title"} else ""
        tail = escape(element.tail or "", quote=False) if tag == "tspan" else ""
        if tag == "a":
            address = _address(element)
            self.linked = self.linked or bool(address)
            relation = ' rel="noopener noreferrer"' if scheme_of(address) not in {"", ENTITY_SCHEME} else ""
            link = f' href="{escape(address)}"{relation}' if address else ""
            return f"<a{link}>{inner}</a>"
        return f"<{tag}{self._attributes(tag, element)}>{words}{inner}</{tag}>{tail}"

    def _attributes(self, tag: str, element: Element) -> str:
        kept = {
            name: value
            for name, value in element.attrib.items()
            if name in _VALUES and _VALUES[name].fullmatch(value)
        }
        if tag in _SHAPES:
            kept["fill"] = self._area(element.get("fill", "none"))
            kept["stroke"] = _line(element.get("stroke", "none"))
        elif tag in {"text", "tspan"}:
            kept["fill"] = _ink(element.get("fill", "black"))
        return "".join(f' {name}="{escape(value)}"' for name, value in sorted(kept.items()))

    def _area(self, colour: str) -> str:
        colour = _line(colour)
        self.coloured = self.coloured or colour not in {"none", _INK}
        return colour


def _line(colour: str) -> str:
    """The colour of a line or an area."""
    colour = colour.lower()
    if colour in _WHITE or colour == "transparent" or not _COLOUR.fullmatch(colour):
        return "none"
    return _INK if colour in _BLACK else colour


def _ink(colour: str) -> str:
    """The colour of words; white ones stand on something dark."""
    colour = colour.lower()
    return colour if colour not in _BLACK and _COLOUR.fullmatch(colour) else _INK


def _address(element: Element) -> str:
    address = " ".join((element.get(_LINK) or element.get("href") or "").split())
    if scheme_of(address) == ENTITY_SCHEME and re.fullmatch(r"[\w:./-]{1,300}", address):
        return address
    safe = safe_address(address)
    return safe if scheme_of(safe) in {"", "http", "https", "mailto"} else ""
