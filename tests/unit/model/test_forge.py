"""Where people browse a repository and speak of it."""

from __future__ import annotations

from callboard.model import Repository, issue_url, line_anchor


def _at(url: str) -> Repository:
    return Repository("acme/x", "x", "acme", url, "main")


def test_an_issue_is_opened_where_the_host_does_it() -> None:
    """The place and the names of the fields are the host's; what goes in them is filled in by the reader's browser."""
    assert [
        issue_url(_at(url))
        for url in (
            "https://github.com/a/b",
            "https://gitlab.example/a/b/",
            "https://codeberg.org/a/b",
            "https://forgejo.example/a/b",
            "https://bitbucket.org/a/b",
            "https://git.example/a/b",
        )
    ] == [
        "https://github.com/a/b/issues/new?title={title}&body={body}",
        "https://gitlab.example/a/b/-/issues/new?issue[title]={title}&issue[description]={body}",
        "https://codeberg.org/a/b/issues/new?title={title}&body={body}",
        "https://forgejo.example/a/b/issues/new?title={title}&body={body}",
        "https://bitbucket.org/a/b/issues/new?title={title}&content={body}",
        "https://git.example/a/b/issues/new?title={title}&body={body}",
    ]


def test_without_a_home_there_is_no_issue() -> None:
    """A folder without an address, an address with a password, and no repository at all."""
    for repository in (None, _at(""), _at("https://user:secret@git.example/a/b"), _at("ssh://git.example/a")):
        assert issue_url(repository) == ""


def test_a_line_is_named_as_the_host_does_it() -> None:
    """Behind whatever address the file has there."""
    assert line_anchor("https://github.com/a/b/edit/main/x.md") == "#L{line}"
    assert line_anchor("https://bitbucket.org/a/b/src/main/x.md?mode=edit") == "#lines-{line}"
    assert line_anchor("") == ""
