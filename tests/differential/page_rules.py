"""Where a page of ours is meant to differ from that of plain MkDocs, and why.

Each rule makes MkDocs' page what ours is to be, and says how often that was needed, so that a rule that nothing needs
any more is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from xml.etree.ElementTree import Element

from differential.page_tokens import is_external, names, parts_of

Change: TypeAlias = "Callable[[Element], list[Any] | None]"
"""What stands for an element, as elements and texts; None when it stays."""

TITLE: Final = "A title that no page has"
"""What our pages without a title are given."""


_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class Rule:
    """A difference that is meant, and the change that takes it away."""

    name: str
    why: str
    change: Callable[[Element, Element], int]
    """Given MkDocs' page and ours."""


def without_marks(tree: Element) -> Element:
    """The page without what only helps to link to it and to build it: no difference a reader can see."""
    _rewrite(tree, lambda each: [] if each.get("class") == "headerlink" else None)
    return tree


def _own_title(tree: Element, ours: Element) -> int:
    """Material's heading is the file's name, comes first and has no id."""
    if not _rewrite(ours, lambda each: [] if each.tag == "h1" and _words(each) == TITLE else None):
        return 0
    first = next((each for each in tree if each.tag == "h1" and not each.get("id")), None)
    return _rewrite(tree, lambda each: [] if each is first else None)


def _one_title(tree: Element, _ours: Element) -> int:
    later = list(tree.iter("h1"))[1:]
    for each in later:
        each.tag = "h2"
    return len(later)


_DROPPED: Final = frozenset(("embed", "iframe", "noscript", "object", "script", "style", "textarea"))
_BUTTONS: Final = frozenset(("checkbox", "radio"))
_KEPT: Final = names(
    "a abbr article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em",
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p path pre q rp rt ruby s samp small",
    "span strong sub summary sup svg table tbody td tfoot th thead time tr u ul var wbr",
)


def _only_plain_elements(tree: Element, _ours: Element) -> int:
    def change(element: Element) -> list[Any] | None:
        if element.tag in _DROPPED or (element.tag == "input" and element.get("type") not in _BUTTONS):
            return []
        return None if element.tag in _KEPT else list(parts_of(element))

    return _rewrite(tree, change)


_GONE: Final = frozenset(("border", "cellpadding", "cellspacing", "color", "size", "target", "valign"))
_TEXT_ALIGN: Final = re.compile(r"text-align:[^;]+")


def _only_plain_attributes(tree: Element, _ours: Element) -> int:
    count = 0
    for element in tree.iter():
        aligned = _TEXT_ALIGN.match(element.get("style", ""))
        for name, value in list(element.attrib.items()):
            if name in _GONE or (name.startswith("data-") and name != "data-tabs"):
                del element.attrib[name]
                count += 1
            elif name == "style" and value.rstrip(";") != (kept := aligned[0] if aligned else ""):
                del element.attrib[name]
                element.attrib.update({name: kept} if kept else {})
                count += 1
    return count


def _pictures_from_elsewhere(tree: Element, _ours: Element) -> int:
    def in_link(element: Element) -> list[Any] | None:
        if element.tag == "a" and element.get("href"):
            return [element] if _rewrite(element, _picture_words) else None
        return None

    return _rewrite(tree, in_link) + _rewrite(tree, _picture_link)


def _picture_words(element: Element) -> list[Any] | None:
    if element.tag != "img" or not is_external(element.get("src", "")):
        return None
    name = element.get("src", "").partition("?")[0].rstrip("/").rpartition("/")[2]
    return [" ".join(element.get("alt", "").split()) or name]


def _picture_link(element: Element) -> list[Any] | None:
    words = _picture_words(element)
    if words is None:
        return None
    link = Element("a", {"class": "cb-remote-image", "href": element.get("src", "")})
    link.text = words[0]
    return [link]


def _places(tree: Element, _ours: Element) -> int:
    named = [link for link in tree.iter("a") if "name" in link.attrib]
    for link in named:
        link.attrib.setdefault("id", link.attrib.pop("name"))
    return len(named)


# No browser goes to such a host.
_NO_HOST: Final = re.compile(r"https?://[^/]*[<>{}|^ ]")


def _addresses(tree: Element, _ours: Element) -> int:
    count = 0
    for link in tree.iter("a"):
        address = link.get("href")
        if address is not None and not address.strip():
            del link.attrib["href"]
            count += 1
        elif address is not None and _NO_HOST.match(address):
            del link.attrib["href"]
            link.tag = "span"
            count += 1
    return count


