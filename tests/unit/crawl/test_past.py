"""History and versions in a snapshot, from real repositories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.crawl import VersionPatterns, crawl, read_sources
from callboard.findings import Level
from callboard.model import RepositorySnapshot, Snapshot, SourceState
from callboard.sources import GitMirrors
from callboard.sources.git_program import GitProgram
from trees import write_tree

pytestmark = pytest.mark.git

Take = Callable[..., Snapshot]
RunGit = Callable[..., str]
WRITTEN = 1_767_323_045
"""The time of all commits of `run_git`."""
TAGS = VersionPatterns(tags=("v*",), branches=("release/*",))


@pytest.fixture(name="take")
def _take(tmp_path: Path) -> Iterator[Take]:
    mirrors = GitMirrors(tmp_path / "cache")

    def take(*entries: object, history: int = 0, versions: VersionPatterns = TAGS, **rest: bool) -> Snapshot:
        sources = read_sources(list(entries), tmp_path)
        return crawl(sources, mirrors, history=history, versions=versions, **rest)

    yield take
    mirrors.close()


@pytest.fixture(name="pay")
def _pay(tmp_path: Path, run_git: RunGit) -> Path:
    """A repository with three tags, a branch of a release and one of somebody's work."""
    pay = tmp_path / "pay"
    pay.mkdir()
    run_git(pay, "init", "--quiet", "--initial-branch=trunk")
    for number, version in enumerate(["v1.9.0", "v1.10.0-rc1", "v1.10.0"]):
        write_tree(pay, {"docs/index.md": f"# {version}\n"})
        run_git(pay, "add", ".")
        run_git(pay, "commit", "--quiet", "-m", version)
        run_git(pay, "tag", *(["-m", version, "-a"] if number == 2 else []), version)
    run_git(pay, "branch", "release/1.9", "v1.9.0")
    run_git(pay, "branch", "work")
    write_tree(pay, {"docs/index.md": "# Next\n"})
    run_git(pay, "commit", "--quiet", "-a", "-m", "Next")
    return pay


def only(snapshot: Snapshot) -> RepositorySnapshot:
    """The one repository, which is fresh."""
    assert [report.state for report in snapshot.sources] == [SourceState.FRESH]
    (repository,) = snapshot.repositories
    return repository


def names(snapshot: Snapshot) -> list[str]:
    """The versions of the one repository."""
    (repository,) = snapshot.repositories
    return [version.name for version in repository.versions]


def codes(snapshot: Snapshot) -> list[str]:
    """What was found."""
    return [found.code for found in snapshot.findings]


@pytest.mark.parametrize("entry", [{"git": "./pay"}, {"directory": "pay"}])
def test_tags_and_branches_are_versions_newest_first(
    take: Take, pay: Path, entry: object, run_git: RunGit
) -> None:
    """Each has the files of its commit, an annotated tag those of the commit it stands for."""
    repository = only(take(entry))
    assert [(version.name, version.slug) for version in repository.versions] == [
        ("v1.10.0", "v1.10.0"),
        ("v1.10.0-rc1", "v1.10.0-rc1"),
        ("v1.9.0", "v1.9.0"),
        ("release/1.9", "release-1.9"),
    ]
    assert [version.tree.read("docs/index.md") for version in repository.versions] == [
        b"# v1.10.0\n", b"# v1.10.0-rc1\n", b"# v1.9.0\n", b"# v1.9.0\n",
    ]  # fmt: skip
    assert repository.versions[0].commit == run_git(pay, "rev-parse", "v1.10.0^{commit}")
    assert repository.tree.read("docs/index.md") == b"# Next\n"


@pytest.mark.parametrize("entry", [{"git": "./pay"}, {"directory": "pay"}])
def test_files_have_a_history(take: Take, pay: Path, entry: object) -> None:
    """Of a git source and of a folder with a `.git` of its own."""
    snapshot = take(entry, history=2, versions=VersionPatterns())
    history = only(snapshot).history
    assert history is not None
    assert (dict(history.changed), history.since, history.complete) == (
        {"docs/index.md": WRITTEN},
        WRITTEN,
        False,
    )
    assert codes(snapshot) == []


