"""The reference of Markdown and the closed table say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callboard.markup.myst import _BOXES, _CODE, _DIAGRAMS
from callboard.markup.options import ours
from callboard.markup.understood import ALIASES, ALWAYS, BUNDLES, INCLUDED, SWITCHABLE

_ROW = re.compile(r"^\| `([^`|]+)` \| (.+) \| ([^|]+) \|$", re.MULTILINE)


@pytest.fixture(name="page")
def reference(root: Path) -> str:
    """The page as it is written."""
    return (root / "docs/reference/markdown.md").read_text()


def _section(page: str, title: str) -> str:
    return page.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_name_of_the_table_is_mentioned(page: str) -> None:
    """Under its own name, as code."""
    names = {*ALWAYS, *SWITCHABLE, *INCLUDED, *ALIASES, *BUNDLES}
    assert {name for name in names if f"`{name}`" not in page} == set()


@pytest.mark.parametrize(("title", "table"), [("Always there", ALWAYS), ("On when asked for", SWITCHABLE)])
def test_every_row_names_the_options_that_can_be_chosen(
    page: str, title: str, table: dict[str, object]
) -> None:
    """All of those that make a difference, and no other extension has a row."""
    rows = {name: options for name, _, options in _ROW.findall(_section(page, title))}
    assert set(rows) - {"pymdownx.arithmatex"} == set(table) - {"pymdownx.arithmatex"}
    for name, options in table.items():
        chosen = {option for option, reader in dict(options).items() if reader is not ours}  # type: ignore[call-overload]
        assert {option for option in chosen if f"`{option}`" not in rows[name]} == set()
        assert bool(chosen) is (rows[name] != "none")


def test_every_directive_is_mentioned(page: str) -> None:
    """And so is what it becomes."""
    section = _section(page, "MyST")
    assert {name for name in (*_BOXES, *_CODE, *_DIAGRAMS) if f"`{name}`" not in section} == set()
