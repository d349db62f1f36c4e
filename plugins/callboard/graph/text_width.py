"""How wide a text will be, as well as one can tell without the font."""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache
from typing import Final
from unicodedata import east_asian_width

_THIN: Final = frozenset("!',.:;Iijl|")
_NARROW: Final = frozenset("()-/[]`frt{} ")
_WIDE: Final = frozenset("%@MWmw—…")
_ELLIPSIS: Final = "…"
_PART: Final = re.compile(r"[^-_./ ]++[-_./ ]?|[-_./ ]")
_LEAST: Final = 3
"""Letters of a name below which what is left of it tells nobody anything."""


@lru_cache(maxsize=65536)
def text_width(text: str, size: int) -> float:
    """The width of a line of sans-serif text at a size in pixels: rather too much than too little."""
    return size * sum(map(_em, text))


def truncate(text: str, size: int, width: float) -> str:
    """The text if it fits into the width, else as much of it as fits with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    room = width - size * _em(_ELLIPSIS)
    kept = 0
    for char in text:
        room -= size * _em(char)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip()}{_ELLIPSIS}"


def name_lines(text: str, size: int, width: float, most: int) -> tuple[str, ...]:
    """A name on at most so many lines, broken after its dashes and dots; none where nothing useful fits.

    Joined, the lines are the name or its beginning and an ellipsis: who speaks what is seen hits the name.
    """
    parts = deque(_PART.findall(text))
    lines: list[str] = []
    whole = True
    while parts and len(lines) < most and whole:
        line = parts.popleft()
        while parts and _fits(line + parts[0], size, width):
            line += parts.popleft()
        whole = _fits(line, size, width)
        last = not whole or len(lines) + 1 == most
        lines.append(truncate("".join((line, *parts)), size, width) if last else line)
    told = lines[0].removesuffix(_ELLIPSIS) if lines else ""
    return tuple(lines) if told == text or len(told) >= _LEAST else ()


def _fits(line: str, size: int, width: float) -> bool:
    return text_width(line.rstrip(), size) <= width


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    """The width of a character as a share of the font's size."""
    if char in _THIN:
        return 0.28
    if char in _NARROW:
        return 0.36
    if char in _WIDE:
        return 0.9
    if char.isascii():
        return 0.68 if char.isupper() else 0.57
    return 1.0 if east_asian_width(char) in "WF" else 0.7
