"""`/health/`: every source, repository and finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from callboard.findings import Finding, Level
from callboard.model import EntityRef, RefError, Repository, SourceReport, commit_url
from callboard.views.body import Here, PageBody
from callboard.views.environment import render
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.problems import WORDS, Problem, problem_of
from callboard.views.urls import web_url

PER_PAGE: Final = 500
_COMMIT_LENGTH: Final = 7


@dataclass(frozen=True, slots=True)
class RepositoryLine:
    """A repository, the commit that was read, and how many findings it has by level."""

    key: str
    url: str
    branch: str
    commit: str
    commit_url: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding and the entity it is about."""

    problem: Problem
    entity: Mention | None


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one repository, as many as this page holds."""

    repository: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A page of a list that has several; `href` is `""` for the page itself."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class HealthView:
    """A page of the report; sources and repositories stand on the first one only."""

    number: int
    totals: tuple[tuple[str, str, int], ...]
    total: int
    sources: tuple[SourceReport, ...]
    repositories: tuple[RepositoryLine, ...]
    groups: tuple[FindingGroup, ...]
    steps: tuple[Step, ...]


def health_pages(portfolio: Portfolio) -> Iterator[PageBody]:
    """The report, `PER_PAGE` findings a page."""
    chunks = [
        portfolio.findings[start : start + PER_PAGE] for start in range(0, len(portfolio.findings), PER_PAGE)
    ] or [()]
    order = sorted(range(len(chunks)), key=page_address)
    for position in order:
        yield _page(portfolio, position, chunks[position], len(chunks))


def page_address(position: int) -> str:
    """The address of a page of the report; the first one is `/health/` itself."""
    return f"health/{position + 1}/" if position else "health/"


def _page(portfolio: Portfolio, position: int, findings: Sequence[Finding], pages: int) -> PageBody:
    here = Here(page_address(position))
    counts = Counter(found.level for found in portfolio.findings)
    levels = (Level.ERROR, Level.WARN, Level.INFO)
    view = HealthView(
        number=position + 1,
        totals=tuple((level.value, WORDS[level], counts[level]) for level in levels),
        total=len(portfolio.findings),
        sources=() if position else portfolio.sources,
        repositories=() if position else tuple(_repositories(portfolio)),
        groups=tuple(_groups(portfolio, here, findings)),
        steps=tuple(
            Step(number + 1, "" if number == position else here.to(page_address(number)))
            for number in range(pages)
        ),
    )
    title = "Health" if position == 0 else f"Health, page {position + 1}"
    description = "Every source, repository and finding of the last crawl"
    return PageBody(here.address, "health", title, description, render("health.html", page=view))


def _repositories(portfolio: Portfolio) -> Iterator[RepositoryLine]:
    counts = Counter((found.origin.repository, found.level) for found in portfolio.findings)
    for key, repository in sorted(portfolio.catalog.repositories.items()):
        yield _line(
            key, repository, tuple(counts[key, level] for level in (Level.ERROR, Level.WARN, Level.INFO))
        )


def _line(key: str, repository: Repository, counts: tuple[int, ...]) -> RepositoryLine:
    return RepositoryLine(
        key=key,
        url=web_url(repository.web_url),
        branch=repository.branch,
        commit=repository.commit[:_COMMIT_LENGTH],
        commit_url=commit_url(repository),
        counts=counts,
    )


def _groups(portfolio: Portfolio, here: Here, findings: Sequence[Finding]) -> Iterator[FindingGroup]:
    for repository, members in groupby(findings, key=lambda found: found.origin.repository):
        lines = tuple(
            FindingLine(problem_of(portfolio.catalog, found), _entity(portfolio, here, found))
            for found in members
        )
        yield FindingGroup(repository, lines)


def _entity(portfolio: Portfolio, here: Here, found: Finding) -> Mention | None:
    try:
        return mention(portfolio, here, EntityRef.parse(found.entity)) if found.entity else None
    except RefError:
        return None
