"""A person's own checkouts: what was asked about, and how its paths are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.crawl import open_checkouts
from trees import write_tree


@pytest.mark.parametrize(
    ("asked", "covered"),
    [
        ("pay", {"a.yaml", "a.yaml2", "docs/a.md"}),
        ("pay/a.yaml", {"a.yaml"}),
        ("pay/docs", {"docs/a.md"}),
    ],
)
def test_only_what_was_named_is_covered(tmp_path: Path, asked: str, covered: set[str]) -> None:
    """A file is itself and not what begins alike; a folder is all that lies in it."""
    write_tree(tmp_path / "pay", {".git/HEAD": "", "a.yaml": "", "a.yaml2": "", "docs/a.md": ""})
    checkouts = open_checkouts([Path(asked)], tmp_path)
    paths = ["a.yaml", "a.yaml2", "docs/a.md"]
    assert {path for path in paths if checkouts.covers("pay", path)} == covered
