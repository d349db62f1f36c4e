"""Tables whose cells are parted by nothing but bars."""

from __future__ import annotations

import re
from typing import Final

from callboard.markup.quick.inlines import inline
from callboard.markup.quick.unusual import Unusual

_LIKE_A_SEPARATOR: Final = re.compile(r"[|: -]+")
_DASHES: Final = re.compile(r":?-+:?")
_CODE: Final = re.compile(r"`[^`]*`")


def is_separator(line: str) -> bool:
    """Whether the line is the one below a table's header.

    Raises:
        Unusual: it looks like one and is none.
    """
    if not _LIKE_A_SEPARATOR.fullmatch(line):
        return False
    if not all(_DASHES.fullmatch(cell) for cell in _cells(line, bordered=True)):
        raise Unusual("line below a header")
    return True


def table(lines: list[str]) -> str:
    """The HTML of a table's lines: header, separator, rows."""
    bordered = lines[0].strip(" ")[:1] == "|" or lines[0].rstrip(" ")[-1:] == "|"
    header, separator, *rows = (_cells(line, bordered=bordered) for line in lines)
    if len(header) != len(separator) or len(header) == 1 or not rows:
        raise Unusual("table")
    styles = [_style(cell) for cell in separator]
    head = _row(header, "th", styles)
    body = "\n".join(_row(row, "td", styles) for row in rows)
    return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cells(line: str, *, bordered: bool) -> list[str]:
    row = line.strip(" ")
    if "|" not in row or row[0] == "#" or "\\" in row or _CODE.sub("", row).count("|") != row.count("|"):
        raise Unusual("row")
    if bordered:
        row = row.removeprefix("|").removesuffix("|")
    return [cell.strip(" ") for cell in row.split("|")]


def _style(cell: str) -> str:
    sides = {(True, True): "center", (True, False): "left", (False, True): "right"}
    side = sides.get((cell.startswith(":"), cell.endswith(":")))
    return f' style="text-align: {side};"' if side else ""


def _row(cells: list[str], tag: str, styles: list[str]) -> str:
    # A row has as many cells as the header, whatever was written.
    filled = [*cells, *[""] * len(styles)][: len(styles)]
    columns = (f"<{tag}{style}>{inline(cell)}</{tag}>" for cell, style in zip(filled, styles, strict=True))
    return "<tr>\n" + "\n".join(columns) + "\n</tr>"
