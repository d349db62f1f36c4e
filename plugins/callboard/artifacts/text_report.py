"""Findings for a person at a terminal: a line each, the source line under it, and a caret at the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from callboard.findings import Finding, Level

_WIDTH: Final = 100
_TAB: Final = "    "

ReadFile = Callable[[str, str], bytes]
"""Gives the content of a file by repository and path; raises KeyError for one that is not there."""


def text_report(findings: Iterable[Finding], read: ReadFile, shown: Callable[[str], str]) -> Iterator[str]:
    """The lines of the report.

    `shown` makes a stranger's text harmless for the place it is printed in.
    """
    told = list(findings)
    for found in told:
        yield shown(str(found))
        yield from excerpt(found, read, shown)
    if told:
        yield summary(told)


def summary(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning, 3 notes`."""
    told = list(findings)
    words = ((Level.ERROR, "error"), (Level.WARN, "warning"), (Level.INFO, "note"))
    counts = ((sum(found.level is level for found in told), word) for level, word in words)
    return (
        ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count)
        or "no findings"
    )


def excerpt(found: Finding, read: ReadFile, shown: Callable[[str], str]) -> Iterator[str]:
    """The source line with its number and a caret under the place; nothing where there is no such line."""
    origin = found.origin
    if not origin.line or not origin.path:
        return
    try:
        lines = read(origin.repository, origin.path).decode("utf-8", "replace").splitlines()
    except KeyError:
        return
    if origin.line > len(lines):
        return
    text = lines[origin.line - 1]
    at = min(max(origin.column - 1, 0), len(text))
    # A long line is cut around the place.
    start = 0 if at < _WIDTH else at - _WIDTH // 2
    margin = f"{origin.line:>6} | "
    yield margin + shown(text[start : start + _WIDTH].replace("\t", _TAB))
    if origin.column:
        yield " " * (len(margin) + len(shown(text[start:at].replace("\t", _TAB)))) + "^"
