"""When files last changed, read from real repositories."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.errors import SourceError
from callboard.model import History
from callboard.sources import GitMirrors, Histories, Remote, own_git_folder
from callboard.sources.git_program import GitProgram
from trees import write_tree

pytestmark = pytest.mark.git

Commit = Callable[..., int]
DAY = 86_400
FIRST_DAY = 1_700_000_000


@pytest.fixture(name="git")
def _git(tmp_path: Path) -> GitProgram:
    return GitProgram(tmp_path / "mirrors")


@pytest.fixture(name="remote")
def _remote(tmp_path: Path, run_git: Callable[..., str]) -> Path:
    remote = tmp_path / "remote"
    remote.mkdir()
    run_git(remote, "init", "--quiet", "--initial-branch=trunk")
    return remote


@pytest.fixture(name="commit")
def _commit(remote: Path, git_program: str, monkeypatch: pytest.MonkeyPatch) -> Commit:
    """Commit what lies in the remote's folder on a day by number, beginning with some files' new contents."""

    def commit(day: int, files: dict[str, str], *, at: str = "") -> int:
        write_tree(remote, files)
        seconds = FIRST_DAY + day * DAY
        person = {"NAME": "Test", "EMAIL": "test@acme.example", "DATE": at or f"{seconds} +0000"}
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in person.items()
            },
        }
        for arguments in (["add", "--all"], ["commit", "--quiet", "--allow-empty", "-m", str(day)]):
            subprocess.run([git_program, *arguments], cwd=remote, env=environment, check=True)
        return seconds

    return commit


@pytest.fixture(name="read")
def _read(git: GitProgram, remote: Path, run_git: Callable[..., str]) -> Callable[..., History]:
    def read(commits: int = 1000, *, offline: bool = False, url: str = "", ref: str = "") -> History:
        head = run_git(remote, "rev-parse", ref or "HEAD")
        return Histories(git).read(Remote(url or str(remote)), ref, head, commits=commits, offline=offline)

    return read


@pytest.fixture(name="verbs")
def _verbs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The git commands that are run from here on."""
    verbs: list[str] = []
    run, start = GitProgram.run, GitProgram.start

    def noted(real: Callable[..., object]) -> Callable[..., object]:
        def call(self: GitProgram, arguments: list[str], **rest: object) -> object:
            verbs.append(arguments[0])
            return real(self, arguments, **rest)

        return call

    monkeypatch.setattr(GitProgram, "run", noted(run))
    monkeypatch.setattr(GitProgram, "start", noted(start))
    return verbs


def test_a_file_changed_when_the_newest_commit_touched_it(
    commit: Commit, read: Callable[..., History]
) -> None:
    """A file that nobody touched since has the time of its first commit; what is gone is known, too."""
    first = commit(0, {"a.md": "1", "docs/bä r.md": "1", "gone.md": "1"})
    second = commit(1, {"a.md": "2"})
    assert read() == History({"a.md": second, "docs/bä r.md": first, "gone.md": first}, first, complete=True)


def test_a_removed_and_a_renamed_file_changed_then(
    remote: Path, commit: Commit, read: Callable[..., History]
) -> None:
    """A rename is a change of both names."""
    commit(0, {"old.md": "a\nb\nc\n", "gone.md": "1"})
    (remote / "old.md").rename(remote / "new.md")
    (remote / "gone.md").unlink()
    second = commit(1, {})
    assert read().changed == dict.fromkeys(("gone.md", "new.md", "old.md"), second)


