"""The one judgement on whether a path from a repository may be used.

A path that passes can be joined to any folder on any common file system without leaving it, without naming a
device, and without being taken for another path.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_SEGMENT_BYTES: Final = 200
_PATH_BYTES: Final = 1000
_FORBIDDEN: Final = frozenset('\\:*?"<>|')
# Names that Windows gives to devices, whatever the extension.
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789"}
)


def unsafe_path(path: str) -> str | None:
    """What is wrong with a POSIX path relative to a repository, None when nothing is."""
    if len(path.encode("utf-8", "surrogatepass")) > _PATH_BYTES:
        return "the path is too long"
    folder, _, name = path.rpartition("/")
    return (_unsafe_folder(folder) if folder or path.startswith("/") else None) or _unsafe_segment(name)


# The same few names stand in thousands of repositories.
@lru_cache(maxsize=1 << 14)
def _unsafe_folder(path: str) -> str | None:
    return next(filter(None, map(_unsafe_segment, path.split("/"))), None)


@lru_cache(maxsize=1 << 14)
def _unsafe_segment(segment: str) -> str | None:
    if segment in {"", ".", ".."}:
        return "the path has an empty, '.' or '..' part"
    return _unwritable(segment) or _misleading(segment)


def _unwritable(segment: str) -> str | None:
    if len(segment.encode("utf-8", "surrogatepass")) > _SEGMENT_BYTES:
        return "a part of the path is too long"
    if _FORBIDDEN.intersection(segment) or segment[-1] in ". ":
        return "the path has a character that not every file system allows"
    if segment.partition(".")[0].lower() in _DEVICES:
        return "the path names a device"
    return None


def _misleading(segment: str) -> str | None:
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in segment):
        return "the path has a control, invisible or undecodable character"
    # ".git" in all the spellings that some file system takes for it (CVE-2014-9390, CVE-2019-1352).
    if unicodedata.normalize("NFKC", segment).lower().rstrip(". ") in {".git", "git~1"}:
        return "the path names git's own folder"
    if unicodedata.normalize("NFC", segment) != segment:
        return "the path is not in Unicode normal form C"
    return None
