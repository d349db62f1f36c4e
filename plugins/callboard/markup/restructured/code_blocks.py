"""Directives whose content is not text: code, formulas and the sources of diagrams."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from docutils import nodes

from callboard.markup.restructured.lenient import Lenient
from callboard.markup.restructured.shapes import CODE, DIAGRAM, LANGUAGE, TAB, foreign_of

_MAX_LINES: Final = 10_000
_RANGE: Final = re.compile(r"(\d{1,6})(?:\s*+-\s*+(\d{1,6}))?\Z")


class Code(Lenient):
    """A block of code in the language of its argument; without one, in that of the page."""

    def _nodes(self) -> Sequence[nodes.Node]:
        block = _code(self, self.argument)
        return [self.named(block)]


class CodeTab(Lenient):
    """A tab with a block of code in it."""

    def _nodes(self) -> Sequence[nodes.Node]:
        language, _, title = self.argument.partition(" ")
        node = nodes.container(shape=TAB)
        node += nodes.title("", title.strip() or language or "Code")
        node += _code(self, language)
        return [node]


class Highlight(Lenient):
    """The language of the blocks that follow and name none."""

    def _nodes(self) -> Sequence[nodes.Node]:
        return [nodes.container(shape=LANGUAGE, language=self.argument)]


class Formula(Lenient):
    """A formula on lines of its own, for MathJax or KaTeX if the site has one."""

    optional_arguments: ClassVar[int] = 0

    def _nodes(self) -> Sequence[nodes.Node]:
        blocks = "\n".join(self.lines()).split("\n\n")
        made = [nodes.math_block("", block.strip()) for block in blocks if block.strip()]
        if made:
            self.named(made[0])
        return made


class Diagram(Lenient):
    """The source of a diagram, for whoever can draw it."""

    def _nodes(self) -> Sequence[nodes.Node]:
        name = self.name.lower()
        source = "\n".join(self.lines())
        if not source:
            foreign_of(self.state.document).add(name)
            return [nodes.paragraph("", "", nodes.reference("", self.argument, refuri=self.argument))]
        if name in {"graph", "digraph"}:
            source = f"{name} {self.argument} {{\n{source}\n}}"
        block = nodes.literal_block(source, source, shape=DIAGRAM, kind=_DRAWN_BY[name])
        caption = str(self.options.get("caption", "")).strip()
        if not caption:
            return [self.named(block)]
        return [self.named(nodes.figure("", block, nodes.caption("", "", *self.words(caption))))]


def _code(directive: Lenient, language: str) -> nodes.literal_block:
    source = "\n".join(directive.lines())
    return nodes.literal_block(
        source,
        source,
        shape=CODE,
        language=language,
        caption=str(directive.options.get("caption", "")).strip(),
        marked=_line_numbers(str(directive.options.get("emphasize-lines", ""))),
    )


def _line_numbers(text: str) -> list[int]:
    """`2,4-6` as the numbers of lines; what is not one is left out."""
    numbers: set[int] = set()
    for part in text.split(",")[:_MAX_LINES]:
        match = _RANGE.match(part.strip())
        if match:
            first = int(match[1])
            last = min(int(match[2] or first), _MAX_LINES)
            numbers.update(range(first, last + 1))
    return sorted(numbers)


_DRAWN_BY: Final = {
    "digraph": "graphviz",
    "graph": "graphviz",
    "graphviz": "graphviz",
    "mermaid": "mermaid",
    "plantuml": "plantuml",
    "uml": "plantuml",
}
CODE_BLOCKS: Final = {
    **dict.fromkeys(("code", "code-block", "code-cell", "sourcecode"), Code),
    **dict.fromkeys(("code-tab",), CodeTab),
    **dict.fromkeys(("highlight",), Highlight),
    **dict.fromkeys(("math",), Formula),
    **dict.fromkeys(_DRAWN_BY, Diagram),
}
