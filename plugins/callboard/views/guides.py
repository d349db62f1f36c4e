"""`/tours/` and `/glossary/`: what the operator wrote for newcomers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.guides import Step, Tour
from callboard.model import EntityRef
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.portfolio import Portfolio

_ENTITY: Final = re.compile(r"(catalog|docs)/([^/]+)/([^/]+)/([^/]+)/.*+")
_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class TourLink:
    """A tour to take."""

    title: str
    href: str
    opening: str
    steps: int


@dataclass(frozen=True, slots=True)
class TourStep:
    """A stop; `href` is `""` where there is nothing any more."""

    label: str
    href: str
    caption: str


@dataclass(frozen=True, slots=True)
class TourView:
    """A tour, or with none of its own the list of all."""

    crumbs: tuple[Crumb, ...]
    title: str
    opening: str
    steps: tuple[TourStep, ...]
    closing: str
    tours: tuple[TourLink, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the glossary; `anchor` is its place on the page."""

    anchor: str
    word: str
    meaning: str


def tour_links(portfolio: Portfolio, here: Here) -> tuple[TourLink, ...]:
    """Every tour, in the operator's order."""
    return tuple(
        TourLink(tour.title, here.to(f"tours/{tour.slug}/"), tour.opening, len(tour.steps))
        for tour in portfolio.guides.tours
    )


def tour_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """The list of tours and each of them; nothing where there is none."""
    if not portfolio.guides.tours:
        return
    here = Here("tours/")
    way = (Crumb("Start", here.to("")), Crumb("Tours"))
    view = TourView(way, "Tours", "", (), "", tour_links(portfolio, here))
    yield PageBody(here.address, "", "Tours", "Ways through the portal", render("tour.html", page=view))
    for tour in sorted(portfolio.guides.tours, key=lambda tour: tour.slug):
        yield _tour_page(portfolio, tour)


def glossary_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """The glossary, where there is one."""
    if not portfolio.guides.glossary:
        return
    here = Here("glossary/")
    entries = tuple(_entries(portfolio))
    html = render("glossary.html", way=(Crumb("Start", here.to("")), Crumb("Glossary")), entries=entries)
    yield PageBody(here.address, "", "Glossary", "The words of the house", html)


def _entries(portfolio: Portfolio) -> Iterator[Entry]:
    """Each word with an anchor that no other has."""
    taken: set[str] = set()
    for number, term in enumerate(portfolio.guides.glossary):
        slug = _SLUG.sub("-", term.word.casefold()).strip("-")
        anchor = f"term-{slug}" if slug and f"term-{slug}" not in taken else f"term--{number}"
        taken.add(anchor)
        yield Entry(anchor, term.word, term.meaning)


def _tour_page(portfolio: Portfolio, tour: Tour) -> PageBody:
    here = Here(f"tours/{tour.slug}/")
    view = TourView(
        crumbs=(Crumb("Start", here.to("")), Crumb("Tours", here.to("tours/")), Crumb(tour.title)),
        title=tour.title,
        opening=tour.opening,
        steps=_steps(portfolio, here, tour.steps),
        closing=tour.closing,
        tours=(),
    )
    description = tour.opening or f"A tour of {len(tour.steps)} stops"
    return PageBody(here.address, "", tour.title, description, render("tour.html", page=view))


def _steps(portfolio: Portfolio, here: Here, steps: Sequence[Step]) -> tuple[TourStep, ...]:
    return tuple(
        TourStep(
            step.label, here.to(step.address) + step.tail if _exists(portfolio, step) else "", step.caption
        )
        for step in steps
    )


def _exists(portfolio: Portfolio, step: Step) -> bool:
    """Whether an entity or documentation is still there; whatever else is addressed is taken for granted."""
    found = _ENTITY.fullmatch(step.address)
    if found is None:
        return True
    section, namespace, kind, name = found.groups()
    ref = EntityRef(kind, namespace, name)
    if section == "catalog":
        return ref in portfolio.cards or ref in portfolio.implied
    return ref in portfolio.docs
