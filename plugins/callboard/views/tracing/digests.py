"""Digests of what pages have looked at, as it is now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Any, Final

from callboard.descriptors import Places
from callboard.docs import DocsSet
from callboard.graph import EntityGraph
from callboard.model import Entity, EntityRef
from callboard.store import digest_of
from callboard.views.portfolio import Portfolio
from callboard.views.tracing.lasting import entity_text, relations_text
from callboard.views.tracing.reads import WHOLE, Read

_NOTHING: Final = "-"
"""The digest of what is not there."""


class ValueDigests:
    """The digest of every value that can be read, made when somebody asks for the first time."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio: Final = portfolio
        self._known: Final[dict[Read, str]] = {}

    def of(self, read: Read) -> str:
        """A digest of what a read gives now; of what this release does not know, one that nothing has."""
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = self._digest(read)
        return found

    def _digest(self, read: Read) -> str:
        table, key = read
        if key == WHOLE:
            return self._whole(table)
        if table in _QUESTIONS and isinstance(key, EntityRef):
            return value_digest(_QUESTIONS[table](self._portfolio.graph, key))
        if table in _COLLECTIONS:
            return self._member(table, key)
        return f"{table} is unknown"

    def _member(self, table: str, key: EntityRef | str) -> str:
        members = _COLLECTIONS[table](self._portfolio)
        if not isinstance(members, Mapping):
            return value_digest(key in members or None)
        value = members.get(key)
        if isinstance(value, Entity):
            return digest_of(entity_text(self._portfolio.catalog, value), _places(value))
        if table == "relations" and isinstance(value, tuple):
            return digest_of(relations_text(self._portfolio.catalog, value))
        return value_digest(value)

    def _whole(self, table: str) -> str:
        portfolio = self._portfolio
        if table == "graph":
            return digest_of(self.of(("entity", WHOLE)), self.of(("relations", WHOLE)))
        if table in _LISTS:
            return digest_of(*map(repr, _LISTS[table](portfolio)))
        if table in _COLLECTIONS:
            keys = sorted(_COLLECTIONS[table](portfolio))
            return digest_of(*(part for key in keys for part in (str(key), self.of((table, key)))))
        return f"{table} is unknown"


def value_digest(value: object) -> str:
    """A digest of a frozen value of the model: of everything that a page can learn from it."""
    if value is None:
        return _NOTHING
    if isinstance(value, DocsSet):
        return value.digest or digest_of(repr(value))
    if isinstance(value, tuple) and value and isinstance(value[0], DocsSet):
        return digest_of(*map(value_digest, value))
    return digest_of(repr(value))


def _places(entity: Entity) -> str | bytes:
    """Where the fields stand. What the reader noted says it, too, and need not be worked out."""
    positions = entity.positions
    return positions.record if isinstance(positions, Places) else repr(sorted(positions.items()))


_COLLECTIONS: Final[Mapping[str, Callable[[Portfolio], Mapping[Any, object] | AbstractSet[Any]]]] = (
    MappingProxyType(
        {
            "above": lambda portfolio: portfolio.teams.above,
            "api": lambda portfolio: portfolio.apis,
            "borrowed": lambda portfolio: portfolio.borrowed,
            "card": lambda portfolio: portfolio.cards,
            "docs": lambda portfolio: portfolio.docs,
            "entity": lambda portfolio: portfolio.catalog.entities,
            "history": lambda portfolio: portfolio.histories,
            "home": lambda portfolio: portfolio.graph.homes,
            "impact": lambda portfolio: portfolio.impact,
            "implied": lambda portfolio: portfolio.implied,
            "kind": lambda portfolio: portfolio.by_kind,
            "made_from": lambda portfolio: portfolio.made_from,
            "problems": lambda portfolio: portfolio.problems,
            "residents": lambda portfolio: portfolio.graph.residents,
            "relations": lambda portfolio: portfolio.catalog.relations,
            "repository": lambda portfolio: portfolio.catalog.repositories,
            "runbook": lambda portfolio: portfolio.runbooks,
            "team": lambda portfolio: portfolio.teams.facts,
            "tier_one": lambda portfolio: portfolio.tier_one,
            "versions": lambda portfolio: portfolio.versions,
        }
    )
)
"""What is looked up in a collection, by table."""

_QUESTIONS: Final[Mapping[str, Callable[[EntityGraph, EntityRef], object]]] = MappingProxyType(
    {
        "affected": EntityGraph.impact,
        "incoming": EntityGraph.incoming,
        "outgoing": EntityGraph.outgoing,
        "popularity": EntityGraph.popularity,
        "used_by": EntityGraph.used_by,
        "uses": EntityGraph.uses,
    }
)
"""What the graph is asked about an entity, by table."""

_LISTS: Final[Mapping[str, Callable[[Portfolio], Sequence[object]]]] = MappingProxyType(
    {"findings": lambda portfolio: portfolio.findings, "sources": lambda portfolio: portfolio.sources}
)
