"""The part of JSON Schema (draft 7) that entity kinds need, with errors that can be explained.

Our own so that every error carries its path and keyword; a schema with another keyword is refused when it is
loaded, never silently ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from callboard.model import JsonMapping, JsonValue

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One rule of a schema that a value breaks: where, which keyword, and what the keyword asks for."""

    path: Path
    keyword: str
    expected: Any
    actual: JsonValue

    @property
    def field(self) -> str:
        """The path as people write it, e.g. `spec.owner`."""
        return ".".join(self.path)

    def __str__(self) -> str:
        """One sentence in plain words."""
        return _SENTENCES[self.keyword](self)


def check(schema: JsonMapping, value: JsonValue, path: Path = ()) -> Iterator[SchemaError]:
    """Give every error of the value, outermost first; none means that it is valid."""
    expected = schema.get("type")
    if expected is not None and not _is_type(value, expected):
        yield SchemaError(path, "type", expected, value)
        return
    if isinstance(value, str):
        yield from _check_text(schema, value, path)
    elif isinstance(value, Mapping):
        yield from _check_object(schema, value, path)
    elif isinstance(value, list):
        yield from _check_array(schema, value, path)
    if "enum" in schema and value not in _items(schema["enum"]):
        yield SchemaError(path, "enum", schema["enum"], value)
    if "oneOf" in schema:
        yield from _check_one_of(schema, value, path)


def _check_text(schema: JsonMapping, value: str, path: Path) -> Iterator[SchemaError]:
    if len(value) < _limit(schema, "minLength", 0):
        yield SchemaError(path, "minLength", schema["minLength"], value)
    if len(value) > _limit(schema, "maxLength", len(value)):
        yield SchemaError(path, "maxLength", schema["maxLength"], value)


def _check_object(schema: JsonMapping, value: JsonMapping, path: Path) -> Iterator[SchemaError]:
    for name in _items(schema.get("required", [])):
        if name not in value:
            yield SchemaError((*path, str(name)), "required", True, None)  # noqa: FBT003
    properties = _mapping(schema.get("properties", {}))
    for name, rule in properties.items():
        if name in value:
            yield from check(_mapping(rule), value[name], (*path, name))
    others = schema.get("additionalProperties", True)
    if others is True:
        return
    for name, item in value.items():
        if name in properties:
            continue
        if others is False:
            yield SchemaError((*path, name), "additionalProperties", list(properties), item)
        else:
            yield from check(_mapping(others), item, (*path, name))


def _check_array(schema: JsonMapping, value: list[JsonValue], path: Path) -> Iterator[SchemaError]:
    if len(value) < _limit(schema, "minItems", 0):
        yield SchemaError(path, "minItems", schema["minItems"], value)
    rule = schema.get("items")
    if rule is not None:
        for index, item in enumerate(value):
            yield from check(_mapping(rule), item, (*path, str(index)))


def _check_one_of(schema: JsonMapping, value: JsonValue, path: Path) -> Iterator[SchemaError]:
    failures = [list(check(_mapping(option), value, path)) for option in _items(schema["oneOf"])]
    if sum(1 for failure in failures if not failure) != 1:
        deepest = max(failures, key=lambda failure: len(failure[0].path) if failure else 0)
        yield from deepest or [SchemaError(path, "oneOf", None, value)]


def _limit(schema: JsonMapping, keyword: str, default: int) -> int:
    limit = schema.get(keyword, default)
    return limit if isinstance(limit, int) else default


def _items(value: JsonValue) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else []


def _mapping(value: JsonValue) -> JsonMapping:
    return value if isinstance(value, Mapping) else {}


def is_truthy(value: JsonValue) -> bool:
    """What JavaScript takes for true: everything but nothing, false, zero and the empty text."""
    return bool(value) or isinstance(value, (list, Mapping))


_TYPES: Final[Mapping[str, Callable[[Any], bool]]] = MappingProxyType({
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "object": lambda value: isinstance(value, Mapping),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
})  # fmt: skip
_TYPE_NAMES: Final = MappingProxyType({
    "string": "a text", "boolean": "true or false", "number": "a number", "integer": "a whole number",
    "object": "a mapping", "array": "a list", "null": "empty",
})  # fmt: skip


def _is_type(value: JsonValue, expected: JsonValue) -> bool:
    names = [expected] if isinstance(expected, str) else _items(expected)
    return any(_TYPES[name](value) for name in names)


def type_name(value: JsonValue) -> str:
    """What the value is, in plain words, e.g. `a list`."""
    return next(_TYPE_NAMES[name] for name, matches in _TYPES.items() if matches(value))


def _type_sentence(error: SchemaError) -> str:
    names = [error.expected] if isinstance(error.expected, str) else error.expected
    wanted = " or ".join(_TYPE_NAMES[name] for name in names)
    if error.actual is None:
        return f"{error.field} has no value, but must be {wanted}"
    actual = type_name(error.actual)
    if isinstance(error.actual, bool):
        actual = "true" if error.actual else "false"
    elif isinstance(error.actual, (int, float)):
        actual = f"the number {error.actual}"
    return f"{error.field or 'the document'} must be {wanted}, but is {actual}"


_SENTENCES: Final[Mapping[str, Callable[[SchemaError], str]]] = MappingProxyType({
    "type": _type_sentence,
    "required": lambda error: f"{error.field} is missing",
    "minLength": lambda error: f"{error.field} must not be empty",
    "maxLength": lambda error: f"{error.field} must have at most {error.expected} characters",
    "minItems": lambda error: f"{error.field} must have at least {error.expected} entry",
    "enum": lambda error: f"{error.field} must be one of {', '.join(map(str, error.expected))}",
    "oneOf": lambda error: f"{error.field} has the wrong shape",
    "additionalProperties": lambda error: f"{error.field} is not a known field",
})  # fmt: skip

KEYWORDS: Final = frozenset({*_SENTENCES, "properties", "items", "title", "description", "examples"})
"""What a schema may say."""
