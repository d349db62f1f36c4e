"""Kinds that the operator declares: the `kinds` option."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.descriptors import AI_MODEL, Kind, RelationField, YamlProblem, read_plain
from callboard.descriptors.formats import is_api_version, is_kind
from callboard.descriptors.json_schema import KEYWORDS
from callboard.descriptors.kinds import CATALOG_VERSIONS, GENERIC_RELATIONS
from callboard.errors import ConfigurationError
from callboard.model import JsonMapping, JsonValue

_OPTIONS: Final = ("schema", "icon", "relations", "api_version")
_RELATION_OPTIONS: Final = ("relation", "reverse", "kind")
_SILENT: Final = frozenset({"$schema", "$id", "$comment", "default"})
"""Keywords of JSON Schema that refuse nothing."""
_TYPES: Final = ("string", "boolean", "number", "integer", "object", "array", "null")
_NUMBERS: Final = ("minLength", "maxLength", "minItems")
_MAX_DEPTH: Final = 32


@dataclass(frozen=True, slots=True)
class CustomKind:
    """A declared kind, and the name of its picture, `""` for the general one."""

    kind: Kind
    icon: str = ""


def read_kinds(option: Mapping[str, object], base: Path) -> tuple[CustomKind, ...]:
    """Check the `kinds` option, in order of names; paths of schemas are relative to `base`.

    Raises:
        ConfigurationError: a kind is Backstage's own or malformed, or its schema cannot be used.
    """
    taken = {name.lower(): name for name in AI_MODEL}
    for name in option:
        own = taken.setdefault(str(name).lower(), str(name))
        if own != name or name in AI_MODEL:
            raise ConfigurationError(f"kinds: {name!r} is {own}, which exists; choose another name")
    return tuple(_kind(str(name), option[name], base) for name in sorted(option, key=str))


def _kind(name: str, declared: object, base: Path) -> CustomKind:
    place = f"kinds.{name}"
    if not is_kind(name):
        raise ConfigurationError(f"{place}: a kind has up to 63 letters and digits, the first a letter")
    options = _mapping(declared or {}, place)
    _check_keys(options, _OPTIONS, place)
    spec = _schema(options.get("schema") or {"type": "object"}, base, f"{place}.schema")
    relations = _relations(_mapping(options.get("relations") or {}, f"{place}.relations"), place)
    kind = Kind(name, _versions(options.get("api_version"), place), spec, relations)
    icon = options.get("icon", "")
    if not isinstance(icon, str):
        raise ConfigurationError(f"{place}.icon: expected the name of a picture, found {icon!r}")
    return CustomKind(kind, icon)


def _versions(value: object, place: str) -> tuple[str, ...]:
    if value is None:
        return CATALOG_VERSIONS
    versions = value if isinstance(value, list) and value else [value]
    for version in versions:
        if not isinstance(version, str) or not is_api_version(version):
            raise ConfigurationError(
                f"{place}.api_version: expected a version such as acme.example/v1, found {version!r}"
            )
    return tuple(versions)


def _relations(declared: JsonMapping, place: str) -> tuple[RelationField, ...]:
    """The declared relations, then those of fields that mean the same for every kind."""
    stated = tuple(_relation(field, declared[field], f"{place}.relations.{field}") for field in declared)
    return stated + tuple(each for each in GENERIC_RELATIONS if each.field not in declared)


def _relation(field: str, declared: JsonValue, place: str) -> RelationField:
    options = _mapping(declared, place)
    _check_keys(options, _RELATION_OPTIONS, place)
    words = {name: options.get(name, "") for name in _RELATION_OPTIONS}
    for name, word in words.items():
        if not isinstance(word, str) or not (word.isalnum() or (name == "kind" and not word)):
            raise ConfigurationError(f"{place}.{name}: expected a word such as monitors, found {word!r}")
    return RelationField(field, str(words["relation"]), str(words["reverse"]), str(words["kind"]).lower())


def _schema(declared: object, base: Path, place: str) -> JsonMapping:
    if isinstance(declared, str):
        declared = _load(base / declared, place)
    schema = _mapping(declared, place)
    _check_schema(schema, place, 0)
    if schema.get("type", "object") != "object":
        raise ConfigurationError(f"{place}: a spec is a mapping, so its schema has `type: object`")
    return {"type": "object", **schema}


def _load(file: Path, place: str) -> object:
    try:
        return read_plain(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"{place}: {file} cannot be read: {error.strerror or error}") from error
    except YamlProblem as problem:
        raise ConfigurationError(
            f"{place}: {file}:{problem.line}:{problem.column}: {problem.message}"
        ) from problem


def _check_schema(schema: JsonMapping, place: str, depth: int) -> None:
    """Refuse a keyword that would be ignored, and values that no keyword has."""
    if depth > _MAX_DEPTH:
        raise ConfigurationError(f"{place}: the schema is more than {_MAX_DEPTH} levels deep")
    _check_keys(schema, KEYWORDS | _SILENT, place)
    types = schema.get("type", "object")
    for name in types if isinstance(types, list) else [types]:
        if name not in _TYPES:
            raise ConfigurationError(f"{place}.type: {name!r} is not one of {', '.join(_TYPES)}")
    for keyword in ("required", "enum", "oneOf"):
        if not isinstance(schema.get(keyword, []), list):
            raise ConfigurationError(f"{place}.{keyword}: expected a list")
    for keyword in _NUMBERS:
        if type(schema.get(keyword, 0)) is not int:
            raise ConfigurationError(f"{place}.{keyword}: expected a whole number")
    for where, inner in _inner_schemas(schema):
        _check_schema(_mapping(inner, f"{place}.{where}"), f"{place}.{where}", depth + 1)


def _inner_schemas(schema: JsonMapping) -> Iterable[tuple[str, JsonValue]]:
    for name, inner in _mapping(schema.get("properties", {}), "properties").items():
        yield f"properties.{name}", inner
    options = schema.get("oneOf", [])
    for index, inner in enumerate(options if isinstance(options, list) else []):
        yield f"oneOf.{index}", inner
    if "items" in schema:
        yield "items", schema["items"]
    if not isinstance(schema.get("additionalProperties", True), bool):
        yield "additionalProperties", schema["additionalProperties"]


def _mapping(value: object, place: str) -> JsonMapping:
    if not isinstance(value, Mapping):
        raise ConfigurationError(f"{place}: expected a mapping, found {value!r}")
    return {str(key): item for key, item in value.items()}


def _check_keys(given: Iterable[str], known: Iterable[str], place: str) -> None:
    names = sorted(known)
    for key in given:
        if key not in names:
            close = difflib.get_close_matches(key, names, n=1)
            meant = f"did you mean {close[0]}?" if close else f"it has {', '.join(names)}"
            raise ConfigurationError(f"{place}: {key!r} is not known here; {meant}")
