"""Paths inside a repository, where `""` is its root."""

from __future__ import annotations

from posixpath import normpath


def folder_of(path: str) -> str:
    """The folder that a file is in."""
    return path.rpartition("/")[0]


def inside(folder: str, target: str) -> str | None:
    """The path that `target` means when it is written in `folder`; None when it leaves the repository.

    A leading `/` means the root of the repository.
    """
    path = normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/"))
    if path == ".." or path.startswith("../"):
        return None
    return "" if path == "." else path


def is_below(path: str, folder: str) -> bool:
    """Whether a path is in a folder, at any depth."""
    return not folder or path.startswith(f"{folder}/")
