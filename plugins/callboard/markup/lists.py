"""Lists as people write them elsewhere, for a parser that only knows steps of four spaces.

GitHub and CommonMark nest an item under the text of the item above, at whatever indentation that text has,
and let a list follow a paragraph without an empty line. Python-Markdown wants four spaces a level and
the empty line; without them a README's nested lists fall flat. The lines are moved before the block parser
sees them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_ITEM: Final = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}\.)(?P<gap> +)(?=\S)")
_RULE: Final = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_HEADING: Final = re.compile(r"#{1,6}(?: |$)")
_NO_PARAGRAPH: Final = re.compile(r" *\||    ")
# What begins at the margin and has lines of its own that are indented by four on purpose.
_INDENTING: Final = re.compile(r"!!!|\?\?\?|===|\[\^|:\s|///|>")
# HTML lasts to the next empty line, these to their own end (CommonMark 4.6).
_HTML: Final = re.compile(r" {0,3}<[a-zA-Z!/?]")
_LONG_HTML: Final = re.compile(r" {0,3}<(?:(pre|script|style|textarea)\b|(!--))", re.IGNORECASE)
# The block parser takes one of these off a block and looks at all the rest again.
_TAKEN_OFF: Final = ("#", "*[")
_BLANK: Final = "\n"
_STEP: Final = 4
_INNER: Final = 2
_AFTER_FENCES: Final = 24


class ListExtension(Extension):
    """Gives list items the indentation that the block parser expects."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register behind the fenced blocks, so that no code is taken for a list."""
        md.preprocessors.register(_ListPreprocessor(md), "callboard_lists", _AFTER_FENCES)


class _ListPreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        layout = _Layout()
        for line in lines:
            layout.add(line)
        return layout.lines


@dataclass(slots=True)
class _Item:
    """An open item: where its mark stands, and where its inner lines may begin and do begin."""

    mark: int
    inner: int
    base: int | None = None

    def own_indent(self, indent: int) -> int:
        """How far a line stands inside the item's own margin; the first one says where that is."""
        if self.base is None:
            self.base = indent if self.inner <= indent <= self.inner + _STEP else self.inner
        return max(indent - self.base, 0)


class _Layout:
    """The lines so far, with every item and what belongs to it at four spaces a level."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[_Item] = []
        self._after_blank = True
        self._own_paragraph = False
        self._indenting = False
        self._html_end = ""

    def add(self, line: str) -> None:
        if not line.strip():
            self.lines.append(line)
            self._after_blank = True
            return
        if self._is_foreign(line):
            self.lines.append(line)
        else:
            self._part_from_same(line)
            self._place(line, len(line) - len(line.lstrip(" ")))
        self._after_blank = False

    def _is_foreign(self, line: str) -> bool:
        """Whether the line belongs to HTML or to an indenting block, which stay as they are."""
        if self._html_end == _BLANK and self._after_blank:
            self._html_end = ""
        if self._html_end:
            if self._html_end in line.lower():
                self._html_end = ""
            return True
        if not line.startswith(" "):
            self._indenting = bool(_INDENTING.match(line))
        if self._indenting:
            self._open.clear()
        return self._indenting or self._begins_html(line)

    def _begins_html(self, line: str) -> bool:
        if not self._after_blank or not _HTML.match(line):
            return False
        self._html_end = _BLANK
        if long := _LONG_HTML.match(line):
            end = "-->" if long[2] else f"</{long[1].lower()}>"
            self._html_end = "" if end in line.lower() else end
        if not line.startswith(" "):
            self._open.clear()
        return True

    def _place(self, line: str, indent: int) -> None:
        item = None if _RULE.match(line) else _ITEM.match(line)
        if item is None:
            self._place_text(line, indent)
            return
        while self._open and indent < self._open[-1].inner:
            self._open.pop()
        extra = self._extra(indent)
        if extra >= _STEP:
            self._append(line, extra)
            return
        self._part_from_paragraph(item["mark"])
        self._append(line, 0)
        # CommonMark wants the inner lines under the item's text; people also write two spaces below `1. `.
        self._open.append(_Item(indent, indent + _INNER))
        self._own_paragraph = False

    def _place_text(self, line: str, indent: int) -> None:
        if not self._after_blank and self._open and not _RULE.match(line) and not _HEADING.match(line):
            # Any other line that goes on with the paragraph above belongs to it wherever it stands.
            self._append(line, self._extra(indent) if indent >= self._open[-1].inner else 0)
            return
        while self._open and indent <= self._open[-1].mark:
            self._open.pop()
        self._append(line, self._extra(indent))
        self._own_paragraph = bool(self._open)

    def _part_from_paragraph(self, mark: str) -> None:
        """An empty line where a list begins right after a paragraph, or an item after an inner one."""
        if self._after_blank or not self.lines:
            return
        interrupts = mark[:-1] in {"", "1"} and not _NO_PARAGRAPH.match(self.lines[-1])
        if self._own_paragraph or (not self._open and interrupts and not self._was_item):
            self.lines.append("")

    def _part_from_same(self, line: str) -> None:
        """An empty line, which means nothing, between two headings or abbreviations."""
        if self._after_blank or not self.lines:
            return
        last = self.lines[-1].lstrip(" ")
        if any(line.startswith(mark) and last.startswith(mark) for mark in _TAKEN_OFF):
            self.lines.append("")

    @property
    def _was_item(self) -> bool:
        return any(_ITEM.match(line) for line in self._last_block())

    def _last_block(self) -> list[str]:
        block: list[str] = []
        for line in reversed(self.lines[-50:]):
            if not line.strip():
                break
            block.append(line)
        return block

    def _extra(self, indent: int) -> int:
        """How much of a line's indentation is its own; less than four spaces mean nothing inside an item."""
        if not self._open:
            return indent
        extra = self._open[-1].own_indent(indent)
        return extra if extra >= _STEP else 0

    def _append(self, line: str, extra: int) -> None:
        self.lines.append(" " * (_STEP * len(self._open) + extra) + line.lstrip(" "))
