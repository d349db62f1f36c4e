"""Which files a list of patterns means, in the language of `.gitignore`.

MkDocs asks `pathspec`, which makes one regular expression of a line: six stars in it and sixty letters in a
file's name keep that busy for a second. Here each segment is matched on its own, and in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate
from typing import Final, TypeAlias

MAX_LINES: Final = 200
MAX_LENGTH: Final = 200
MAX_WILDCARDS: Final = 10

Segment: TypeAlias = "str | re.Pattern[str] | None"
"""A name, what names look like, or None for any number of folders."""

_WILD: Final = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: what it matches, and whether it takes files in or out again."""

    segments: tuple[Segment, ...]
    takes: bool
    folders_only: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """Compiled lines; `refused` are those that are too long, too wild or too many."""

    rules: tuple[Rule, ...] = ()
    refused: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything can match at all."""
        return bool(self.rules)

    def matches(self, path: str) -> bool:
        """Whether the lines take in a file; of two lines the later counts, as git reads them.

        A line that names the file itself counts for more than one that names a folder above it.
        """
        names = path.split("/")
        taken, by_name = False, False
        for rule in self.rules:
            end = _matched(rule.segments, names[:-1] if rule.folders_only else names)
            if end == len(names):
                taken, by_name = rule.takes, True
            elif end and (rule.takes or not by_name):
                taken, by_name = rule.takes, False
        return taken


def compile_patterns(lines: Iterable[str]) -> Patterns:
    """The patterns of some lines, within the limits."""
    rules: list[Rule] = []
    refused: list[str] = []
    for line in lines:
        text = line.rstrip()
        if not text or text.startswith("#") or text == "/":
            continue
        if len(rules) >= MAX_LINES or len(text) > MAX_LENGTH or len(_WILD.findall(text)) > MAX_WILDCARDS:
            refused.append(text)
        else:
            rules.append(_rule(text))
    return Patterns(tuple(rules), tuple(refused))


def compile_path(pattern: str) -> tuple[Segment, ...] | None:
    """The segments of one path with wildcards in it; None when it is too long or too wild."""
    if len(pattern) > MAX_LENGTH or len(_WILD.findall(pattern)) > MAX_WILDCARDS:
        return None
    return tuple(_segment(name) for name in pattern.split("/") if name not in {"", "."})


def is_match(segments: Sequence[Segment], path: str) -> bool:
    """Whether the segments match a whole path."""
    names = path.split("/")
    return _matched(segments, names, whole=True) == len(names)


def has_wildcards(path: str) -> bool:
    """Whether a path is a pattern."""
    return bool(_WILD.search(path))


def _rule(text: str) -> Rule:
    takes = not text.startswith("!")
    text = text.removeprefix("!")
    folders_only = text.endswith("/")
    names = [name for name in text.split("/") if name]
    # A line with a `/` before its end speaks of one place, another of every folder.
    if "/" not in text.rstrip("/"):
        names.insert(0, "**")
    # Of `a/**` the stars stand for at least one name.
    if names[-1] == "**" and len(names) > 1 and not folders_only:
        names.append("*")
    return Rule(tuple(_segment(name) for name in names), takes, folders_only)


def _segment(name: str) -> Segment:
    if name == "**":
        return None
    if not _WILD.search(name):
        return re.sub(r"\\(.)", r"\1", name)
    # `\*` is a star, and `[^a]` is how git also writes `[!a]`.
    escaped = re.sub(r"\\([*?\[])", r"[\1]", name).replace("[^", "[!")
    return re.compile(translate(re.sub(r"\\(.)", r"\1", escaped)))


def _matched(segments: Sequence[Segment], names: Sequence[str], *, whole: bool = False) -> int:
    """How many of the names are matched: all of them, else those of the uppermost folder, else 0."""
    last = len(segments)
    open_ends = _after_folders(segments, {0})
    found = 0
    for count, name in enumerate(names, 1):
        reached = set()
        for at in open_ends:
            if at == last:
                continue
            segment = segments[at]
            if segment is None:
                reached.add(at)
            elif segment == name if isinstance(segment, str) else segment.match(name):
                reached.add(at + 1)
        open_ends = _after_folders(segments, reached)
        if last in open_ends and (count == len(names) or not (found or whole)):
            found = count
        if not open_ends:
            break
    return found


def _after_folders(segments: Sequence[Segment], places: set[int]) -> set[int]:
    """The places and those behind stars that stand for no folder at all."""
    found = set(places)
    for place in places:
        at = place
        while at < len(segments) and segments[at] is None:
            at += 1
            found.add(at)
    return found
