"""The tree of a page written as HTML; what each kind of node becomes is in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TypeAlias

from docutils import nodes

from callboard.markup.restructured.shapes import TAB

_INVISIBLE = (nodes.comment, nodes.pending, nodes.raw, nodes.substitution_definition)
_ERROR = 3
_NOTES = (nodes.footnote, nodes.citation)


@dataclass(slots=True)
class Writer:
    """A page while it is written: `language` is that of code without one, `tab_sets` counts those so far."""

    document: nodes.document
    handlers: Mapping[str, Handler]
    groups: Mapping[str, GroupHandler]
    language: str = ""
    tab_sets: int = 0
    title: str = ""
    first_section: nodes.Element | None = None

    def __post_init__(self) -> None:
        self.first_section = next(self.document.findall(nodes.section), None)

    def html(self, node: nodes.Node) -> str:
        """The node with all that is below it."""
        if isinstance(node, nodes.Text):
            return escape(node.astext(), quote=False)
        if not isinstance(node, nodes.Element):
            return ""
        handler = self.handlers.get(node.get("shape") or node.tagname)
        return handler(self, node) if handler else self.inside(node)

    def inside(self, node: nodes.Element) -> str:
        """All that is below the node."""
        return self.join(node.children)

    def join(self, children: Iterable[nodes.Node]) -> str:
        """The nodes one after the other; those that make one thing together become that."""
        return "".join(self._grouped(children))

    def _grouped(self, children: Iterable[nodes.Node]) -> Iterator[str]:
        for group, members in groupby((child for child in children if _is_visible(child)), key=_group_of):
            if group:
                yield self.groups[group](self, [node for node in members if isinstance(node, nodes.Element)])
            else:
                yield from map(self.html, members)


Handler: TypeAlias = Callable[[Writer, nodes.Element], str]
GroupHandler: TypeAlias = Callable[[Writer, list[nodes.Element]], str]


def tag(name: str, attributes: Mapping[str, object]) -> str:
    """An opening tag with those attributes that have a value."""
    written = "".join(
        f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value not in {"", None}
    )
    return f"<{name}{written}>"


def identified(node: nodes.Element) -> dict[str, object]:
    """The attributes that every element may have: its first id, and the author's classes."""
    return {"id": next(iter(node["ids"]), ""), "class": " ".join(node["classes"])}


def anchors(node: nodes.Element, after: int = 1) -> str:
    """Places to link to for the ids that the element itself has no room for."""
    return "".join(f"{tag('span', {'id': name})}</span>" for name in node["ids"][after:])


def wrapped(name: str, node: nodes.Element, content: str, *, end: str = "\n") -> str:
    """The content in an element with the node's id and classes."""
    return f"{anchors(node)}{tag(name, identified(node))}{content}</{name}>{end}"


def visible(node: nodes.Element) -> list[nodes.Node]:
    """The children that leave something on the page."""
    return [child for child in node.children if _is_visible(child)]


def unread(node: nodes.Element) -> str:
    """The source that docutils could not read, where it would show a message; `""` where it only grumbles."""
    if node["level"] < _ERROR:
        return ""
    return next((child.astext() for child in node.children if isinstance(child, nodes.literal_block)), "")


def plain(node: nodes.Node) -> str:
    """The text of the node on one line."""
    return " ".join(node.astext().split())


def _is_visible(node: nodes.Node) -> bool:
    if isinstance(node, nodes.system_message):
        return bool(unread(node))
    if isinstance(node, nodes.target):
        return bool(node.children or (node["ids"] and not node.get("refuri")))
    return not isinstance(node, _INVISIBLE)


def _group_of(node: nodes.Node) -> str:
    if isinstance(node, nodes.container) and node.get("shape") == TAB:
        return "tabs"
    if isinstance(node, _NOTES):
        return "notes"
    inline = isinstance(node.parent, nodes.TextElement | nodes.figure)
    if not inline and _is_picture(node):
        return "pictures"
    return ""


def _is_picture(node: nodes.Node) -> bool:
    if isinstance(node, nodes.reference):
        return len(node.children) == 1 and isinstance(node.children[0], nodes.image)
    return isinstance(node, nodes.image)