def test_nobody_asks_where_nothing_is_wanted(take: Take, pay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without history and patterns a folder starts no process."""
    monkeypatch.setattr(GitProgram, "run", None)
    repository = only(take({"directory": "pay"}, versions=VersionPatterns(keep=50)))
    assert (repository.history, repository.versions) == (None, ())


def test_a_plain_folder_has_no_past_and_that_is_normal(take: Take, tmp_path: Path) -> None:
    """There is nothing to find in it."""
    write_tree(tmp_path / "plain", {"docs/index.md": "x"})
    snapshot = take({"directory": "plain", "layout": "repository"}, history=9)
    assert (only(snapshot).history, codes(snapshot)) == (None, [])


def test_the_branch_that_is_read_is_no_version(take: Take, pay: Path) -> None:
    """Whatever the patterns and the branch for edit links say."""
    everything = VersionPatterns(branches=("*",), keep=50)
    entries: list[dict[str, str]] = [
        {"git": "./pay"}, {"git": "./pay", "branch": "main"}, {"directory": "pay", "branch": "main"}
    ]  # fmt: skip
    for entry in entries:
        assert names(take(entry, versions=everything)) == ["release/1.9", "work"]
    assert names(take({"git": "./pay", "ref": "work"}, versions=everything)) == ["release/1.9", "trunk"]


def test_a_deleted_tag_disappears_and_a_moved_one_follows(take: Take, pay: Path, run_git: RunGit) -> None:
    """The next run sees what is there."""
    take({"git": "./pay"})
    run_git(pay, "tag", "-d", "v1.10.0")
    run_git(pay, "tag", "--force", "v1.9.0", "trunk")
    snapshot = take({"git": "./pay"})
    assert names(snapshot) == ["v1.10.0-rc1", "v1.9.0", "release/1.9"]
    assert only(snapshot).versions[1].tree.read("docs/index.md") == b"# Next\n"


def test_versions_that_are_there_are_not_fetched_again(
    take: Take, pay: Path, run_git: RunGit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unchanged repository on this machine costs no process at all."""
    take({"git": "./pay"}, history=9)
    run, verbs = GitProgram.run, list[str]()

    def noted(self: GitProgram, arguments: list[str], **rest: object) -> bytes:
        verbs.append(arguments[0])
        return run(self, arguments, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(GitProgram, "run", noted)
    assert len(names(take({"git": "./pay"}, history=9))) == 4
    assert verbs == []
    run_git(pay, "tag", "v2.0.0", "work")
    run_git(pay, "tag", "v3.0.0", "trunk")
    assert names(take({"git": "./pay"}, history=9))[:2] == ["v3.0.0", "v2.0.0"]
    assert verbs.count("fetch") == 1


def test_an_offline_run_has_the_past_of_the_last_one(take: Take, pay: Path, tmp_path: Path) -> None:
    """Versions that were never fetched are findings; whatever was, is there."""
    known = take({"git": "./pay"}, history=9, versions=VersionPatterns(("v1.10*",)))
    pay.rename(tmp_path / "moved")
    (tmp_path / "pay").mkdir()
    for rest in ({"offline": True}, {}):
        snapshot = take({"git": "./pay"}, history=9, **rest)
        assert names(snapshot) == ["v1.10.0", "v1.10.0-rc1"]
        assert snapshot.repositories[0].history == known.repositories[0].history
        assert codes(snapshot) == ["version-missing"] * 2
        assert snapshot.repositories[0].versions[0].tree.read("docs/index.md") == b"# v1.10.0\n"
        assert snapshot.sources[0].state is SourceState.STALE


def test_a_folder_is_asked_offline_too(take: Take, pay: Path) -> None:
    """Nothing of it is out of reach when the network is."""
    repository = only(take({"directory": "pay"}, history=9, offline=True))
    assert repository.history is not None
    assert len(repository.versions) == 4


def test_a_version_that_cannot_be_read_costs_only_itself(take: Take, pay: Path, run_git: RunGit) -> None:
    """A tag may stand for something that is no commit, and its objects may be gone."""
    blob = run_git(pay, "rev-parse", "trunk:docs/index.md")
    run_git(pay, "tag", "v9", blob)
    tree = run_git(pay, "rev-parse", "v1.10.0-rc1^{tree}")
    (pay / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    snapshot = take({"git": "./pay"})
    assert names(snapshot) == ["v1.10.0", "v1.9.0", "release/1.9"]
    assert codes(snapshot) == ["version-missing"] * 2
    assert snapshot.findings[0].level is Level.WARN
    assert snapshot.findings[0].message.startswith("V9 cannot be read")


def test_refs_with_odd_names_are_no_versions(take: Take, pay: Path, run_git: RunGit) -> None:
    """Git allows names that a program may take for something else; they are left out."""
    odd = [
        "v;touch pwned",
        "v$(id)",
        "v\u202e1",
        "v'1",
        "v%0a",
        "v#1",
        "v" * 200,
        "v=1",
        "v!1",
        "-v1",
        "v\t1",
    ]
    packed = "".join(f"{run_git(pay, 'rev-parse', 'trunk')} refs/tags/{name}\n" for name in odd)
    write_tree(pay, {".git/packed-refs": f"# pack-refs with: peeled fully-peeled \n{packed}"})
    everything = VersionPatterns(tags=("*",), keep=50)
    snapshot = take({"git": "./pay"}, versions=everything)
    assert names(snapshot) == ["v1.10.0", "v1.10.0-rc1", "v1.9.0"]
    assert codes(snapshot) == []


def test_a_tag_and_a_branch_of_one_name_are_two_versions(take: Take, pay: Path, run_git: RunGit) -> None:
    """Addresses tell them apart."""
    run_git(pay, "branch", "v1.10.0", "trunk")
    versions = only(take({"git": "./pay"}, versions=VersionPatterns(("v1.10.0",), ("v1.10.0",)))).versions
    assert [(version.slug, version.tree.read("docs/index.md")) for version in versions] == [
        ("v1.10.0", b"# v1.10.0\n"),
        ("v1.10.0-2", b"# Next\n"),
    ]


def test_refs_may_become_folders_of_each_other(take: Take, pay: Path, run_git: RunGit) -> None:
    """What was fetched under one name is not in the way of the next."""
    patterns = VersionPatterns(("v2*",))
    run_git(pay, "tag", "v2", "v1.9.0")
    assert names(take({"git": "./pay"}, versions=patterns)) == ["v2"]
    run_git(pay, "tag", "-d", "v2")
    run_git(pay, "tag", "v2/final", "trunk")
    assert names(take({"git": "./pay"}, versions=patterns)) == ["v2/final"]


def test_a_past_that_is_not_known_is_a_note(take: Take, pay: Path, tmp_path: Path, run_git: RunGit) -> None:
    """The source is fresh and its files are there."""
    run_git(pay, "worktree", "add", "--quiet", str(tmp_path / "tree"), "work")
    broken = write_tree(tmp_path / "broken", {".git/HEAD": "a" * 40, "docs/index.md": ""})
    empty = write_tree(tmp_path / "empty", {"docs/index.md": ""})
    run_git(empty, "init", "--quiet")
    for folder in ("tree", broken.name, empty.name):
        snapshot = take({"directory": folder}, history=9, versions=VersionPatterns())
        assert only(snapshot).history is None
        assert "docs/index.md" in only(snapshot).tree.files
        assert [(found.code, found.level) for found in snapshot.findings] == [("history-missing", Level.INFO)]


def test_without_git_a_folder_has_no_past(take: Take, pay: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One note says so, and versions that were asked for are missing."""
    monkeypatch.setenv("PATH", "/nowhere")
    snapshot = take({"directory": "pay"}, history=9)
    assert only(snapshot).tree.read("docs/index.md") == b"# Next\n"
    assert codes(snapshot) == ["history-missing", "version-missing"]
    assert "not installed" in snapshot.findings[0].message


def test_a_source_may_put_any_html_into_pages_when_the_operator_says_so(
    take: Take, pay: Path, tmp_path: Path
) -> None:
    """Its repositories carry the mark, its report says so at every run, and no other source has it."""
    write_tree(tmp_path / "other", {"docs/index.md": ""})
    allowed = {"dangerously_allow_raw_html": True}
    snapshot = take(
        {"git": "./pay", **allowed},
        {"directory": "pay", "layout": "repository", **allowed},
        {"directory": "other", "layout": "repository", "dangerously_allow_raw_html": False},
        {"directory": "gone", **allowed},
    )
    assert {each.repository.key: each.repository.raw_html for each in snapshot.repositories} == {
        "pay": True, "pay-2": True, "other": False,
    }  # fmt: skip
    notices = [report.notice for report in snapshot.sources]
    assert notices[0] == "may put any HTML into the pages of the portal (dangerously_allow_raw_html)"
    assert [bool(notice) for notice in notices] == [True, True, False, True]
