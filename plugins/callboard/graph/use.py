"""Who uses what: one edge between two entities, as people speak of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from callboard.model import Catalog, EntityRef

API: Final = "api"

USES: Final = frozenset({"dependsOn", "consumesApi", "apiProvidedBy"})
"""Relations that read "source uses target": who calls an API uses it, and the API uses who provides it."""

USED_BY: Final = frozenset({"dependencyOf", "apiConsumedBy", "providesApi"})
"""The same, told from the other side."""


class Use(NamedTuple):
    """The entity at the other end; `via` is the API in between, `known` whether the catalog has it.

    A tuple and not a dataclass, because there are several for every entity and tuples are made in half the
    time.
    """

    ref: EntityRef
    via: EntityRef | None
    known: bool


def use_ends(catalog: Catalog) -> Iterator[tuple[EntityRef, list[EntityRef], list[EntityRef]]]:
    """Every "uses" edge, possibly twice: for each entity that has one what it uses, and who uses it.

    Both sides are read, because Backstage emits some relations from one side only: a component that depends
    on an API leaves no trace on the API.
    """
    for ref, relations in catalog.relations.items():
        used = [relation.target for relation in relations if relation.type in USES]
        users = [relation.target for relation in relations if relation.type in USED_BY]
        if used or users:
            yield ref, used, users
