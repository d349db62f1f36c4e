"""Units made by whoever is there to make them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from callboard.docs import Bodies, PackedBodies
from callboard.errors import BodiesLostError
from callboard.isolation import Executor
from callboard.site.units import MadeUnit, RemoteComposer, UnitWriter, sets_of
from callboard.views import DOCS, PageUnit, Portfolio

_UNIT_WEIGHT = 50_000
"""What a unit weighs beside the texts that go with it: about twenty make a task."""

_MANY_PAGES = 200
"""Less than half a second of work, while every copy of a large process costs a tenth."""


def make_units(
    wanted: Sequence[PageUnit],
    writer: UnitWriter,
    portfolio: Portfolio,
    executor: Executor,
    tell: Callable[[PageUnit, float], None],
) -> list[MadeUnit]:
    """All of these units, written, in their order; `tell` hears of each, and how long it took here.

    What is lost from the cache, only this process can make.
    """
    answers = (_composed_elsewhere if executor.remote else _made_here)(wanted, writer, portfolio, executor)
    made = []
    for unit, (each, seconds) in zip(wanted, answers, strict=True):
        made.append(each)
        tell(unit, seconds)
    return made


def _made_here(
    wanted: Sequence[PageUnit], writer: UnitWriter, portfolio: Portfolio, executor: Executor
) -> Iterator[tuple[MadeUnit, float]]:
    """The first unit of each kind is made by this process, so that its copies find all templates compiled."""

    def attempt(unit: PageUnit) -> tuple[MadeUnit | None, float]:
        started = time.process_time()
        try:
            made = writer(unit)
        except BodiesLostError:
            made = None
        return made, time.process_time() - started

    firsts = list({unit.ref.kind if unit.kind != DOCS else DOCS: unit for unit in reversed(wanted)}.values())
    first = dict(zip(firsts, map(attempt, firsts), strict=True))
    rest = [unit for unit in wanted if unit not in first]
    answers = executor.spread(attempt, rest) if _is_much(rest, portfolio) else map(attempt, rest)
    for unit in wanted:
        made, seconds = first[unit] if unit in first else next(answers)
        yield made or writer(unit), seconds


def _is_much(units: Iterable[PageUnit], portfolio: Portfolio) -> bool:
    """Whether units have so many pages that making them takes longer than copying this process."""
    pages = 0
    for unit in units:
        pages += sum(len(docs.pages) for docs in sets_of(portfolio, unit)) if unit.kind == DOCS else 1
    return pages >= _MANY_PAGES


def _composed_elsewhere(
    wanted: Sequence[PageUnit], writer: UnitWriter, portfolio: Portfolio, executor: Executor
) -> Iterator[tuple[MadeUnit, float]]:
    items = _with_texts(wanted, portfolio)
    answers = executor.spread(RemoteComposer(portfolio), items, weigh=_weight)
    for unit, composed in zip(wanted, answers, strict=True):
        started = time.process_time()
        made = writer(unit) if composed is None else writer.write(unit, composed)
        yield made, time.process_time() - started


def _with_texts(wanted: Iterable[PageUnit], portfolio: Portfolio) -> Iterator[tuple[PageUnit, Bodies | None]]:
    """Each unit with the texts of its documentation, read when they are wanted."""
    for unit in wanted:
        sets = sets_of(portfolio, unit) if unit.kind == DOCS else ()
        yield unit, next((docs.kept.sent() for docs in sets), None)


def _weight(item: tuple[PageUnit, Bodies | None]) -> int:
    _, bodies = item
    return _UNIT_WEIGHT + (len(bodies.entry) if isinstance(bodies, PackedBodies) else 0)
