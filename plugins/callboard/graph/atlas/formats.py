"""A folded selection as text for other programs: Mermaid and DOT."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from callboard.graph.columns import Neighbourhood, Node

# Both languages end a text at a quote, and Mermaid reads `#` and `;` as the begin and end of a code.
_NOT_PLAIN: Final = re.compile(r'["\\#;<>&`\x00-\x1f\x7f]')
_SHAPES: Final = {"api": ("([", "])"), "resource": ("[(", ")]")}


def mermaid_source(drawn: Neighbourhood) -> str:
    """A flow chart, as GitHub and GitLab draw it in a comment."""
    return "\n".join(("flowchart LR", *_mermaid_lines(drawn))) + "\n"


def _mermaid_lines(drawn: Neighbourhood) -> Iterator[str]:
    for at, node in enumerate(drawn.nodes):
        opening, closing = _SHAPES.get(node.kind, ("[", "]"))
        yield f'  n{at}{opening}"{_plain(_told(node))}"{closing}'
    for source, target in drawn.edges:
        yield f"  n{source} --> n{target}"


def dot_source(drawn: Neighbourhood) -> str:
    """A digraph for Graphviz."""
    lines = ["digraph callboard {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f'  n{at} [label="{_plain(_told(node))}"];' for at, node in enumerate(drawn.nodes)]
    lines += [f"  n{source} -> n{target};" for source, target in drawn.edges]
    return "\n".join((*lines, "}")) + "\n"


def _told(node: Node) -> str:
    folded = node.count > 1 and node.kind != "more"
    return f"{node.label} ({node.detail})" if folded else node.label


def _plain(text: str) -> str:
    return _NOT_PLAIN.sub("", text)
