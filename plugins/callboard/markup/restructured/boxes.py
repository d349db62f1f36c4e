"""Directives that put a frame of some kind around their content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from docutils import nodes

from callboard.markup.restructured.lenient import Lenient
from callboard.markup.restructured.shapes import BOX, CARD, FOLD, PLAIN, TAB, document_address

# The theme's kind of box, and the words above it where the author gives none.
_BOXES: Final[Mapping[str, tuple[str, str]]] = {
    "admonition": ("note", "Note"),
    "attention": ("warning", "Attention"),
    "caution": ("warning", "Caution"),
    "danger": ("danger", "Danger"),
    "error": ("danger", "Error"),
    "hint": ("tip", "Hint"),
    "important": ("tip", "Important"),
    "note": ("note", "Note"),
    "seealso": ("info", "See also"),
    "tip": ("tip", "Tip"),
    "todo": ("info", "To do"),
    "warning": ("warning", "Warning"),
}
_VERSIONS: Final[Mapping[str, tuple[str, str]]] = {
    "deprecated": ("warning", "Deprecated since version"),
    "versionadded": ("info", "Added in version"),
    "versionchanged": ("info", "Changed in version"),
    "versionremoved": ("warning", "Removed in version"),
}
_CARD_RULE: Final = re.compile(r"[\^+]{3,}+\Z")


class Box(Lenient):
    """A note, a warning or the like; text that follows its name on the same line is content."""

    optional_arguments: ClassVar[int] = 0

    def _nodes(self) -> Sequence[nodes.Node]:
        kind, title = _BOXES[self.name.lower()]
        return [self.named(_box(self, kind, [nodes.Text(title)]))]


class TitledBox(Lenient):
    """An admonition with a title of its own, or a topic or sidebar."""

    def _nodes(self) -> Sequence[nodes.Node]:
        kind = "abstract" if self.name.lower() == "topic" else "note"
        classes = str(self.options.get("class", "")).split()
        kind = next((_BOXES[name][0] for name in classes if name in _BOXES), kind)
        return [self.named(_box(self, kind, self.words(self.argument)))]


class Version(Lenient):
    """What a version brought, changed or took away."""

    def _nodes(self) -> Sequence[nodes.Node]:
        kind, title = _VERSIONS[self.name.lower()]
        version, _, words = self.argument.partition(" ")
        node = nodes.container(shape=BOX, kind=kind)
        node += nodes.title("", f"{title} {version}".strip())
        if words:
            node += nodes.paragraph("", "", *self.words(words))
        return [self.fill(node)]


class Fold(Lenient):
    """Content that the reader unfolds."""

    def _nodes(self) -> Sequence[nodes.Node]:
        title = self.words(self.argument) or [nodes.Text("Details")]
        node = nodes.container(shape=FOLD, open="open" in self.options)
        node += nodes.title("", "", *title)
        return [self.fill(node)]


class Tab(Lenient):
    """One of several tabs; those that follow each other make a set."""

    def _nodes(self) -> Sequence[nodes.Node]:
        node = nodes.container(shape=TAB)
        node += nodes.title("", "", *(self.words(self.argument) or [nodes.Text("Tab")]))
        return [self.fill(node)]


class Card(Lenient):
    """A card of a grid, its title a link where it has one."""

    def _nodes(self) -> Sequence[nodes.Node]:
        node = nodes.container(shape=CARD)
        title = self.words(self.argument)
        link = str(self.options.get("link", "")).strip()
        if link and self.options.get("link-type", "url") != "ref":
            address = document_address(link) if self.options.get("link-type") == "doc" else link
            title = [nodes.reference("", "", *(title or [nodes.Text(link)]), refuri=address)]
        if title:
            node += nodes.paragraph("", "", nodes.strong("", "", *title))
        return [self.fill(node, [line for line in self.lines() if not _CARD_RULE.match(line)])]


class Transparent(Lenient):
    """Something that arranges or selects its content, which is shown as it comes."""

    def _nodes(self) -> Sequence[nodes.Node]:
        node = nodes.container(shape=PLAIN)
        if self.content:
            # `only` may hold whole sections.
            self.state.nested_parse(self.content, self.content_offset, node, match_titles=True)
        return [self.named(node)]


class Rubric(Lenient):
    """A line in bold that is no heading."""

    def _nodes(self) -> Sequence[nodes.Node]:
        words = nodes.strong("", "", *self.words(self.argument))
        return [self.named(nodes.paragraph("", "", words, classes=[self.name.lower()])), *self._rest()]

    def _rest(self) -> list[nodes.Node]:
        return self.fill(nodes.container()).children if self.content else []


def _box(directive: Lenient, kind: str, title: list[nodes.Node]) -> nodes.Element:
    node = nodes.container(shape=BOX, kind=kind)
    node += nodes.title("", "", *title)
    return directive.fill(node)


BOXES: Final = {
    **dict.fromkeys(_BOXES, Box),
    **dict.fromkeys(_VERSIONS, Version),
    **dict.fromkeys(("admonition", "sidebar", "topic"), TitledBox),
    **dict.fromkeys(("collapse", "dropdown", "details", "toggle"), Fold),
    **dict.fromkeys(("group-tab", "tab", "tab-item"), Tab),
    **dict.fromkeys(("card", "grid-item-card"), Card),
    **dict.fromkeys(
        [
            "acks",
            "card-carousel",
            "cond",
            "div",
            "grid",
            "grid-item",
            "grid-row",
            "hlist",
            "ifconfig",
            "only",
            "panels",
            "tab-set",
            "tab-set-code",
            "tabs",
        ],
        Transparent,
    ),
    **dict.fromkeys(("centered", "rubric"), Rubric),
}
