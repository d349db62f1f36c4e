"""Where to look and whom to call when an entity fails, for pages of other entities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from callboard.annotations import AnnotationFact, Role, entity_facts
from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.operate import OperateLink, stated_links
from callboard.views.portfolio import Portfolio

ROLES: Final = (Role.RUNBOOK, Role.DASHBOARD, Role.ONCALL, Role.LOGS, Role.CHAT)
_MOST: Final = 3


class LifeLink(NamedTuple):
    """A link as a page shows it; `outside` of the portal, its address is worth printing."""

    role: str
    title: str
    href: str
    outside: bool


class Lifelines:
    """The links of entities in an emergency, found once for all the pages that show them."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio: Final = portfolio
        self._found: Final[dict[EntityRef, tuple[OperateLink, ...]]] = {}
        self._facts: Final[dict[EntityRef, tuple[AnnotationFact, ...]]] = {}

    def of(self, here: Here, ref: EntityRef | None, roles: Iterable[Role] = ROLES) -> tuple[LifeLink, ...]:
        """The first few links of each of these roles, in the order of the roles."""
        links = () if ref is None else self._links(ref)
        found = []
        for role in roles:
            fitting = [link for link in links if link.role is role][:_MOST]
            found += [LifeLink(link.role, link.title, _href(here, link), link.outside) for link in fitting]
        return tuple(found)

    def facts(self, ref: EntityRef) -> tuple[AnnotationFact, ...]:
        """What the annotations of an entity in the catalog say; its own page asks for that, too."""
        if ref not in self._facts:
            portfolio = self._portfolio
            entity = portfolio.catalog.entities[ref]
            self._facts[ref] = entity_facts(portfolio.catalog, entity, portfolio.annotations)
        return self._facts[ref]

    def _links(self, ref: EntityRef) -> tuple[OperateLink, ...]:
        """Those within the portal are relative to its root."""
        if ref not in self._found:
            portfolio = self._portfolio
            entity = portfolio.catalog.entities.get(ref)
            links: tuple[OperateLink, ...] = ()
            if entity is not None:
                told = stated_links(entity, portfolio.runbook(ref), Here(""), self.facts(ref))
                links = tuple(link for link in told if link.role in ROLES)
            self._found[ref] = links
        return self._found[ref]


def _href(here: Here, link: OperateLink) -> str:
    return link.href if link.outside else here.to(link.href)
