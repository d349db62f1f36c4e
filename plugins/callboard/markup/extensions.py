"""The Markdown that documentation authors write without asking, and what they may ask for besides.

Every name and every option here is ours: a repository's wishes come through a `Dialect`, which holds nothing
but what the closed table knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from markdown import Extension

from callboard.markup.contents_marker import ContentsExtension
from callboard.markup.dialect import MATHS, Dialect
from callboard.markup.directives import DirectiveExtension
from callboard.markup.fences import custom_fences
from callboard.markup.icons import IconExtension
from callboard.markup.late_text import LateTextExtension
from callboard.markup.lists import ListExtension
from callboard.markup.maths import MathsExtension
from callboard.markup.patterns import PatternExtension
from callboard.markup.references import ReferenceExtension
from callboard.markup.templates import TemplateExtension
from callboard.markup.understood import ALWAYS, canonical

# Expanded where a repository's files are, before a page gets here.
_NOT_LOADED: Final = frozenset({"pymdownx.snippets"})


def is_understood(name: str) -> bool:
    """Whether a page that was written for this extension of Python-Markdown looks as its author meant it."""
    return bool(canonical(name))


def extensions(dialect: Dialect = Dialect(), icons: Path | None = None) -> list[Extension | str]:  # noqa: B008  # frozen
    """New extension objects for one Markdown instance; `icons` is a folder such as Material's `.icons`."""
    names = [name for name in ALWAYS if name not in _NOT_LOADED]
    asked = [name for name in dialect.extensions if name != MATHS]
    own: list[Extension] = [
        ContentsExtension(),
        DirectiveExtension(),
        ListExtension(),
        MathsExtension(
            dollars=MATHS in dialect.extensions,
            smart=dialect.option(MATHS, "smart_dollar") is not False,
        ),
        PatternExtension(),
        ReferenceExtension(),
        TemplateExtension(),
    ]
    if icons is not None:
        own.append(IconExtension(icons))
    return [*names, *asked, *own, LateTextExtension()]


def extension_options(dialect: Dialect = Dialect()) -> dict[str, dict[str, Any]]:  # noqa: B008  # frozen
    """The options that differ from the extensions' own: the site's, and those that the dialect chooses."""
    options = _site_options()
    for extension, option, value in dialect.options:
        if extension not in {MATHS, *_NOT_LOADED}:
            options.setdefault(extension, {})[option] = value
    return options


def _site_options() -> dict[str, dict[str, Any]]:
    from pymdownx import emoji

    return {
        # Formulas inside a line are found by our own rule, which lets prose keep its dollars.
        MATHS: {"generic": True, "inline_syntax": [], "block_syntax": ["dollar", "begin"]},
        # Their defaults changed between releases that we allow.
        "pymdownx.caret": {"smart_insert": False},
        "pymdownx.mark": {"smart_mark": False},
        "pymdownx.tilde": {"smart_delete": False},
        # Unicode needs no picture from anywhere.
        "pymdownx.emoji": {"emoji_index": emoji.gemoji, "emoji_generator": emoji.to_alt},
        # The class tells which language a block is in, so that a diagram can be told from code.
        "pymdownx.highlight": {"pygments_lang_class": True, "guess_lang": False},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.superfences": {"custom_fences": custom_fences()},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.blocks.tab": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "pymdownx.critic": {"mode": "view"},
        "toc": {"permalink": False},
        # A page of the same folder, which its owner resolves or reports as missing.
        "wikilinks": {"base_url": "", "end_url": ".md"},
    }
