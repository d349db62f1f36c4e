"""A repository that has not changed is not asked, fetched or listed again; a folder is known by its digest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.errors import SourceError
from callboard.sources import GitMirrors, TreeLimits, open_directory, remote_refs
from callboard.sources.git_program import GitProgram
from trees import write_tree

RunGit = Callable[..., str]
LONG_AGO = 1_600_000_000


@pytest.fixture(name="mirrors")
def _mirrors(tmp_path: Path) -> Iterator[GitMirrors]:
    mirrors = GitMirrors(tmp_path / "mirrors")
    yield mirrors
    mirrors.close()


@pytest.fixture(name="remote")
def _remote(tmp_path: Path, run_git: RunGit) -> Path:
    remote = write_tree(tmp_path / "remote", {"docs/index.md": "# Hello\n"})
    run_git(remote, "init", "--quiet", "--initial-branch=trunk")
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "One")
    return remote


@pytest.fixture(name="verbs")
def _verbs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The git commands that are run and waited for."""
    run, verbs = GitProgram.run, list[str]()

    def noted(self: GitProgram, arguments: list[str], **rest: object) -> bytes:
        verbs.append(arguments[0])
        return run(self, arguments, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(GitProgram, "run", noted)
    return verbs


@pytest.fixture(name="far")
def _far(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the remote were on another machine."""
    monkeypatch.setattr(remote_refs, "read_local", lambda *_, **__: None)


@pytest.mark.git
def test_a_remote_here_that_has_not_changed_starts_no_process(
    mirrors: GitMirrors, remote: Path, verbs: list[str]
) -> None:
    """Neither to ask it nor to list its files; the next commit is seen."""
    first = mirrors.tree(mirrors.fetch(str(remote)))
    verbs.clear()
    current = mirrors.current(str(remote))
    assert current == mirrors.fetch(str(remote))
    assert current is not None
    tree = mirrors.listed_tree(current)
    assert tree is not None
    assert (tree.files, tree.refused) == (first[0].files, first[1])
    assert verbs == []
    assert tree.read("docs/index.md") == b"# Hello\n"


@pytest.mark.git
@pytest.mark.usefixtures("far")
def test_a_remote_elsewhere_is_asked_once(mirrors: GitMirrors, remote: Path, verbs: list[str]) -> None:
    """Its tags and branches come with the same answer."""
    checkout = mirrors.fetch(str(remote), refs=True)
    assert verbs == ["ls-remote", "init", "fetch", "rev-parse"]
    assert checkout.refs is not None
    assert [ref.path for ref in checkout.refs] == ["refs/heads/trunk"]
    verbs.clear()
    assert mirrors.current(str(remote), refs=True) is None
    assert mirrors.fetch(str(remote), refs=True) == checkout
    assert verbs == ["ls-remote"]


@pytest.mark.git
def test_a_new_commit_and_another_branch_are_seen(mirrors: GitMirrors, remote: Path, run_git: RunGit) -> None:
    """As soon as they are there."""
    first = mirrors.fetch(str(remote))
    run_git(remote, "commit", "--quiet", "--allow-empty", "-m", "Two")
    assert mirrors.current(str(remote)) is None
    second = mirrors.fetch(str(remote))
    assert second.commit == run_git(remote, "rev-parse", "HEAD") != first.commit
    run_git(remote, "switch", "--quiet", "-c", "next")
    assert mirrors.fetch(str(remote)).branch == "next"
    assert mirrors.fetch(str(remote), offline=True).branch == "next"


@pytest.mark.git
@pytest.mark.usefixtures("far")
def test_a_commit_by_its_name_is_never_asked_for_again(
    mirrors: GitMirrors, remote: Path, verbs: list[str], run_git: RunGit
) -> None:
    """It cannot become another one."""
    commit = run_git(remote, "rev-parse", "HEAD")
    run_git(remote, "commit", "--quiet", "--allow-empty", "-m", "Two")
    assert mirrors.fetch(str(remote), commit).commit == commit
    assert "ls-remote" not in verbs
    verbs.clear()
    assert mirrors.current(str(remote), commit) == mirrors.fetch(str(remote), commit)
    assert verbs == []


@pytest.mark.git
def test_an_annotated_tag_is_not_fetched_again(
    mirrors: GitMirrors, remote: Path, verbs: list[str], run_git: RunGit
) -> None:
    """The remote names the tag, the checkout the commit that it stands for."""
    run_git(remote, "tag", "-a", "-m", "x", "v1")
    checkout = mirrors.fetch(str(remote), "v1")
    assert checkout.commit == run_git(remote, "rev-parse", "HEAD") != run_git(remote, "rev-parse", "v1")
    verbs.clear()
    assert mirrors.fetch(str(remote), "v1") == checkout
    assert verbs == []


@pytest.mark.git
@pytest.mark.parametrize(
    "damage", [b"", b"[1, 2]", b'{"object": 1}', b"\xff", b'{"object":"a","commit":"../x","branch":""}']
)
def test_a_damaged_state_is_no_state(mirrors: GitMirrors, remote: Path, damage: bytes) -> None:
    """The remote is fetched as if for the first time; offline there is nothing."""
    checkout = mirrors.fetch(str(remote))
    (checkout.mirror / "callboard.json").write_bytes(damage)
    with pytest.raises(SourceError, match="never fetched"):
        mirrors.fetch(str(remote), offline=True)
    assert mirrors.fetch(str(remote)) == checkout


@pytest.mark.git
def test_a_state_without_its_objects_is_no_state(mirrors: GitMirrors, remote: Path) -> None:
    """A cache may have been copied in part."""
    checkout = mirrors.fetch(str(remote))
    (checkout.mirror / "refs" / "callboard" / "head").unlink()
    assert mirrors.current(str(remote)) is None
    assert mirrors.fetch(str(remote)) == checkout
    assert mirrors.current(str(remote)) == checkout


@pytest.mark.git
def test_no_address_is_kept(mirrors: GitMirrors, remote: Path) -> None:
    """It may carry credentials."""
    mirrors.fetch(f"file://{remote}", refs=True)
    told = [
        path
        for path in mirrors.root.rglob("*")
        if path.is_file() and str(remote).encode() in path.read_bytes()
    ]
    assert told == []


@pytest.mark.git
def test_a_listing_that_cannot_be_used_is_made_again(
    mirrors: GitMirrors, remote: Path, verbs: list[str]
) -> None:
    """Damaged, of other limits, or with a path that no listing of ours has."""
    checkout = mirrors.fetch(str(remote))
    files = mirrors.tree(checkout)[0].files
    (kept,) = checkout.mirror.glob("callboard-files-*.json")
    maker, rows, refused = json.loads(kept.read_bytes())
    bad = [b"", b"{", b"null", json.dumps([maker, [["../x", 1, rows[0][2]]], refused]).encode()]
    for damage in [*bad, json.dumps([maker, [[1, 1, "a"]], refused]).encode()]:
        kept.write_bytes(damage)
        verbs.clear()
        tree = mirrors.listed_tree(checkout)
        assert tree is not None
        assert tree.files == files
        assert verbs == ["ls-tree"]
    assert "docs/index.md" not in mirrors.tree(checkout, TreeLimits(file_bytes=2))[0].files


def fingerprint(folder: Path) -> str:
    """The digest of a folder."""
    return open_directory(folder)[0].fingerprint


def old(folder: Path) -> None:
    """Have all files changed long ago, as far as anybody can say so."""
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_a_folder_is_the_same_until_something_in_it_is_not(tmp_path: Path) -> None:
    """A file more, a file less, other content, another name; a file that nobody reads changes nothing."""
    folder = write_tree(tmp_path / "a", {"docs/index.md": "one", "x.md": "x"})
    seen = [fingerprint(folder)]
    assert seen[0] == fingerprint(folder) != ""
    for path, text in [("docs/new.md", "new"), ("x.md", "y"), ("docs/index.md", "longer")]:
        write_tree(folder, {path: text})
        seen.append(fingerprint(folder))
    (folder / "x.md").rename(folder / "y.md")
    seen.append(fingerprint(folder))
    (folder / "y.md").unlink()
    seen.append(fingerprint(folder))
    assert len(set(seen)) == 6
    write_tree(folder, {"node_modules/x.md": "x", ".git/HEAD": "x"})
    assert fingerprint(folder) == seen[-1]


def test_a_change_within_a_tick_of_the_clock_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file system says the same of two contents: what was just written is told by its content."""
    folder = write_tree(tmp_path / "a", {"x.md": "one"})
    real = (folder / "x.md").stat()
    seen = []
    for text in ("one", "two", "one"):
        (folder / "x.md").write_text(text)
        monkeypatch.setattr("callboard.sources.directory._status", lambda _: real)
        seen.append(fingerprint(folder))
    assert seen[0] == seen[2] != seen[1]


def test_what_was_written_long_ago_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only then is a folder cheap; a time set back does not hide a change, for a file system notes that, too."""
    folder = write_tree(tmp_path / "a", {"x.md": "one"})
    old(folder)
    before = fingerprint(folder)
    write_tree(folder, {"x.md": "two"})
    old(folder)
    assert fingerprint(folder) != before
    later = (folder / "x.md").stat().st_ctime_ns + 60_000_000_000
    monkeypatch.setattr("callboard.sources.directory.time.time_ns", lambda: later)
    monkeypatch.setattr("callboard.sources.directory.DirectoryTree.read", None)
    assert fingerprint(folder) == fingerprint(folder)
    write_tree(folder, {"y.md": "new"})
    monkeypatch.setattr("callboard.sources.directory.time.time_ns", lambda: LONG_AGO)
    with pytest.raises(TypeError):
        fingerprint(folder)
