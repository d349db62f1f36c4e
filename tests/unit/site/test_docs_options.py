"""The options of the group `docs`."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.crawl import VersionPatterns
from callboard.docs import DocsSettings
from callboard.errors import ConfigurationError
from callboard.site.config import CallboardConfig, portal_settings
from callboard.site.docs_options import DocsOptions, read_docs_options


def test_nothing_has_to_be_said() -> None:
    """History is read, and no versions are shown."""
    assert read_docs_options({}) == DocsOptions(1000, VersionPatterns(), DocsSettings())
    assert not read_docs_options({"versions": {"keep": 3}}).versions


def test_every_option_is_kept() -> None:
    """Each has its place in the settings."""
    options = read_docs_options(
        {
            "history": 0,
            "versions": {"tags": ["v*"], "branches": ["release/*"], "keep": 3},
            "max_pages": 10,
            "page_seconds": 20,
            "page_megabytes": 64,
        }
    )
    assert options.history == 0
    assert options.versions == VersionPatterns(("v*",), ("release/*",), 3)
    limits = options.limits
    assert (limits.max_pages, limits.page_seconds, limits.page_megabytes) == (10, 20, 64)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ({"histroy": 1}, r"docs: 'histroy' is not known here; did you mean history\?"),
        (
            {1: 1},
            "docs: 1 is not known here; it has history, max_pages, page_megabytes, page_seconds, versions",
        ),
        ({"versions": {"tag": []}}, r"docs.versions: 'tag' is not known here; did you mean tags\?"),
        ({"versions": ["v*"]}, "docs.versions: expected a mapping"),
        ({"versions": {"tags": "v*"}}, "docs.versions.tags: expected a list"),
        ({"versions": {"tags": ["v*"] * 21}}, "at most 20 patterns"),
        ({"versions": {"branches": [1.9]}}, r"docs.versions.branches: expected a pattern.*found 1.9"),
        ({"versions": {"branches": [""]}}, "expected a pattern"),
        ({"versions": {"branches": ["v" * 101]}}, "at most 100 characters"),
        ({"versions": {"keep": 0}}, "docs.versions.keep: expected a number from 1 to 50, found 0"),
        ({"versions": {"keep": 51}}, "found 51"),
        ({"history": -1}, "docs.history: expected a number from 0 to 100000"),
        ({"history": True}, "found True"),
        ({"history": "all"}, "found 'all'"),
        ({"max_pages": 0}, "docs.max_pages: expected a number from 1 to 100000"),
        ({"page_seconds": 601}, "docs.page_seconds: expected a number from 1 to 600"),
        ({"page_megabytes": 63}, "docs.page_megabytes: expected a number from 64 to 16384"),
    ],
)
def test_what_makes_no_sense_is_named(option: dict[object, object], words: str) -> None:
    """The key and what was expected stand in the sentence."""
    with pytest.raises(ConfigurationError, match=words):
        read_docs_options(option)


def test_the_settings_of_a_portal_have_them(tmp_path: Path) -> None:
    """What `mkdocs.yml` says reaches the stages of a build."""
    config = CallboardConfig()  # type: ignore[no-untyped-call]  # the host's class
    config.load_dict(
        {
            "sources": [{"directory": "x"}],
            "docs": {"history": 7, "versions": {"tags": ["v*"]}, "max_pages": 8},
        }
    )
    assert config.validate() == ([], [])
    settings = portal_settings(config, tmp_path, "X")
    assert (settings.history, settings.versions.tags, settings.docs.max_pages) == (7, ("v*",), 8)
