"""The reference of documentation sets names every key that counts, and those that are passed over."""

from __future__ import annotations

import re
from pathlib import Path

from callboard.docs.configuration_keys import SILENT, SILENT_PLUGINS, USED


def test_every_key_that_counts_has_its_row_and_every_row_a_key(root: Path) -> None:
    """In the table of keys."""
    text = (root / "docs/reference/documentation-sets.md").read_text()
    table = text.split("## What counts", 1)[1].split("\n\n", 2)[1]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE)) == USED


def test_what_is_passed_over_is_listed(root: Path) -> None:
    """Keys and plugins, each once and no others."""
    text = (root / "docs/reference/documentation-sets.md").read_text()
    paragraph = text.split("These concern", 1)[1].split("\n\n", 1)[0]
    keys, plugins = paragraph.split("So are plugins", 1)
    assert set(re.findall(r"`([^`]+)`", keys)) == SILENT
    assert set(re.findall(r"`([^`]+)`", plugins)) == SILENT_PLUGINS
