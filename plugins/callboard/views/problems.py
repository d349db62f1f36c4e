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
    """The findings about one entity: errors and warnings are problems, the rest are notes."""

    title: str
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
    """The problem box of an entity; what does not fit is counted."""
    told = [problem_of(catalog, found) for found in findings]
    serious = [problem for problem in told if problem.level != Level.INFO]
    notes = [problem for problem in told if problem.level == Level.INFO]
    worst = Level.ERROR if any(problem.level == Level.ERROR for problem in serious) else Level.WARN
    return Problems(
        title=_title(serious),
        worst=worst.value,
        problems=tuple(serious[:limit]),
        notes=tuple(notes[:limit]),
        more=max(0, len(serious) - limit) + max(0, len(notes) - limit),
    )


def _title(problems: list[Problem]) -> str:
    number = f"{len(problems)} problem{'' if len(problems) == 1 else 's'}"
    paths = {problem.path for problem in problems}
    return f"{number} in {paths.pop()}" if len(paths) == 1 and paths != {""} else number
