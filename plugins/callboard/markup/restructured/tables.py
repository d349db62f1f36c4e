"""Tables as HTML."""

from __future__ import annotations

from typing import Final

from docutils import nodes

from callboard.markup.restructured.blocks import short
from callboard.markup.restructured.writing import Handler, Writer, anchors, tag


def _table(writer: Writer, node: nodes.Element) -> str:
    captions = "".join(
        f"<caption>{writer.inside(child)}</caption>\n"
        for child in node.children
        if isinstance(child, nodes.title)
    )
    groups = "".join(_group(writer, child) for child in node.children if isinstance(child, nodes.tgroup))
    attributes = {"id": next(iter(node["ids"]), "")}
    return f"{anchors(node)}{tag('table', attributes)}\n{captions}{groups}</table>\n"


def _group(writer: Writer, group: nodes.Element) -> str:
    columns = [child for child in group.children if isinstance(child, nodes.colspec)]
    stubs = sum(1 for column in columns if column.get("stub"))
    return "".join(
        _part(writer, part, stubs) for part in group.children if isinstance(part, nodes.thead | nodes.tbody)
    )


def _part(writer: Writer, part: nodes.Element, stubs: int) -> str:
    rows = "".join(_row(writer, row, part, stubs) for row in part.children)
    return f"<{part.tagname}>\n{rows}</{part.tagname}>\n"


def _row(writer: Writer, row: nodes.Node, part: nodes.Element, stubs: int) -> str:
    cells = (child for child in row.children if isinstance(child, nodes.Element))
    heads = len(row.children) if isinstance(part, nodes.thead) else stubs
    written = "".join(
        _cell(writer, cell, "th" if position < heads else "td") for position, cell in enumerate(cells)
    )
    return f"<tr>\n{written}</tr>\n"


def _cell(writer: Writer, cell: nodes.Element, element: str) -> str:
    attributes = {
        "colspan": _span(cell.get("morecols", 0)),
        "rowspan": _span(cell.get("morerows", 0)),
    }
    return f"{tag(element, attributes)}{short(writer, cell)}</{element}>\n"


def _span(more: int) -> str:
    return str(more + 1) if more else ""


TABLES: Final[dict[str, Handler]] = {"table": _table}