_UNDRAWN: Final = {
    "cb-graphviz": "Graphviz source; it could not be drawn here",
    "cb-plantuml": "PlantUML source; drawing it needs a program this site does not run",
}


def _undrawn(tree: Element, _ours: Element) -> int:
    def change(element: Element) -> list[Any] | None:
        caption = _UNDRAWN.get(element.get("class", "")) if element.tag == "pre" else None
        if caption is None:
            return None
        del element.attrib["class"]
        figure, words = Element("figure", {"class": "cb-undrawn"}), Element("figcaption")
        words.text = caption
        figure.extend([element, words])
        return [figure]

    return _rewrite(tree, change)


def _formulas(tree: Element, ours: Element) -> int:
    def change(element: Element) -> list[Any] | None:
        if element.tag == "math" or (element.tag == "span" and element.get("class") == "arithmatex"):
            return [Element("math")]
        if element.tag == "div" and element.get("class") == "arithmatex" and not len(element):
            _set_parts(element, [Element("math")])
            return [element]
        return None

    _rewrite(ours, change)
    return _rewrite(tree, change)


def _headings_of_html(theirs: Element, ours: Element) -> int:
    pairs = list(zip(_headings(theirs), _headings(ours), strict=False))
    bare = [
        mine for other, mine in pairs if not other.get("id") and other.tag == mine.tag and "id" in mine.attrib
    ]
    for mine in bare:
        del mine.attrib["id"]
    return len(bare)


def _fragments(theirs: Element, ours: Element) -> int:
    places = {each.get("id", ""): each for each in ours.iter()}
    known = {each.get("id") for each in theirs.iter()}
    count = 0
    for other, mine in zip(_inner_links(theirs), _inner_links(ours), strict=False):
        wanted, found = other.get("href", "")[1:], mine.get("href", "")[1:]
        if wanted != found and wanted not in known and found in places:
            slug = _NOT_IN_SLUG.sub("", _words(places[found]).lower()).replace(" ", "-")
            if slug == wanted:
                other.set("href", f"#{found}")
                count += 1
    return count


_NOT_IN_SLUG: Final = re.compile(r"[^\w\- ]")


def _headings(tree: Element) -> list[Element]:
    return [each for each in tree.iter() if each.tag in _HEADINGS]


def _inner_links(tree: Element) -> list[Element]:
    return [each for each in tree.iter("a") if each.get("href", "").startswith("#")]


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _rewrite(element: Element, change: Change) -> int:
    """Put something in the place of elements inside; how many were changed."""
    count, parts = 0, []
    for part in parts_of(element):
        if isinstance(part, str) or not isinstance(part.tag, str):
            parts.append(part)
            continue
        count += _rewrite(part, change)
        instead = change(part)
        count += instead is not None
        parts += [part] if instead is None else instead
    _set_parts(element, parts)
    return count


def _set_parts(element: Element, parts: list[Any]) -> None:
    element[:] = []
    element.text = None
    for part in parts:
        if not isinstance(part, str):
            part.tail = None
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + part
        else:
            element.text = (element.text or "") + part


RULES: Final = (
    Rule("own title", "a page without a title gets that of its set, not its file's name", _own_title),
    Rule("one title", "a page has one h1: search, outline and readers aloud rely on it", _one_title),
    Rule(
        "elements",
        "raw HTML is a stranger's: what runs, loads, or is no element of HTML is left out",
        _only_plain_elements,
    ),
    Rule(
        "attributes",
        "raw HTML is a stranger's: colours, widths and windows are the site's",
        _only_plain_attributes,
    ),
    Rule("places", "<a name> is the older spelling of an id", _places),
    Rule("addresses", "a link to nothing, or to a host that none can have, takes no click", _addresses),
    Rule(
        "pictures",
        "a picture elsewhere would tell its host who reads the page, so it is a link",
        _pictures_from_elsewhere,
    ),
    Rule("diagrams", "a diagram that is not drawn here says so below its source", _undrawn),
    Rule("formulas", "a formula is MathML in the page, not TeX that a script turns into one", _formulas),
    Rule(
        "headings",
        "a heading of raw HTML has an id too, so that the table of contents leads to it",
        _headings_of_html,
    ),
    Rule("fragments", "a link to a part that is spelled as on GitHub leads there", _fragments),
)
