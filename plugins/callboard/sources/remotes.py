"""What a remote's address says: a key to name the repository by, and where people browse it."""

from __future__ import annotations

import configparser
import re
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from callboard.errors import SourceError

# user@host:path, the form ssh remotes are mostly written in (git-clone(1), "GIT URLS").
_SCP_LIKE: Final = re.compile(r"(?:[^@/:]+@)?(?P<host>[A-Za-z0-9.-]+):(?P<path>[^/].*)")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d+)?")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
# As git itself wants the names of branches, see git-check-ref-format(1).
_BRANCH: Final = re.compile(r"(?!.*\.\.)[^\x00-\x20\x7f~^:?*\[\\]{1,250}")
# See gitrepository-layout(5): the parts that git looks into, and those that have it look elsewhere.
_OWN: Final = ("HEAD", "config", "objects", "objects/info", "objects/pack", "packed-refs", "refs", "shallow")
_LEADING_ELSEWHERE: Final = ("commondir", "gitdir", "objects/info/alternates", "objects/info/http-alternates")
_HEAD_BYTES: Final = 1024
_LIST_BYTES: Final = 4 << 20


def repository_key(url: str) -> str:
    """`owner/name` from a remote URL or path, without `.git`; just the name where there is no owner."""
    path = _host_and_path(url)[1]
    parts = [part for part in path.removesuffix(".git").strip("/").split("/") if part not in {"", ".", ".."}]
    local = not _host_and_path(url)[0]
    return "/".join(parts[-1:] if local else parts[-2:]) or "repository"


def web_address(url: str) -> str:
    """Where people browse a remote, without credentials; `""` when it is not on a host."""
    host, path = _host_and_path(url)
    if not host or not _HOST.fullmatch(host):
        return ""
    return f"https://{host}/{path.strip('/').removesuffix('.git')}"


def _host_and_path(url: str) -> tuple[str, str]:
    if "://" in url:
        try:
            parts = urlsplit(url)
            port = f":{parts.port}" if parts.port and parts.scheme == "https" else ""
        except ValueError:
            return "", url
        return (f"{parts.hostname}{port}" if parts.hostname else ""), parts.path
    scp = _SCP_LIKE.fullmatch(url)
    # A drive letter is not a host.
    if scp and len(scp["host"]) > 1:
        return scp["host"], scp["path"]
    return "", url.replace("\\", "/")


def checkout_facts(folder: Path) -> tuple[str, str, str]:
    """Commit, branch and origin URL of a checkout, read from its files; `""` for what is not known.

    No git program is run in the folder: its configuration belongs to the repository, and git would obey it.
    """
    git = folder / ".git"
    if git.is_symlink() or not git.exists():
        return "", "", ""
    head = _line(git / "HEAD")
    branch = head.removeprefix("ref: refs/heads/")
    if branch != head and _BRANCH.fullmatch(branch):
        commit = _line(git / "refs" / "heads" / branch) or _packed(git, f"refs/heads/{branch}")
    else:
        branch, commit = "", head
    return (commit if _COMMIT.fullmatch(commit) else ""), branch, _origin_url(git / "config")


def own_git_folder(folder: Path) -> Path | None:
    """The `.git` of a folder that git may read refs and commits from, None where there is none.

    All of it lies in it, so that whoever fills the folder can publish no other repository of this machine.

    Raises:
        SourceError: it is a link or a file, or leads elsewhere.
    """
    git = folder / ".git"
    if not git.exists() and not git.is_symlink():
        return None
    if git.is_symlink() or not git.is_dir():
        raise SourceError(".git is no folder of its own")
    for name in _LEADING_ELSEWHERE:
        if (git / name).exists() or (git / name).is_symlink():
            raise SourceError(f".git/{name} leads to another repository")
    for name in _OWN:
        if (git / name).is_symlink():
            raise SourceError(f".git/{name} is a link")
    return git


def _line(path: Path) -> str:
    return _text(path, _HEAD_BYTES).strip()


def _text(path: Path, size: int) -> str:
    """The beginning of a plain file, `""` where there is none: whoever wrote it may have put a pipe there."""
    try:
        if path.is_symlink() or not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(size).decode("utf-8", "replace")
    except OSError:
        return ""


def _packed(git: Path, ref: str) -> str:
    lines = _text(git / "packed-refs", _LIST_BYTES).splitlines()
    return next((line.partition(" ")[0] for line in lines if line.endswith(f" {ref}")), "")


def _origin_url(path: Path) -> str:
    reader = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    try:
        # git indents its keys, which configparser would read as continued values.
        reader.read_string("\n".join(line.strip() for line in _text(path, _LIST_BYTES).splitlines()))
    except configparser.Error:
        return ""
    return reader.get('remote "origin"', "url", fallback="") or ""
