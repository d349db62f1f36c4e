"""Folders as trees that nobody can leave."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callboard.errors import SourceError
from callboard.sources import TreeLimits, open_directory
from trees import write_tree


def test_a_tree_lists_regular_files_in_order(tmp_path: Path) -> None:
    """Paths are relative and sorted, with sizes, and reading gives the bytes."""
    write_tree(tmp_path, {"docs/b.md": "bb", "docs/a.md": "a", "catalog-info.yaml": "kind: x"})
    tree, refused = open_directory(tmp_path)
    assert list(tree.files) == ["catalog-info.yaml", "docs/a.md", "docs/b.md"]
    assert tree.files["docs/b.md"].size == 2
    assert tree.read("docs/b.md") == b"bb"
    assert refused == ()


def test_version_control_and_installed_packages_are_not_read(tmp_path: Path) -> None:
    """They hold no descriptors of the repository's own."""
    write_tree(tmp_path, {".git/config": "x", "node_modules/a/catalog-info.yaml": "x", "README.md": "x"})
    tree, _ = open_directory(tmp_path)
    assert list(tree.files) == ["README.md"]


def test_links_and_special_files_are_refused(tmp_path: Path) -> None:
    """A link to a file, to a folder, to nothing and a pipe are left out, each with its reason."""
    (tmp_path / "secret.txt").write_text("CANARY")
    repository = tmp_path / "repository"
    repository.mkdir()
    (repository / "file.md").symlink_to(tmp_path / "secret.txt")
    (repository / "up").symlink_to("..")
    (repository / "gone.md").symlink_to("nowhere")
    os.mkfifo(repository / "pipe.md")
    tree, refused = open_directory(repository)
    assert not tree.files
    assert dict(refused) == {
        "file.md": "it is a symbolic link",
        "gone.md": "it is a symbolic link",
        "pipe.md": "it is not a regular file",
        "up": "it is a symbolic link",
    }


def test_a_file_that_became_a_link_after_listing_is_not_followed(tmp_path: Path) -> None:
    """What was checked when listing is checked again when reading."""
    (tmp_path / "secret.txt").write_text("CANARY")
    repository = tmp_path / "repository"
    (repository / "docs").mkdir(parents=True)
    page = repository / "docs" / "page.md"
    page.write_text("text")
    tree, _ = open_directory(repository)
    page.unlink()
    page.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SourceError, match="docs/page"):
        tree.read("docs/page.md")


def test_a_folder_that_became_a_link_after_listing_is_not_followed(tmp_path: Path) -> None:
    """Every step down is taken without following links."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "page.md").write_text("CANARY")
    repository = tmp_path / "repository"
    (repository / "docs").mkdir(parents=True)
    (repository / "docs" / "page.md").write_text("text")
    tree, _ = open_directory(repository)
    (repository / "docs").rename(tmp_path / "moved")
    (repository / "docs").symlink_to(outside)
    with pytest.raises(SourceError):
        tree.read("docs/page.md")


@pytest.mark.parametrize(("size", "kept"), [(9, True), (10, True), (11, False)])
def test_a_file_over_the_limit_is_left_out(tmp_path: Path, size: int, kept: bool) -> None:  # noqa: FBT001
    """At the limit is in, one byte more is out, and the reason names both numbers."""
    (tmp_path / "big.md").write_bytes(b"x" * size)
    tree, refused = open_directory(tmp_path, TreeLimits(file_bytes=10))
    assert ("big.md" in tree.files) is kept
    assert bool(refused) is not kept


def test_the_number_of_files_and_the_depth_are_bounded(tmp_path: Path) -> None:
    """Beyond the bounds the rest is reported, not read."""
    write_tree(tmp_path, {"a.md": "", "b.md": "", "c.md": "", "d/e/f.md": ""})
    tree, refused = open_directory(tmp_path, TreeLimits(files=2))
    assert list(tree.files) == ["a.md", "b.md"]
    assert "more than 2 files" in refused[0][1]
    tree, refused = open_directory(tmp_path, TreeLimits(depth=2))
    assert "d/e/f.md" not in tree.files
    assert refused == (("d/e", "the folder is nested too deep"),)


def test_a_missing_folder_is_a_source_error(tmp_path: Path) -> None:
    """The sentence names the folder."""
    with pytest.raises(SourceError, match="does not exist"):
        open_directory(tmp_path / "nowhere")
