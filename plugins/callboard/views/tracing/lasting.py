"""Entities and relations without what a new commit of their repository changes and hardly any page shows.

Every origin carries a commit. Whoever looks up an entity of another repository, be it for its owner, would
depend on that commit, and a commit anywhere would make half of the organisation's pages again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Generic, TypeVar

from callboard.model import Catalog, Entity, EntityRef, Relation
from callboard.origin import Origin

Value = TypeVar("Value")


class Lasting(Mapping[EntityRef, Value], Generic[Value]):
    """The values of a mapping as `lasting` gives them, each made when somebody asks for the first time."""

    __slots__ = ("_lasting", "_made", "_values")

    def __init__(self, values: Mapping[EntityRef, Value], lasting: Callable[[Value], Value]) -> None:
        self._values = values
        self._lasting = lasting
        self._made: dict[EntityRef, Value] = {}

    def __getitem__(self, key: EntityRef) -> Value:
        if key not in self._made:
            self._made[key] = self._lasting(self._values[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[EntityRef]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def lasting_entities(catalog: Catalog) -> Mapping[EntityRef, Entity]:
    """The entities without commits, where their repositories say the same (see `Catalog.commit_of`)."""

    def lasting(entity: Entity) -> Entity:
        origin = _without_commit(catalog, entity.origin)
        return entity if origin is entity.origin else replace(entity, origin=origin)

    return Lasting(catalog.entities, lasting)


def entity_text(catalog: Catalog, entity: Entity) -> str:
    """A text for everything that a lasting entity says, but for the places of its fields; quick to make."""
    names = (entity.api_version, entity.kind, entity.namespace, entity.name)
    origin = entity.origin
    commit = "" if _is_known_twice(catalog, origin) else origin.commit
    place = (origin.repository, origin.path, origin.line, origin.column, commit)
    return repr((*entity.ref, *names, entity.metadata, entity.spec, *place))


def lasting_relations(catalog: Catalog) -> Mapping[EntityRef, tuple[Relation, ...]]:
    """The relations; only those that lead nowhere say where they were declared, for somebody to mend."""

    def lasting(relations: tuple[Relation, ...]) -> tuple[Relation, ...]:
        return tuple(replace(each, origin=_declared(catalog, each)) for each in relations)

    return Lasting(catalog.relations, lasting)


def relations_text(catalog: Catalog, relations: Iterable[Relation]) -> str:
    """A text for everything that the lasting relations of one entity say; quick to make."""
    known = catalog.entities
    return repr(
        [
            (each.type, *each.target, None if each.target in known else _declared(catalog, each))
            for each in relations
        ]
    )


def _declared(catalog: Catalog, relation: Relation) -> Origin | None:
    if relation.origin is None or relation.target in catalog.entities:
        return None
    return _without_commit(catalog, relation.origin)


def _without_commit(catalog: Catalog, origin: Origin) -> Origin:
    return replace(origin, commit="") if _is_known_twice(catalog, origin) else origin


def _is_known_twice(catalog: Catalog, origin: Origin) -> bool:
    """Whether the repository says the commit, too."""
    repository = catalog.repositories.get(origin.repository)
    return bool(origin.commit) and repository is not None and repository.commit == origin.commit
