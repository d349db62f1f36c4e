"""What sanitised HTML gains at the end: formulas as MathML and diagrams as drawings.

It runs behind the sanitiser because both need elements that nobody may write by hand; what it puts in is
built from closed lists. The elements that it looks for can be forged in raw HTML, which is the same as
writing a fence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final, TypeAlias

from callboard.markup.drawings import plain_svg
from callboard.markup.fences import GRAPHVIZ_CLASS, MATHS_CLASS, PLANTUML_CLASS
from callboard.markup.mathml import mathml

Draw: TypeAlias = Callable[[str], "str | None"]
"""The SVG of a Graphviz source, None when it cannot be drawn."""

MOST_DRAWINGS: Final = 50
MOST_DRAWN: Final = 100_000
_MOST_MATHS: Final = 100_000

_MATHS: Final = re.compile(
    rf'<span class="{MATHS_CLASS}">\\\((?P<inline>[^<]*)\\\)</span>'
    rf'|<div class="{MATHS_CLASS}">\s*\\\[(?P<display>[^<]*)\\\]\s*</div>'
)
_DIAGRAM: Final = re.compile(
    rf'<pre class="(?P<kind>{GRAPHVIZ_CLASS}|{PLANTUML_CLASS})"><code>(?P<source>[^<]*)</code></pre>'
)
_UNDRAWN: Final = {
    GRAPHVIZ_CLASS: "Graphviz source; it could not be drawn here",
    PLANTUML_CLASS: "PlantUML source; drawing it needs a program this site does not run",
}


def finish_constructs(html: str, draw: Draw | None) -> str:
    """The sanitised HTML with its formulas as MathML and its diagrams drawn, as far as they can be.

    A formula that cannot be converted stays TeX in `code`; a diagram that cannot be drawn stays source, with
    a caption that says so.
    """
    if f'class="{MATHS_CLASS}"' in html:
        html = _MATHS.sub(_Formulas(), html)
    if GRAPHVIZ_CLASS in html or PLANTUML_CLASS in html:
        html = _DIAGRAM.sub(_Drawings(draw), html)
    return html


class _Formulas:
    """Formula after formula of one page, as long as they are not too much together."""

    def __init__(self) -> None:
        self._left = _MOST_MATHS

    def __call__(self, match: re.Match[str]) -> str:
        display = match["display"] is not None
        source = unescape(match["display"] if display else match["inline"]).strip()
        self._left -= len(source)
        formula = mathml(source, display=display) if self._left >= 0 else None
        if formula is None:
            code = f"<code>{escape(source, quote=False)}</code>"
            return f"<p>{code}</p>" if display else code
        return f'<div class="{MATHS_CLASS}">{formula}</div>' if display else formula


class _Drawings:
    """Diagram after diagram of one page, as long as they are not too many."""

    def __init__(self, draw: Draw | None) -> None:
        self._draw = draw
        self._left = MOST_DRAWINGS
        self._drawn: dict[str, str | None] = {}

    def __call__(self, match: re.Match[str]) -> str:
        kind = match["kind"]
        svg = self._svg(unescape(match["source"])) if kind == GRAPHVIZ_CLASS else None
        if svg is not None:
            return f'<figure class="cb-drawing">{svg}</figure>'
        source = f"<pre><code>{match['source']}</code></pre>"
        return f'<figure class="cb-undrawn">{source}<figcaption>{_UNDRAWN[kind]}</figcaption></figure>'

    def _svg(self, source: str) -> str | None:
        if source in self._drawn:
            return self._drawn[source]
        if self._draw is None or not self._left or len(source) > MOST_DRAWN:
            return None
        self._left -= 1
        drawn = self._draw(source)
        self._drawn[source] = plain_svg(drawn) if drawn else None
        return self._drawn[source]
