"""The grammar of selectors: one line of text that asks the graph a question.

    name            who uses it and what it uses, one step each
    2+name+1        two steps of what it uses, one of who uses it; `+name` and `name+` take one, one way only
    a -> b          the shortest ways by which `a` depends on `b`
    key:value       all entities with it: kind, type, owner, system, domain, lifecycle, tag

Filters may be many: all must hold, and a comma means "or". They may stand beside a name, to narrow what is
shown around it. `through:shared` walks through services that everybody uses, which are otherwise left out.
A name is `[kind:][namespace/]name`. Nothing here knows what exists; `graph.atlas` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KEYS: Final = ("domain", "kind", "lifecycle", "owner", "system", "tag", "through", "type")
MOST_STEPS: Final = 3
MOST_CHARACTERS: Final = 300
MOST_WORDS: Final = 20

_ARROW: Final = re.compile(r"->|→")
_WORD: Final = re.compile(r"\S++")
_AROUND: Final = re.compile(r"(?:(\d{0,9})\+)?([^+]++)(?:\+(\d{0,9}))?")


class SelectorError(ValueError):
    """Raised for a text that is no question; the message is a sentence, `position` counts from 1."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message: Final = message
        self.position: Final = position

    def __str__(self) -> str:
        return f"at {self.position}: {self.message}"


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a selector and where it begins, counted from 1."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Around:
    """A name, and how many steps of what it uses and of who uses it are asked for."""

    name: Word
    uses: int
    used_by: int


@dataclass(frozen=True, slots=True)
class Filter:
    """A key and the values of which one must hold."""

    key: str
    values: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """A question: around a name, or along a path, or (neither) all that the filters let through."""

    around: Around | None = None
    path: tuple[Word, Word] | None = None
    filters: tuple[Filter, ...] = ()
    through_shared: bool = False


def parse_selector(text: str) -> Selector:
    """Read a selector.

    Raises:
        SelectorError: it is empty, too long, or not of the grammar.
    """
    if len(text) > MOST_CHARACTERS:
        raise SelectorError(f"a selector has at most {MOST_CHARACTERS} characters", MOST_CHARACTERS + 1)
    arrows = list(_ARROW.finditer(text))
    if len(arrows) > 1:
        raise SelectorError("a path has two ends and one arrow, as in a -> b", arrows[1].start() + 1)
    if arrows:
        return _path(text, arrows[0])
    words = list(_words(text, 0))
    if not words:
        raise SelectorError("say a name, a path such as a -> b, or a filter such as owner:name", 1)
    if len(words) > MOST_WORDS:
        raise SelectorError(f"a selector has at most {MOST_WORDS} words", words[MOST_WORDS].position)
    names = [word for word in words if not _is_filter(word)]
    if len(names) > 1:
        raise SelectorError("ask for one name at a time, or for a path such as a -> b", names[1].position)
    shared, filters = _filters(word for word in words if _is_filter(word))
    around = _around(names[0]) if names else None
    if around is None and not filters:
        raise SelectorError("through:shared needs a name or a path to walk from", words[0].position)
    return Selector(around, None, filters, shared)


def _path(text: str, arrow: re.Match[str]) -> Selector:
    left, right = list(_words(text[: arrow.start()], 0)), list(_words(text[arrow.end() :], arrow.end()))
    shared, filters = _filters(word for word in (*left, *right) if _is_filter(word))
    if filters:
        raise SelectorError("a path takes no filter but through:shared", filters[0].values[0].position)
    ends = []
    for side, place, fault in (
        (left, arrow.start() + 1, "say where the path begins, before the arrow"),
        (right, arrow.end() + 1, "say where the path ends, after the arrow"),
    ):
        names = [word for word in side if not _is_filter(word)]
        if not names:
            raise SelectorError(fault, place)
        if len(names) > 1:
            raise SelectorError("a path has one name at each end", names[1].position)
        if "+" in names[0].text:
            raise SelectorError("a path takes no steps; leave the + out", names[0].position)
        ends.append(names[0])
    return Selector(None, (ends[0], ends[1]), (), shared)


def _words(text: str, offset: int) -> Iterator[Word]:
    return (Word(found[0], offset + found.start() + 1) for found in _WORD.finditer(text))


def _is_filter(word: Word) -> bool:
    return word.text.partition(":")[0].lower() in KEYS and ":" in word.text


def _filters(words: Iterator[Word]) -> tuple[bool, tuple[Filter, ...]]:
    """Whether shared services are walked through, and the filters."""
    shared, filters = False, []
    for word in words:
        key, _, rest = word.text.partition(":")
        values = tuple(_values(rest, word.position + len(key) + 1))
        if not values:
            raise SelectorError(f"{key.lower()}: needs a value", word.position + len(key) + 1)
        if len(values) > MOST_WORDS:
            raise SelectorError(f"a filter has at most {MOST_WORDS} values", values[MOST_WORDS].position)
        if key.lower() != "through":
            filters.append(Filter(key.lower(), values))
        elif [value.text.lower() for value in values] == ["shared"]:
            shared = True
        else:
            raise SelectorError("the only way is through:shared", values[0].position)
    return shared, tuple(filters)


def _values(text: str, position: int) -> Iterator[Word]:
    for part in text.split(","):
        if part:
            yield Word(part, position)
        position += len(part) + 1


def _around(word: Word) -> Around:
    found = _AROUND.fullmatch(word.text)
    if found is None:
        raise SelectorError("steps are written as in 2+name+1", word.position)
    before, name, after = found.group(1), found[2], found.group(3)
    if before is None and after is None:
        return Around(word, 1, 1)
    place = Word(name, word.position + found.start(2))
    uses = 0 if before is None else int(before or "1")
    used_by = 0 if after is None else int(after or "1")
    for steps, position in ((uses, word.position), (used_by, word.position + max(0, found.start(3)))):
        if steps > MOST_STEPS:
            raise SelectorError(
                f"{MOST_STEPS} steps at most: beyond them everybody reaches everybody", position
            )
    return Around(place, uses, used_by)
