"""The kinds of entity: which documents they are, what their `spec` must hold, what it relates to.

Backstage's kinds as of release 1.55 (catalog-model 1.10, plugin-scaffolder-common 2.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from callboard.model import JsonMapping, JsonValue

CATALOG_VERSIONS: Final = ("backstage.io/v1alpha1", "backstage.io/v1beta1")
SCAFFOLDER_VERSIONS: Final = ("scaffolder.backstage.io/v1beta3",)


@dataclass(frozen=True, slots=True)
class RelationField:
    """A field of `spec` that names other entities: the relation it makes and the one back.

    `default_kind` is the kind of a name that says none, `""` where it must say one. `allowed_kinds` and
    `reverse_kinds` are empty where any kind will do: a target of another kind has no relation at all, or none
    back. Where `texts_only` is true, what is no text is passed over instead of refused.
    """

    field: str
    relation: str
    reverse: str
    default_kind: str = ""
    allowed_kinds: tuple[str, ...] = ()
    reverse_kinds: tuple[str, ...] = ()
    texts_only: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity, as written in descriptors; `by_type` are its variants by `spec.type`."""

    name: str
    api_versions: tuple[str, ...]
    spec: JsonMapping
    relations: tuple[RelationField, ...] = ()
    by_type: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, spec: JsonValue) -> Kind:
        """The kind, or its variant for this `spec`."""
        type_name = spec.get("type") if isinstance(spec, Mapping) else None
        return self.by_type.get(type_name, self) if isinstance(type_name, str) else self


TEXT: Final[JsonMapping] = {"type": "string", "minLength": 1}
ANY_TEXT: Final[JsonMapping] = {"type": "string"}
TEXTS: Final[JsonMapping] = {"type": "array", "items": TEXT}
ANYTHING: Final[JsonMapping] = {"type": "object"}
PROFILE: Final[JsonMapping] = {
    "type": "object",
    "properties": {"displayName": TEXT, "email": TEXT, "picture": TEXT},
}


def shape(*required: str, **properties: JsonValue) -> dict[str, Any]:
    """The schema of a mapping with these properties; others are allowed."""
    return {"type": "object", "required": list(required), "properties": properties}


OWNER: Final = RelationField("owner", "ownedBy", "ownerOf", "group")
SYSTEM: Final = RelationField("system", "partOf", "hasPart", "system")
DEPENDS_ON: Final = RelationField("dependsOn", "dependsOn", "dependencyOf")
DEPENDENCY_OF: Final = RelationField("dependencyOf", "dependencyOf", "dependsOn")

_COMPONENT: Final = Kind(
    "Component",
    CATALOG_VERSIONS,
    shape(
        "type", "lifecycle", "owner",
        type=TEXT, lifecycle=TEXT, owner=TEXT, system=TEXT, subcomponentOf=TEXT,
        providesApis=TEXTS, consumesApis=TEXTS, dependsOn=TEXTS,
    ),
    (
        OWNER,
        RelationField("subcomponentOf", "partOf", "hasPart", "component"),
        RelationField("providesApis", "providesApi", "apiProvidedBy", "api"),
        RelationField("consumesApis", "consumesApi", "apiConsumedBy", "api"),
        DEPENDS_ON,
        DEPENDENCY_OF,
        SYSTEM,
    ),
)  # fmt: skip

API: Final = Kind(
    "API",
    CATALOG_VERSIONS,
    shape(
        "type", "lifecycle", "owner", "definition",
        type=TEXT, lifecycle=TEXT, owner=TEXT, definition=TEXT, system=TEXT,
    ),
    (OWNER, SYSTEM),
)  # fmt: skip

_RESOURCE: Final = Kind(
    "Resource",
    CATALOG_VERSIONS,
    shape("type", "owner", type=TEXT, owner=TEXT, dependsOn=TEXTS, system=TEXT),
    (OWNER, DEPENDS_ON, DEPENDENCY_OF, SYSTEM),
)

