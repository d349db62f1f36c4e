"""What stands in a line of text, as HTML."""

from __future__ import annotations

import re
from typing import Final

from docutils import nodes

from callboard.markup.restructured.highlighting import code_inline
from callboard.markup.restructured.shapes import LABEL, MARKED
from callboard.markup.restructured.writing import Handler, Writer, anchors, identified, plain, tag, wrapped

_ELEMENTS: Final = {
    "acronym": "abbr",
    "emphasis": "em",
    "strong": "strong",
    "subscript": "sub",
    "superscript": "sup",
    "title_reference": "cite",
}
_SIZE: Final = re.compile(r"(\d{1,5})(?:\.\d{1,9})?(px|%)?\Z")


def _simple(element: str) -> Handler:
    return lambda writer, node: wrapped(element, node, writer.inside(node), end="")


def _literal(writer: Writer, node: nodes.Element) -> str:
    language = str(node.get("language") or "")
    if language:
        return code_inline(node.astext(), language)
    return wrapped("code", node, writer.inside(node), end="")


def _inline(writer: Writer, node: nodes.Element) -> str:
    content = writer.inside(node)
    return wrapped("span", node, content, end="") if node["classes"] or node["ids"] else content


def _marked(writer: Writer, node: nodes.Element) -> str:
    return f"<{node['tag']}>{writer.inside(node)}</{node['tag']}>"


def _abbreviation(writer: Writer, node: nodes.Element) -> str:
    return f"{tag('abbr', {'title': node.get('title', '')})}{writer.inside(node)}</abbr>"


def _reference(writer: Writer, node: nodes.Element) -> str:
    address = node.get("refuri") or (f"#{node['refid']}" if node.get("refid") else "")
    content = writer.inside(node)
    if not address:
        return content
    return f"{anchors(node, 0)}{tag('a', {'href': address, 'class': ' '.join(node['classes'])})}{content}</a>"


def _target(writer: Writer, node: nodes.Element) -> str:
    if not node["ids"] or node.get("refuri"):
        # Nobody goes to the place where an address is written.
        return writer.inside(node)
    return f"{anchors(node)}{tag('span', {'id': node['ids'][0]})}{writer.inside(node)}</span>"


def _label(writer: Writer, node: nodes.Element) -> str:
    name = nodes.fully_normalize_name(node["label"])
    place = writer.document.nameids.get(name)
    if not place:
        return writer.inside(node)
    there = writer.document.ids.get(place)
    words = writer.inside(node)
    if not node["titled"] and there is not None:
        words = _name_of(writer, there) or words
    return f"{tag('a', {'href': f'#{place}'})}{words}</a>"


def _name_of(writer: Writer, node: nodes.Element) -> str:
    """What a reference without words of its own calls a section, a figure or a table."""
    named = (child for child in node.children if isinstance(child, nodes.title | nodes.caption))
    title = next(named, None)
    return writer.html(nodes.Text(plain(title))) if title is not None else ""


def _footnote_reference(writer: Writer, node: nodes.Element) -> str:
    link = tag("a", {"class": "footnote-ref", "href": f"#{node.get('refid', '')}"})
    return f"{anchors(node)}{tag('sup', identified(node))}{link}{writer.inside(node)}</a></sup>"


def _citation_reference(writer: Writer, node: nodes.Element) -> str:
    attributes = {**identified(node), "href": f"#{node.get('refid', '')}"}
    return f"{tag('a', attributes)}[{writer.inside(node)}]</a>"


def _image(_writer: Writer, node: nodes.Element) -> str:
    side = node.get("align", "")
    attributes: dict[str, object] = {
        "src": node["uri"],
        "alt": plain(nodes.Text(node.get("alt", ""))),
        "width": _size(node.get("width", "")),
        "height": _size(node.get("height", "")),
        "align": side if side in {"left", "right"} else "",
    }
    return anchors(node) + tag("img", attributes | identified(node))


def _size(measure: str) -> str:
    """Pixels or percent; what a browser could not read from an attribute is left out."""
    match = _SIZE.match(measure.replace(" ", ""))
    if not match:
        return ""
    return match[1] + ("%" if match[2] == "%" else "")


def _formula(writer: Writer, node: nodes.Element) -> str:
    return f'<span class="arithmatex">\\({writer.inside(node)}\\)</span>'


def _unresolved(writer: Writer, node: nodes.Element) -> str:
    return writer.html(nodes.Text(f"|{node.astext()}|"))


INLINES: Final[dict[str, Handler]] = {
    **{name: _simple(element) for name, element in _ELEMENTS.items()},
    "abbreviation": _abbreviation,
    "citation_reference": _citation_reference,
    "footnote_reference": _footnote_reference,
    "image": _image,
    "inline": _inline,
    "literal": _literal,
    "math": _formula,
    "reference": _reference,
    "substitution_reference": _unresolved,
    "target": _target,
    LABEL: _label,
    MARKED: _marked,
}
