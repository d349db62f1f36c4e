"""The links people need when something is on fire, first; then the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from callboard.annotations import AnnotationFact, Role
from callboard.docs import DocsSet, NavItem
from callboard.graph import is_tier_one
from callboard.model import Entity, Link, Repository, docs_address
from callboard.views.body import Here
from callboard.views.source_links import entity_edit_url, entity_source_url
from callboard.views.urls import safe_url, web_url

PRIMARY: Final = (Role.RUNBOOK, Role.DASHBOARD, Role.ONCALL)

_NAMES: Final = {
    Role.RUNBOOK: re.compile(r"run[\s_-]?books?|playbook", re.IGNORECASE),
    Role.ONCALL: re.compile(r"on[\s_-]?call|pager[\s_-]?duty|opsgenie|escalation", re.IGNORECASE),
    Role.LOGS: re.compile(r"\blogs?\b|kibana|splunk", re.IGNORECASE),
    Role.DASHBOARD: re.compile(r"dashboard|grafana|datadog", re.IGNORECASE),
    Role.CHAT: re.compile(r"slack|\bchat\b|\bteams\b|discord|zulip|^#", re.IGNORECASE),
    Role.SOURCE: re.compile(r"github|gitlab|source|\bcode\b|repositor", re.IGNORECASE),
    Role.DOCS: re.compile(r"\bdocs?\b|documentation|wiki|guide|book", re.IGNORECASE),
}


_OPERATED: Final = frozenset({"service", "website"})
_FULL_ROW: Final = 12
"""Annotations add no button to a row that has as many; the About card has all their links."""


class OperateLink(NamedTuple):
    """A button: `href` is `""` for an address that nobody should follow; then `url` is shown as text."""

    role: Role
    title: str
    href: str
    url: str = ""
    primary: bool = False
    outside: bool = True


@dataclass(frozen=True, slots=True)
class Operate:
    """The links in order, and the gaps: what a service should have and where to add it."""

    links: tuple[OperateLink, ...]
    missing: tuple[OperateLink, ...]
    unsafe: tuple[OperateLink, ...]


def operate(
    entity: Entity,
    repository: Repository | None,
    runbook: str,
    here: Here,
    facts: Iterable[AnnotationFact] = (),
) -> Operate:
    """The operate links of an entity; one of each primary role leads, everything else keeps its order.

    `facts` are what its annotations say; their links come after those that the entity lists itself.
    `runbook` is the address of the page that its documentation calls one, `""` without any.
    """
    stated = _stated(entity, runbook, here, facts)
    shown = _in_order(stated)
    source = entity_source_url(entity, repository)
    if source and not _leads_home(shown, source, entity, repository):
        shown.append(OperateLink(Role.SOURCE, "Source", source))
    missing = _missing(entity, repository, {link.role for link in shown if link.primary})
    return Operate(tuple(shown), missing, tuple(link for link in stated if not link.href))


def stated_links(
    entity: Entity, runbook: str, here: Here, facts: Iterable[AnnotationFact]
) -> tuple[OperateLink, ...]:
    """The operate links without the one to the source: nobody has to know the entity's repository."""
    return tuple(_in_order(_stated(entity, runbook, here, facts)))


def runbook_in(docs: DocsSet) -> str:
    """The address in the site of the page that a navigation calls a runbook; `""` without one."""
    for item in _walk(docs.navigation):
        if item.address is not None and _NAMES[Role.RUNBOOK].search(item.title):
            return docs_address(docs.ref) + item.address
    return ""


def _in_order(stated: Iterable[OperateLink]) -> list[OperateLink]:
    """The safe ones, the first of each primary role in front."""
    links = [link for link in stated if link.href]
    leading = [link for role in PRIMARY if (link := _first(links, role))]
    rest = [link for link in links if link not in leading]
    return [link._replace(primary=True) for link in leading] + rest


