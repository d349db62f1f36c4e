"""The operator's list of sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.crawl import SourceSettings, read_sources
from callboard.errors import ConfigurationError
from trees import write_tree


def test_a_list_may_be_inline_or_in_a_file(tmp_path: Path) -> None:
    """Paths are relative to where they are written."""
    write_tree(tmp_path, {"catalog/sources.yaml": "sources:\n  - directory: acme\n"})
    (inline,) = read_sources([{"directory": "acme"}], tmp_path)
    (filed,) = read_sources("catalog/sources.yaml", tmp_path)
    assert inline == SourceSettings("directory", "acme", tmp_path)
    assert inline.path == tmp_path / "acme"
    assert filed.path == tmp_path / "catalog" / "acme"


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    """The base matters to relative paths only."""
    (source,) = read_sources([{"directory": "/srv/clones"}], tmp_path)
    assert source.path == Path("/srv/clones")


def test_options_are_kept_and_the_label_is_as_written(tmp_path: Path) -> None:
    """Reports name a source as the operator does."""
    (source,) = read_sources([{"git": "https://h.example/a/b.git", "ref": "v1", "branch": "main"}], tmp_path)
    assert (source.label, source.ref, source.branch) == ("git: https://h.example/a/b.git", "v1", "main")


@pytest.mark.parametrize(
    ("option", "words"),
    [
        (None, "no source is listed"),
        ([], "no source is listed"),
        ({"directory": "x"}, "expected a list"),
        (["x"], r"sources\[0\]: expected a mapping"),
        ([{"directory": "x"}, {}], r"sources\[1\]: found nothing"),
        ([{"directory": "x", "git": "y"}], "directory and git"),
        ([{"gitt": "x"}], "did you mean git"),
        ([{"git": "x", "layout": "auto"}], "'layout' is no option of a git source"),
        ([{"directory": ""}], "expected a text"),
        ([{"directory": 5}], "expected a text"),
        ([{"directory": "x", "dangerously_allow_raw_html": "yes"}], "expected true or false, found 'yes'"),
        ([{"git": "x", "dangerously_allow_raw_html": None}], "expected true or false, found None"),
        ([{"file": "x", "dangerously_allow_raw_html": True}], "is no option of a file source"),
        ([{"git": "x", "allow_raw_html": True}], "did you mean dangerously_allow_raw_html"),
        ([{"directory": "x", "layout": "flat"}], "auto, repository, repositories"),
        ("missing.yaml", "missing.yaml does not exist"),
    ],
)
def test_what_makes_no_sense_is_named(tmp_path: Path, option: object, words: str) -> None:
    """The entry and what was expected stand in the sentence."""
    with pytest.raises(ConfigurationError, match=words):
        read_sources(option, tmp_path)


def test_an_unknown_key_of_the_file_is_named(tmp_path: Path) -> None:
    """A misspelt `sources` is not an empty list."""
    write_tree(tmp_path, {"sources.yaml": "source:\n  - directory: x\n"})
    with pytest.raises(ConfigurationError, match="'source' is not known"):
        read_sources("sources.yaml", tmp_path)
