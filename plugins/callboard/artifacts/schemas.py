"""JSON Schemas of descriptors, for editors and other programs: `/api/schemas/`.

Made from the tables that `descriptors` judges by, so they cannot disagree on shapes. Draft 7, which every
YAML editor reads. A schema cannot say everything: whether an address is one, and where a reference leads, is
for `callboard check`. What it refuses, Backstage refuses, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from callboard.annotations import AnnotationRule
from callboard.artifacts.schema_texts import EXAMPLES, KIND_TEXTS, METADATA_TEXTS, SPEC_TEXTS
from callboard.descriptors import Kind, RelationField
from callboard.model import JsonMapping, JsonValue

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
COMBINED: Final = "catalog-info.schema.json"

_Schema = dict[str, Any]

_LABEL: Final = "[a-z0-9]+(?:-+[a-z0-9]+)*"
_NAME: Final = "(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_NAME_TEXT: Final[JsonMapping] = {"type": "string", "pattern": f"^{_NAME}$", "minLength": 1, "maxLength": 63}
_NAMESPACE: Final[JsonMapping] = {"type": "string", "pattern": f"^{_LABEL}$", "minLength": 1, "maxLength": 63}
_TAG: Final[JsonMapping] = {
    "type": "string", "pattern": "^[a-z0-9:+#]+(?:-[a-z0-9:+#]+)*$", "minLength": 1, "maxLength": 63,
}  # fmt: skip
_KEY: Final[JsonMapping] = {"pattern": f"^(?:(?:{_LABEL}\\.)*{_LABEL}/)?{_NAME}$"}
_LABEL_VALUE: Final[JsonMapping] = {"type": "string", "pattern": f"^(?:{_NAME})?$", "maxLength": 63}
_TEXT: Final[JsonMapping] = {"type": "string", "minLength": 1}
_NOT_BLANK: Final[JsonMapping] = {"type": "string", "pattern": "\\S"}
_KIND_PART: Final = "[^:/]+:(?:[^/]+/[\\s\\S]+|[^/]+)"
_FULL_REF: Final = f"^{_KIND_PART}$"
_REF: Final = f"^(?:{_KIND_PART}|[^:/]+/[\\s\\S]+|[^:/]+)$"
"""`[kind:][namespace/]name`, no part empty, as `EntityRef.parse` takes it apart."""
# Backstage takes what JavaScript finds false for "no annotations".
_NO_ANNOTATIONS: Final[JsonMapping] = {"enum": [None, False, 0, ""]}

_PLACEHOLDER: Final[JsonMapping] = {
    "title": "From a file",
    "description": "The content of a file of the same repository, in place of a value.",
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {
        "$text": {"type": "string", "description": "A file as text."},
        "$json": {"type": "string", "description": "A JSON file as a value."},
        "$yaml": {"type": "string", "description": "A YAML file of one document as a value."},
    },
}
_REFERENCE: Final[JsonMapping] = {"$ref": "#/definitions/placeholder"}


def schema_files(
    kinds: Mapping[str, Kind], rules: Mapping[str, AnnotationRule]
) -> Iterator[tuple[str, JsonMapping]]:
    """Every schema with its file name: the one for any descriptor first, then one for each kind."""
    yield COMBINED, combined_schema(kinds, rules)
    for name in sorted(kinds):
        yield f"{name.lower()}.schema.json", kind_schema(kinds[name], rules)


def combined_schema(kinds: Mapping[str, Kind], rules: Mapping[str, AnnotationRule]) -> JsonMapping:
    """The schema of any descriptor: `kind` decides what else must be there."""
    names = sorted(kinds)
    chosen: list[JsonValue] = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": {"$ref": f"#/definitions/{name}"}}
        for name in names
    ]
    return {
        "$schema": DRAFT,
        "title": "Catalog descriptor",
        "description": "An entity of the software catalog, as Backstage and Callboard read it.",
        "type": "object",
        "required": ["apiVersion", "kind", "metadata"],
        "properties": {"kind": {"enum": names, "description": "What sort of entity this is."}},
        "allOf": chosen,
        "definitions": {**_definitions(rules), **{name: _entity(kinds[name]) for name in names}},
    }


def kind_schema(kind: Kind, rules: Mapping[str, AnnotationRule]) -> JsonMapping:
    """The schema of the descriptors of one kind."""
    return {"$schema": DRAFT, **_entity(kind), "definitions": _definitions(rules)}


def _entity(kind: Kind) -> _Schema:
    return {
        "title": kind.name,
        "description": KIND_TEXTS.get(kind.name, f"An entity of the kind {kind.name}."),
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "additionalProperties": False,
        "properties": {
            "apiVersion": {"enum": list(kind.api_versions), "description": "The version of the format."},
            "kind": {"const": kind.name, "description": "What sort of entity this is."},
            "metadata": {"$ref": "#/definitions/metadata"},
            "spec": {"anyOf": [_spec_of_any_type(kind), _REFERENCE]},
        },
    }


def _definitions(rules: Mapping[str, AnnotationRule]) -> _Schema:
    return {"metadata": _metadata(rules), "placeholder": _PLACEHOLDER}


def _metadata(rules: Mapping[str, AnnotationRule]) -> _Schema:
    link: JsonMapping = {
        "type": "object",
        "required": ["url"],
        "properties": _described(
            {"url": _TEXT, "title": _NOT_BLANK, "icon": _NOT_BLANK, "type": _TEXT}, METADATA_TEXTS
        ),
    }
    filled: dict[str, JsonMapping] = {
        "uid": _TEXT,
        "etag": _TEXT,
        "title": _TEXT,
        "description": {"type": "string"},
        "labels": {"type": "object", "propertyNames": _KEY, "additionalProperties": _LABEL_VALUE},
        "tags": {"type": "array", "items": _TAG},
        "links": {"type": "array", "items": link},
    }
    # The reference is known before placeholders are filled in, so it cannot be one.
    fixed: dict[str, JsonMapping] = {"name": _NAME_TEXT, "namespace": _NAMESPACE}
    annotations: JsonMapping = {"anyOf": [_fillable(_annotations(rules)), _NO_ANNOTATIONS]}
    return {
        "description": "What is true of every kind of entity: its name, and what people should know of it.",
        "type": "object",
        "required": ["name"],
        "properties": _described(
            {**fixed, "annotations": annotations, **{name: _fillable(rule) for name, rule in filled.items()}},
            METADATA_TEXTS,
        ),
    }


def _annotations(rules: Mapping[str, AnnotationRule]) -> _Schema:
    known = {key: {"type": "string", "description": _annotation_text(rule)} for key, rule in rules.items()}
    return {
        "type": "object",
        "propertyNames": _KEY,
        "properties": known,
        "additionalProperties": {"type": "string"},
    }


def _annotation_text(rule: AnnotationRule) -> str:
    return (
        f"{rule.label}. Deprecated: use {rule.deprecated_for}." if rule.deprecated_for else f"{rule.label}."
    )


def _spec_of_any_type(kind: Kind) -> JsonMapping:
    """The schema of the kind's `spec`, or of the variant that its type asks for."""
    schema: JsonMapping = _spec(kind)
    for name, variant in sorted(kind.by_type.items()):
        is_variant: JsonMapping = {"required": ["type"], "properties": {"type": {"const": name}}}
        schema = {"if": is_variant, "then": _spec(variant), "else": schema}
    return schema


