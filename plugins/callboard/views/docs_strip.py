"""The strip above a documentation page: whose it is, what to do in an emergency, how fresh it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callboard.annotations import Role, entity_facts
from callboard.docs import DocsPage, DocsSet
from callboard.model import docs_address, issue_url, line_anchor
from callboard.views.body import Here
from callboard.views.dates import Day, Staleness, day_of, staleness
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.operate import OperateLink, operate
from callboard.views.portfolio import Card, Portfolio
from callboard.views.urls import web_url

_MOST_RUNBOOKS = 2


@dataclass(frozen=True, slots=True)
class StripLink:
    """A button of the strip."""

    icon: str
    title: str
    href: str
    outside: bool
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands above the text of a page; what is not known is not there."""

    entity: Mention
    kind: str
    owner: Mention | None
    lifecycle: str
    links: tuple[StripLink, ...]
    edit_href: str
    line_anchor: str
    issue_href: str
    updated: Day | None
    stale: Staleness | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What all pages of a set have in common, found once."""

    docs: DocsSet
    card: Card | None
    links: tuple[OperateLink, ...]
    stale: Staleness | None
    issue_href: str
    current: frozenset[str]
    """The addresses of the pages that are read by default."""


def set_facts(portfolio: Portfolio, docs: DocsSet) -> SetFacts:
    """Look at a set and its entity once, for all its pages."""
    repository = portfolio.catalog.repositories.get(docs.repository)
    return SetFacts(
        docs=docs,
        card=portfolio.cards.get(docs.ref),
        links=_links(portfolio, docs),
        stale=None if docs.version else staleness(docs.changed, docs.code_changed),
        issue_href=issue_url(repository),
        current=frozenset(page.address for page in portfolio.docs[docs.ref].pages)
        if docs.ref in portfolio.docs
        else frozenset(),
    )


def strip_of(portfolio: Portfolio, facts: SetFacts, page: DocsPage, here: Here) -> Strip:
    """The strip of a page."""
    docs, card = facts.docs, facts.card
    edit_href = web_url(page.edit_url)
    return Strip(
        entity=mention(portfolio, here, docs.ref),
        kind=card.kind_and_type if card else docs.ref.kind,
        owner=mention_any(portfolio, here, card.owner if card else None),
        lifecycle=card.lifecycle if card else "",
        links=tuple(_placed(facts.links, docs, here)),
        edit_href=edit_href,
        line_anchor=line_anchor(edit_href),
        issue_href=facts.issue_href,
        updated=day_of(page.changed),
        stale=facts.stale,
        tags=page.tags,
    )


def _links(portfolio: Portfolio, docs: DocsSet) -> tuple[OperateLink, ...]:
    """Runbooks, then the source. Links into the docs are relative to the root of the entity's own."""
    entity = portfolio.catalog.entities.get(docs.ref)
    if entity is None:
        return ()
    facts = entity_facts(portfolio.catalog, entity, portfolio.annotations)
    repository = portfolio.catalog.origin_of(entity)
    runbook = portfolio.runbooks.get(docs.ref, "")
    links = operate(entity, repository, runbook, Here(docs_address(docs.ref)), facts).links
    runbooks = [link for link in links if link.role is Role.RUNBOOK]
    sources = [link for link in links if link.role is Role.SOURCE]
    return (*runbooks[:_MOST_RUNBOOKS], *sources[:1])


def _placed(links: Iterable[OperateLink], docs: DocsSet, here: Here) -> Iterable[StripLink]:
    for link in links:
        href = link.href
        if not link.outside:
            target = docs_address(docs.ref) + href.removeprefix("./")
            if target == here.address:
                # The page is the runbook.
                continue
            href = here.to(target)
        yield StripLink(link.role, link.title, href, link.outside, link.role is Role.RUNBOOK)
