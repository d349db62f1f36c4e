"""From sources to a snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.crawl import crawl, read_sources
from callboard.model import Snapshot, SourceState
from callboard.sources import GitMirrors
from trees import write_tree


@pytest.fixture(name="take")
def _take(tmp_path: Path) -> Iterator[Callable[..., Snapshot]]:
    mirrors = GitMirrors(tmp_path / "cache")
    yield lambda *entries: crawl(read_sources(list(entries), tmp_path), mirrors)
    mirrors.close()


def keys(snapshot: Snapshot) -> list[str]:
    """The repositories of a snapshot."""
    return [found.repository.key for found in snapshot.repositories]


def test_a_folder_of_repositories_is_one_repository_a_folder(
    tmp_path: Path, take: Callable[..., Snapshot]
) -> None:
    """Hidden folders, files and links beside them are none."""
    write_tree(
        tmp_path / "acme", {"b/README.md": "", "a/catalog-info.yaml": "", ".hidden/x": "", "notes.txt": ""}
    )
    (tmp_path / "acme" / "link").symlink_to(tmp_path)
    snapshot = take(
        {"directory": "acme", "url": "https://git.acme.example/acme/{repository}", "branch": "main"}
    )
    assert keys(snapshot) == ["acme/a", "acme/b"]
    first = snapshot.repositories[0].repository
    assert (first.name, first.web_url, first.branch) == ("a", "https://git.acme.example/acme/a", "main")
    assert snapshot.sources[0].state is SourceState.FRESH


@pytest.mark.parametrize("marker", [".git/HEAD", "catalog-info.yaml", ".backstage/catalog-info.yaml"])
def test_a_folder_with_a_descriptor_or_git_is_one_repository(
    tmp_path: Path, take: Callable[..., Snapshot], marker: str
) -> None:
    """Its folders are its own."""
    write_tree(tmp_path / "pay", {marker: "x", "docs/index.md": "# x"})
    assert keys(take({"directory": "pay"})) == ["pay"]


def test_the_layout_can_be_said(tmp_path: Path, take: Callable[..., Snapshot]) -> None:
    """Where the guess would be wrong, the operator decides."""
    write_tree(tmp_path / "acme", {"catalog-info.yaml": "", "a/x": "", "b/y": ""})
    assert keys(take({"directory": "acme", "layout": "repositories"})) == ["acme/a", "acme/b"]
    assert keys(take({"directory": "acme/a", "layout": "repository"})) == ["a"]


def test_one_descriptor_file_is_a_source(tmp_path: Path, take: Callable[..., Snapshot]) -> None:
    """Nothing beside it is seen."""
    write_tree(tmp_path, {"catalog/org.yaml": "kind: Group", "catalog/secret.yaml": "CANARY"})
    (snapshot,) = take({"file": "catalog/org.yaml"}).repositories
    assert snapshot.descriptors == ("org.yaml",)
    assert list(snapshot.tree.files) == ["org.yaml"]
    assert snapshot.tree.read("org.yaml") == b"kind: Group"


def test_a_failed_source_is_reported_and_the_rest_goes_on(
    tmp_path: Path, take: Callable[..., Snapshot]
) -> None:
    """Each report says what became of its source."""
    write_tree(tmp_path / "acme" / "a", {"README.md": ""})
    (tmp_path / "empty").mkdir()
    snapshot = take(
        {"directory": "nowhere"}, {"directory": "empty"}, {"file": "gone.yaml"}, {"directory": "acme"}
    )
    assert [report.state for report in snapshot.sources] == [SourceState.FAILED] * 3 + [SourceState.FRESH]
    assert keys(snapshot) == ["acme/a"]
    assert [found.code for found in snapshot.findings] == ["source-failed"] * 3


def test_keys_are_unique(tmp_path: Path, take: Callable[..., Snapshot]) -> None:
    """Two folders of one name are two repositories."""
    write_tree(tmp_path, {"x/acme/a/README.md": "", "y/acme/a/README.md": ""})
    assert keys(take({"directory": "x/acme"}, {"directory": "y/acme"})) == ["acme/a", "acme/a-2"]


def test_refused_files_that_somebody_may_miss_are_findings(
    tmp_path: Path, take: Callable[..., Snapshot]
) -> None:
    """A linked page is missed, a linked source file is not."""
    repository = write_tree(tmp_path / "acme" / "a", {"docs/index.md": "", "src/main.go": ""})
    (repository / "docs" / "secret.md").symlink_to("/etc/passwd")
    (repository / "src" / "other.go").symlink_to("main.go")
    snapshot = take({"directory": "acme"})
    (found,) = snapshot.findings
    assert (found.code, found.origin.path) == ("file-refused", "docs/secret.md")


@pytest.mark.git
def test_a_git_source_knows_its_commit_and_branch(
    tmp_path: Path, take: Callable[..., Snapshot], run_git: Callable[..., str]
) -> None:
    """A local path is fetched like any remote."""
    remote = write_tree(tmp_path / "pay", {"catalog-info.yaml": "kind: x"})
    run_git(remote, "init", "--quiet", "--initial-branch=trunk")
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "One")
    (snapshot,) = take({"git": "./pay"}).repositories
    assert snapshot.repository.branch == "trunk"
    assert snapshot.repository.commit == run_git(remote, "rev-parse", "HEAD")
    assert snapshot.tree.read("catalog-info.yaml") == b"kind: x"
