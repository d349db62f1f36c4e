"""The closed table of Markdown extensions and of what a repository may choose about them.

It is data: an extension or option that is not in it does not exist, and nothing in it is looked up by a name
that came from a repository.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from callboard.markup.options import (
    Reader,
    flag,
    heading_depth,
    kept_off,
    kept_on,
    name,
    one_of,
    ours,
    short_text,
    unset_or_flag,
    whole,
)

Options: TypeAlias = Mapping[str, Reader]

_TRUSTED: Final = MappingProxyType


def _all(reader: Reader, words: str) -> dict[str, Reader]:
    return dict.fromkeys(words.split(), reader)


_HIGHLIGHT: Final = {
    **_all(flag, "anchor_linenums auto_title stripnl"),
    **_all(
        ours,
        "auto_title_map code_attr_on_pre css_class extend_pygments_lang guess_lang lang_prefix"
        " language_prefix line_anchors line_spans linenums_class noclasses pygments_lang_class"
        " pygments_style title_mode use_pygments",
    ),
    "default_lang": name,
    "linenums": unset_or_flag,
    "linenums_special": whole(-1, 1_000),
    "linenums_style": one_of("table", "inline", "pymdownx-inline"),
}
_TABBED: Final = {"alternate_style": ours, "combine_header_slug": flag, "separator": one_of("-", "_")}

ALWAYS: Final[Mapping[str, Options]] = _TRUSTED(
    {
        "abbr": {},
        "admonition": {},
        "attr_list": {},
        "def_list": {},
        "footnotes": _all(
            ours,
            "BACKLINK_TEXT BACKLINK_TITLE PLACE_MARKER SEPARATOR SUPERSCRIPT_TEXT UNIQUE_IDS"
            " USE_DEFINITION_ORDER",
        ),
        "md_in_html": {},
        "sane_lists": {},
        "tables": _all(ours, "use_align_attribute"),
        "toc": {
            "baselevel": whole(1, 6),
            "separator": one_of("-", "_"),
            "title": short_text,
            "toc_depth": heading_depth,
            **_all(
                ours,
                "anchorlink anchorlink_class marker permalink permalink_class permalink_leading"
                " permalink_title title_class toc_class",
            ),
        },
        "pymdownx.arithmatex": {
            **_all(
                ours,
                "block_syntax block_tag generic inline_syntax inline_tag preview tex_block_wrap"
                " tex_inline_wrap",
            ),
            "smart_dollar": flag,
        },
        "pymdownx.betterem": {
            "punctuation": ours,
            "smart_enable": one_of("underscore", "asterisk", "all", "none"),
        },
        "pymdownx.caret": {
            **_all(flag, "insert smart_insert superscript"),
            **_all(ours, "no_space punctuation"),
        },
        "pymdownx.details": {},
        "pymdownx.emoji": _all(
            ours, "alt emoji_generator emoji_index options remove_variation_selector strict title"
        ),
        "pymdownx.highlight": _HIGHLIGHT,
        "pymdownx.inlinehilite": {"style_plain_text": flag, **_all(ours, "css_class custom_inline")},
        "pymdownx.keys": {**_all(flag, "camel_case strict"), **_all(ours, "class separator")},
        "pymdownx.magiclink": {
            **_all(
                flag,
                "hide_protocol normalize_issue_symbols repo_url_shorthand repo_url_shortener"
                " social_url_shorthand social_url_shortener",
            ),
            "labels": ours,
            "provider": one_of("github", "gitlab", "bitbucket"),
            "repo": name,
            "shortener_user_exclude": ours,
            "user": name,
        },
        "pymdownx.mark": _all(flag, "smart_mark"),
        "pymdownx.quotes": {"callouts": ours},
        "pymdownx.smartsymbols": _all(
            flag,
            "arrows care_of copyright fractions notequal ordinal_numbers plusminus registered trademark",
        ),
        # Read where the files of a repository are: here no page has any left.
        "pymdownx.snippets": {
            "restrict_base_path": kept_on,
            "url_download": kept_off,
            **_all(
                ours,
                "auto_append base_path check_paths dedent_subsections encoding max_retries url_max_size"
                " url_request_headers url_timeout",
            ),
        },
        "pymdownx.superfences": {
            **_all(flag, "disable_indented_code_blocks relaxed_headers"),
            **_all(ours, "css_class custom_fences lang_prefix preserve_tabs"),
        },
        "pymdownx.tabbed": _TABBED,
        "pymdownx.tasklist": _all(ours, "clickable_checkbox custom_checkbox delete subscript"),
        "pymdownx.tilde": {
            **_all(flag, "delete smart_delete subscript"),
            **_all(ours, "no_space punctuation"),
        },
    }
)
"""On for every page. A repository that names one may choose these options of it."""

SWITCHABLE: Final[Mapping[str, Options]] = _TRUSTED(
    {
        "nl2br": {},
        "smarty": _all(flag, "smart_angled_quotes smart_dashes smart_ellipses smart_quotes"),
        "wikilinks": _all(ours, "base_url end_url html_class"),
        "pymdownx.blocks.admonition": {},
        "pymdownx.blocks.caption": {"auto": flag, "auto_level": whole(0, 6), "prepend": flag},
        "pymdownx.blocks.definition": {},
        "pymdownx.blocks.details": {},
        "pymdownx.blocks.html": {},
        "pymdownx.blocks.tab": _TABBED,
        "pymdownx.critic": {"mode": ours, "raw_view": flag},
        "pymdownx.fancylists": {
            "additional_ordered_styles": ours,
            "inject_class": flag,
            "inject_style": ours,
        },
        "pymdownx.progressbar": {
            "add_classes": ours,
            "level_class": flag,
            "progress_increment": whole(1, 100),
        },
    }
)
"""Off unless a repository asks, because they change what ordinary text means."""

INCLUDED: Final[Mapping[str, Options]] = _TRUSTED(
    {
        "github-callouts": {},
        "legacy_attrs": {},
        "legacy_em": {},
        "markdown_inline_graphviz": {},
        "mdx_truly_sane_lists": _all(ours, "nested_indent truly_sane"),
        "meta": {},
        "plantuml_markdown": _all(
            ours,
            "alt classes encoding format priority remove_inline_svg_size theme title",
        ),
        "pymdownx.saneheaders": {},
        "pymdownx.striphtml": _all(ours, "strip_attributes strip_comments strip_js_on_attributes"),
    }
)
"""What adds nothing to the above: the page looks as its author meant it without them."""

ALIASES: Final[Mapping[str, str]] = _TRUSTED(
    {
        "codehilite": "pymdownx.highlight",
        "fenced_code": "pymdownx.superfences",
        "mdx_gh_links": "pymdownx.magiclink",
    }
)
"""Other names for the same thing."""

BUNDLES: Final = frozenset({"extra", "pymdownx.extra"})
"""Several of the above under one name; their options are those of their members."""

_BASE_PREFIX: Final = "markdown.extensions."


def canonical(extension: str) -> str:
    """The name in the table for a name as a repository writes it, `""` when there is none."""
    short = extension.strip().removeprefix(_BASE_PREFIX)
    short = ALIASES.get(short, short)
    return short if short in BUNDLES or options_of(short) is not None else ""


def options_of(extension: str) -> Options | None:
    """What may be chosen about an extension of the table."""
    for table in (ALWAYS, SWITCHABLE, INCLUDED):
        if extension in table:
            return table[extension]
    return None
