"""All entities of an organisation and how they relate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from callboard.findings import Finding
from callboard.model.entity import Entity, Relation
from callboard.model.ref import EntityRef
from callboard.model.snapshot import Repository


@dataclass(frozen=True, slots=True)
class Catalog:
    """The stitched catalog: entities in order of their references, relations from both sides.

    `relations[ref]` holds every relation whose source is `ref`, sorted by type and target, one of each; a
    target need not be an entity. `repositories` maps `Origin.repository` to what is known about it.
    """

    entities: Mapping[EntityRef, Entity]
    relations: Mapping[EntityRef, tuple[Relation, ...]]
    repositories: Mapping[str, Repository]
    findings: tuple[Finding, ...] = field(default=())

    def __iter__(self) -> Iterator[Entity]:
        """Every entity, in order."""
        return iter(self.entities.values())

    def __len__(self) -> int:
        return len(self.entities)

    def of_kind(self, kind: str) -> tuple[Entity, ...]:
        """The entities of a kind, in order."""
        return tuple(entity for ref, entity in self.entities.items() if ref.kind == kind.lower())

    def targets(self, ref: EntityRef, relation: str) -> tuple[EntityRef, ...]:
        """What `ref` has a relation of this type to, in order; some may not be in the catalog."""
        return tuple([rel.target for rel in self.relations.get(ref, ()) if rel.type == relation])

    def target(self, ref: EntityRef, relation: str) -> EntityRef | None:
        """The first of `targets`, e.g. the owner."""
        for rel in self.relations.get(ref, ()):
            if rel.type == relation:
                return rel.target
        return None

    def origin_of(self, entity: Entity) -> Repository | None:
        """The repository that an entity was read from."""
        return self.repositories.get(entity.origin.repository)

    def commit_of(self, entity: Entity) -> str:
        """The commit that an entity was read at, `""` where there is none."""
        repository = self.origin_of(entity)
        return entity.origin.commit or (repository.commit if repository else "")
