"""Glob patterns of Location targets, as Backstage reads them (npm `is-glob` and `minimatch`).

Matching walks sets of positions instead of backtracking, so that no pattern takes longer than its length
times that of the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_EXTENDED: Final = re.compile(r"[@?!+*]\([^()]*\)")
_BRACKETS: Final = re.compile(r"\[[^\]][^\]]*\]")
_BRACES: Final = re.compile(r"\{[^}][^}]*\}")
_ALTERNATIVES: Final = re.compile(r"\([^|)][^)]*\|[^)]+\)")
_RANGE: Final = re.compile(r"(-?\d{1,4})\.\.(-?\d{1,4})")
_MOST_PATTERNS: Final = 200
_LONGEST: Final = 500
_MOST_NEGATIONS: Final = 8


def is_glob(text: str) -> bool:
    """True where the target names files by a pattern."""
    patterns = (_EXTENDED, _BRACKETS, _BRACES, _ALTERNATIVES)
    is_marked = text.startswith("!") or "*" in text
    return len(text) <= _LONGEST and (is_marked or any(pattern.search(text) for pattern in patterns))


def matching(pattern: str, paths: Iterable[str]) -> list[str]:
    """The paths that the pattern names, in their order; names with a leading dot only when it says so."""
    if len(pattern) > _LONGEST or pattern.count("!(") > _MOST_NEGATIONS:
        return []
    wanted = not pattern.startswith("!")
    alternatives = [_segments(each) for each in _expand(pattern.lstrip("!"))]
    return [path for path in paths if any(_matches(each, path) for each in alternatives) is wanted]


def _segments(pattern: str) -> tuple[str, ...]:
    """The pattern folder by folder; `**` twice in a row says no more than once."""
    segments = pattern.split("/")
    following = [*segments[1:], ""]
    return tuple(one for one, other in zip(segments, following, strict=True) if not one == other == "**")


def _expand(pattern: str) -> list[str]:
    """Write out the braces: `a{b,c}` is `ab` or `ac`."""
    done: list[str] = []
    todo = [pattern]
    while todo and len(done) + len(todo) <= _MOST_PATTERNS:
        text = todo.pop(0)
        found = _first_braces(text)
        if found is None:
            done.append(text)
            continue
        start, end, options = found
        todo = [f"{text[:start]}{option}{text[end:]}" for option in options] + todo
    return done


def _first_braces(text: str) -> tuple[int, int, list[str]] | None:
    start = text.find("{")
    while start >= 0:
        end, options = _options(text, start)
        if len(options) > 1:
            return start, end, options
        span = _RANGE.fullmatch(options[0]) if options else None
        if span:
            first, last = int(span[1]), int(span[2])
            step = 1 if first <= last else -1
            return start, end, [str(number) for number in range(first, last + step, step)][:_MOST_PATTERNS]
        start = text.find("{", start + 1)
    return None


def _options(text: str, start: int) -> tuple[int, list[str]]:
    options: list[str] = []
    depth, option = 0, start + 1
    for index in range(start, len(text)):
        character = text[index]
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return index + 1, [*options, text[option:index]]
        elif character == "," and depth == 1:
            options.append(text[option:index])
            option = index + 1
    return start, []


def _matches(pattern: tuple[str, ...], path: str) -> bool:
    """Compare folder by folder; `**` stands for any number of them."""
    parts = path.split("/")
    reached = {0}
    for index, segment in enumerate(pattern):
        if segment == "**":
            last = index == len(pattern) - 1
            reached = set(_skip_folders(parts, reached, last=last))
        else:
            here = {place for place in reached if place < len(parts)}
            reached = {place + 1 for place in here if _segment(segment).matches(parts[place])}
    return len(parts) in reached


def _skip_folders(parts: list[str], reached: set[int], *, last: bool) -> Iterator[int]:
    for place in reached:
        here = place
        while True:
            # At the end of a pattern `**` needs a name to match; before that it may match no folder.
            if not last or here > place:
                yield here
            if here >= len(parts) or parts[here].startswith("."):
                break
            here += 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a segment: a text, a set of characters, `*`, `?`, or an extended group."""

    kind: str
    text: str = ""
    options: tuple[tuple[_Piece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Segment:
    """A pattern for one name."""

    pieces: tuple[_Piece, ...]
    dotted: bool

    def matches(self, name: str) -> bool:
        if name.startswith(".") and not self.dotted:
            return False
        return bool(name) and _reaches_end(self.pieces, name, 0, {})


@lru_cache(maxsize=512)
def _segment(text: str) -> _Segment:
    return _Segment(tuple(_pieces(text)), text.startswith("."))


def _pieces(text: str) -> Iterator[_Piece]:
    index = 0
    while index < len(text):
        character = text[index]
        if (
            character in "@?!+*"
            and text[index + 1 : index + 2] == "("
            and (end := _group_end(text, index + 1))
        ):
            options = tuple(tuple(_pieces(option)) for option in _alternatives(text[index + 2 : end]))
            yield _Piece(character + "(", options=options)
            index = end + 1
        elif character in "*?":
            yield _Piece(character)
            index += 1
        elif character == "[" and (end := text.find("]", index + 2)) > 0:
            yield _Piece("[", text[index + 1 : end])
            index = end + 1
        else:
            yield _Piece("=", character)
            index += 1


def _group_end(text: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    return 0


def _alternatives(text: str) -> list[str]:
    depth, parts = 0, [""]
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


def _reaches_end(
    pieces: tuple[_Piece, ...], name: str, start: int, known: dict[tuple[int, int], bool]
) -> bool:
    """Whether the pieces can be the name from here on; `known` has the answers for fewer pieces."""
    key = len(pieces), start
    if key not in known:
        known[key] = _is_rest(pieces, name, start, known)
    return known[key]


def _is_rest(pieces: tuple[_Piece, ...], name: str, start: int, known: dict[tuple[int, int], bool]) -> bool:
    reached = {start}
    for index, piece in enumerate(pieces):
        if piece.kind == "!(":
            rest = pieces[index + 1 :]
            ends = (end for place in reached for end in _not_options(piece, rest, name, place, known))
            return any(_reaches_end(rest, name, end, known) for end in ends)
        reached = _after(piece, name, reached)
    return len(name) in reached


def _not_options(
    piece: _Piece, rest: tuple[_Piece, ...], name: str, place: int, known: dict[tuple[int, int], bool]
) -> Iterable[int]:
    taken = _one_of(piece, name, {place})
    if any(_reaches_end(rest, name, end, known) for end in taken):
        return ()
    return range(place, len(name) + 1)


def _after(piece: _Piece, name: str, places: set[int]) -> set[int]:
    """Where the piece may end that begins at one of these places."""
    if not places:
        return places
    if piece.kind == "*":
        return set(range(min(places), len(name) + 1))
    if piece.kind.endswith("("):
        return _repeat(piece, name, places)
    return {
        place + 1
        for place in places
        if place < len(name) and (piece.kind == "?" or _is_in(piece, name[place]))
    }


def _is_in(piece: _Piece, character: str) -> bool:
    if piece.kind == "=":
        return character == piece.text
    negated = piece.text[0] in "!^"
    inside = piece.text[1:] if negated else piece.text
    found = any(
        first <= character <= (last or first)
        for first, last in re.findall(r"(.)(?:-(.))?", inside, re.DOTALL)
    )
    return found is not negated


def _repeat(piece: _Piece, name: str, places: set[int]) -> set[int]:
    once = _one_of(piece, name, places)
    if piece.kind == "@(":
        return once
    if piece.kind == "?(":
        return once | places
    everywhere = new = once
    while new:
        new = _one_of(piece, name, new) - everywhere
        everywhere = everywhere | new
    return everywhere | places if piece.kind == "*(" else everywhere


def _one_of(piece: _Piece, name: str, places: set[int]) -> set[int]:
    return {end for option in piece.options for end in _run(option, name, places)}


def _run(pieces: tuple[_Piece, ...], name: str, starts: set[int]) -> set[int]:
    reached = starts
    for piece in pieces:
        reached = _after(piece, name, reached)
    return reached
