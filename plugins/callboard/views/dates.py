"""Days as people write them; only readers' browsers know what today is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from callboard.docs import Changed

STALE_AFTER_DAYS: Final = 90
"""How many days code may be newer than its documentation before a page says so."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Day:
    """A day for machines, `2026-11-01`, and for people, `1 Nov 2026`; `or_before` when it may be earlier."""

    iso: str
    words: str
    or_before: bool = False


@dataclass(frozen=True, slots=True)
class Staleness:
    """The code has moved on since the documentation was last touched."""

    code: Day
    docs: Day


def day_of(changed: Changed | None) -> Day | None:
    """The day of a change in UTC; None when it is not known, or when no calendar has it."""
    if changed is None:
        return None
    try:
        at = _EPOCH + timedelta(seconds=changed.at)
    except OverflowError:
        # Commits carry the date that their author's machine claimed.
        return None
    words = f"{at.day} {_MONTHS[at.month - 1]} {at.year}"
    return Day(at.date().isoformat(), words, changed.or_before)


def staleness(docs: Changed | None, code: Changed | None) -> Staleness | None:
    """What to say of docs that their code has left behind; None when they are in step, or nobody knows."""
    if docs is None or code is None or code.or_before or code.at - docs.at <= STALE_AFTER_DAYS * _DAY:
        return None
    code_day, docs_day = day_of(code), day_of(docs)
    return Staleness(code_day, docs_day) if code_day and docs_day else None
