"""`$text`, `$json` and `$yaml`: parts of a descriptor that live in files beside it.

Backstage's PlaceholderProcessor: before any rule, over the whole entity, never into what was put in. Only
files of the same repository at the same commit can be read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from callboard.descriptors import YamlProblem, js_number, read_documents
from callboard.errors import SourceError
from callboard.ingest.hosting import Hosting
from callboard.model import JsonValue, Tree

_LOST_IN_JAVASCRIPT: Final = "__proto__"
"""A key that Backstage loses when it merges its annotations into the entity."""


class PlaceholderError(ValueError):
    """Raised when a placeholder cannot be filled; `path` is the field that it stands in."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.path = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a descriptor can see of its repository: the files, and its own address."""

    tree: Tree
    hosting: Hosting
    url: str


def fill_in(value: JsonValue, surroundings: Surroundings) -> JsonValue:
    """The value with every placeholder replaced; the very same value where there is none.

    Raises:
        PlaceholderError: one of them cannot be read.
    """
    if isinstance(value, list):
        items = [_fill_below(str(index), item, surroundings) for index, item in enumerate(value)]
        return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
    if not isinstance(value, dict):
        return value
    if any(key.startswith("$") for key in value):
        return _resolve(value, surroundings)
    filled = {
        key: _fill_below(key, item, surroundings) if isinstance(item, (dict, list)) else item
        for key, item in value.items()
        if key != _LOST_IN_JAVASCRIPT
    }
    is_same = len(filled) == len(value) and all(filled[key] is value[key] for key in value)
    return value if is_same else filled


def _fill_below(name: str, value: JsonValue, surroundings: Surroundings) -> JsonValue:
    try:
        return fill_in(value, surroundings)
    except PlaceholderError as error:
        error.path = f"{name}.{error.path}" if error.path else name
        raise


def _resolve(value: dict[str, JsonValue], surroundings: Surroundings) -> JsonValue:
    """What one placeholder stands for; a mapping with other keys beside it is none."""
    if len(value) != 1:
        return value
    [(key, target)] = value.items()
    reader = _READERS.get(key)
    return value if reader is None else reader(_read(key, target, surroundings), key, str(target))


def _read(key: str, target: JsonValue, surroundings: Surroundings) -> bytes:
    if not isinstance(target, str):
        raise PlaceholderError(f"{key} must name a file, e.g. {key}: ./openapi.yaml")
    try:
        url = surroundings.hosting.resolve(target, surroundings.url)
        path = surroundings.hosting.path_of(url)
    except ValueError:
        path = None
    if path is None:
        raise PlaceholderError(f"{key}: {target} is not a file of this repository at this commit")
    if path not in surroundings.tree.files:
        raise PlaceholderError(f"{key}: {target} is not there ({path})")
    try:
        return surroundings.tree.read(path)
    except SourceError as error:
        raise PlaceholderError(f"{key}: {target} cannot be read, {error}") from error


def _text(data: bytes, key: str, target: str) -> JsonValue:
    del key, target
    return data.decode("utf-8", "replace")


def _json(data: bytes, key: str, target: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(
            data.decode("utf-8", "replace"),
            parse_int=lambda digits: js_number(float(digits)),
            parse_float=lambda digits: js_number(float(digits)),
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        raise PlaceholderError(f"{key}: {target} is not JSON, {error}") from error
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON value")


def _yaml(data: bytes, key: str, target: str) -> JsonValue:
    documents = read_documents(data)
    if len(documents) != 1:
        raise PlaceholderError(f"{key}: {target} must hold one document, but holds {len(documents)}")
    problem: YamlProblem | None = documents[0].problem
    if problem is not None:
        raise PlaceholderError(f"{key}: {target} cannot be read, {problem}") from problem
    return documents[0].value


_READERS: Final[Mapping[str, Callable[[bytes, str, str], JsonValue]]] = MappingProxyType(
    {"$text": _text, "$json": _json, "$yaml": _yaml}
)
