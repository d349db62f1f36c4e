"""Findings as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callboard.findings import Finding, Level
from callboard.model import Catalog
from callboard.views.source_links import origin_url

WORDS = {Level.ERROR: "error", Level.WARN: "warning", Level.INFO: "note", Level.OFF: "off"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with the words and the link of its place; `url` is `""` when nobody knows where it lives."""

    level: str
    word: str
    code: str
    path: str
    place: str
    url: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Problems:
    """The findings about one entity: errors and warnings are problems, the rest are notes.

    `file` is the one that the title names, `""` for several; a line about another file has to name it.
    """

    title: str
    file: str
    worst: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    more: int


def problem_of(catalog: Catalog, found: Finding) -> Problem:
    """A finding as a line of a list."""
    origin = found.origin
    line = f"line {origin.line}" if origin.line else ""
    return Problem(
        level=found.level.value,
        word=WORDS[found.level],
        code=found.code,
        path=origin.path,
        place=f"{line}:{origin.column}" if line and origin.column else line or origin.path,
        url=origin_url(catalog.repositories.get(origin.repository), origin),
        message=found.message,
        hint=found.hint,
    )


def problems_of(catalog: Catalog, findings: Iterable[Finding], limit: int = 20) -> Problems:
    """The problem box of an entity, errors first; what does not fit is counted."""
    told = [problem_of(catalog, found) for found in findings]
    serious = sorted(
        (each for each in told if each.level != Level.INFO), key=lambda each: each.level != Level.ERROR
    )
    notes = [each for each in told if each.level == Level.INFO]
    number = f"{len(serious)} problem{'' if len(serious) == 1 else 's'}"
    paths = {each.path for each in serious}
    file = paths.pop() if len(paths) == 1 else ""
    return Problems(
        title=f"{number} in {file}" if file else number,
        file=file,
        worst=serious[0].level if serious else Level.INFO.value,
        problems=tuple(serious[:limit]),
        notes=tuple(notes[:limit]),
        more=max(0, len(serious) - limit) + max(0, len(notes) - limit),
    )
