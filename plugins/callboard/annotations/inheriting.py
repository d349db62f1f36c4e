"""Annotations that an entity takes from what it is part of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from callboard.annotations.facts import AnnotationFact, facts_of
from callboard.annotations.settings import AnnotationSettings
from callboard.model import Catalog, Entity, EntityRef

_HEIRS: Final = frozenset({"component", "api", "resource"})
_MOST_STEPS: Final = 8
"""Domains may be part of each other in a circle; nobody has this many levels of them."""


def entity_facts(
    catalog: Catalog, entity: Entity, settings: AnnotationSettings
) -> tuple[AnnotationFact, ...]:
    """The entity's own facts, then those of `settings.inherit` that its System or Domain states instead.

    An own annotation wins, whatever its value; of those above, the nearest.
    """
    facts = facts_of(entity.annotations, settings)
    wanted = set(settings.inherit).difference(entity.annotations)
    if not wanted or entity.ref.kind not in _HEIRS:
        return facts
    inherited: list[AnnotationFact] = []
    for holder in _holders(catalog, entity.ref):
        stated = [fact for fact in facts_of(holder.annotations, settings) if fact.key in wanted]
        inherited += [replace(fact, inherited_from=holder.ref) for fact in stated]
        wanted.difference_update(fact.key for fact in stated)
    return facts + tuple(sorted(inherited, key=lambda fact: fact.key))


def _holders(catalog: Catalog, ref: EntityRef) -> Iterator[Entity]:
    """The system, its domain, the domain above that, …; each once, and only what is in the catalog."""
    seen = {ref}
    kinds = ("system",)
    for _ in range(_MOST_STEPS):
        found = next((target for target in catalog.targets(ref, "partOf") if target.kind in kinds), None)
        if found is None or found in seen or found not in catalog.entities:
            return
        seen.add(found)
        yield catalog.entities[found]
        ref, kinds = found, ("domain",)
