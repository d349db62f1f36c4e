r"""Where formulas are in a page: `\(x\)` and `$x$` in a line, `$$`, `\[` and `\begin` on lines of their own.

Prose has dollars and escaped brackets too. A repository that asks for formulas gets them for every pair of
dollars; in all others a page must hold one that nobody could mistake for prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from callboard.markup.fences import MATHS_CLASS, display_formula

_INSIDE: Final = r"(?:\\.|[^\\$\x02\x03\n])++"
_IN_DOLLARS: Final = rf"(?<![\\$\w])\$(?![\s$])(?P<source>{_INSIDE})(?<!\s)\$(?![\w$])"
# Who asks for formulas also writes `$n$th`, but a shell's variables come in capitals.
_SMART_DOLLARS: Final = r"(?<![\\$])\$(?![\s$])(?P<source>(?:\\.|[^\\$\x02\x03])++)(?<!\s)\$(?![0-9A-Z_$])"
_ALL_DOLLARS: Final = r"(?<![\\$])\$(?!\$)(?P<source>(?:\\.|[^\\$\x02\x03])++)\$(?!\$)"
_IN_TICKS: Final = r"(?<![\\$])\$`(?P<source>[^`\n]++)`\$(?!\$)"
_IN_BRACKETS: Final = r"(?<![\\\w/])\\\((?P<source>(?:\\[^()\n]|[^\\\x02\x03\n])++)\\\)"
_CLEAR: Final = re.compile(_IN_DOLLARS)
_TEX: Final = re.compile(r"\\[a-zA-Z]|\^")
# Escaped brackets around words are brackets; around a letter or two they are a formula.
_FORMULA: Final = re.compile(r"\s*\S{1,2}\s*\Z|.*?[\\^_=<>+]", re.DOTALL)
_CODE: Final = re.compile(r"(?<!`)(`++)[^`\n]*+\1(?!`)")
_OPENING: Final = re.compile(
    r" {0,3}(?:(?P<dollars>\$\$)|(?P<square>\\\[)|(?P<begin>\\begin\{(?P<name>[a-z]{1,20}\*?)\}))"
)
_MOST_LINES: Final = 200
_AFTER_FENCES: Final = 24.5
_BEFORE_CODE: Final = 191
_AFTER_CODE: Final = 189.8


class MathsExtension(Extension):
    """Finds formulas and wraps each in an element that says what it is."""

    def __init__(self, *, dollars: bool = False, smart: bool = True) -> None:
        super().__init__()
        self._dollars: Final = dollars
        self._smart: Final = smart

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register display formulas behind the fenced blocks and the others around the spans of code."""
        asked = _SMART_DOLLARS if self._smart else _ALL_DOLLARS
        dollars = _Dollars(asked if self._dollars else _IN_DOLLARS, md)
        dollars.always = self._dollars
        md.preprocessors.register(_DisplayFormulas(md, dollars), "callboard_maths", _AFTER_FENCES)
        md.inlinePatterns.register(_Formula(_IN_TICKS, md), "callboard_maths_ticks", _BEFORE_CODE)
        md.inlinePatterns.register(_Brackets(_IN_BRACKETS, md), "callboard_maths_brackets", _AFTER_CODE)
        md.inlinePatterns.register(dollars, "callboard_maths_dollars", _AFTER_CODE - 0.1)


class _Formula(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        element = Element("span", {"class": MATHS_CLASS})
        element.text = AtomicString(f"\\({m['source']}\\)")
        return element, m.start(), m.end()


class _Brackets(_Formula):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        return super().handleMatch(m, data) if _FORMULA.match(m["source"]) else (None, None, None)


class _Dollars(_Formula):
    always = False
    clear = False

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        return super().handleMatch(m, data) if self.always or self.clear else (None, None, None)


class _DisplayFormulas(Preprocessor):
    """Puts formulas on lines of their own aside, and sees whether the page's dollars are formulas."""

    def __init__(self, md: Markdown, dollars: _Dollars) -> None:
        super().__init__(md)
        self._dollars: Final = dollars

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        self._dollars.clear = "$" in text and _is_clear(text)
        if not any(mark in text for mark in ("$$", "\\[", "\\begin")):
            return lines
        return list(self._without_blocks(lines))

    def _without_blocks(self, lines: list[str]) -> Iterator[str]:
        position = 0
        while position < len(lines):
            opening = _OPENING.match(lines[position])
            end = _end(lines, position, opening) if opening else 0
            source = _source(lines[position:end], opening) if opening and end else ""
            if not source:
                yield lines[position]
                position += 1
                continue
            yield from ("", self.md.htmlStash.store(display_formula(source)), "")
            position = end


def _is_clear(text: str) -> bool:
    """Whether the page has a formula between dollars that nobody could mistake for prose."""
    return any(_TEX.search(match["source"]) for match in _CLEAR.finditer(_CODE.sub("", text)))


def _end(lines: list[str], start: int, opening: re.Match[str]) -> int:
    """The line after the formula that begins here, 0 when it does not end before the next empty line."""
    mark = "$$" if opening["dollars"] else "\\]" if opening["square"] else f"\\end{{{opening['name']}}}"
    for position in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[position].rstrip()
        if not line:
            return 0
        if (line if position > start else line[opening.end() :]).endswith(mark):
            return position + 1
    return 0


def _source(lines: list[str], opening: re.Match[str]) -> str:
    text = "\n".join(lines).strip()
    if opening["begin"]:
        return text
    text = text[2:-2].strip()
    if "$$" in text or (opening["square"] and not _FORMULA.match(text)):
        return ""
    return text
