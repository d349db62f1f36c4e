"""An entity as its descriptor states it, and the relations between entities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from callboard.model.json import JsonMapping, JsonValue
from callboard.model.ref import EntityRef
from callboard.origin import Origin

Position: TypeAlias = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Link:
    """One of `metadata.links`; `url` is as written and not yet known to be safe to follow."""

    url: str
    title: str = ""
    icon: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """One direction of a pair, e.g. `ownedBy` from a component to a group.

    `origin` is where the pair was declared: the same place for both directions.
    """

    type: str
    source: EntityRef
    target: EntityRef
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Entity:
    """A descriptor's document after all rules: the envelope, its origin, and where its fields stand.

    `kind`, `namespace` and `name` are as written; `ref` is the canonical identity. `positions` maps a field's
    path, e.g. `spec.dependsOn.0`, to its place in `origin.path`; fields nobody will point at may be absent.
    """

    ref: EntityRef
    api_version: str
    kind: str
    namespace: str
    name: str
    metadata: JsonMapping
    spec: JsonMapping
    origin: Origin
    positions: Mapping[str, Position] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        """What a person calls it: `metadata.title`, a group's or user's display name, else the name."""
        if title := _text(self.metadata.get("title")):
            return title
        profile = self.spec.get("profile")
        if profile and isinstance(profile, Mapping):
            return _text(profile.get("displayName")) or self.name
        return self.name

    @property
    def description(self) -> str:
        """`metadata.description`, trimmed."""
        return _text(self.metadata.get("description")).strip()

    @property
    def type(self) -> str:
        """`spec.type`, `""` where the kind has none."""
        return _text(self.spec.get("type"))

    @property
    def lifecycle(self) -> str:
        """`spec.lifecycle`, `""` where the kind has none."""
        return _text(self.spec.get("lifecycle"))

    @property
    def tags(self) -> tuple[str, ...]:
        """`metadata.tags` in the order written."""
        return _texts(self.metadata.get("tags"))

    @property
    def labels(self) -> Mapping[str, str]:
        """`metadata.labels`."""
        return _text_mapping(self.metadata.get("labels"))

    @property
    def annotations(self) -> Mapping[str, str]:
        """`metadata.annotations`."""
        return _text_mapping(self.metadata.get("annotations"))

    @property
    def links(self) -> tuple[Link, ...]:
        """`metadata.links` in the order written."""
        links = self.metadata.get("links")
        if not isinstance(links, (list, tuple)):
            return ()
        return tuple(
            Link(*(_text(link.get(key)) for key in ("url", "title", "icon", "type")))
            for link in links
            if isinstance(link, Mapping)
        )

    def place(self, path: str) -> Origin:
        """Where the field at `path` stands, else its nearest holder, else the document."""
        while path:
            if path in self.positions:
                return self.origin.at(*self.positions[path])
            path = path.rpartition(".")[0]
        return self.origin


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: JsonValue) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def _text_mapping(value: JsonValue) -> Mapping[str, str]:
    if not value or not isinstance(value, Mapping):
        return {}
    return {key: item for key, item in value.items() if isinstance(item, str)}
