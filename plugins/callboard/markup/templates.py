"""Words of template languages in prose, which must reach the reader exactly as they are written.

`{{ name }}`, `{% if %}` and `{# note #}` look like attributes, emphasis or cells of a table to the Markdown
parser. They are put aside before it begins; code is left alone, where nothing can happen to them. The dates
that MkDocs plugins write for `{{ git_revision_date_localized }}` are marked for whoever knows them.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

GIT_DATE_CLASS: Final = "cb-git-date"

# A span of code ends in its own paragraph; the line after may not begin a block of its own.
_CODE: Final = r"(?<![`\\])(?P<ticks>`++)(?:(?!\n[ \t]*(?:\n|[-*+|#>]|\d+[.)]))[\s\S])*?(?<!`)(?P=ticks)(?!`)"
# Each interior excludes its own opening, so that openings that nothing closes cost no more than their length.
_EXPRESSION: Final = r"\$?\{\{(?:[^{}\n]|\{(?!\{)|\}(?!\}))*+\}\}++"
_STATEMENT: Final = r"\{%(?:[^%{\n]|%(?!\})|\{(?!%))*+%\}"
# An attribute list never ends like this.
_REMARK: Final = r"\{#[ \t-][^{}\n]*+(?<=#)\}"
_WORDS: Final = re.compile(
    rf"{_CODE}|(?P<words>{_EXPRESSION}|{_STATEMENT}|{_REMARK})"
    r"|(?P<reference>\[\[[\w-]++:[\w./-]++)\|(?=[^\[\]|\n]++\]\])"
)
_OPENINGS: Final = ("{{", "{%", "{#", "[[")
_GIT_DATE: Final = r"\{\{[ \t]*(git_(?:revision|creation)_date(?:_localized)?)[ \t]*\}\}"
_IS_GIT_DATE: Final = re.compile(_GIT_DATE)
_AFTER_FENCES: Final = 24.7
_AFTER_CODE: Final = 189.5


class TemplateExtension(Extension):
    """Keeps the words of template languages out of the parser's sight."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register behind the fenced blocks and behind the spans of code."""
        md.preprocessors.register(_TemplatePreprocessor(md), "callboard_templates", _AFTER_FENCES)
        md.inlinePatterns.register(_GitDate(_GIT_DATE, md), "callboard_git_dates", _AFTER_CODE)


class _TemplatePreprocessor(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if not any(opening in text for opening in _OPENINGS):
            return lines
        return _WORDS.sub(self._kept, text).split("\n")

    def _kept(self, match: re.Match[str]) -> str:
        words = match["words"]
        if words and not _IS_GIT_DATE.fullmatch(words):
            return str(self.md.htmlStash.store(escape(words)))
        # In a table the bar before a reference's label would end the cell.
        return f"{match['reference']}\\|" if match["reference"] else match[0]


class _GitDate(InlineProcessor):
    """Not put aside like the others: in indented code, which looks like prose so far, it is only text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("span", {"class": GIT_DATE_CLASS})
        element.text = AtomicString(f"{{{{ {m[1]} }}}}")
        return element, m.start(), m.end()
