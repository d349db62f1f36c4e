"""What remotes and checkouts say of themselves."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callboard.sources import checkout_facts, repository_key, web_address
from trees import write_tree

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("url", "key", "address"),
    [
        ("https://git.acme.example/acme/pay.git", "acme/pay", "https://git.acme.example/acme/pay"),
        (
            "https://token:x@git.acme.example:8443/acme/pay",
            "acme/pay",
            "https://git.acme.example:8443/acme/pay",
        ),
        ("ssh://git@git.acme.example:22/acme/pay.git", "acme/pay", "https://git.acme.example/acme/pay"),
        ("git@git.acme.example:acme/sub/pay.git", "sub/pay", "https://git.acme.example/acme/sub/pay"),
        ("/srv/git/pay.git", "pay", ""),
        ("file:///srv/git/pay.git", "pay", ""),
        ("../pay", "pay", ""),
        ("C:\\git\\pay", "pay", ""),
        ("https://[bad/pay", "pay", ""),
    ],
)
def test_a_remote_has_a_key_and_an_address_without_credentials(url: str, key: str, address: str) -> None:
    """Both come from the URL alone; a local path has no address to browse."""
    assert (repository_key(url), web_address(url)) == (key, address)


def test_a_checkout_is_read_from_its_files(tmp_path: Path) -> None:
    """Commit, branch and origin come out without running git in a stranger's folder."""
    write_tree(
        tmp_path,
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            ".git/refs/heads/main": f"{COMMIT}\n",
            ".git/config": '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://h.example/a/b.git\n',
        },
    )
    assert checkout_facts(tmp_path) == (COMMIT, "main", "https://h.example/a/b.git")


def test_packed_and_detached_heads_are_understood(tmp_path: Path) -> None:
    """A ref may live in packed-refs, and HEAD may be a commit itself."""
    write_tree(
        tmp_path,
        {".git/HEAD": "ref: refs/heads/main", ".git/packed-refs": f"# pack-refs\n{COMMIT} refs/heads/main\n"},
    )
    assert checkout_facts(tmp_path) == (COMMIT, "main", "")
    (tmp_path / ".git" / "HEAD").write_text(COMMIT)
    assert checkout_facts(tmp_path) == (COMMIT, "", "")


def test_a_branch_name_cannot_read_another_file(tmp_path: Path) -> None:
    """What is not a commit is not told."""
    write_tree(tmp_path, {"secret": COMMIT, ".git/HEAD": "ref: refs/heads/../../../secret"})
    assert checkout_facts(tmp_path) == ("", "", "")


def test_the_git_folder_of_somebody_else_is_not_read(tmp_path: Path) -> None:
    """A link in its place leads to a repository that nobody listed."""
    write_tree(tmp_path, {"other/.git/HEAD": COMMIT})
    folder = write_tree(tmp_path / "folder", {"README.md": ""})
    (folder / ".git").symlink_to(tmp_path / "other" / ".git")
    assert checkout_facts(folder) == ("", "", "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
@pytest.mark.parametrize("name", ["HEAD", "packed-refs", "config", "refs/heads/main"])
def test_a_pipe_in_the_git_folder_keeps_nobody_waiting(tmp_path: Path, name: str) -> None:
    """Only plain files are opened, and only their beginning is read."""
    write_tree(tmp_path, {".git/HEAD": "ref: refs/heads/main\n"})
    pipe = tmp_path / ".git" / name
    pipe.parent.mkdir(parents=True, exist_ok=True)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    assert checkout_facts(tmp_path) == ("", "" if name == "HEAD" else "main", "")


def test_a_plain_folder_has_no_facts(tmp_path: Path) -> None:
    """Nothing is guessed."""
    assert checkout_facts(tmp_path) == ("", "", "")