def _stated(entity: Entity, runbook: str, here: Here, facts: Iterable[AnnotationFact]) -> list[OperateLink]:
    """All links that somebody has stated, safe or not."""
    stated = [*_from_links(entity)]
    stated += _new(stated, _from_annotations(entity, facts))
    if runbook and not any(link.role is Role.RUNBOOK and link.href for link in stated):
        stated.append(OperateLink(Role.RUNBOOK, "Runbook", here.to(runbook), outside=False))
    return stated


def is_operated(entity: Entity) -> bool:
    """Whether somebody is called when it fails: services, websites, and components of tier 1."""
    return entity.ref.kind == "component" and (entity.type.lower() in _OPERATED or is_tier_one(entity))


def runbook_of(
    entity: Entity, runbook: str, here: Here, facts: Callable[[], Iterable[AnnotationFact]]
) -> str:
    """Where the runbook button of the entity leads; `""` without one.

    `facts` are asked for only where the entity lists no runbook itself: for a whole catalog that is a
    tenth of a second for every thousand entities.
    """
    listed = (link for link in _from_links(entity) if link.role is Role.RUNBOOK and link.href)
    leading = next(listed, None) or _first(_in_order(_stated(entity, runbook, here, facts())), Role.RUNBOOK)
    return leading.href if leading else ""


def role_of(link: Link) -> Role:
    """What a link is for, told by its type, its title and, failing these, its icon."""
    for text in (link.type, link.title, link.icon):
        for role, pattern in _NAMES.items():
            if text and pattern.search(text):
                return role
    return Role.OTHER


def _leads_home(
    shown: Iterable[OperateLink], source: str, entity: Entity, repository: Repository | None
) -> bool:
    """Whether a link leads to the source already; the repository is near enough for what lies in its root."""
    places = {source.rstrip("/")}
    if repository is not None and "/" not in entity.origin.path:
        places.add(repository.web_url.rstrip("/"))
    return any(link.href.rstrip("/") in places for link in shown)


def _from_links(entity: Entity) -> Iterator[OperateLink]:
    for link in entity.links:
        href = safe_url(link.url)
        yield OperateLink(role_of(link), link.title or link.url, href, link.url)


def _from_annotations(entity: Entity, facts: Iterable[AnnotationFact]) -> Iterator[OperateLink]:
    """Known annotations, then unknown ones that hold an address and whose key says what it is for."""
    known = {fact.key: fact for fact in facts if fact.is_known}
    for fact in known.values():
        for link in fact.links:
            href = web_url(link.url)
            if href and link.role is not Role.FACT:
                yield OperateLink(link.role, link.title, href, link.url)
    titles = {Role.RUNBOOK: "Runbook", Role.DASHBOARD: "Dashboard", Role.ONCALL: "On-call"}
    for key, value in sorted(entity.annotations.items()):
        href = "" if key in known else web_url(value)
        role = role_of(Link(url=value, title=key)) if href else Role.OTHER
        if role in titles:
            yield OperateLink(role, titles[role], href, value)


def _new(stated: Iterable[OperateLink], found: Iterable[OperateLink]) -> Iterator[OperateLink]:
    """What is found and not yet stated; each address once, and no more than a row can hold."""
    seen = {link.href for link in stated}
    for link in found:
        if link.href not in seen and len(seen) < _FULL_ROW:
            seen.add(link.href)
            yield link


def _walk(items: tuple[NavItem, ...]) -> Iterator[NavItem]:
    for item in items:
        yield item
        yield from _walk(item.children)


def _first(links: list[OperateLink], role: Role) -> OperateLink | None:
    return next((link for link in links if link.role is role), None)


def _missing(entity: Entity, repository: Repository | None, present: set[Role]) -> tuple[OperateLink, ...]:
    lacking = [role for role in PRIMARY if role not in present]
    if not lacking or not is_operated(entity):
        return ()
    href = entity_edit_url(entity, repository, entity.place("metadata.links").line)
    titles = {
        Role.RUNBOOK: "Add runbook link",
        Role.DASHBOARD: "Add dashboard link",
        Role.ONCALL: "Add on-call link",
    }
    return tuple(OperateLink(role, titles[role], href) for role in lacking)
