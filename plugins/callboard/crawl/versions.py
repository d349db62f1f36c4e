"""Which tags and branches are versions of the documentation, in which order, and what addresses call them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from callboard.sources import RemoteRef

# `k8s-1.30` is a version of something that has a number in its name.
_NUMBERS: Final = re.compile(r"(?<![a-z0-9])v?(\d++(?:[._-]\d++)*+)")
_ANY_NUMBERS: Final = re.compile(r"(\d++(?:[._-]\d++)*+)")
_WORDS: Final = re.compile(r"\d++|[a-z]++")


@dataclass(frozen=True, slots=True)
class VersionPatterns:
    """Globs for the tags and branches to show beside the default branch, and how many at most."""

    tags: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    keep: int = 5

    def __bool__(self) -> bool:
        """Whether any version is wanted."""
        return bool(self.tags or self.branches)


NO_VERSIONS: Final = VersionPatterns()


def pick(refs: Iterable[RemoteRef], patterns: VersionPatterns, read: str) -> tuple[RemoteRef, ...]:
    """The refs that are wanted, newest version first; `read`, which is read anyway, is none of them."""
    wanted = [ref for ref in refs if ref.name != read and _is_wanted(ref, patterns)]
    # A tag stays what it is: where a branch has its name, too, it comes first.
    wanted.sort(key=lambda ref: (newness(ref.name), ref.is_tag), reverse=True)
    return tuple(wanted[: patterns.keep])


def slugs(names: Sequence[str]) -> tuple[str, ...]:
    """What addresses call the versions, in their order; where two would be called the same, by number."""
    taken: list[str] = []
    for name in names:
        plain = re.sub(r"[^a-z0-9._-]|\.(?=\.)", "-", name.lower()).rstrip(".") or "-"
        slug, number = plain, 1
        while slug in taken:
            number += 1
            slug = f"{plain}-{number}"
        taken.append(slug)
    return tuple(taken)


def newness(name: str) -> tuple[object, ...]:
    """A key that sorts names as versions: `v1.9-rc1`, `v1.9`, `v1.10`; a name without a number comes first.

    As in Semantic Versioning a word behind the number comes before the number alone, and what stands behind a
    plus sign changes nothing; zeros at the end do not count.
    """
    text = name.lower()
    found = _NUMBERS.search(text) or _ANY_NUMBERS.search(text)
    if found is None:
        return 0, (), 0, _natural(text), name
    numbers = [int(part) for part in re.split(r"[._-]", found[1])]
    while numbers and not numbers[-1]:
        numbers.pop()
    rest = text[found.end() :].partition("+")[0]
    return 1, tuple(numbers), int(not rest), _natural(rest), name


def _is_wanted(ref: RemoteRef, patterns: VersionPatterns) -> bool:
    globs = patterns.tags if ref.is_tag else patterns.branches
    return any(fnmatchcase(ref.name, glob) for glob in globs)


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Words and numbers; a number comes before a word, as in Semantic Versioning."""
    return tuple((int(part), "") if part.isdigit() else (1 << 400, part) for part in _WORDS.findall(text))
