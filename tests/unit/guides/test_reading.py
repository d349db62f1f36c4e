"""Guides from files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callboard.errors import ConfigurationError
from callboard.guides import Guides, read_guides
from callboard.guides.reading import MOST_TOURS


def _write(folder: Path, name: str, data: bytes = b"1. [Teams](/teams/)") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_what_does_not_exist_is_empty(tmp_path: Path) -> None:
    """Nobody has to write guides."""
    assert read_guides(tmp_path / "tours", tmp_path / "glossary.md") == Guides()


def test_tours_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Other files in the folder are nobody's business."""
    for name in ("tours/b.md", "tours/a.md", "tours/notes.txt"):
        _write(tmp_path, name)
    _write(tmp_path, "glossary.md", b"\xef\xbb\xbfPAN: a number")
    guides = read_guides(tmp_path / "tours", tmp_path / "glossary.md")
    assert [tour.slug for tour in guides.tours] == ["a", "b"]
    assert [term.word for term in guides.glossary] == ["PAN"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("tours/Day One.md", b"1. [A](/a/)", "the name becomes an address"),
        ("tours/x.md", b"\xff\xfe", "is not UTF-8"),
        ("tours/x.md", b"x" * 300_000, "has more than 256 KB"),
    ],
)
def test_a_file_that_cannot_be_used_is_told(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """By its name."""
    _write(tmp_path, name, data)
    with pytest.raises(ConfigurationError, match=message):
        read_guides(tmp_path / "tours", tmp_path / "glossary.md")


def test_too_many_tours_are_told(tmp_path: Path) -> None:
    """Nobody takes a hundred."""
    for number in range(MOST_TOURS + 1):
        _write(tmp_path, f"tours/t{number}.md")
    with pytest.raises(ConfigurationError, match="101 tours"):
        read_guides(tmp_path / "tours", tmp_path / "glossary.md")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Neither is a folder a glossary."""
    os.mkfifo(tmp_path / "glossary.md")
    with pytest.raises(ConfigurationError, match="not a file"):
        read_guides(tmp_path / "tours", tmp_path / "glossary.md")
