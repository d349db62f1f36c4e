"""`/docs/`: every documentation set, whose it is and how fresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.docs import DocsSet
from callboard.model import docs_address
from callboard.views.body import Here, PageBody
from callboard.views.dates import Day, Staleness, day_of, staleness
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Portfolio

PER_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class DocsLine:
    """A documentation set and whose it is; `versions` counts those beside the default branch."""

    title: str
    href: str
    entity: Mention
    kind: str
    owner: Mention | None
    pages: int
    versions: int
    updated: Day | None
    stale: Staleness | None


@dataclass(frozen=True, slots=True)
class DocsIndexView:
    """A page of the index; `total` counts all sets, `steps` lead to the other pages."""

    total: int
    lines: tuple[DocsLine, ...]
    steps: tuple[Crumb, ...]

    @property
    def has_days(self) -> bool:
        """Whether it is known of any set when it changed."""
        return any(line.updated for line in self.lines)

    @property
    def has_versions(self) -> bool:
        """Whether any set has versions."""
        return any(line.versions for line in self.lines)


def docs_index_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """The index, by title, `PER_PAGE` sets a page, in address order."""
    sets = sorted(portfolio.docs.values(), key=lambda docs: (docs.title.casefold(), docs.ref))
    chunks = [sets[start : start + PER_PAGE] for start in range(0, len(sets), PER_PAGE)] or [[]]
    for position in sorted(range(len(chunks)), key=_address):
        yield _page(portfolio, position, chunks, len(sets))


def _page(portfolio: Portfolio, position: int, chunks: Sequence[Sequence[DocsSet]], total: int) -> PageBody:
    here = Here(_address(position))
    steps = (
        Crumb(str(number + 1), "" if number == position else here.to(_address(number)))
        for number in range(len(chunks))
    )
    view = DocsIndexView(
        total=total,
        lines=tuple(_line(portfolio, docs, here) for docs in chunks[position]),
        steps=tuple(steps) if len(chunks) > 1 else (),
    )
    title = "Docs" if position == 0 else f"Docs, page {position + 1}"
    html = render("docs.html", page=view)
    return PageBody(here.address, "docs", title, "The documentation of every repository", html)


def _line(portfolio: Portfolio, docs: DocsSet, here: Here) -> DocsLine:
    card = portfolio.cards.get(docs.ref)
    return DocsLine(
        title=docs.title,
        href=here.to(docs_address(docs.ref)),
        entity=mention(portfolio, here, docs.ref),
        kind=card.kind_and_type if card else docs.ref.kind,
        owner=mention_any(portfolio, here, card.owner if card else None),
        pages=len(docs.pages),
        versions=len(docs.versions),
        updated=day_of(docs.changed),
        stale=staleness(docs.changed, docs.code_changed),
    )


def _address(position: int) -> str:
    """No namespace begins with `@`."""
    return f"docs/@{position + 1}/" if position else "docs/"
