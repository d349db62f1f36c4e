"""Code in colours, in the same elements and classes that Markdown pages have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Final

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

# What Sphinx calls languages that pygments knows by another name, or not at all.
_PLAIN: Final = frozenset(("", "default", "none", "guess", "text"))


def code_block(source: str, language: str, *, caption: str = "", marked: Iterable[int] = ()) -> str:
    """A block of code; in a language that nobody knows, it is plain text."""
    name, lexer = _lexer(language.lower())
    code = highlight(source, lexer, _formatter(tuple(marked)))
    title = f'<span class="filename">{escape(caption)}</span>' if caption else ""
    body = f"{title}<pre><span></span><code>{code}</code></pre>"
    return f'<div class="language-{escape(name)} highlight">{body}</div>\n'


def code_inline(source: str, language: str) -> str:
    """Code in a line of text."""
    name, lexer = _lexer(language.lower())
    code = highlight(source, lexer, _formatter(())).rstrip("\n")
    return f'<code class="language-{escape(name)} highlight">{code}</code>'


@lru_cache(maxsize=64)
def _lexer(language: str) -> tuple[str, Lexer]:
    if language not in _PLAIN:
        try:
            return language, get_lexer_by_name(language, stripnl=False)
        except ClassNotFound:
            pass
    return "text", TextLexer(stripnl=False)


@lru_cache(maxsize=16)
def _formatter(marked: tuple[int, ...]) -> HtmlFormatter[str]:
    return HtmlFormatter(nowrap=True, hl_lines=list(marked))
