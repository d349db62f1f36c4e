"""Where a page can be changed: the repository's own address first, then what its author says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.docs.configuration import Configuration, read_configuration
from callboard.docs.edit_links import edit_link
from callboard.docs.mounts import Mount
from callboard.model import Repository
from callboard.origin import Origin

_HOME = "https://github.com/acme/shop"
_KNOWN = Repository("acme/shop", "shop", "git", web_url=_HOME, branch="main", commit="c0ffee")
_UNKNOWN = replace(_KNOWN, web_url="", branch="")


def configured(yaml: str) -> Configuration:
    """A configuration as it is read."""
    configuration, _ = read_configuration(yaml.encode(), Origin("acme/shop", "mkdocs.yml"))
    return configuration


def link(yaml: str, repository: Repository = _KNOWN, path: str = "docs/guide/a b.md") -> str:
    """The address of the editor for a page below `docs`."""
    return edit_link(repository, configured(yaml), path, Mount("docs"))


def test_the_repository_knows_best_where_it_lives() -> None:
    """What a `mkdocs.yml` says of another place is not followed."""
    expected = f"{_HOME}/edit/main/docs/guide/a%20b.md"
    assert link("site_name: x") == expected
    assert link("repo_url: https://github.com/evil/shop") == expected
    assert link("repo_url: https://evil.example/acme/shop\nedit_uri: edit/main/docs/") == expected


def test_an_edit_uri_of_the_same_repository_is_followed() -> None:
    """For another branch or folder, with or without a slash, or as a query."""
    assert link("edit_uri: edit/next/docs/") == f"{_HOME}/edit/next/docs/guide/a%20b.md"
    assert link("edit_uri: edit/next/docs") == f"{_HOME}/edit/next/docs/guide/a%20b.md"
    assert link("edit_uri: '?query=root/docs/'") == f"{_HOME}?query=root/docs/guide/a%20b.md"
    assert link(f"edit_uri: {_HOME}/edit/next/") == f"{_HOME}/edit/next/guide/a%20b.md"


@pytest.mark.parametrize(
    "uri",
    [
        "../other/edit/main/",
        "%2e%2e/other/edit/main/",
        "%252e%252e/other/",
        "/evil/shop/edit/",
        "//evil.example/",
        "https://evil.example/",
        "https://github.com/acme/shop-evil/edit/",
        "https://github.com@evil.example/acme/shop/",
        "javascript:alert(1)//",
        "https://[::1/",
        "..\\\\..\\\\evil/",
    ],
)
def test_an_edit_uri_that_leaves_the_repository_is_not_followed(uri: str) -> None:
    """The usual address takes its place."""
    assert link(f'edit_uri: "{uri}"') == f"{_HOME}/edit/main/docs/guide/a%20b.md"


def test_an_empty_edit_uri_is_a_wish() -> None:
    """No link to an editor, whoever knows the repository's address; one without a value says nothing."""
    assert link("edit_uri: ''") == ""
    assert link(f"edit_uri: ''\nrepo_url: {_HOME}", _UNKNOWN) == ""
    assert link("edit_uri:").startswith(_HOME)


def test_without_an_address_of_its_own_the_authors_counts() -> None:
    """Each forge has its own form; without a branch it is the default one."""
    assert link("site_name: x", _UNKNOWN) == ""
    assert link(f"repo_url: {_HOME}/", _UNKNOWN) == f"{_HOME}/edit/HEAD/docs/guide/a%20b.md"
    gitlab = "https://gitlab.example/g/s"
    assert link(f"repo_url: {gitlab}", _UNKNOWN) == f"{gitlab}/-/edit/HEAD/docs/guide/a%20b.md"
    assert (
        link(f"repo_url: {gitlab}\nedit_uri: -/edit/x/docs/", _UNKNOWN)
        == f"{gitlab}/-/edit/x/docs/guide/a%20b.md"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://user:secret@github.com/acme/shop",
        "ftp://github.com/a/b",
        "//x.example/a",
    ],
)
def test_an_unsafe_address_is_none(url: str) -> None:
    """It never becomes a link."""
    assert link(f"repo_url: {url}", _UNKNOWN) == ""


def test_a_template_is_filled_with_quoted_paths_only() -> None:
    """MkDocs' four placeholders; nothing else in braces means anything."""
    assert (
        link("edit_uri_template: 'edit/next/{path}?x={path_noext!q}'")
        == f"{_HOME}/edit/next/guide/a%20b.md?x=guide/a%20b"
    )
    assert "__class__" in link("edit_uri_template: 'edit/{path.__class__}/x'")


def test_a_page_from_above_the_docs_has_the_usual_address() -> None:
    """What its place below the docs is, nobody can say."""
    assert link("edit_uri: edit/next/docs/", path="README.md") == f"{_HOME}/edit/main/README.md"