def test_a_merge_changes_only_what_it_brings_itself(
    remote: Path, commit: Commit, read: Callable[..., History], run_git: Callable[..., str]
) -> None:
    """What was merged has the time at which it was written on its branch."""
    commit(0, {"main.md": "1", "side.md": "1", "both.md": "1"})
    run_git(remote, "switch", "--quiet", "-c", "side")
    on_side = commit(1, {"side.md": "2", "both.md": "2"})
    run_git(remote, "switch", "--quiet", "trunk")
    on_main = commit(2, {"main.md": "2"})
    run_git(remote, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    merged = commit(3, {"both.md": "both"})
    assert read().changed == {"main.md": on_main, "side.md": on_side, "both.md": merged}


@pytest.mark.parametrize("local", [False, True])
def test_what_lies_behind_the_last_commit_that_is_read_is_older(
    *, remote: Path, commit: Commit, read: Callable[..., History], git: GitProgram, local: bool
) -> None:
    """The commit at the edge seems to have made all its files, and is good for its time only."""
    times = [commit(day, {f"{day}.md": "1", "same.md": str(day // 3)}) for day in range(5)]
    url = str(remote) if local else remote.as_uri()
    assert read(2, url=url) == History(
        {"3.md": times[3], "4.md": times[4], "same.md": times[3]}, times[2], complete=False
    )
    assert read(5, url=url).complete
    assert read(1, url=url) == History({"4.md": times[4]}, times[3], complete=False)


def test_of_several_edges_the_newest_counts(
    remote: Path, commit: Commit, read: Callable[..., History], run_git: Callable[..., str]
) -> None:
    """A file may have come from any of them, so it is only as old as the youngest says."""
    commit(0, {"a.md": "1"})
    run_git(remote, "switch", "--quiet", "-c", "side")
    commit(1, {"old.md": "1"})
    commit(2, {"side.md": "1"})
    run_git(remote, "switch", "--quiet", "trunk")
    commit(3, {"young.md": "1"})
    edge = commit(4, {"younger.md": "1"})
    commit(5, {"main.md": "1"})
    run_git(remote, "merge", "--quiet", "--no-ff", "-m", "merge", "side")
    assert read(2).since == edge


def test_no_contents_are_fetched_and_no_file_exists(
    git: GitProgram, remote: Path, commit: Commit, read: Callable[..., History]
) -> None:
    """The mirror has commits and folders and nothing else, from a path as from an address."""
    commit(0, {"a.md": "1", "docs/b.md": "2"})
    read(url=remote.as_uri())
    (mirror,) = git.root.glob("history-*")
    objects = (
        git.run(["cat-file", "--batch-check", "--batch-all-objects"], mirror=mirror).decode().split("\n")
    )
    assert sorted(line.split()[1] for line in objects if line) == ["commit", "tree", "tree"]


def test_a_server_that_cannot_leave_contents_out_serves_too(
    git: GitProgram, remote: Path, commit: Commit, read: Callable[..., History], run_git: Callable[..., str]
) -> None:
    """It sends everything, and the history is the same."""
    run_git(remote, "config", "uploadpack.allowFilter", "false")
    at = commit(0, {"a.md": "1"})
    assert read().changed == {"a.md": at}
    (mirror,) = git.root.glob("history-*")
    assert b"blob" in git.run(["cat-file", "--batch-check", "--batch-all-objects"], mirror=mirror)


def test_a_repository_that_did_not_change_runs_no_git(
    commit: Commit, read: Callable[..., History], verbs: list[str]
) -> None:
    """What was read of a commit is kept beside it; a new commit, or another depth, is a reason to look."""
    commit(0, {"a.md": "1"})
    first = read()
    assert verbs == ["init", "fetch", "log"]
    verbs.clear()
    assert read() == first
    assert verbs == []
    second = commit(1, {"a.md": "2"})
    assert read().changed == {"a.md": second}
    assert read(1).changed == {"a.md": second}
    assert verbs == ["fetch", "log"] * 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"[]", b"{", b'{"commits":1000,"changed":{"a.md":"x"},"since":1,"complete":true}', b"[" * 100_000],
)
def test_what_was_kept_and_is_damaged_is_read_again(
    git: GitProgram, commit: Commit, read: Callable[..., History], damage: bytes
) -> None:
    """A damaged file counts as none."""
    at = commit(0, {"a.md": "1"})
    read()
    (kept,) = git.root.glob("history-*/callboard-history-*.json")
    kept.write_bytes(damage)
    assert read().changed == {"a.md": at}


def test_one_file_is_kept_for_a_mirror(git: GitProgram, commit: Commit, read: Callable[..., History]) -> None:
    """What is known of an older commit goes."""
    for day in range(3):
        commit(day, {"a.md": str(day)})
        read()
    assert len(list(git.root.glob("history-*/callboard-history-*.json"))) == 1


def test_an_offline_run_uses_what_was_fetched(
    remote: Path, tmp_path: Path, commit: Commit, read: Callable[..., History], verbs: list[str]
) -> None:
    """What never was is an error, and nobody is asked."""
    commit(0, {"a.md": "1"})
    with pytest.raises(SourceError, match="never fetched"):
        read(offline=True)
    assert verbs == []
    known = read(5)
    verbs.clear()
    assert read(5, offline=True) == known
    assert read(6, offline=True).changed == known.changed
    assert "fetch" not in verbs


def test_a_broken_mirror_is_begun_anew(git: GitProgram, commit: Commit, read: Callable[..., History]) -> None:
    """The run that finds it broken has no history, the next one has."""
    at = commit(0, {"a.md": "1"})
    read()
    (mirror,) = git.root.glob("history-*")
    for place in [*mirror.glob("callboard-history-*"), *mirror.glob("objects/pack/*.pack")]:
        place.unlink()
    with pytest.raises(SourceError):
        read(offline=True)
    assert read().changed == {"a.md": at}


def test_a_mirror_of_many_packs_is_begun_anew(
    git: GitProgram, commit: Commit, read: Callable[..., History], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night's fetch each for years does not slow the reading down."""
    monkeypatch.setattr("callboard.sources.history._MOST_PACKS", 1)
    for day in range(4):
        commit(day, {"a.md": str(day)})
        assert len(read().changed) == 1
        assert len(list(git.root.glob("history-*/objects/pack/*.pack"))) <= 2


def test_times_before_1970_and_after_today_are_not_believed(
    commit: Commit, read: Callable[..., History]
) -> None:
    """Nothing changed tomorrow, whatever the clock of a committer said."""
    commit(0, {"future.md": "1"}, at="@4102444800 +0000")
    before = int(time.time())
    history = read()
    assert before <= history.changed["future.md"] <= int(time.time())
    assert history.since >= 0


def test_a_branch_has_a_history_of_its_own(
    remote: Path, commit: Commit, read: Callable[..., History], run_git: Callable[..., str]
) -> None:
    """It is fetched by its name."""
    commit(0, {"a.md": "1"})
    run_git(remote, "switch", "--quiet", "-c", "next/one")
    at = commit(1, {"b.md": "1"})
    run_git(remote, "switch", "--quiet", "trunk")
    assert read(ref="next/one").changed["b.md"] == at
    assert "b.md" not in read().changed


def test_credentials_are_neither_told_nor_on_disk(git: GitProgram) -> None:
    """A token in a URL is in no message and in no file, though the fetch began."""
    url = "https://user:TOKEN-5c20@127.0.0.1:9/acme/pay.git"
    with pytest.raises(SourceError) as caught:
        Histories(git).read(Remote(url), "", "a" * 40, commits=10)
    assert "TOKEN-5c20" not in str(caught.value)
    _assert_nowhere(git.root, b"TOKEN-5c20")


def test_nothing_of_an_address_stays_on_disk(
    git: GitProgram, remote: Path, commit: Commit, read: Callable[..., History]
) -> None:
    """A fetch that leaves contents out makes git note its remote; it notes a name that says nothing."""
    commit(0, {"a.md": "1"})
    read(url=remote.as_uri())
    read(url=remote.as_uri())
    _assert_nowhere(git.root, remote.as_uri().encode())


def _assert_nowhere(root: Path, words: bytes) -> None:
    files = [path for path in root.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if words in path.read_bytes()] == []


def _hostile(remote: Path, marker: Path, run_git: Callable[..., str]) -> None:
    """Everything in a `.git` that makes git run something, for some command or other."""
    command = f"touch {marker}"
    for key, value in {
        "core.fsmonitor": command,
        "core.sshCommand": command,
        "core.gitProxy": command,
        "core.pager": command,
        "core.alternateRefsCommand": command,
        "core.hooksPath": str(remote / "hooks"),
        "uploadpack.packObjectsHook": command,
        "log.showSignature": "true",
        "gpg.program": command,
        "diff.external": command,
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "remote.evil.url": f"ext::sh -c touch% {marker}",
        "remote.evil.promisor": "true",
        "remote.ssh.url": "ssh://127.0.0.1:9/x",
        "remote.ssh.promisor": "true",
        "remote.local.url": str(remote),
        "remote.local.promisor": "true",
        "remote.local.uploadpack": f"{command};",
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "evil",
    }.items():
        run_git(remote, "config", key, value)
    for folder in (remote / "hooks", remote / ".git" / "hooks"):
        write_tree(
            folder,
            dict.fromkeys(
                ("post-upload-pack", "pre-auto-gc", "reference-transaction"), f"#!/bin/sh\n{command}\n"
            ),
        )
        for hook in folder.iterdir():
            hook.chmod(0o755)


@pytest.mark.parametrize("lacking", [False, True])
def test_nothing_that_a_git_folder_asks_for_is_run(
    *,
    tmp_path: Path,
    remote: Path,
    commit: Commit,
    run_git: Callable[..., str],
    git: GitProgram,
    lacking: bool,
) -> None:
    """Neither its own settings nor the remotes it names for what it lacks start a program."""
    commit(0, {"a.md": "1", "b.md": "1"})
    at = commit(1, {"a.md": "2"})
    head = run_git(remote, "rev-parse", "HEAD")
    tree = run_git(remote, "rev-parse", "HEAD^{tree}")
    _hostile(remote, tmp_path / "pwned", run_git)
    if lacking:
        (remote / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    folder = own_git_folder(remote)
    assert folder is not None
    try:
        assert (
            Histories(git).read(Remote(str(folder), folder=True), "", head, commits=9).changed["a.md"] == at
        )
    except SourceError:
        assert lacking
    assert not (tmp_path / "pwned").exists()


def test_a_git_folder_in_the_git_folder_is_not_taken_for_it(
    tmp_path: Path, remote: Path, commit: Commit, git: GitProgram, run_git: Callable[..., str]
) -> None:
    """Git would try `.git/.git` first, which may lead to another repository of this machine."""
    at = commit(0, {"a.md": "1"})
    other = tmp_path / "other"
    run_git(tmp_path, "clone", "--quiet", str(remote), str(other))
    write_tree(other, {"secret.md": "CANARY"})
    run_git(other, "add", ".")
    run_git(other, "commit", "--quiet", "-m", "Secret")
    (remote / ".git" / ".git").write_text(f"gitdir: {other / '.git'}\n")
    head = run_git(remote, "rev-parse", "HEAD")
    history = Histories(git).read(Remote(str(remote / ".git"), folder=True), "", head, commits=9)
    assert history.changed == {"a.md": at}
    (mirror,) = git.root.glob("history-*")
    assert git.run(["rev-parse", "refs/callboard/history"], mirror=mirror).decode().strip() == head


@pytest.mark.parametrize("name", ["commondir", "gitdir", "objects/info/alternates"])
def test_a_git_folder_that_leads_elsewhere_is_refused(remote: Path, name: str) -> None:
    """Whoever fills a folder publishes nothing of another repository of this machine."""
    write_tree(remote / ".git", {name: "/srv/secret/.git"})
    with pytest.raises(SourceError, match="leads to another repository"):
        own_git_folder(remote)


@pytest.mark.parametrize("name", ["HEAD", "objects", "refs", "packed-refs"])
def test_a_git_folder_with_links_in_it_is_refused(tmp_path: Path, remote: Path, name: str) -> None:
    """A link is the other way to lead elsewhere."""
    place = remote / ".git" / name
    if place.exists():
        place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")
    with pytest.raises(SourceError, match=f"{name} is a link"):
        own_git_folder(remote)


def test_a_git_folder_that_is_none_is_refused_and_none_is_none(tmp_path: Path, remote: Path) -> None:
    """A linked work tree has a file of the name; a plain folder has nothing."""
    (tmp_path / "plain").mkdir()
    assert own_git_folder(tmp_path / "plain") is None
    write_tree(tmp_path / "tree", {".git": "gitdir: /srv/secret"})
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / ".git").symlink_to(remote / ".git")
    for name in ("tree", "linked"):
        with pytest.raises(SourceError, match="no folder of its own"):
            own_git_folder(tmp_path / name)


@pytest.fixture(name="mirrors")
def _mirrors(tmp_path: Path) -> Iterator[GitMirrors]:
    mirrors = GitMirrors(tmp_path / "mirrors")
    yield mirrors
    mirrors.close()


def test_histories_and_files_have_mirrors_of_their_own(
    mirrors: GitMirrors, remote: Path, commit: Commit, read: Callable[..., History]
) -> None:
    """A missing content is never met when a page is read."""
    commit(0, {"a.md": "1"})
    read()
    tree, _ = mirrors.tree(mirrors.fetch(str(remote)))
    assert tree.read("a.md") == b"1"
    assert len(list(mirrors.root.glob("*/HEAD"))) == 2
