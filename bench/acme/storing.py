"""Repositories on a disk: as plain folders, or as bare git repositories with their history."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from acme.plan import BRANCH
from acme.repositories import Commit, Repository

LAYOUTS = ("folders", "git")
_CONFIGURATION = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"


def store(folder: Path, repository: Repository, layout: str) -> None:
    """Write a new repository below `folder`."""
    if layout == "git":
        bare = folder / f"{repository.name}.git"
        _make_bare(bare)
        _import(bare, repository.commits, fresh=True)
        return
    for path, data in repository.files().items():
        _write(folder / repository.name / path, data)


def append(folder: Path, name: str, commit: Commit, layout: str) -> None:
    """Change a repository that is there."""
    if layout == "git":
        _import(folder / f"{name}.git", (commit,), fresh=False)
        return
    for path, data in commit.files.items():
        _write(folder / name / path, data)


def read(folder: Path, name: str, path: str, layout: str) -> bytes:
    """A file of a repository as it is now."""
    if layout == "git":
        command = ["git", "--git-dir", str(folder / f"{name}.git"), "cat-file", "blob", f"{BRANCH}:{path}"]
        return subprocess.run(command, check=True, capture_output=True).stdout
    return (folder / name / path).read_bytes()


def _make_bare(folder: Path) -> None:
    """What `git init --bare` makes that git needs, without a process of its own."""
    for part in ("objects", "refs"):
        (folder / part).mkdir(parents=True)
    (folder / "HEAD").write_text(f"ref: refs/heads/{BRANCH}\n")
    (folder / "config").write_text(_CONFIGURATION)


def _import(folder: Path, commits: Iterable[Commit], *, fresh: bool) -> None:
    """Write commits with one process and no work tree; the same commits have the same ids."""
    stream = bytearray()
    for number, commit in enumerate(commits):
        who = (
            f"{commit.author} <{commit.author.lower().replace(' ', '.')}@acme.example> {commit.seconds} +0000"
        )
        message = f"{commit.message}\n".encode()
        stream += f"commit refs/heads/{BRANCH}\nauthor {who}\ncommitter {who}\ndata {len(message)}\n".encode()
        stream += message
        if not fresh and number == 0:
            stream += f"from refs/heads/{BRANCH}^0\n".encode()
        for path, data in sorted(commit.files.items()):
            stream += f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n"
    command = ["git", "--git-dir", str(folder), "-c", "fastimport.unpackLimit=1", "fast-import", "--quiet"]
    subprocess.run(command, input=bytes(stream), check=True, capture_output=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