_SYSTEM: Final = Kind(
    "System",
    CATALOG_VERSIONS,
    shape("owner", owner=TEXT, domain=TEXT, type=TEXT),
    (OWNER, RelationField("domain", "partOf", "hasPart", "domain")),
)

_DOMAIN: Final = Kind(
    "Domain",
    CATALOG_VERSIONS,
    shape("owner", owner=TEXT, subdomainOf=TEXT, type=TEXT),
    (OWNER, RelationField("subdomainOf", "partOf", "hasPart", "domain")),
)

_GROUP: Final = Kind(
    "Group",
    CATALOG_VERSIONS,
    shape("type", "children", type=TEXT, profile=PROFILE, parent=TEXT, children=TEXTS, members=TEXTS),
    (
        RelationField("parent", "childOf", "parentOf", "group"),
        RelationField("children", "parentOf", "childOf", "group"),
        RelationField("members", "hasMember", "memberOf", "user"),
    ),
)

_USER: Final = Kind(
    "User",
    CATALOG_VERSIONS,
    shape("memberOf", profile=PROFILE, memberOf=TEXTS),
    (RelationField("memberOf", "memberOf", "hasMember", "group"),),
)

_LOCATION: Final = Kind(
    "Location",
    CATALOG_VERSIONS,
    shape(
        type=TEXT, target=TEXT, targets=TEXTS, presence={"type": "string", "enum": ["required", "optional"]}
    ),
)

_PERMISSIONS: Final = shape(tags={"type": "array", "items": ANY_TEXT})
_FORM: Final = shape(**{"backstage:permissions": _PERMISSIONS})
_DECORATORS: Final[JsonMapping] = {"type": "array", "items": shape(id=ANY_TEXT, input=ANYTHING)}
_STEP: Final = shape(
    "action",
    id=ANY_TEXT,
    name=ANY_TEXT,
    action=ANY_TEXT,
    input=ANYTHING,
    **{"if": {"type": ["string", "boolean"]}, "backstage:permissions": _PERMISSIONS},
)
_CONDITION: Final[JsonMapping] = {"type": ["string", "boolean"]}
_OUTPUT: Final[JsonMapping] = {
    "type": "object",
    "properties": {
        "links": {
            "type": "array",
            "items": shape(url=TEXT, entityRef=TEXT, title=TEXT, icon=TEXT, **{"if": _CONDITION}),
        },
        "text": {
            "type": "array",
            "items": shape(title=TEXT, icon=TEXT, content=ANY_TEXT, **{"if": _CONDITION}),
        },
    },
    "additionalProperties": ANY_TEXT,
}

_TEMPLATE: Final = Kind(
    "Template",
    SCAFFOLDER_VERSIONS,
    shape(
        "type", "steps",
        type=TEXT, owner=TEXT, lifecycle=TEXT,
        parameters={"oneOf": [_FORM, {"type": "array", "items": _FORM}]},
        secrets=shape(schema=ANYTHING),
        presentation=shape(
            buttonLabels=shape(backButtonText=ANY_TEXT, createButtonText=ANY_TEXT, reviewButtonText=ANY_TEXT)
        ),
        EXPERIMENTAL_recovery=shape(EXPERIMENTAL_strategy=ANY_TEXT),
        formDecorators=_DECORATORS, EXPERIMENTAL_formDecorators=_DECORATORS,
        steps={"type": "array", "items": _STEP}, output=_OUTPUT,
    ),
    (OWNER,),
)  # fmt: skip

BUILT_IN: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (_COMPONENT, API, _RESOURCE, _SYSTEM, _DOMAIN, _GROUP, _USER, _LOCATION, _TEMPLATE)
    }
)
"""Backstage's own kinds, by name as written."""

GENERIC_RELATIONS: Final = (OWNER, SYSTEM, DEPENDS_ON)
"""What an entity of an unknown kind may relate to: its fields mean what they mean everywhere."""
