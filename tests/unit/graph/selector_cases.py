"""The cases of `tests/golden/selectors/`, which Python and JavaScript are both held to.

A file has an organisation (as `worlds` reads it), the document that the browser gets of it, and selectors with
what each gives. Add a selector, or a file, and let this write the rest; then read what it wrote:

    PYTHONPATH=plugins:tests python -m unit.graph.selector_cases
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from callboard.graph import (
    EntityGraph,
    SelectorError,
    atlas_document,
    build_graph,
    mermaid_source,
    picture,
    select,
    told,
)
from callboard.graph.layout import Layout, lay_out
from unit.graph.worlds import read_world

FOLDER = Path(__file__).parents[2] / "golden" / "selectors"


def read_case(path: Path) -> dict[str, Any]:
    """A file of cases."""
    case: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return case


def graph_of(case: dict[str, Any]) -> EntityGraph:
    """The graph of a file's organisation."""
    return build_graph(read_world("\n".join(case["organisation"])))


def document_of(graph: EntityGraph) -> Any:
    """The browser's document, as it comes out of JSON."""
    return json.loads(json.dumps(atlas_document(graph.index)))


def answer(graph: EntityGraph, selector: str) -> dict[str, Any]:
    """What a selector gives: who is selected, how that is folded, and where it is drawn."""
    index = graph.index
    try:
        found = select(index, selector)
    except SelectorError as error:
        return {"selector": selector, "error": error.message, "position": error.position}
    drawn = picture(index, graph.book, found)
    layout = lay_out(drawn) if drawn.nodes else Layout((), (), "", 0, 0)
    return {
        "selector": selector,
        "view": found.view,
        "columns": [
            [each.heading, [index.refs[at].short() for at in each.members]] for each in found.bunches
        ],
        "focus": [index.refs[at].short() for at in found.focus],
        "told": told(found, drawn),
        "nodes": [
            [[node.label, node.detail, node.count] for node in column.nodes] for column in drawn.columns
        ],
        "headings": [column.heading for column in drawn.columns],
        "edges": [list(edge) for edge in drawn.edges],
        "boxes": [[box.x, box.y, box.width] for box in layout.boxes],
        "size": [layout.width, layout.height],
        "mermaid": mermaid_source(drawn),
    }


def renew() -> None:
    """Write what every selector gives now."""
    for path in sorted(FOLDER.glob("*.json")):
        case = read_case(path)
        graph = graph_of(case)
        cases = [answer(graph, each["selector"]) for each in case["cases"]]
        renewed = {"organisation": case["organisation"], "cases": cases, "document": document_of(graph)}
        path.write_text(json.dumps(renewed, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    renew()
