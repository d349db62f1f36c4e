"""An entity as YAML, the way its reader would write it down: after all rules, without what is secret."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from callboard.annotations import AnnotationSettings, is_secret, spec_without_contact
from callboard.model import Entity, JsonMapping, JsonValue

_JSON: Final = json.JSONEncoder(ensure_ascii=False)
"""Made once: `json.dumps` makes one for every text."""

_MOST_CHARACTERS: Final = 16_000
_MOST_DEPTH: Final = 12
_LONG_TEXT: Final = 1_000
# Starts with a letter, holds nothing that YAML reads anything into, and is none of its words.
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_./@+-]*+(?:[ :]?[A-Za-z0-9_./@+()-]++)*+")
_WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def resolved_yaml(entity: Entity, settings: AnnotationSettings) -> str:
    """The descriptor as the portal has it; long texts are cut, and how to reach a person is left out."""
    metadata = {**entity.metadata, "namespace": entity.namespace}
    if entity.annotations:
        metadata["annotations"] = {
            key: value for key, value in entity.annotations.items() if not settings.hides(key)
        }
    if entity.labels:
        metadata["labels"] = {key: value for key, value in entity.labels.items() if not is_secret(key)}
    document: JsonMapping = {
        "apiVersion": entity.api_version,
        "kind": entity.kind,
        "metadata": metadata,
        "spec": spec_without_contact(entity),
    }
    return _cut(_lines(document, 0))


def _cut(lines: Iterator[str]) -> str:
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > _MOST_CHARACTERS:
            kept.append("# and more")
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def _lines(value: Mapping[str, JsonValue], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for key, item in value.items():
        yield from _entry(f"{pad}{_scalar(key)}:", item, depth)


def _entry(head: str, item: JsonValue, depth: int) -> Iterator[str]:
    if depth >= _MOST_DEPTH and isinstance(item, (Mapping, list, tuple)) and item:
        yield f"{head} # deeper than is shown"
    elif isinstance(item, Mapping) and item:
        yield head
        yield from _lines(item, depth + 1)
    elif isinstance(item, (list, tuple)) and item:
        yield head
        yield from _items(item, depth + 1)
    else:
        yield f"{head} {_scalar(item)}"


def _items(values: Sequence[JsonValue], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for item in values:
        if isinstance(item, Mapping) and item:
            first, *rest = _lines(item, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
        else:
            yield from _entry(f"{pad}-", item, depth)


def _scalar(value: JsonValue) -> str:
    if isinstance(value, str):
        if len(value) > _LONG_TEXT:
            lines = value.count("\n") + 1
            return f"{_quoted(value[:60].splitlines()[0] + '…')} # {lines:,} line{'' if lines == 1 else 's'}"
        plain = value.lower() not in _WORDS and _PLAIN.fullmatch(value)
        return value if plain else _quoted(value)
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, (list, tuple)):
        return "[]"
    return _quoted(value)


def _quoted(value: JsonValue) -> str:
    """JSON, which is YAML too."""
    return _JSON.encode(value)
