"""Whatever a `mkdocs.yml` or `.pages` holds, the pages are published."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.docs.configuration_keys import SILENT, USED
from callboard.model import JsonValue
from unit.docs.repositories import build

_TEXTS = st.sampled_from(
    [
        "index.md",
        "a/",
        "a/b.md",
        "*",
        "...",
        "!include a/mkdocs.yml",
        "*include */*.yml",
        "https://x.example",
        "#",
        "",
        "../..",
        "redirects",
        "redirect_maps",
        "pymdownx.snippets",
        "base_path",
        "\u0000",
        "!ENV X",
        "a/**/b",
        ".",
    ]
)
_VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    _TEXTS | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=12,
)
_KEYS = st.sampled_from(sorted(USED | SILENT | {"hooks", "INHERIT", "odd"}))
_FIELDS = st.sampled_from(["nav", "title", "arrange", "order", "hide"])


@settings(max_examples=150)
@given(
    st.dictionaries(_KEYS, _VALUES, max_size=5),
    st.dictionaries(_KEYS, _VALUES, max_size=4),
    st.dictionaries(_FIELDS, _VALUES, max_size=3),
)
def test_no_value_of_any_key_keeps_the_pages_from_being_published(
    configuration: JsonValue, included: JsonValue, order: JsonValue
) -> None:
    """The start page is there, and every entry of the navigation leads to a page, or to the web.

    Only who keeps out every page gets none, and is told.
    """
    library = build(
        {
            "mkdocs.yml": json.dumps(configuration),
            "README.md": "# Start",
            "docs/index.md": "# Start",
            "docs/a/b.md": "# B",
            "docs/.pages": json.dumps(order),
            "a/mkdocs.yml": json.dumps(included),
            "a/docs/index.md": "# A",
        }
    )
    if any("keep out every page" in found.message for found in library.findings):
        assert not library.sets
        return
    (docs,) = library.sets.values()
    addresses = {page.address for page in docs.pages}
    assert "" in addresses
    waiting = list(docs.navigation)
    assert waiting
    while waiting:
        item = waiting.pop()
        assert item.title
        assert item.url or item.children or (item.address or "").partition("#")[0] in addresses
        waiting += item.children
