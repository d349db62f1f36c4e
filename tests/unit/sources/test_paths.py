"""Which paths of a repository are used."""

from __future__ import annotations

import pytest

from callboard.sources import unsafe_path


@pytest.mark.parametrize(
    "path", ["catalog-info.yaml", "docs/guide/index.md", "a b/c-d_e.f", ".backstage/x.yaml", "é.md"]
)
def test_an_ordinary_path_is_safe(path: str) -> None:
    """Letters of any script, spaces, dots and dashes harm nobody."""
    assert unsafe_path(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "a//b", "../x", "a/../b", "./a", "a/.", "C:/x", "a\\b", "x:y", "con", "docs/NUL.md", "com1.txt",
        "a/.git/config", ".GIT/config", "git~1/x", ".git /x", ".g\u200cit/x", "a\nb", "a\x00b", "trailing.", "trailing ",
        "e\u0301.md", "a\u202eb.md", "\udcff.md", "x" * 300, "/".join(["abc"] * 300),
    ],
)  # fmt: skip
def test_a_path_that_could_mean_something_else_is_refused(path: str) -> None:
    """Nothing leaves the tree, names a device, hides a character or is taken for another path."""
    assert unsafe_path(path)
