"""What a word of a selector means: an entity by its name, and the nearest name for one that means nothing.

The distance and its bounds are spelled out, instead of taken from `difflib`, because the browser has to give
the same advice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from callboard.graph.atlas.index import AtlasIndex
from callboard.model.ref import DEFAULT_NAMESPACE

_RANKS: Final = ("component", "api", "resource", "system", "domain", "group", "template", "user", "location")
"""Which kind is meant when a name alone is said."""

_FAR: Final = 2
_LONGEST: Final = 63
_PREFIX: Final = 3


def find(index: AtlasIndex, text: str, kinds: Collection[str] = ()) -> int | None:
    """The entity that `[kind:][namespace/]name` means; the likeliest, where several have the name."""
    head, colon, rest = text.lower().rpartition(":")
    namespace, slash, name = rest.rpartition("/")
    found = [
        at
        for at in index.by_name.get(name, ())
        if (not colon or index.refs[at].kind == head)
        and (not slash or index.refs[at].namespace == namespace)
        and (not kinds or index.refs[at].kind in kinds)
    ]
    return min(found, key=lambda at: _preference(index, at), default=None)


def advice(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean …?` with the nearest of the candidates, or `""`."""
    meant = nearest(word.lower(), candidates)
    return f"; did you mean {meant}?" if meant else ""


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate with the fewest slips, else the first that begins with the word, else `""`."""
    best, fewest = "", _FAR + 1
    longer = ""
    for candidate in sorted(set(candidates)):
        low = candidate.lower()
        if len(word) <= _LONGEST and abs(len(low) - len(word)) < fewest:
            slips = distance(word, low, fewest)
            # Two slips in a short word make another word of it.
            if slips < fewest and slips * 3 <= max(3, len(word)):
                best, fewest = candidate, slips
        if not longer and len(word) >= _PREFIX and low.startswith(word):
            longer = candidate
    return best or longer


def distance(left: str, right: str, limit: int) -> int:
    """How many letters are wrong, missing, too many or swapped; `limit` for that or more."""
    left, right = _apart(left, right)
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        new = [at]
        for place, other in enumerate(right, start=1):
            cost = min(row[place] + 1, new[place - 1] + 1, row[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == right[place - 2] and left[at - 2] == other:
                cost = min(cost, before[place - 2] + 1)
            new.append(cost)
        if min(new) >= limit:
            return limit
        before, row = row, new
    return min(row[-1], limit)


def _apart(left: str, right: str) -> tuple[str, str]:
    """Both without what they begin and end with alike, which is most of most names."""
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    end = 0
    while end < min(len(left), len(right)) and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[: len(left) - end], right[: len(right) - end]


def _preference(index: AtlasIndex, at: int) -> tuple[bool, int, bool, int]:
    ref = index.refs[at]
    rank = _RANKS.index(ref.kind) if ref.kind in _RANKS else len(_RANKS)
    return not index.columns.known[at], rank, ref.namespace != DEFAULT_NAMESPACE, at
