"""A site is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.errors import PublishError
from callboard.site.publish import publish, staged


def _site(folder: Path, text: str) -> Path:
    site = folder / "site"
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text(text)
    return site


def _build_half(site: Path) -> None:
    with staged(site) as staging:
        (staging / "index.html").write_text("half")
        raise RuntimeError


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_site_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """Nothing of the old site and no working folder stays."""
    site = _site(tmp_path, "old")
    (site / "gone.html").write_text("old")
    with staged(site) as staging:
        (staging / "index.html").write_text("new")
        publish(staging, site)
    assert _names(tmp_path) == ["site"]
    assert _names(site) == ["index.html"]
    assert (site / "index.html").read_text() == "new"


def test_a_first_site_needs_no_old_one(tmp_path: Path) -> None:
    """Folders above it are made."""
    site = tmp_path / "deep" / "site"
    with staged(site) as staging:
        (staging / "index.html").write_text("new")
        publish(staging, site)
    assert (site / "index.html").read_text() == "new"


def test_a_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    """An exception while building changes nothing and leaves nothing behind."""
    site = _site(tmp_path, "old")
    with pytest.raises(RuntimeError):
        _build_half(site)
    assert (site / "index.html").read_text() == "old"
    assert _names(tmp_path) == ["site"]


def test_a_run_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """The next run finds the retired site and brings it back before it starts."""
    site = _site(tmp_path, "old")
    site.rename(tmp_path / ".site.old")
    (tmp_path / ".site.new").mkdir()
    with staged(site):
        assert (site / "index.html").read_text() == "old"
    assert _names(tmp_path) == ["site"]


def test_a_file_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    """Only a folder is ever swapped."""
    site = tmp_path / "site"
    site.write_text("a file")
    with pytest.raises(PublishError, match="not a folder"), staged(site) as staging:
        publish(staging, site)
    assert site.read_text() == "a file"
