"""Who makes which units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar, cast

import pytest

from callboard.errors import BodiesLostError
from callboard.isolation import Executor
from callboard.model import EntityRef
from callboard.site import spreading
from callboard.site.units import MadeUnit, UnitWriter
from callboard.views import DOCS, PageUnit
from callboard.views.pages import ENTITY
from unit.views.organisation import PAYMENT, acme_portfolio

ACME = acme_portfolio()
UNITS = [
    PageUnit(DOCS, PAYMENT),
    *(PageUnit(ENTITY, EntityRef(kind, "default", name)) for kind in ("api", "component") for name in "abc"),
]


class Copies:
    """An executor that remembers what it was asked for."""

    remote: ClassVar[bool] = False

    def __init__(self) -> None:
        self.asked: list[PageUnit] = []

    def spread(self, function: Callable[[PageUnit], object], items: Iterable[PageUnit]) -> Iterator[object]:
        """Do it here."""
        self.asked = list(items)
        return map(function, self.asked)


def _write(unit: PageUnit) -> MadeUnit:
    return MadeUnit(str(unit), (), (), 0, (), ())


def _made(write: Callable[[PageUnit], MadeUnit], copies: Copies) -> list[str]:
    told: list[PageUnit] = []
    made = spreading.make_units(
        UNITS,
        cast("UnitWriter", write),
        ACME,
        cast("Executor", copies),
        lambda unit, seconds: told.append(unit),
    )
    assert told == UNITS
    return [unit.name for unit in made]


def test_a_few_units_are_not_worth_a_copy_of_this_process() -> None:
    """They come in their order all the same."""
    copies = Copies()
    assert _made(_write, copies) == [str(unit) for unit in UNITS]
    assert not copies.asked


def test_copies_are_made_after_the_first_unit_of_each_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it needed is there for all others."""
    monkeypatch.setattr(spreading, "_MANY_PAGES", 4)
    copies = Copies()
    assert _made(_write, copies) == [str(unit) for unit in UNITS]
    assert [unit.ref.name for unit in copies.asked] == ["b", "c", "b", "c"]


def test_the_pages_of_documentation_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit of a thousand pages is much, where a hundred of one page are not."""
    pages = len(ACME.docs[PAYMENT].pages)
    assert pages > 1
    monkeypatch.setattr(spreading, "_MANY_PAGES", pages)
    assert spreading._is_much([PageUnit(DOCS, PAYMENT)], ACME)
    assert not spreading._is_much([PageUnit(ENTITY, PAYMENT)], ACME)


def test_what_is_lost_is_made_again_by_this_process() -> None:
    """The first time a text is missed, it is only said."""
    missed: set[PageUnit] = set()

    def write(unit: PageUnit) -> MadeUnit:
        if unit not in missed:
            missed.add(unit)
            raise BodiesLostError("lost")
        return _write(unit)

    assert _made(write, Copies()) == [str(unit) for unit in UNITS]
