"""The same colours for code, in less time: what Pygments finds out for every block again is remembered.

For each block, the style is turned into classes anew and the names of all six hundred languages are gone
through, which together costs as much as the colouring itself. Neither depends on the block. The names that
`pymdownx.highlight` looks up in its module are replaced by equals that remember; a test compares them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound
from pymdownx import highlight

_REMEMBERED: Final = 1_024


@cache
def quicken() -> None:
    """Let all highlighting of this process remember; there is no way back, and no need of one."""
    highlight.BlockHtmlFormatter = _remembering(highlight.BlockHtmlFormatter)
    highlight.InlineHtmlFormatter = _remembering(highlight.InlineHtmlFormatter)
    highlight.get_lexer_by_name = lexer_by_name


def lexer_by_name(name: str, **options: Any) -> Lexer:
    """A new lexer for a language.

    Raises:
        ClassNotFound: there is none.
    """
    found = _lexer_class(name)
    if found is None:
        raise ClassNotFound(f"no lexer for alias {name!r} found")
    return found(**options)


@lru_cache(maxsize=_REMEMBERED)
def _lexer_class(name: str) -> type[Lexer] | None:
    try:
        return find_lexer_class_by_name(name)
    except ClassNotFound:
        return None


def _remembering(formatter: Any) -> Any:
    """The formatter, whose classes for a style are worked out once."""
    known: dict[tuple[object, str], tuple[dict[Any, Any], dict[Any, Any]]] = {}

    class Remembering(formatter):  # type: ignore[misc]  # the class is only known when it runs
        ttype2class: dict[Any, Any]
        class2style: dict[Any, Any]

        def _create_stylesheet(self) -> None:
            key = (self.style, self.classprefix)
            if key not in known:
                super()._create_stylesheet()
                known[key] = (self.ttype2class, self.class2style)
            classes, styles = known[key]
            # A formatter adds to the first what it learns about a language's own kinds of words.
            self.ttype2class, self.class2style = dict(classes), styles

    return Remembering
