"""The files of commits, listed once: what git told of a commit is kept in the mirror that holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from callboard.model import FileEntry
from callboard.sources.directory import Refusals
from callboard.sources.limits import TreeLimits
from callboard.sources.paths import unsafe_path
from callboard.store import digest_of_code, write_atomically

_KEPT: Final = "callboard-files-"
_MOST_KEPT: Final = 100
"""Listings in one mirror: with more there are some of commits that nobody reads any more."""

Listing = tuple[Mapping[str, FileEntry], Refusals]
"""The files of a commit, sorted, and what was left out."""


def listing_at(mirror: Path, commit: str) -> Path:
    """Where the listing of a commit is kept, whether or not it is."""
    return mirror / f"{_KEPT}{commit}.json"


def read_listing(records: Iterable[bytes], limits: TreeLimits) -> Listing:
    """The files in the records of an `ls-tree -r --long`."""
    files: dict[str, FileEntry] = {}
    refused: list[tuple[str, str]] = []
    for record in filter(None, records):
        mode, blob, size, path = _listed(record)
        problem = unsafe_path(path) or _unwanted(mode, size, len(files), limits)
        if problem:
            refused.append((path, problem))
        else:
            files[path] = FileEntry(path, int(size), blob)
    return dict(sorted(files.items())), tuple(sorted(refused))


def load_listing(mirror: Path, commit: str, limits: TreeLimits) -> Listing | None:
    """What was kept of a commit; None where nothing was, or it is damaged or another release's."""
    try:
        maker, listed, refused = json.loads(listing_at(mirror, commit).read_bytes())
        if maker != _maker(limits):
            return None
        files = {path: FileEntry(path, int(size), str(blob)) for path, size, blob in listed}
        left_out = tuple((str(path), str(reason)) for path, reason in refused)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    # Not only damage: whoever can write a cache could name a file that no listing of ours would have.
    if any(not isinstance(path, str) or unsafe_path(path) for path in files):
        return None
    return files, left_out


def keep_listing(mirror: Path, commit: str, listing: Listing, limits: TreeLimits) -> None:
    """Keep the listing of a commit, and no more of them than anybody reads."""
    files, refused = listing
    rows = [[entry.path, entry.size, entry.digest] for entry in files.values()]
    kept = list(mirror.glob(f"{_KEPT}*.json"))
    for older in kept if len(kept) >= _MOST_KEPT else ():
        older.unlink(missing_ok=True)
    document = [_maker(limits), rows, refused]
    write_atomically(listing_at(mirror, commit), json.dumps(document, separators=(",", ":")).encode())


def _maker(limits: TreeLimits) -> str:
    return f"{digest_of_code('sources')} {limits}"


def _listed(record: bytes) -> tuple[str, str, str, str]:
    """Mode, object, size and path of an `ls-tree --long` record."""
    facts, _, path = record.partition(b"\t")
    mode, _, blob, size = facts.decode("ascii").split()
    return mode, blob, size, path.decode("utf-8", "surrogateescape")


def _unwanted(mode: str, size: str, listed: int, limits: TreeLimits) -> str | None:
    if mode == "160000":
        return "it is a submodule"
    if mode == "120000":
        return "it is a symbolic link"
    if mode not in {"100644", "100755"}:
        return "it is not a regular file"
    if int(size) > limits.file_bytes:
        return f"it has {size} bytes, more than the {limits.file_bytes} allowed"
    if listed >= limits.files:
        return f"the repository has more than {limits.files} files"
    return None
