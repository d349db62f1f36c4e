"""Units made by whoever is there to make them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence

from callboard.docs import Bodies, PackedBodies
from callboard.errors import BodiesLostError
from callboard.isolation import Executor
from callboard.site.units import MadeUnit, RemoteComposer, UnitWriter, sets_of
from callboard.views import DOCS, PageUnit, Portfolio, compile_templates

_UNIT_WEIGHT = 50_000
"""What a unit weighs beside the texts that go with it: about twenty make a task."""

_ALL_KINDS = 100
"""So many units need almost every template."""


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
    wanted: Sequence[PageUnit], writer: UnitWriter, _portfolio: Portfolio, executor: Executor
) -> Iterator[tuple[MadeUnit, float]]:
    def attempt(unit: PageUnit) -> tuple[MadeUnit | None, float]:
        started = time.process_time()
        try:
            made = writer(unit)
        except BodiesLostError:
            made = None
        return made, time.process_time() - started

    if len(wanted) > _ALL_KINDS:
        # Here once, and not in each of the copies.
        compile_templates()
    for unit, (made, seconds) in zip(wanted, executor.spread(attempt, wanted), strict=True):
        yield made or writer(unit), seconds


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
