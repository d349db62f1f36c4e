"""Fenced blocks that are not code: diagrams and display formulas.

A diagram's source is kept in an element that says what it is. Who draws it, and where, is decided later. The
class of a Mermaid diagram is ours, because for Material's own it would fetch a script from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Final

MERMAID_CLASS: Final = "cb-mermaid"
GRAPHVIZ_CLASS: Final = "cb-graphviz"
PLANTUML_CLASS: Final = "cb-plantuml"
SELECTOR_CLASS: Final = "cb-selector"
MATHS_CLASS: Final = "arithmatex"

SELECTOR_FENCE: Final = "callboard-graph"
_DIAGRAMS: Final = {
    SELECTOR_FENCE: SELECTOR_CLASS,
    "mermaid": MERMAID_CLASS,
    "dot": GRAPHVIZ_CLASS,
    "graphviz": GRAPHVIZ_CLASS,
    "plantuml": PLANTUML_CLASS,
    "puml": PLANTUML_CLASS,
    "uml": PLANTUML_CLASS,
}


def diagram(source: str, class_name: str) -> str:
    """The element that holds a diagram's source."""
    return f'<pre class="{class_name}"><code>{escape(source, quote=False)}</code></pre>'


def display_formula(source: str) -> str:
    """The element that holds a formula on lines of its own."""
    return f'<div class="{MATHS_CLASS}">\\[{escape(source, quote=False)}\\]</div>'


def custom_fences() -> list[dict[str, Any]]:
    """The fences by the word after the ticks, as `pymdownx.superfences` takes them."""
    fences = [_fence(word, class_name, diagram) for word, class_name in sorted(_DIAGRAMS.items())]
    return [*fences, _fence("math", MATHS_CLASS, lambda source, _class_name: display_formula(source))]


def _fence(word: str, class_name: str, shown: Callable[[str, str], str]) -> dict[str, Any]:
    def shape(source: str, _language: str, class_name: str, _options: Any, _md: Any, **_given: Any) -> str:
        return shown(source, class_name)

    return {"name": word, "class": class_name, "format": shape, "validator": _accepts_anything}


def _accepts_anything(*_what: object, **_given: object) -> bool:
    """A diagram stays one, whatever is written behind its name."""
    return True
