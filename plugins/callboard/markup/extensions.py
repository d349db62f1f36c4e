"""The Markdown that TechDocs authors write without asking.

Fixed: no name and no option of it comes from a repository.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from markdown import Extension

from callboard.markup.lists import ListExtension

_NAMES: Final = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.quotes",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
)
# What adds nothing to the above, or less than a reader would notice.
_INCLUDED: Final = frozenset(
    (
        "codehilite",
        "extra",
        "fenced_code",
        "legacy_attrs",
        "legacy_em",
        "mdx_truly_sane_lists",
        "meta",
        "pymdownx.betterem",
        "pymdownx.extra",
        "pymdownx.saneheaders",
        "pymdownx.smartsymbols",
        "pymdownx.striphtml",
        "smarty",
    )
)


def is_understood(name: str) -> bool:
    """Whether a page that was written for this extension of Python-Markdown looks as its author meant it."""
    short = name.removeprefix("markdown.extensions.")
    return short in _NAMES or short in _INCLUDED


def extensions() -> list[Extension | str]:
    """New extension objects for one Markdown instance."""
    return [*_NAMES, ListExtension()]


@cache
def extension_options() -> dict[str, dict[str, Any]]:
    """The options that differ from the extensions' own."""
    from pymdownx import emoji, superfences

    # A diagram's source until our script draws it; with `mermaid` as its class Material would fetch one.
    mermaid = {"name": "mermaid", "class": "cb-mermaid", "format": superfences.fence_code_format}
    return {
        # Unicode needs no picture from anywhere.
        "pymdownx.emoji": {"emoji_index": emoji.gemoji, "emoji_generator": emoji.to_alt},
        # The class tells which language a block is in, so that a diagram can be told from code.
        "pymdownx.highlight": {"pygments_lang_class": True, "guess_lang": False},
        "pymdownx.quotes": {"callouts": True},
        "pymdownx.superfences": {"custom_fences": [mermaid]},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {"custom_checkbox": True},
        "toc": {"permalink": False},
    }
