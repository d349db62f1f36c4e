"""Which entities the filters of a selector let through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.graph.atlas.index import NOBODY, AtlasIndex
from callboard.graph.atlas.words import advice, find
from callboard.graph.home import HOLDERS
from callboard.graph.selectors import Filter, SelectorError, Word

_HOMES: Final = {"domain": ("domain",), "system": ("system",), "owner": ("group", "user")}


@dataclass(frozen=True, slots=True)
class Sieve:
    """The filters, looked up; an entity passes if it is in the catalog and all of them hold."""

    tests: tuple[Callable[[int], bool], ...]

    def passes(self, at: int) -> bool:
        """Whether all filters hold."""
        return all(test(at) for test in self.tests)


def sieve(index: AtlasIndex, filters: Sequence[Filter]) -> Sieve:
    """Look the values up.

    Raises:
        SelectorError: no entity has one of the values.
    """
    return Sieve(tuple(_test(index, each) for each in filters))


def matches(index: AtlasIndex, filters: Sequence[Filter]) -> tuple[int, ...]:
    """All entities that pass; those that only hold others do if the filters name a kind."""
    chosen = sieve(index, filters)
    asked_kind = any(each.key == "kind" for each in filters)
    return tuple(
        at
        for at, known in enumerate(index.columns.known)
        if known and (asked_kind or index.refs[at].kind not in HOLDERS) and chosen.passes(at)
    )


def home_of(index: AtlasIndex, each: Filter) -> tuple[int, ...]:
    """The systems, domains or owners that a filter names, in the order written."""
    return tuple(_home(index, each.key, word) for word in each.values)


def _test(index: AtlasIndex, each: Filter) -> Callable[[int], bool]:
    columns = index.columns
    if each.key in _HOMES:
        homes = set(home_of(index, each))
        column = {"domain": columns.domains, "system": columns.systems, "owner": columns.owners}[each.key]
        return lambda at: column[at] in homes
    if each.key == "tag":
        tags = {_known_word(each.key, word, _tags(index)) for word in each.values}
        return lambda at: not tags.isdisjoint(map(str.lower, columns.tags[at]))
    words = {_known_word(each.key, word, _words(index, each.key)) for word in each.values}
    if each.key == "kind":
        return lambda at: index.refs[at].kind in words
    texts = columns.types if each.key == "type" else columns.lifecycles
    return lambda at: texts[at].lower() in words


def _words(index: AtlasIndex, key: str) -> Iterable[str]:
    if key == "kind":
        return (ref.kind for ref in index.refs)
    return map(str.lower, index.columns.types if key == "type" else index.columns.lifecycles)


def _tags(index: AtlasIndex) -> Iterator[str]:
    return (tag.lower() for tags in index.columns.tags for tag in tags)


def _known_word(key: str, word: Word, words: Iterable[str]) -> str:
    low = word.text.lower()
    known = set(words)
    if low in known:
        return low
    raise SelectorError(f"no entity has the {key} {word.text}{advice(low, known - {''})}", word.position)


def _home(index: AtlasIndex, key: str, word: Word) -> int:
    kinds = _HOMES[key]
    at = find(index, word.text, kinds)
    if at is None and key == "owner":
        at = find(index, word.text)
        at = at if at in set(index.columns.owners) - {NOBODY} else None
    if at is not None:
        return at
    names = (ref.name for ref in index.refs if ref.kind in kinds)
    raise SelectorError(f"there is no {key} called {word.text}{advice(word.text, names)}", word.position)
