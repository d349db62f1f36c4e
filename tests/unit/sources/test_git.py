"""Git repositories read as blobs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.errors import SourceError
from callboard.sources import GitMirrors, TreeLimits
from trees import write_tree

pytestmark = pytest.mark.git


@pytest.fixture(name="mirrors")
def _mirrors(tmp_path: Path) -> Iterator[GitMirrors]:
    mirrors = GitMirrors(tmp_path / "mirrors")
    yield mirrors
    mirrors.close()


@pytest.fixture(name="remote")
def _remote(tmp_path: Path, run_git: Callable[..., str]) -> Path:
    remote = tmp_path / "remote"
    write_tree(remote, {"catalog-info.yaml": "kind: Component\n", "docs/index.md": "# Hello\n"})
    run_git(remote, "init", "--quiet", "--initial-branch=trunk")
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "One")
    return remote


def test_a_remote_is_read_at_one_commit(
    mirrors: GitMirrors, remote: Path, run_git: Callable[..., str]
) -> None:
    """Files, commit and branch are those of the default branch."""
    checkout = mirrors.fetch(str(remote))
    tree, refused = mirrors.tree(checkout)
    assert (checkout.commit, checkout.branch, checkout.stale) == (
        run_git(remote, "rev-parse", "HEAD"),
        "trunk",
        "",
    )
    assert list(tree.files) == ["catalog-info.yaml", "docs/index.md"]
    assert tree.read("docs/index.md") == b"# Hello\n"
    assert refused == ()
    assert not list(mirrors.root.rglob("index.md"))


def test_a_bare_repository_and_a_named_ref_are_read(
    mirrors: GitMirrors, remote: Path, tmp_path: Path, run_git: Callable[..., str]
) -> None:
    """A branch other than the default one can be named."""
    run_git(remote, "switch", "--quiet", "-c", "next")
    (remote / "new.md").write_text("new")
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "Two")
    run_git(remote, "switch", "--quiet", "trunk")
    run_git(tmp_path, "clone", "--quiet", "--bare", str(remote), "bare.git")
    bare = str(tmp_path / "bare.git")
    assert "new.md" not in mirrors.tree(mirrors.fetch(bare))[0].files
    assert mirrors.tree(mirrors.fetch(bare, "next"))[0].read("new.md") == b"new"


def test_links_and_submodules_never_come_to_exist(
    mirrors: GitMirrors, remote: Path, run_git: Callable[..., str]
) -> None:
    """Only regular blobs are files; the rest is refused with a reason."""
    (remote / "link.md").symlink_to("/etc/passwd")
    run_git(remote, "add", ".")
    commit = run_git(remote, "rev-parse", "HEAD")
    run_git(remote, "update-index", "--add", "--cacheinfo", f"160000,{commit},module")
    run_git(remote, "commit", "--quiet", "-m", "Links")
    tree, refused = mirrors.tree(mirrors.fetch(str(remote)))
    assert list(tree.files) == ["catalog-info.yaml", "docs/index.md"]
    assert refused == (("link.md", "it is a symbolic link"), ("module", "it is a submodule"))


def test_a_new_commit_is_seen_and_limits_hold(
    mirrors: GitMirrors, remote: Path, run_git: Callable[..., str]
) -> None:
    """The second fetch brings the new commit; a file over the limit is refused."""
    mirrors.fetch(str(remote))
    (remote / "big.md").write_text("x" * 50)
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "Big")
    tree, refused = mirrors.tree(mirrors.fetch(str(remote)), TreeLimits(file_bytes=40))
    assert "big.md" not in tree.files
    assert refused[0][0] == "big.md"


def test_a_remote_that_went_away_leaves_the_last_commit(
    mirrors: GitMirrors, remote: Path, tmp_path: Path
) -> None:
    """The last good content stays readable, and says why it is stale."""
    before = mirrors.fetch(str(remote))
    remote.rename(tmp_path / "moved")
    after = mirrors.fetch(str(remote))
    assert after.commit == before.commit
    assert after.stale
    assert mirrors.tree(after)[0].read("catalog-info.yaml")


def test_a_remote_that_never_answered_is_a_source_error(mirrors: GitMirrors, tmp_path: Path) -> None:
    """One sentence, in git's own words."""
    with pytest.raises(SourceError, match="git ls-remote failed"):
        mirrors.fetch(str(tmp_path / "nowhere"))


