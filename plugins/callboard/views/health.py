"""`/health/`: every source, repository and finding, and what each repository is in the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Final

from callboard.findings import Finding, Level
from callboard.model import EntityRef, RefError, Repository, SourceReport, commit_url
from callboard.views.body import Here, PageBody
from callboard.views.docs_files import size_in_words
from callboard.views.environment import render
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio
from callboard.views.problems import WORDS, Problem, problem_of
from callboard.views.urls import web_url

PER_PAGE: Final = 500
_COMMIT_LENGTH: Final = 7


@dataclass(frozen=True, slots=True)
class RepositoryLine:
    """A repository, the commit that was read, its findings by level, and what it adds to the site.

    `size` are the bytes of the files about it in words, `""` where nobody has weighed them.
    """

    key: str
    url: str
    branch: str
    commit: str
    commit_url: str
    counts: tuple[int, ...]
    entities: int
    docs_pages: int
    size: str


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of the site is about which repository, by key: entities, documentation pages and bytes."""

    entities: Mapping[str, int]
    docs_pages: Mapping[str, int]
    bytes_of: Mapping[str, int]

    @classmethod
    def of(cls, portfolio: Portfolio, bytes_of: Mapping[str, int]) -> Shares:
        """Count what a portfolio has; the bytes somebody else has weighed."""
        sets = (*portfolio.docs.values(), *(docs for held in portfolio.versions.values() for docs in held))
        docs_pages: Counter[str] = Counter()
        for docs in sets:
            docs_pages[docs.repository] += len(docs.pages)
        entities = Counter(entity.origin.repository for entity in portfolio.catalog.entities.values())
        return cls(entities, docs_pages, bytes_of)

    def size(self, key: str) -> str:
        """The bytes of a repository in words."""
        return size_in_words(self.bytes_of.get(key, 0)) if self.bytes_of else ""

    def total(self) -> tuple[int, int, str]:
        """Entities, documentation pages and bytes in words of all repositories together."""
        size = size_in_words(sum(self.bytes_of.values())) if self.bytes_of else ""
        return sum(self.entities.values()), sum(self.docs_pages.values()), size


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
    """A page of the report: `PER_PAGE` each of the sources, repositories and findings there are.

    `shares` are what all repositories together are in the site.
    """

    number: int
    totals: tuple[tuple[str, str, int], ...]
    total: int
    sources: tuple[SourceReport, ...]
    source_total: int
    repositories: tuple[RepositoryLine, ...]
    repository_total: int
    shares: tuple[int, int, str]
    groups: tuple[FindingGroup, ...]
    steps: tuple[Step, ...]


def health_pages(
    portfolio: Portfolio, bytes_of: Mapping[str, int] = MappingProxyType({})
) -> Iterator[PageBody]:
    """The report, `PER_PAGE` findings, repositories and sources a page.

    `bytes_of` says how much of the site is about a repository, by its key. Nothing on a page tells how long
    anything took, or what was made anew: the same input makes the same page.
    """
    longest = max(map(len, (portfolio.findings, portfolio.catalog.repositories, portfolio.sources)))
    pages = max(1, -(-longest // PER_PAGE))
    shares = Shares.of(portfolio, bytes_of)
    repositories = tuple(_repositories(portfolio, shares))
    for position in sorted(range(pages), key=page_address):
        yield _page(portfolio, position, repositories, shares, pages)


def page_address(position: int) -> str:
    """The address of a page of the report; the first one is `/health/` itself."""
    return f"health/{position + 1}/" if position else "health/"


def _page(
    portfolio: Portfolio, position: int, repositories: Sequence[RepositoryLine], shares: Shares, pages: int
) -> PageBody:
    mine = slice(position * PER_PAGE, (position + 1) * PER_PAGE)
    here = Here(page_address(position))
    counts = Counter(found.level for found in portfolio.findings)
    levels = (Level.ERROR, Level.WARN, Level.INFO)
    view = HealthView(
        number=position + 1,
        totals=tuple((level.value, WORDS[level], counts[level]) for level in levels),
        total=len(portfolio.findings),
        sources=portfolio.sources[mine],
        source_total=len(portfolio.sources),
        repositories=tuple(repositories[mine]),
        repository_total=len(repositories),
        shares=shares.total(),
        groups=tuple(_groups(portfolio, here, portfolio.findings[mine])),
        steps=tuple(
            Step(number + 1, "" if number == position else here.to(page_address(number)))
            for number in range(pages)
        ),
    )
    title = "Health" if position == 0 else f"Health, page {position + 1}"
    description = "Every source, repository and finding of the last crawl"
    return PageBody(here.address, "health", title, description, render("health.html", page=view))


def _repositories(portfolio: Portfolio, shares: Shares) -> Iterator[RepositoryLine]:
    counts = Counter((found.origin.repository, found.level) for found in portfolio.findings)
    for key, repository in sorted(portfolio.catalog.repositories.items()):
        levels = tuple(counts[key, level] for level in (Level.ERROR, Level.WARN, Level.INFO))
        yield _line(key, repository, levels, shares)


def _line(key: str, repository: Repository, counts: tuple[int, ...], shares: Shares) -> RepositoryLine:
    return RepositoryLine(
        key=key,
        url=web_url(repository.web_url),
        branch=repository.branch,
        commit=repository.commit[:_COMMIT_LENGTH],
        commit_url=commit_url(repository),
        counts=counts,
        entities=shares.entities.get(key, 0),
        docs_pages=shares.docs_pages.get(key, 0),
        size=shares.size(key),
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
