"""What a finished build comes to, before it takes the place of the site before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from callboard.site.budgets import Excess, over_budget
from callboard.site.build import Portal
from callboard.site.outcome import Outcome
from callboard.site.release import MARKER, Origins, ReleaseHead, Stamp, sizes_of
from callboard.site.replacing import files_in, host_files
from callboard.site.session import Session
from callboard.site.weights import weigh_kinds, weigh_repositories
from callboard.site.write import Written
from callboard.views.health import Shares

_TALLY: Final = "tally"
_OVER_BUDGET: Final = "over_budget"


class RepositoryTally(NamedTuple):
    """What a repository is in the site: its entities, documentation pages and bytes."""

    entities: int
    docs_pages: int
    size: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What the portal's part of a site comes to: units of pages, files, bytes by kind, and repositories."""

    units: int
    files: int
    bytes_of: Mapping[str, int]
    repositories: Mapping[str, RepositoryTally]

    @classmethod
    def of(cls, portal: Portal, written: Written) -> Tally:
        """Count what was written, and what was there already."""
        portfolio, release = portal.portfolio, written.release
        shares = Shares.of(portfolio, weigh_repositories(portfolio, release.units))
        counted = (shares.entities, shares.docs_pages, shares.bytes_of)
        return cls(
            units=len(release.units) - len(written.full_text.units),
            files=sum(1 for _ in release.files()),
            bytes_of=weigh_kinds(release.sizes()),
            repositories={
                key: RepositoryTally(*(share.get(key, 0) for share in counted))
                for key in sorted(portfolio.catalog.repositories)
            },
        )

    def kept(self) -> list[object]:
        """All of it as JSON knows it."""
        return [self.units, self.files, dict(self.bytes_of), dict(self.repositories)]

    @classmethod
    def again(cls, kept: list[Any]) -> Tally:
        """What was kept."""
        units, files, bytes_of, repositories = kept
        tallies = {key: RepositoryTally(*tally) for key, tally in repositories.items()}
        return cls(units, files, bytes_of, tallies)


@dataclass(frozen=True, slots=True)
class Stock:
    """What the site will hold: `head`, of which the host's files may be new and `made` units are.

    `over_budget` are the files that are heavier than the operator wants them; `unsearchable` says what could
    not be indexed for searching, and why.
    """

    outcome: Outcome
    head: ReleaseHead
    tally: Tally
    made: int
    over_budget: tuple[Excess, ...]
    unsearchable: tuple[str, ...] = ()


def take_stock(session: Session, staging: Path, site: Path, written: Written, origins: Origins) -> Stock:
    """What a site will hold whose portal was written in `staging`, as far as it is not at `site` already."""
    release = written.release
    host = host_files(staging, written.written())
    excess = over_budget(session.settings.budgets, (*release.sizes(), *sizes_of(host)), staging, site)
    tally = Tally.of(session.portal, written)
    told = {**origins.told, _TALLY: tally.kept(), _OVER_BUDGET: [asdict(each) for each in excess]}
    pages = _pages(release.files()) + _pages(host)
    head = ReleaseHead(release.digest(), host, pages, replace(origins, told=told))
    texts = written.full_text
    return Stock(session.outcome, head, tally, len(written.made - texts.made), excess, texts.failures)


def take_stock_again(session: Session, staging: Path, site: Path) -> Stock:
    """What a site will hold whose portal stays as it is at `site`; in `staging` are the files of the host."""
    head = session.before
    assert head is not None  # noqa: S101  # otherwise there was something to write
    told = head.origins.told
    excess = tuple(Excess(**each) for each in told[_OVER_BUDGET])
    host = host_files(staging, set())
    if host != head.host:
        excess = _over_budget_there(session.settings.budgets, site, head, host)
        pages = head.pages + _pages(host) - _pages(head.host)
        told = {**told, _OVER_BUDGET: [asdict(each) for each in excess]}
        head = replace(head, host=host, pages=pages, origins=replace(head.origins, told=told))
    return Stock(session.outcome, head, Tally.again(told[_TALLY]), 0, excess)


def _over_budget_there(
    budgets: Mapping[str, int], site: Path, before: ReleaseHead, host: Mapping[str, Stamp]
) -> tuple[Excess, ...]:
    """What is over its budget where only the host's files are others than `before`; free without budgets."""
    if not budgets:
        return ()
    stay = (address for address in files_in(site) if address not in before.host and address != MARKER)
    sizes = [(address, (site / address).stat().st_size) for address in sorted(stay)]
    return over_budget(budgets, (*sizes, *sizes_of(host)), site)


def _pages(addresses: Iterable[str]) -> int:
    return sum(address.endswith(".html") for address in addresses)