def test_an_offline_run_asks_nobody(mirrors: GitMirrors, remote: Path, tmp_path: Path) -> None:
    """What was fetched is used; what never was is an error."""
    mirrors.fetch(str(remote))
    remote.rename(tmp_path / "moved")
    assert mirrors.fetch(str(remote), offline=True).stale == "this run is offline"
    with pytest.raises(SourceError, match="offline"):
        mirrors.fetch("https://git.acme.example/never.git", offline=True)


@pytest.mark.parametrize(
    "url", ["ext::sh -c touch% pwned", "--upload-pack=touch pwned", "ssh://-oProxyCommand=touch/x"]
)
def test_a_remote_cannot_be_a_command(mirrors: GitMirrors, url: str, tmp_path: Path) -> None:
    """Transports that run programs are off, and a name never becomes an option (CVE-2017-1000117)."""
    with pytest.raises(SourceError):
        mirrors.fetch(url)
    assert not list(tmp_path.rglob("pwned*"))


def test_a_ref_cannot_be_an_option(mirrors: GitMirrors, remote: Path) -> None:
    """A ref that starts with a dash is no ref."""
    with pytest.raises(SourceError, match="is not the name"):
        mirrors.fetch(str(remote), "--upload-pack=touch pwned")


def test_credentials_are_not_told(mirrors: GitMirrors) -> None:
    """A token in a URL never reaches a message."""
    with pytest.raises(SourceError) as caught:
        mirrors.fetch("https://user:TOKEN-5c20@127.0.0.1:9/acme/pay.git")
    assert "TOKEN-5c20" not in str(caught.value)


def test_configuration_of_the_repository_is_not_obeyed(
    mirrors: GitMirrors, remote: Path, run_git: Callable[..., str], tmp_path: Path
) -> None:
    """A file monitor named in the repository's configuration is never run."""
    run_git(remote, "config", "core.fsmonitor", f"touch {tmp_path / 'pwned'}")
    mirrors.tree(mirrors.fetch(str(remote)))
    assert not (tmp_path / "pwned").exists()


def test_a_dangerous_list_of_submodules_costs_only_the_submodules(
    mirrors: GitMirrors, remote: Path, run_git: Callable[..., str]
) -> None:
    """What would harm a work tree is no reason to lose the pages: there is no work tree."""
    (remote / ".gitmodules").write_text(
        '[submodule "../../x"]\n\tpath = -u\n\turl = -u./payload\n\tupdate = !touch payload\n'
    )
    run_git(remote, "add", ".")
    run_git(remote, "commit", "--quiet", "-m", "Two")
    tree, _ = mirrors.tree(mirrors.fetch(str(remote)))
    assert "docs/index.md" in tree.files


def test_the_configuration_of_an_older_version_is_replaced(mirrors: GitMirrors, remote: Path) -> None:
    """What git is told comes from this version, whoever made the folder of mirrors."""
    mirrors.fetch(str(remote))
    configuration = mirrors.root / "gitconfig"
    written = configuration.read_text()
    configuration.write_text("[safe]\n")
    mirrors.git.run(["version"])
    assert configuration.read_text() == written


def test_readers_end_although_a_copy_of_the_process_holds_their_pipes(
    mirrors: GitMirrors, remote: Path
) -> None:
    """Workers are copied while trees are read; they must not keep the readers from ending, nor the build."""
    tree, _ = mirrors.tree(mirrors.fetch(str(remote)))
    assert tree.read("catalog-info.yaml")
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        time.sleep(20)
        os._exit(0)
    try:
        mirrors.close()
        assert time.monotonic() - started < 10
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert tree.read("catalog-info.yaml")
