"""All entities as columns: an entity is a position, which is what every question here is asked about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final

from callboard.graph.home import Home
from callboard.graph.impact import is_tier_one
from callboard.graph.use import API
from callboard.model import Catalog, EntityRef

NOBODY: Final = -1
"""The position of an owner, system or domain that there is not."""

_HUB_USERS: Final = 50
_HUB_SHARE: Final = 100


@dataclass(frozen=True, slots=True)
class Columns:
    """What is known of each entity, by position; `refs` are sorted by kind, namespace and name.

    `targets` are the ends of each "uses" edge, sorted.
    """

    refs: tuple[EntityRef, ...]
    known: tuple[bool, ...]
    titles: tuple[str, ...]
    types: tuple[str, ...]
    lifecycles: tuple[str, ...]
    tags: tuple[tuple[str, ...], ...]
    tier_one: tuple[bool, ...]
    owners: tuple[int, ...]
    systems: tuple[int, ...]
    domains: tuple[int, ...]
    targets: tuple[tuple[int, ...], ...]


class AtlasIndex:
    """The columns, and what follows from them; nothing here walks all of it for one entity."""

    def __init__(self, columns: Columns) -> None:
        self.columns: Final = columns
        self.refs: Final = columns.refs
        self.targets: Final = columns.targets
        sources: list[list[int]] = [[] for _ in columns.refs]
        for source, targets in enumerate(columns.targets):
            for target in targets:
                sources[target].append(source)
        self.sources: Final = tuple(map(tuple, sources))
        self.size: Final = sum(columns.known)
        self._users: dict[int, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self.refs)

    @cached_property
    def positions(self) -> Mapping[EntityRef, int]:
        """Where each entity stands."""
        return {ref: at for at, ref in enumerate(self.refs)}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[int, ...]]:
        """The positions of each name, in order."""
        named: dict[str, list[int]] = {}
        for at, ref in enumerate(self.refs):
            named.setdefault(ref.name, []).append(at)
        return {name: tuple(found) for name, found in named.items()}

    def is_api(self, at: int) -> bool:
        """Whether it is an API, which costs no call."""
        return self.refs[at].kind == API

    def uses(self, at: int) -> tuple[int, ...]:
        """What it uses, in order; in place of an API those who provide it, if anybody does."""
        found: set[int] = set()
        for target in self.targets[at]:
            beyond = self.targets[target] if self.is_api(target) else ()
            found.update(beyond or (target,))
        found.discard(at)
        return tuple(sorted(found))

    def users(self, at: int) -> tuple[int, ...]:
        """Who uses it, in order; in place of an API that it provides those who consume that."""
        users = self._users.get(at)
        if users is None:
            found: set[int] = set()
            for source in self.sources[at]:
                found.update(self.sources[source] if self.is_api(source) else (source,))
            found.discard(at)
            users = self._users[at] = tuple(sorted(found))
        return users

    def is_hub(self, at: int) -> bool:
        """Whether so many use it that a walk through it would reach everybody."""
        count = len(self.users(at))
        return count >= _HUB_USERS and count * _HUB_SHARE > self.size

    def holder(self, at: int) -> int:
        """The system that it is folded into, else its domain, else its team, else itself."""
        return self._first((self.columns.systems, self.columns.domains, self.columns.owners), at)

    def upper_holder(self, at: int) -> int:
        """The domain that it is folded into, else its system, else its team, else itself."""
        return self._first((self.columns.domains, self.columns.systems, self.columns.owners), at)

    def _first(self, columns: Iterable[Sequence[int]], at: int) -> int:
        return next((column[at] for column in columns if column[at] != NOBODY), at)


def build_index(
    catalog: Catalog,
    nodes: Sequence[EntityRef],
    targets: Sequence[Sequence[int]],
    homes: Mapping[EntityRef, Home],
) -> AtlasIndex:
    """The index of a catalog.

    Args:
        catalog: All entities.
        nodes: The nodes of its graph, the dangling ones included.
        targets: The ends of the edges of each node, as positions among `nodes`.
        homes: Where entities live.
    """
    owners = {ref: catalog.target(ref, "ownedBy") for ref in catalog.entities}
    refs = {*nodes, *(owner for owner in owners.values() if owner is not None)}
    refs.update(ref for home in homes.values() for ref in (home.system, home.domain) if ref is not None)
    ordered = tuple(sorted(refs, key=attrgetter("kind", "namespace", "name")))
    at: dict[EntityRef | None, int] = {ref: position for position, ref in enumerate(ordered)}
    at[None] = NOBODY
    ends = {
        ref: tuple(sorted(at[nodes[end]] for end in held)) for ref, held in zip(nodes, targets, strict=True)
    }
    entities = [catalog.entities.get(ref) for ref in ordered]
    lived = [homes.get(ref, Home()) for ref in ordered]
    return AtlasIndex(
        Columns(
            refs=ordered,
            known=tuple(entity is not None for entity in entities),
            titles=tuple(e.title if e else ref.name for e, ref in zip(entities, ordered, strict=True)),
            types=tuple(e.type if e else "" for e in entities),
            lifecycles=tuple(e.lifecycle if e else "" for e in entities),
            tags=tuple(e.tags if e else () for e in entities),
            tier_one=tuple(e is not None and is_tier_one(e) for e in entities),
            owners=tuple(at[owners.get(ref)] for ref in ordered),
            systems=tuple(at[home.system] for home in lived),
            domains=tuple(at[home.domain] for home in lived),
            targets=tuple(ends.get(ref, ()) for ref in ordered),
        )
    )
