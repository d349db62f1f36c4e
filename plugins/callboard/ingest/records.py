"""What reading a repository's descriptors gives: values that depend on that repository alone."""

from __future__ import annotations

from dataclasses import dataclass

from callboard.descriptors import Statement
from callboard.findings import Finding
from callboard.model import Entity, EntityRef
from callboard.origin import Origin


@dataclass(frozen=True, slots=True)
class Record:
    """A document that is kept: its entity, what it says of others, and what to tell of it if it is used."""

    entity: Entity
    statements: tuple[Statement, ...]
    is_foreign: bool = False
    advice: tuple[Finding, ...] = ()

    @property
    def ref(self) -> EntityRef:
        """The reference that it claims."""
        return self.entity.ref

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return self.entity.origin


@dataclass(frozen=True, slots=True)
class Lead:
    """A target of a Location that lies outside its repository: its address, the field, the Location."""

    url: str
    place: Origin
    location: str


@dataclass(frozen=True, slots=True)
class FileReading:
    """What one file gave."""

    path: str
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class RepositoryReading:
    """The files of a repository that were read, and what was found in looking for them."""

    files: tuple[FileReading, ...]
    findings: tuple[Finding, ...] = ()
