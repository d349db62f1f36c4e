"""Did you mean ...?"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

_CLOSE: Final = 0.72

CLOSE_FIELD: Final = 0.85
"""How alike a misspelt field and the meant one are at least: what is advised is what is repaired."""


def nearest(word: str, candidates: Iterable[str], *, at_least: float = _CLOSE) -> str:
    """The candidate that looks most like the word, case apart; `""` when none is close."""
    matcher = SequenceMatcher(b=word.lower(), autojunk=False)
    best, best_ratio = "", at_least
    for candidate in candidates:
        matcher.set_seq1(candidate.lower())
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio or (ratio == best_ratio and (not best or candidate < best)):
            best, best_ratio = candidate, ratio
    return best


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The question to ask, or nothing."""
    found = nearest(word, candidates)
    return f"did you mean {found}?" if found else ""
