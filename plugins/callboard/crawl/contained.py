"""What git would act on in a repository: it does nothing here, and its owner should know that."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from callboard.findings import Finding, finding
from callboard.model import Repository

_MOST_TOLD: Final = 5


def contained(paths: Collection[str], repository: Repository) -> Iterator[Finding]:
    """A finding for submodules, for a large file storage of the repository's own, for repositories within.

    No work tree exists and git never runs in one, so none of them can do more than be told of.
    """
    if ".gitmodules" in paths:
        yield finding(
            "git-contained",
            "The repository has submodules, which are not read",
            repository.origin(".gitmodules"),
            hint="crawl them as sources of their own if their documentation is to be published",
        )
    if ".lfsconfig" in paths:
        message = "The repository names a large file storage, which is never asked"
        yield finding("git-contained", message, repository.origin(".lfsconfig"))
    for folder in sorted(_inner_repositories(paths))[:_MOST_TOLD]:
        message = f"{folder} holds a git repository of its own, which is never opened"
        yield finding("git-contained", message, repository.origin(f"{folder}/HEAD"))


def _inner_repositories(paths: Collection[str]) -> set[str]:
    """Folders that git would take for bare repositories (gitrepository-layout(5))."""
    heads = {path.removesuffix("/HEAD") for path in paths if path.endswith("/HEAD")}
    candidates = {folder for folder in heads if f"{folder}/config" in paths}
    if not candidates:
        return set()
    return {folder for folder in candidates if any(path.startswith(f"{folder}/objects/") for path in paths)}
