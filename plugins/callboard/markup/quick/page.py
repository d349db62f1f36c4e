"""A page from its text to its HTML, where it is one of the plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from markdown import Markdown
from markdown.util import STX

from callboard.markup.dialect import Dialect
from callboard.markup.directives import is_directive
from callboard.markup.quick.blocks import COMMENT, blocks
from callboard.markup.quick.inlines import ADDRESS
from callboard.markup.quick.unusual import Unusual

# What the parser does something with, wherever it is: words that are rare, and what few others mean.
_RARE: Final = (
    "==", "++", "-->", "<-", "=>", "+/-", "=/=", "(c)", "(r)", "(tm)", "@start", "]:", "[toc]", "   \n",
)  # fmt: skip
_SEEN: Final = (
    ("@", re.compile(r"\w@\w")),
    (":", re.compile(r":[+-]*\w[+\w-]*:")),
    ("~", re.compile(r"~\S*~")),
    ("^", re.compile(r"\^\S*\^")),
    ("/", re.compile(r"[1-57]/[2-68]|c/o")),
    ("<h", re.compile(r"<h[1-6]")),
    ("www.", re.compile(r"www\.")),
    ("-toc-", re.compile(r"data-toc-label")),
    ("", re.compile(r"[0-9](?:st|nd|rd|th)")),
)
# Blanks that are none to everybody.
_BLANKS: Final = re.compile(
    "[\x0b\x0c\x1c-\x1f\x7f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
)
# In these none of it means anything: targets of links, code, addresses, lines below headings, remarks.
_SET_ASIDE: Final = re.compile(
    rf"\]\([^()\s]*|`[^`\n]+`|{ADDRESS}(?:www\.)?|^=+ *$|^{COMMENT}$", re.MULTILINE
)
_BLANK_LINE: Final = re.compile(r"(?<=\n) +\n")
_FENCES: Final = ("```", "~~~")
_FENCE: Final = re.compile(r"[> ]*(`{3,}|~{3,})")


class QuickReader:
    """Reads plain pages with the help of a Markdown instance, which highlights their code."""

    def __init__(self, markdown: Markdown) -> None:
        self._markdown: Final = markdown
        self._fences: Final[Any] = markdown.preprocessors["fenced_code_block"]
        self._restored: Final[Any] = markdown.postprocessors["raw_html"]

    def html(self, text: str) -> str | None:
        """What the Markdown instance would make of the text; None where it has to be asked."""
        try:
            return self._html(text)
        except Unusual:
            return None

    def _html(self, text: str) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
        if is_directive(text) or _BLANKS.search(text) or text.partition("\n")[0].isspace():
            raise Unusual("page")
        lines = _BLANK_LINE.sub("\n", f"{text}\n\n").split("\n")
        fenced = any(fence in text for fence in _FENCES)
        if fenced:
            self._markdown.reset()
            lines = list(self._without_code(lines))
        prose = "\n".join(lines).lower()
        if _has_more(prose) and _has_more(_SET_ASIDE.sub(".", prose)):
            raise Unusual("page")
        html = blocks(lines)
        return str(self._restored.run(html)).strip() if fenced else html.strip()

    def _without_code(self, lines: list[str]) -> Iterator[str]:
        """The lines with a mark in place of every fenced block, whose HTML the Markdown instance keeps."""
        position = 0
        while position < len(lines):
            line = lines[position]
            fence = _FENCE.match(line) if "`" in line or "~" in line else None
            if fence is None:
                yield line
                position += 1
                continue
            closing = fence[1]
            end = position + 1
            while end < len(lines) and lines[end].strip("> ") != closing:
                end += 1
            marks = self._fences.run(lines[position : end + 1])
            if len(marks) != 1 or STX not in marks[0]:
                raise Unusual("fence")
            yield marks[0]
            position = end + 1


def _has_more(prose: str) -> bool:
    """Whether there is anything in a text, in lower case, that only the parser knows."""
    if any(word in prose for word in _RARE):
        return True
    return any(word in prose and pattern.search(prose) for word, pattern in _SEEN)


def understands(dialect: Dialect) -> bool:
    """Whether pages of a dialect can be read quickly: nothing was asked for that changes what text means."""
    return not dialect.extensions and all(
        (extension, option) == ("toc", "toc_depth") for extension, option, _ in dialect.options
    )
