"""Finds fenced directives line by line and puts other lines in their place.

Ordinary fenced code is skipped as a whole, so that a page about directives can show them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

_FENCE: Final = re.compile(r"(?P<indent>[ \t]*)(?P<marks>`{3,}|~{3,}|:{3,})(?P<info>.*)")
_DIRECTIVE: Final = re.compile(r"[ \t]*\{(?P<name>[a-zA-Z][a-zA-Z0-9:._+-]{0,60})\}(?P<argument>.*)")
_DRAWN_FENCE: Final = re.compile(r"[ \t]*(?:graphviz|dot)[ \t]+(?:dot|neato|fdp|sfdp|twopi|circo)\b.*")
_DRAWN_TAG: Final = re.compile(r"(?P<indent>[ \t]*)\{%[ ]?(?:dot|neato|fdp|sfdp|twopi|circo)[ ]+\S+[ \t]*")
_START: Final = re.compile(r"(?P<indent>[ \t]*)@start(?P<kind>[a-z]{2,12})\b")
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Directive:
    """A fenced directive: its lines without the fence's own indentation, and as they were written."""

    name: str
    argument: str
    body: tuple[str, ...]
    written: tuple[str, ...]


Meaning: TypeAlias = "Callable[[Directive, Rewriter], list[str]]"


@dataclass(slots=True)
class Rewriter:
    """One page, or what stands inside one of its directives."""

    meaning: Meaning
    depth: int = 0
    _unclosed: dict[tuple[str, int], int] = field(default_factory=dict)

    def inside(self, lines: tuple[str, ...]) -> list[str]:
        """The lines inside a directive, rewritten as well unless they are too deep."""
        if self.depth >= _DEEPEST:
            return list(lines)
        return Rewriter(self.meaning, self.depth + 1).run(list(lines))

    def run(self, lines: list[str]) -> list[str]:
        """The lines with every directive in them replaced by what it means."""
        self._unclosed.clear()
        out: list[str] = []
        position = 0
        while position < len(lines):
            replaced, position = self._next(lines, position)
            out += replaced
        return out

    def _next(self, lines: list[str], start: int) -> tuple[list[str], int]:
        line = lines[start]
        if fence := _FENCE.match(line):
            return self._fence(lines, start, fence)
        if (tag := _DRAWN_TAG.fullmatch(line)) and (end := self._closing(lines, start, "%}", 0)):
            return _fenced("graphviz", tag["indent"], lines[start + 1 : end]), end + 1
        if (tag := _START.match(line)) and (end := self._closing(lines, start, f"@end{tag['kind']}", 0)):
            return _fenced("plantuml", tag["indent"], lines[start : end + 1]), end + 1
        return [line], start + 1

    def _fence(self, lines: list[str], start: int, fence: re.Match[str]) -> tuple[list[str], int]:
        indent, marks, info = fence["indent"], fence["marks"], fence["info"]
        directive = _DIRECTIVE.fullmatch(info)
        # Three colons are only text where no directive begins.
        end = 0 if marks[0] == ":" and not directive else self._closing(lines, start, marks[0], len(marks))
        if not end:
            return [lines[start]], start + 1
        if directive is None:
            first = f"{indent}{marks}graphviz" if _DRAWN_FENCE.fullmatch(info) else lines[start]
            return [first, *lines[start + 1 : end + 1]], end + 1
        inner = tuple(line.removeprefix(indent) for line in lines[start : end + 1])
        found = Directive(directive["name"], directive["argument"].strip(), inner[1:-1], inner)
        return [f"{indent}{line}" if line else "" for line in self.meaning(found, self)], end + 1

    def _closing(self, lines: list[str], start: int, mark: str, length: int) -> int:
        """The line that ends what begins at `start`: so many marks alone, or that word; 0 when none does.

        Where one search found nothing no later one can, which keeps a page of openings cheap.
        """
        if (mark, length) in self._unclosed:
            return 0
        for position in range(start + 1, len(lines)):
            line = lines[position].strip()
            if line.startswith(mark) and (
                not line.strip(mark) and len(line) >= length if length else line == mark
            ):
                return position
        self._unclosed[mark, length] = start
        return 0


def _fenced(language: str, indent: str, lines: list[str]) -> list[str]:
    inner = [line.removeprefix(indent) for line in lines]
    return [f"{indent}{line}" if line else "" for line in fenced(language, inner)]


def fenced(header: str, lines: list[str]) -> list[str]:
    """The lines between fences that none of them can close."""
    longest = max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0)
    marks = "`" * max(3, longest + 1)
    return ["", f"{marks}{header}", *lines, marks, ""]
