"""What is wrong with the files of a repository; of a commit it is found out once, and kept in its mirror."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from callboard.crawl.contained import contained
from callboard.findings import RULES, Finding, finding
from callboard.model import Repository, Tree
from callboard.sources import Checkout, GitMirrors, unsafe_path
from callboard.store import digest_of_code, write_atomically

_KEPT: Final = "callboard-told.json"
_REPORTED_REFUSALS: Final = 20
_READ_SUFFIXES: Final = (".yaml", ".yml", ".md", ".json", ".graphql", ".proto")


def told_of(repository: Repository, tree: Tree, refused: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """The findings about files that are left out, and about what git would act on."""
    return (*_refusals(repository, refused), *contained(tree.files.keys(), repository))


def told_of_checkout(
    repository: Repository, mirrors: GitMirrors, checkout: Checkout
) -> tuple[Tree, tuple[Finding, ...]]:
    """The tree of a commit and the findings about its files; nothing is listed that was listed before.

    Raises:
        SourceError: the files cannot be listed.
    """
    place = checkout.mirror / _KEPT
    tree, told = mirrors.listed_tree(checkout), _load(place, repository)
    if tree is not None and told is not None:
        return tree, told
    listed, refused = mirrors.tree(checkout)
    told = told_of(repository, listed, refused)
    rows = [[found.code, found.message, found.origin.path, found.hint] for found in told]
    write_atomically(place, json.dumps([_maker(), repository.commit, rows]).encode())
    return listed, told


def _load(place: Path, repository: Repository) -> tuple[Finding, ...] | None:
    try:
        maker, commit, rows = json.loads(place.read_bytes())
        if (maker, commit) != (_maker(), repository.commit):
            return None
        return tuple(
            finding(code, str(message), repository.origin(str(path)), hint=str(hint))
            for code, message, path, hint in rows
            if code in RULES
        )
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _maker() -> str:
    return digest_of_code("crawl", "sources")


def _refusals(repository: Repository, refused: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """Findings for files that somebody may miss; a symbolic link among the sources is nobody's problem."""
    missed = list(_missed(refused))
    findings = [
        finding(
            "file-too-large" if "bytes" in reason else "file-refused",
            f"{_printable(path)} is not read: {reason}",
            repository.origin("" if unsafe_path(path) else path),
            hint="replace it by a plain file" if "link" in reason else "",
        )
        for path, reason in missed[:_REPORTED_REFUSALS]
    ]
    if len(missed) > _REPORTED_REFUSALS:
        more = len(missed) - _REPORTED_REFUSALS
        findings.append(finding("file-refused", f"{more} more files are not read", repository.origin()))
    return tuple(findings)


def _missed(refused: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for path, reason in refused:
        folders = path.lower().split("/")[:-1]
        if path.lower().endswith(_READ_SUFFIXES) or "docs" in folders or "files" in reason:
            yield path, reason


def _printable(path: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in path)
