"""Links into the hosts of repositories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.model import Entity, EntityRef, Repository, commit_url, edit_url, file_url
from callboard.origin import Origin
from callboard.views.source_links import entity_edit_url, entity_source_url

REPOSITORY = Repository("acme/pay", "pay", "acme", "", "main", "c0ffee")


@pytest.mark.parametrize(
    ("web", "file", "edit", "commit"),
    [
        (
            "https://github.com/acme/pay",
            "/blob/c0ffee/a/b%20c.yaml#L27",
            "/edit/main/a/b%20c.yaml#L27",
            "/commit/c0ffee",
        ),
        (
            "https://gitlab.acme.example/acme/pay",
            "/-/blob/c0ffee/a/b%20c.yaml#L27",
            "/-/edit/main/a/b%20c.yaml#L27",
            "/-/commit/c0ffee",
        ),
        (
            "https://bitbucket.org/acme/pay",
            "/src/c0ffee/a/b%20c.yaml#lines-27",
            "/src/main/a/b%20c.yaml?mode=edit#lines-27",
            "/commits/c0ffee",
        ),
        (
            "https://codeberg.org/acme/pay",
            "/src/commit/c0ffee/a/b%20c.yaml#L27",
            "/_edit/main/a/b%20c.yaml#L27",
            "/commit/c0ffee",
        ),
        (
            "https://code.acme.example/acme/pay",
            "/blob/c0ffee/a/b%20c.yaml#L27",
            "/edit/main/a/b%20c.yaml#L27",
            "/commit/c0ffee",
        ),
    ],
)
def test_each_host_has_its_own_addresses(web: str, file: str, edit: str, commit: str) -> None:
    """Files are read at the commit and changed on the branch; a line is an anchor."""
    repository = replace(REPOSITORY, web_url=web)
    assert file_url(repository, "a/b c.yaml", 27) == web + file
    assert edit_url(repository, "a/b c.yaml", 27) == web + edit
    assert commit_url(repository) == web + commit


def test_a_file_without_a_known_commit_is_read_on_its_branch() -> None:
    """A plain folder has no commit; the branch, or the host's own default, takes its place."""
    repository = replace(REPOSITORY, web_url="https://github.com/acme/pay", commit="")
    assert file_url(repository, "a.yaml") == "https://github.com/acme/pay/blob/main/a.yaml"
    assert file_url(replace(repository, branch=""), "a.yaml").endswith("/blob/HEAD/a.yaml")
    assert commit_url(repository) == ""


@pytest.mark.parametrize("web", ["", "javascript:alert(1)", "https://user:password@github.com/acme/pay"])
def test_no_link_leads_to_where_nobody_may_go(web: str) -> None:
    """Without a usable web address there is no link at all."""
    repository = replace(REPOSITORY, web_url=web)
    assert file_url(repository, "a.yaml") == edit_url(repository, "a.yaml") == commit_url(repository) == ""


def _entity(**annotations: str) -> Entity:
    ref = EntityRef.parse("component:pay")
    named = {key.replace("_", "-"): value for key, value in annotations.items()}
    metadata = {"annotations": {f"backstage.io/{key}": value for key, value in named.items()}}
    return Entity(
        ref, "v1", "Component", "default", "pay", metadata, {}, Origin("acme/pay", "catalog-info.yaml", 3)
    )


def test_an_entity_may_say_where_it_is_changed() -> None:
    """The annotations win over the repository, but only with an address of the web."""
    repository = replace(REPOSITORY, web_url="https://github.com/acme/pay")
    stated = _entity(edit_url="https://edit.example/", source_location="url:https://source.example/")
    assert entity_edit_url(stated, repository) == "https://edit.example/"
    assert entity_source_url(stated, repository) == "https://source.example/"
    hostile = _entity(edit_url="javascript:alert(1)", source_location="url:file:///etc/passwd")
    assert (
        entity_edit_url(hostile, repository) == "https://github.com/acme/pay/edit/main/catalog-info.yaml#L3"
    )
    assert entity_source_url(hostile, repository) == "https://github.com/acme/pay"
