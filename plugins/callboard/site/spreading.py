"""Units made by whoever is there to make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from callboard.docs import Bodies, PackedBodies
from callboard.errors import BodiesLostError
from callboard.isolation import Executor
from callboard.site.units import MadeUnit, RemoteComposer, UnitWriter, sets_of
from callboard.views import DOCS, PageUnit, Portfolio

_UNIT_WEIGHT = 50_000
"""What a unit weighs beside the texts that go with it: about twenty make a task."""


def make_units(
    wanted: Sequence[PageUnit], writer: UnitWriter, portfolio: Portfolio, executor: Executor
) -> list[MadeUnit]:
    """All of these units, written, in their order; what is lost from the cache only this process can make."""
    if executor.remote:
        return list(_composed_elsewhere(wanted, writer, portfolio, executor))

    def attempt(unit: PageUnit) -> MadeUnit | None:
        try:
            return writer(unit)
        except BodiesLostError:
            return None

    attempts = executor.spread(attempt, wanted)
    return [made or writer(unit) for unit, made in zip(wanted, attempts, strict=True)]


def _composed_elsewhere(
    wanted: Sequence[PageUnit], writer: UnitWriter, portfolio: Portfolio, executor: Executor
) -> Iterator[MadeUnit]:
    items = _with_texts(wanted, portfolio)
    answers = executor.spread(RemoteComposer(portfolio), items, weigh=_weight)
    for unit, composed in zip(wanted, answers, strict=True):
        yield writer(unit) if composed is None else writer.write(unit, composed)


def _with_texts(wanted: Iterable[PageUnit], portfolio: Portfolio) -> Iterator[tuple[PageUnit, Bodies | None]]:
    """Each unit with the texts of its documentation, read when they are wanted."""
    for unit in wanted:
        sets = sets_of(portfolio, unit) if unit.kind == DOCS else ()
        yield unit, next((docs.kept.sent() for docs in sets), None)


def _weight(item: tuple[PageUnit, Bodies | None]) -> int:
    _, bodies = item
    return _UNIT_WEIGHT + (len(bodies.entry) if isinstance(bodies, PackedBodies) else 0)
