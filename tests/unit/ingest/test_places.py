"""Where things are: descriptors in a tree, targets on a host, files by a pattern."""

from __future__ import annotations

import pytest

from callboard.ingest.discovery import discover
from callboard.ingest.globs import is_glob, matching
from callboard.ingest.hosting import Hosting
from callboard.model import Repository, RepositorySnapshot
from unit.ingest.organisation import TEAM, entity, repository

_GITHUB = Hosting.of(Repository("acme/a", "a", "git", "https://github.com/acme/a", "main"))


@pytest.mark.parametrize(
    "path",
    [
        "catalog-info.yaml",
        "catalog-info.yml",
        "packages/web/catalog-info.yaml",
        ".backstage/anything.yaml",
        "catalog/deep/team.yml",
        "examples/catalog-info.yaml",
    ],
)
def test_descriptors_are_found_where_they_usually_are(path: str) -> None:
    """At the root, in nested folders, in `.backstage` and below `catalog`."""
    assert discover(repository("acme/a", {path: TEAM})).paths == (path,)


@pytest.mark.parametrize(
    "path",
    ["team.yaml", "node_modules/x/catalog-info.yaml", "vendor/x/catalog-info.yaml", "src/catalog/team.yaml"],
)
def test_other_files_are_not_looked_at(path: str) -> None:
    """Neither files of other names nor other people's code."""
    assert discover(repository("acme/a", {path: TEAM})).paths == ()


def test_what_only_looks_like_a_descriptor_is_skipped_and_told() -> None:
    """Test data, workflows and the skeletons of templates are information, not errors."""
    files = {
        "tests/data/catalog-info.yaml": TEAM,
        ".github/workflows/catalog-info.yaml": TEAM,
        "skeleton/catalog-info.yaml": entity("Component", "${{ values.name }}"),
        "{{cookiecutter.name}}/catalog-info.yaml": TEAM,
        "templates/real/catalog-info.yaml": TEAM,
        "catalog/values.yaml": "replicas: 2\n",
    }
    found = discover(repository("acme/a", files))
    assert found.paths == ("templates/real/catalog-info.yaml",)
    assert [each.origin.path for each in found.findings] == [
        ".github/workflows/catalog-info.yaml",
        "skeleton/catalog-info.yaml",
        "tests/data/catalog-info.yaml",
        "{{cookiecutter.name}}/catalog-info.yaml",
    ]
    assert {each.code for each in found.findings} == {"descriptor-skipped"}


def test_a_template_with_expressions_in_a_folder_of_templates_is_one() -> None:
    """Its steps hold expressions; a Template in a skeleton is what another Template makes."""
    template = (
        "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: service}\n"
        "spec: {type: service, steps: [{action: x, input: {name: '${{ parameters.name }}'}}]}\n"
    )
    files = {
        "catalog/templates/service/template.yaml": template,
        "templates/service/skeleton/catalog-info.yaml": template,
        "templates/service/catalog-info.yaml": entity("Component", "'{{ name }}'"),
    }
    found = discover(repository("acme/a", files))
    assert found.paths == ("catalog/templates/service/template.yaml",)
    assert [(each.code, each.origin.path) for each in found.findings] == [
        ("descriptor-skipped", "templates/service/catalog-info.yaml"),
        ("descriptor-skipped", "templates/service/skeleton/catalog-info.yaml"),
    ]


@pytest.mark.parametrize(
    ("version", "is_entity"),
    [
        ("backstage.io/v1alpha1", True),
        ("'scaffolder.backstage.io/v1beta3'", True),
        ("apps/v1", False),
        ("example.com/backstage.io/v1", False),
    ],
)
def test_only_a_version_of_backstages_makes_an_entity_in_catalog(version: str, *, is_entity: bool) -> None:
    """A chart's labels mention Backstage too, and nobody wants to be told of every chart."""
    text = (
        f"apiVersion: {version}\nkind: Deployment\nmetadata:\n  labels: {{backstage.io/kubernetes-id: x}}\n"
    )
    found = discover(repository("acme/a", {"catalog/charts/templates/deployment.yaml": text}))
    assert bool(found.paths) is is_entity
    assert found.findings == ()


