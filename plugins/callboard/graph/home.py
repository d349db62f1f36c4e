"""Where an entity lives: its system and its domain, by which a crowd of entities is folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callboard.model import Catalog, EntityRef

HOLDERS: Final = frozenset({"domain", "group", "location", "system", "user"})
"""Kinds that hold or own others: no part of what runs, so a selector finds them only by name or kind."""


@dataclass(frozen=True, slots=True)
class Home:
    """The system and the domain of an entity; both may be missing, or missing from the catalog."""

    system: EntityRef | None = None
    domain: EntityRef | None = None


def homes_of(catalog: Catalog) -> Mapping[EntityRef, Home]:
    """The homes of all entities that have one; a component without a system lives where its parent lives."""
    holders = {ref: parents for ref in catalog.entities if (parents := catalog.targets(ref, "partOf"))}
    homes: dict[EntityRef, Home] = {}
    # Many live together: what their system is part of is looked up once.
    domains: dict[EntityRef, EntityRef | None] = {}
    for ref, parents in holders.items():
        system, domain = _first(parents, "system"), _first(parents, "domain")
        if system is None and (parent := _first(parents, "component")) is not None:
            system = _first(holders.get(parent, ()), "system")
        if domain is None and system is not None:
            if system not in domains:
                domains[system] = _first(holders.get(system, ()), "domain")
            domain = domains[system]
        if system is not None or domain is not None:
            homes[ref] = Home(system, domain)
    return homes


def _first(refs: tuple[EntityRef, ...], kind: str) -> EntityRef | None:
    for ref in refs:
        if ref.kind == kind:
            return ref
    return None


def residents_of(
    catalog: Catalog, homes: Mapping[EntityRef, Home]
) -> Mapping[EntityRef, tuple[EntityRef, ...]]:
    """What lives in every domain and system, in order; what only holds others does not count."""
    living: dict[EntityRef, list[EntityRef]] = {}
    for ref in catalog.entities:
        if ref.kind in HOLDERS or ref not in homes:
            continue
        for holder in (homes[ref].system, homes[ref].domain):
            if holder is not None:
                living.setdefault(holder, []).append(ref)
    return {holder: tuple(refs) for holder, refs in living.items()}
