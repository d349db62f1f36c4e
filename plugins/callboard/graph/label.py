"""What a node says, to the eye and to the ear. Plain text; nothing here is escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from callboard.model import Catalog, Entity, EntityRef

MISSING: Final = "not in the catalog"

_LONGEST: Final = 120
"""No name is longer; a title may be, and is told in full on the entity's own page."""

KINDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "api": ("API", "APIs"),
        "component": ("component", "components"),
        "domain": ("domain", "domains"),
        "group": ("team", "teams"),
        "location": ("location", "locations"),
        "resource": ("resource", "resources"),
        "system": ("system", "systems"),
        "template": ("template", "templates"),
        "user": ("person", "people"),
    }
)
"""What people call one and many of a kind."""

_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {"service": "services", "website": "websites", "library": "libraries", "database": "databases"}
)


def label(ref: EntityRef, entity: Entity | None) -> str:
    """The name that a person looks for."""
    return _one_line(entity.title if entity is not None else ref.name)


def spoken(ref: EntityRef, entity: Entity | None, catalog: Catalog) -> str:
    """Name, kind, lifecycle and owner in one line."""
    if entity is None:
        return f"{_one_line(ref.short())}, {MISSING}"
    owner = catalog.target(ref, "ownedBy")
    kind = KINDS.get(ref.kind, (entity.kind, ""))[0]
    facts = [label(ref, entity), kind, _one_line(entity.lifecycle)]
    if owner is not None:
        facts.append(f"owned by {label(owner, catalog.entities.get(owner))}")
    return ", ".join([fact for fact in facts if fact])


def amount(count: int, kinds: Collection[str], members: Iterable[EntityRef], catalog: Catalog) -> str:
    """How many of what, e.g. `7 services`, with the narrowest word that is true of all.

    `kinds` are those of the members, which are looked at until two differ: crowds are large, and few of them
    are all of a type.
    """
    if len(kinds) > 1:
        return f"{count} entities"
    (kind,) = kinds
    if count == 1:
        return f"1 {KINDS.get(kind, ('entity', ''))[0]}"
    word = _TYPES.get(_type_of_all(members, catalog))
    return f"{count} {word or KINDS.get(kind, ('', 'entities'))[1]}"


def _type_of_all(members: Iterable[EntityRef], catalog: Catalog) -> str:
    """The type that all have, `""` where two differ."""
    common: str | None = None
    for ref in members:
        entity = catalog.entities.get(ref)
        type_name = entity.type if entity is not None else ""
        if common is not None and type_name != common:
            return ""
        common = type_name
    return common or ""


def _one_line(text: str) -> str:
    """The text without line breaks and control characters, cut to a bearable length."""
    if text.isprintable() and len(text) <= _LONGEST:
        return text
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