def _spec(kind: Kind) -> JsonMapping:
    shape = dict(kind.spec)
    properties = shape.get("properties")
    named = dict(properties) if isinstance(properties, Mapping) else {}
    # Backstage does not check all fields that state relations; an editor should know them all the same.
    named |= {each.field: _referring(named.get(each.field), each) for each in kind.relations}
    opened = {name: _fillable(rule) if rule else {} for name, rule in named.items()}
    for name, schema in opened.items():
        examples = EXAMPLES.get(f"{kind.name}.{name}")
        if examples:
            schema["examples"] = list(examples)
    return {**shape, "properties": _described(opened, SPEC_TEXTS)}


def _referring(schema: JsonValue, field: RelationField) -> _Schema:
    """A schema of texts that are references besides; what else it may be stays as it is."""
    if not isinstance(schema, Mapping):
        return {}
    pattern = {"pattern": _REF if field.default_kind else _FULL_REF}
    items = schema.get("items")
    if schema.get("type") == "string":
        return {**schema, **pattern}
    if schema.get("type") == "array" and isinstance(items, Mapping) and items.get("type") == "string":
        return {**schema, "items": {**items, **pattern}}
    return dict(schema)


def _described(properties: Mapping[str, JsonMapping], texts: Mapping[str, str]) -> _Schema:
    return {
        name: {"description": texts[name], **schema} if name in texts else dict(schema)
        for name, schema in properties.items()
    }


def _fillable(schema: JsonValue) -> _Schema:
    """A schema that takes a placeholder in place of any value, at every depth."""
    if not isinstance(schema, Mapping):
        return {}
    opened: _Schema = dict(schema)
    told = {"description": opened.pop("description")} if "description" in opened else {}
    if isinstance(properties := opened.get("properties"), Mapping):
        opened["properties"] = {name: _fillable(rule) for name, rule in properties.items()}
    for keyword in ("items", "additionalProperties"):
        if isinstance(opened.get(keyword), Mapping):
            opened[keyword] = _fillable(opened[keyword])
    return {**told, "anyOf": [opened, dict(_REFERENCE)]}
