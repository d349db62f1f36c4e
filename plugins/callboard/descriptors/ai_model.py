"""The kinds of a Backstage that has its ai-model module: AiResource, and APIs that are MCP servers.

plugin-catalog-backend-module-ai-model. With it Backstage reads all of its own kinds from a model
(catalog-model 1.10, `wellKnownRelationsModel`), which is stricter: a relation to a kind that it does not
allow is left out, and one back is made only for the pairs of kinds that it declares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from callboard.descriptors.kinds import (
    API,
    BUILT_IN,
    CATALOG_VERSIONS,
    OWNER,
    SYSTEM,
    TEXT,
    TEXTS,
    Kind,
    RelationField,
    shape,
)
from callboard.model import JsonMapping, JsonValue

_OWNERS: Final = ("group", "user")
_ALLOWED: Final[Mapping[tuple[str, str], tuple[str, ...]]] = MappingProxyType({
    ("Group", "parent"): ("group",),
    ("Group", "children"): ("group",),
    ("Group", "members"): ("user",),
    ("User", "memberOf"): ("group",),
})  # fmt: skip
_PAIRS: Final = (
    (("api", "component", "domain", "group", "location", "resource", "system", "user"), "ownedBy", _OWNERS),
    (("component",), "providesApi", ("api",)),
    (("component",), "consumesApi", ("api",)),
    (("component", "resource"), "dependsOn", ("component", "resource")),
    (("component", "resource"), "dependencyOf", ("component", "resource")),
    (("group",), "parentOf", ("group",)),
    (("group",), "childOf", ("group",)),
    (("user",), "memberOf", ("group",)),
    (("group",), "hasMember", ("user",)),
    (("component", "api", "resource"), "partOf", ("component", "system")),
    (("system",), "partOf", ("domain",)),
    (("domain",), "partOf", ("domain",)),
    (("airesource",), "ownedBy", _OWNERS),
    (("airesource",), "partOf", ("system", "airesource")),
    (("airesource",), "dependsOn", ("airesource",)),
    (("airesource",), "hasPart", ("airesource",)),
)
"""Which kinds a relation leads from and to, for there to be one back."""


def _modelled(kind: Kind, relations: tuple[RelationField, ...]) -> Kind:
    return replace(kind, relations=tuple(_modelled_field(kind.name, field) for field in relations))


def _modelled_field(kind: str, field: RelationField) -> RelationField:
    allowed = _OWNERS if field.field == "owner" else _ALLOWED.get((kind, field.field), field.allowed_kinds)
    targets = (
        to for sources, relation, to in _PAIRS if relation == field.relation and kind.lower() in sources
    )
    reverse = tuple(sorted({target for each in targets for target in each}))
    return replace(field, allowed_kinds=allowed, reverse_kinds=reverse, texts_only=True)


_BASE: Final[dict[str, JsonValue]] = {"type": TEXT, "lifecycle": TEXT, "owner": TEXT, "system": TEXT}


def _ai_resource(*required: str, relation: RelationField | None = None, **fields: JsonValue) -> Kind:
    spec = shape("type", "lifecycle", "owner", *required, **_BASE, **fields)
    relations = (OWNER, replace(SYSTEM, allowed_kinds=("system",)), *([relation] if relation else []))
    kind = Kind("AiResource", CATALOG_VERSIONS[:1], spec)
    return _modelled(kind, relations)


_SKILL: Final = _ai_resource(
    relation=RelationField("dependsOn", "dependsOn", "dependencyOf", "airesource", ("airesource",)),
    disciplines=TEXTS, categories=TEXTS, agents=TEXTS, dependsOn=TEXTS, allowedTools=TEXT, license=TEXT,
    compatibility={**TEXT, "maxLength": 500},
)  # fmt: skip
_RULE: Final = _ai_resource("category", "rationale", disciplines=TEXTS, category=TEXT, rationale=TEXT)
_PLUGIN: Final = _ai_resource(
    "skills",
    relation=RelationField("skills", "hasPart", "partOf", "airesource", ("airesource",)),
    skills=TEXTS,
    version=TEXT,
)
_MARKETPLACE: Final = _ai_resource(
    "plugins",
    relation=RelationField("plugins", "hasPart", "partOf", "airesource", ("airesource",)),
    plugins=TEXTS,
    version=TEXT,
)
_AI_RESOURCE: Final = replace(
    _ai_resource(),
    by_type=MappingProxyType(
        {"skill": _SKILL, "rule": _RULE, "plugin": _PLUGIN, "marketplace": _MARKETPLACE}
    ),
)

_REMOTES: Final[JsonMapping] = {
    "type": "array",
    "minItems": 1,
    "items": shape("type", "url", type=TEXT, url=TEXT),
}
_MCP_SERVER: Final = _modelled(
    replace(API, spec=shape("type", "lifecycle", "owner", "remotes", **_BASE, remotes=_REMOTES)),
    API.relations,
)
_MODELLED: Final = {name: _modelled(kind, kind.relations) for name, kind in BUILT_IN.items()}

AI_MODEL: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        **_MODELLED,
        # Templates belong to the scaffolder, which has no model.
        "Template": BUILT_IN["Template"],
        "API": replace(_MODELLED["API"], by_type=MappingProxyType({"mcp-server": _MCP_SERVER})),
        "AiResource": _AI_RESOURCE,
    }
)
"""All kinds of such a Backstage, by name as written."""