def test_descriptors_that_the_operator_named_are_the_only_ones() -> None:
    """One that is not there is a finding."""
    snapshot = repository("acme/a", {"catalog-info.yaml": TEAM, "other.yaml": TEAM})
    named = RepositorySnapshot(snapshot.repository, snapshot.tree, ("other.yaml", "none.yaml"))
    found = discover(named)
    assert found.paths == ("other.yaml",)
    assert [(each.code, each.origin.path) for each in found.findings] == [("location-missing", "none.yaml")]


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("./b.yaml", "x/b.yaml"),
        ("b c.yaml", "x/b c.yaml"),
        ("../b.yaml", "b.yaml"),
        ("/b.yaml", "b.yaml"),
        ("", "x/a.yaml"),
        ("https://github.com/acme/a/blob/main/b.yaml", "b.yaml"),
        ("https://raw.githubusercontent.com/acme/a/main/b.yaml", "b.yaml"),
        ("https://github.com/acme/a/raw/main/b.yaml#L3", "b.yaml"),
        ("../../../../x", None),
        ("https://github.com/acme/a/blob/other/b.yaml", None),
        ("https://github.com/acme/ab/blob/main/b.yaml", None),
        ("/%2e%2e/%2e%2e/etc/passwd", None),
        ("https://github.com/acme/a/blob/main/..%2f..%2fetc", None),
    ],
)
def test_targets_name_files_of_the_repository(target: str, path: str | None) -> None:
    """Relative, from the root, or by an address of this repository at this branch; nothing else."""
    assert _GITHUB.path_of(_GITHUB.resolve(target, _GITHUB.file_url("x/a.yaml"))) == path


@pytest.mark.parametrize(
    ("web_url", "edit", "source"),
    [
        (
            "https://github.com/o/r",
            "https://github.com/o/r/edit/main/d/a.yaml",
            "https://github.com/o/r/tree/main/d/",
        ),
        (
            "https://gitlab.com/o/s/r",
            "https://gitlab.com/o/s/r/-/edit/main/d/a.yaml",
            "https://gitlab.com/o/s/r/-/blob/main/d/",
        ),
        (
            "https://bitbucket.org/o/r",
            "https://bitbucket.org/o/r/src/main/d/a.yaml?mode=edit&at=main",
            "https://bitbucket.org/o/r/src/main/d/",
        ),
        ("https://example.com/o/r", "", ""),
    ],
)
def test_hosts_have_their_own_addresses(web_url: str, edit: str, source: str) -> None:
    """Where a host is known, a file can be edited and its folder seen."""
    hosting = Hosting.of(Repository("o/r", "r", "git", web_url, "main"))
    url = hosting.file_url("d/a.yaml")
    assert (hosting.edit_url(url), hosting.source_url(url)) == (edit, source)


def test_a_fixed_commit_cannot_be_edited() -> None:
    """Backstage gives no edit link either."""
    hosting = Hosting.of(Repository("o/r", "r", "git", "https://github.com/o/r", "", "a" * 40))
    assert hosting.edit_url(hosting.file_url("a.yaml")) == ""


_PATHS = ["a.yaml", "b.yaml", "x/a.yaml", "x/y/a.yaml", "x/.hidden.yaml", ".d/a.yaml", "ab.txt"]


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("*.yaml", ["a.yaml", "b.yaml"]),
        ("**/a.yaml", ["a.yaml", "x/a.yaml", "x/y/a.yaml"]),
        ("x/*", ["x/a.yaml"]),
        ("x/.*", ["x/.hidden.yaml"]),
        ("x/**", ["x/a.yaml", "x/y/a.yaml"]),
        ("{a,b}.yaml", ["a.yaml", "b.yaml"]),
        ("[!a].yaml", ["b.yaml"]),
        ("[a-b].yaml", ["a.yaml", "b.yaml"]),
        ("x/!(b).*", ["x/a.yaml"]),
        ("@(a|b).yaml", ["a.yaml", "b.yaml"]),
        ("+(a|b).txt", ["ab.txt"]),
        ("?(a)b.*", ["b.yaml", "ab.txt"]),
        ("*/a.yaml", ["x/a.yaml"]),
    ],
)
def test_patterns_name_files_as_minimatch_does(pattern: str, paths: list[str]) -> None:
    """A star takes no slash and no leading dot."""
    assert is_glob(pattern)
    assert matching(pattern, _PATHS) == paths


def test_hostile_patterns_end() -> None:
    """Repetition of repetitions is walked, not tried; braces do not multiply without end."""
    name = "a" * 200
    assert matching("+(+(a|aa)|+(a))b", [name]) == []
    assert matching("*a" * 60 + "b", [name]) == []
    assert matching("{a,b}" * 40, [name]) == []
    assert not is_glob("{" * 100_000)
