"""Pages that would keep docutils busy for ever, told by a look at their text."""

from __future__ import annotations


def too_hard(text: str) -> str:
    """Why this text must not be converted, as one sentence; `""` when it may."""
    return ""


MAX_LINE = 20_000
