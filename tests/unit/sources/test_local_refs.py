"""Refs read from the files of a repository are those that git would tell."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from callboard.sources.advertised import Advertised, questions, read_answer
from callboard.sources.git_program import GitProgram, Remote
from callboard.sources.local_refs import read_local
from trees import write_tree

pytestmark = pytest.mark.git

RunGit = Callable[..., str]
Ask = Callable[..., Advertised]


@pytest.fixture(name="remote")
def _remote(tmp_path: Path, run_git: RunGit) -> Path:
    """Branches and tags, half of them packed, and names that are folders of others."""
    remote = tmp_path / "remote"
    remote.mkdir()
    run_git(remote, "init", "--quiet", "--initial-branch=trunk")
    for number in range(3):
        write_tree(remote, {"docs/index.md": f"# {number}\n"})
        run_git(remote, "add", ".")
        run_git(remote, "commit", "--quiet", "-m", str(number))
        run_git(remote, "tag", f"light-{number}")
        run_git(remote, "tag", "-a", "-m", "x", f"v1.{number}")
    run_git(remote, "branch", "feature/a", "light-0")
    run_git(remote, "pack-refs", "--all")
    run_git(remote, "branch", "feature/b", "light-1")
    run_git(remote, "branch", "--force", "feature/a", "light-2")
    return remote


@pytest.fixture(name="ask")
def _ask(tmp_path: Path) -> Ask:
    git = GitProgram(tmp_path / "mirrors")

    def ask(remote: Remote, ref: str = "") -> Advertised:
        arguments = ["ls-remote", "--quiet", "--symref", "--", remote.name, *questions(ref, everything=True)]
        lines = git.run(arguments, remote=remote).decode().splitlines()
        return read_answer(lines, ref, everything=True)

    return ask


def objects(said: Advertised | None) -> list[tuple[str, str, str]]:
    """All that is said of the refs, their own objects included."""
    assert said is not None
    assert said.refs is not None
    return [(ref.path, ref.object, ref.commit) for ref in said.refs]


@pytest.mark.parametrize("ref", ["", "trunk", "feature/a", "v1.1", "light-0", "refs/heads/feature/b"])
@pytest.mark.parametrize("form", ["{}", "{}/.git", "file://{}"])
def test_the_files_say_what_git_says(remote: Path, ask: Ask, ref: str, form: str) -> None:
    """Loose refs go before packed ones, tags stand for their commits."""
    url = Remote(form.format(remote))
    said = read_local(url, ref, everything=True)
    assert said == ask(url, ref)
    assert objects(said) == objects(ask(url, ref))
    assert len(objects(said)) == 9


def test_a_bare_repository_is_read_the_same(remote: Path, tmp_path: Path, ask: Ask, run_git: RunGit) -> None:
    """Cloned, everything is packed."""
    run_git(tmp_path, "clone", "--quiet", "--bare", str(remote), "bare.git")
    url = Remote(str(tmp_path / "bare.git"))
    assert objects(read_local(url, "", everything=True)) == objects(ask(url))


def test_a_detached_head_has_no_branch(remote: Path, ask: Ask, run_git: RunGit) -> None:
    """It stands for a commit all the same."""
    run_git(remote, "checkout", "--quiet", "light-1")
    said = read_local(Remote(str(remote)), "", everything=False)
    assert said == Advertised(run_git(remote, "rev-parse", "light-1"), "")
    assert said.object == ask(Remote(str(remote))).object


def test_a_tag_that_is_not_packed_is_known_from_the_last_time(
    remote: Path, ask: Ask, run_git: RunGit
) -> None:
    """Whether it is annotated is in the object, which only git reads."""
    run_git(remote, "tag", "-a", "-m", "x", "v9")
    url = Remote(str(remote))
    assert read_local(url, "", everything=True) is None
    told = ask(url)
    assert objects(read_local(url, "", everything=True, known=told.refs or ())) == objects(told)
    assert read_local(url, "v9", everything=False) is not None


def test_a_ref_that_is_not_there_is_left_to_git(remote: Path) -> None:
    """It has the words for it."""
    assert read_local(Remote(str(remote)), "gone", everything=False) is None
    assert read_local(Remote(str(remote / "nowhere")), "", everything=False) is None
    assert read_local(Remote("https://git.acme.example/x.git"), "", everything=False) is None


@pytest.mark.parametrize(
    "files",
    [
        {"config": "[core]\n\tbare = false\n[transfer]\n\thideRefs = refs/heads/trunk\n"},
        {"config": "[include]\n\tpath = /etc/hidden\n"},
        {"config": "[extensions]\n\trefStorage = reftable\n"},
        {"commondir": "../../other/.git\n"},
        {"reftable/tables.list": ""},
        {"HEAD": "ref: refs/heads/../../../secret\n"},
        {"HEAD": "ref: HEAD\n"},
        {"refs/heads/trunk": "ref: refs/heads/feature/a\n"},
        {"refs/heads/trunk": "not an object\n"},
        {"packed-refs": "x" * 50},
        {"HEAD": "ref: refs/heads/" + "x" * 2000},
    ],
)
def test_what_is_unusual_is_left_to_git(remote: Path, files: dict[str, str]) -> None:
    """Only the common layout is understood."""
    (remote / ".git" / "packed-refs").unlink()
    write_tree(remote / ".git", files)
    assert read_local(Remote(str(remote)), "", everything=True) is None


@pytest.mark.parametrize("path", ["HEAD", "config", "refs/heads/trunk", "packed-refs"])
def test_neither_a_link_nor_a_pipe_is_read(remote: Path, tmp_path: Path, path: str, run_git: RunGit) -> None:
    """Whoever wrote the folder may have put one there."""
    run_git(remote, "commit", "--quiet", "--allow-empty", "-m", "loose")
    place = remote / ".git" / path
    place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")
    assert read_local(Remote(str(remote)), "", everything=True) is None
    place.unlink()
    os.mkfifo(place)
    assert read_local(Remote(str(remote)), "", everything=True) is None


def test_a_linked_work_tree_is_left_to_git(remote: Path, tmp_path: Path, run_git: RunGit) -> None:
    """Its `.git` is a file that leads elsewhere."""
    run_git(remote, "worktree", "add", "--quiet", str(tmp_path / "tree"), "feature/a")
    assert read_local(Remote(str(tmp_path / "tree")), "", everything=False) is None
