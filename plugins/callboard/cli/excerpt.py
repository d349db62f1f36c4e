"""The line that a finding points at, with a caret under the place."""

from __future__ import annotations

from typing import Final

from callboard.cli.terminal import printable

_WIDTH: Final = 100
_TAB: Final = "    "


def excerpt(data: bytes, line: int, column: int) -> str:
    """Two lines: the source line with its number, and the caret; `""` where the file has no such line.

    A long line is cut around the place. What a terminal would act on is shown as a space.
    """
    lines = data.decode("utf-8", "replace").splitlines()
    if not 0 < line <= len(lines):
        return ""
    text = lines[line - 1]
    at = min(max(column - 1, 0), len(text))
    start = 0 if at < _WIDTH else at - _WIDTH // 2
    shown = printable(_spread(text[start : start + _WIDTH]))
    before = printable(_spread(text[start:at]))
    margin = f"{line:>6} | "
    caret = f"\n{' ' * (len(margin) + len(before))}^" if column else ""
    return f"{margin}{shown}{caret}"


def _spread(text: str) -> str:
    return text.replace("\t", _TAB)
