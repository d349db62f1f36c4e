"""Blocks and roles of MyST, and blocks of other tools that Markdown knows nothing of.

A directive is made into the Markdown that means the same, before the parser sees the page. One that has no
such meaning here is shown as it was written, and its name is kept for whoever wants to tell the author.
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

from callboard.markup.blocks import Directive, Rewriter
from callboard.markup.fences import MATHS_CLASS
from callboard.markup.myst import translated

FOREIGN_CLASS: Final = "cb-foreign"
_MOST_FOREIGN: Final = 100
_TRIGGER: Final = re.compile(
    r"(?:```|~~~|:::)[ \t]*\{[a-zA-Z]|^[ \t]*@start[a-z]+|^[ \t]*\{%[ ]?[a-z]+[ ]|(?:graphviz|dot)[ ]+\w",
    re.MULTILINE,
)
# Every directive has one of these; nearly all pages have none.
_SIGNS: Final = ("{", "@start", "graphviz ", "dot ")
_ROLE: Final = (
    r"(?<![\w`/\\$}{])\{(?P<role>[a-zA-Z][a-zA-Z0-9:._+-]{0,60})\}"
    r"(?P<ticks>`{1,2})(?!`)(?P<text>[^`\n]{1,500}+)(?P=ticks)(?!`)"
)
_FORMULA_ROLES: Final = frozenset({"math"})
_CODE_ROLES: Final = frozenset(("code", "command", "file", "kbd", "literal", "program", "samp"))
_BEFORE_FENCES: Final = 27
_BEFORE_CODE: Final = 192


def is_directive(text: str) -> bool:
    """Whether there may be a directive in a page."""
    return any(sign in text for sign in _SIGNS) and _TRIGGER.search(text) is not None


class DirectiveExtension(Extension):
    """Understands the directives and roles that have a meaning here and shows the others."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register before the fenced blocks and the spans of code; `md.foreign` is ours from now on."""
        md.registerExtension(self)
        md.foreign = self.foreign  # type: ignore[attr-defined]
        md.preprocessors.register(_DirectivePreprocessor(md, self), "callboard_directives", _BEFORE_FENCES)
        md.inlinePatterns.register(_Role(_ROLE, md, self), "callboard_roles", _BEFORE_CODE)

    def reset(self) -> None:
        """Forget the names of the last page."""
        self.foreign.clear()

    def note(self, name: str) -> None:
        """Keep the name of what was only shown, once."""
        if name not in self.foreign and len(self.foreign) < _MOST_FOREIGN:
            self.foreign.append(name)


class _DirectivePreprocessor(Preprocessor):
    def __init__(self, md: Markdown, extension: DirectiveExtension) -> None:
        super().__init__(md)
        self._extension: Final = extension

    def run(self, lines: list[str]) -> list[str]:
        if not is_directive("\n".join(lines)):
            return lines
        return Rewriter(self._means).run(lines)

    def _means(self, directive: Directive, rewriter: Rewriter) -> list[str]:
        lines = translated(directive, rewriter.inside)
        return self._shown(directive) if lines is None else lines

    def _shown(self, directive: Directive) -> list[str]:
        self._extension.note(f"{{{directive.name}}}")
        written = escape("\n".join(directive.written), quote=False)
        hint = f"A <code>{escape(directive.name)}</code> block, shown as it was written:"
        html = f'<p class="{FOREIGN_CLASS}">{hint}</p>\n<pre><code>{written}</code></pre>'
        return ["", self.md.htmlStash.store(html), ""]


class _Role(InlineProcessor):
    """A role as code, but for the ones that are formulas."""

    def __init__(self, pattern: str, md: Markdown, extension: DirectiveExtension) -> None:
        super().__init__(pattern, md)
        self._extension: Final = extension

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        role = m["role"]
        if role in _FORMULA_ROLES:
            element = Element("span", {"class": MATHS_CLASS})
            element.text = AtomicString(f"\\({m['text']}\\)")
            return element, m.start(), m.end()
        if role not in _CODE_ROLES:
            self._extension.note(f"{{{role}}}")
        element = Element("code")
        element.text = AtomicString(escape(m["text"].strip(), quote=False))
        return element, m.start(), m.end()
