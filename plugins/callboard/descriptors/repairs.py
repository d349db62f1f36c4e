"""What is wrong with a document in a way that has one mechanical answer.

Nothing is changed here. A repair is offered only where nobody has to decide anything: a name that is right
but for its case, a field with nothing in it, a misspelling with one possible meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from callboard.descriptors import formats
from callboard.descriptors.document import Document
from callboard.descriptors.envelope import METADATA, ROOT_FIELDS
from callboard.descriptors.json_schema import check
from callboard.descriptors.judging import state_relations
from callboard.descriptors.kinds import Kind
from callboard.descriptors.problems import Problem
from callboard.descriptors.suggest import CLOSE_FIELD, nearest
from callboard.model import EntityRef, JsonMapping, JsonValue, RefError

_T = TypeVar("_T")
_ANNOTATIONS: Final = ("metadata", "annotations")
_BREAKS: Final = re.compile(r"[ _]+")
_NOT_DIGITS: Final = re.compile(r"[^0-9]+")


class Change(StrEnum):
    """What happens to a field."""

    SET = "set"
    RENAME = "rename"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Repair:
    """One change to one field of one document.

    `old` is the text that makes room for `new`: the value's, or the key's where it is renamed or removed.
    `line` is where it stands.
    """

    document: int
    path: tuple[str, ...]
    change: Change
    old: str
    new: str = ""
    line: int = 0

    def __str__(self) -> str:
        """The repair in a few words, for a person."""
        field = ".".join(self.path)
        if self.change is Change.REMOVE:
            return f"take out {field}, which is empty"
        return f"{self.change} {field} to {self.new}"


def repairs_of(
    document: Document, kinds: Mapping[str, Kind], known: Collection[EntityRef]
) -> tuple[Repair, ...]:
    """The repairs of a document, each independent of the others; none where it is no entity of a known kind.

    `known` is the catalog: an owner is said to be a group only where the group exists.
    """
    value = document.value
    if not isinstance(value, Mapping):
        return ()
    root = _misspelt(value, ROOT_FIELDS)
    meant = {root.get(key, key): item for key, item in value.items()}
    kind = _kind_meant(meant, kinds)
    if kind is None or not isinstance(meant.get("metadata"), Mapping):
        return ()
    # A document with its own field names first: everything else depends on them.
    found = tuple(_renames(root)) or tuple(_below_root(value, kind, known))
    return tuple(_placed(repair, document) for repair in found)


def _placed(repair: Repair, document: Document) -> Repair:
    line, _ = document.places.nearest(".".join(repair.path))
    return replace(repair, document=document.index, line=line)


def _kind_meant(value: JsonMapping, kinds: Mapping[str, Kind]) -> Kind | None:
    """The kind that a document is of, or would be but for its case or a slip in its apiVersion."""
    name, version = value.get("kind"), value.get("apiVersion")
    if not isinstance(name, str) or not isinstance(version, str):
        return None
    kind = kinds.get(name) or _only(each for each in kinds.values() if each.name.lower() == name.lower())
    return kind if kind is not None and _version_meant(version, kind) else None


def _version_meant(version: str, kind: Kind) -> str:
    if version in kind.api_versions:
        return version
    return _only(each for each in kind.api_versions if _is_slip(version, each)) or ""


def _is_slip(written: str, meant: str) -> bool:
    """Whether one character was forgotten, added, changed or swapped, case apart.

    Another digit is another version, which only its author can bring up to date.
    """
    if f"{written}1" == meant:
        return True
    return _NOT_DIGITS.sub(" ", written).split() == _NOT_DIGITS.sub(" ", meant).split() and _within_one(
        written.lower(), meant.lower()
    )


def _within_one(one: str, other: str) -> bool:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    is_swapped = len(one) == len("ab") and one == other[::-1]
    return is_swapped or max(len(one), len(other)) <= 1


def _only(items: Iterable[_T]) -> _T | None:
    found = list(items)
    return found[0] if len(found) == 1 else None


def _below_root(value: JsonMapping, kind: Kind, known: Collection[EntityRef]) -> Iterator[Repair]:
    yield from _kind_repairs(value, kind)
    metadata, spec = value["metadata"], value.get("spec")
    assert isinstance(metadata, Mapping)  # noqa: S101  (the caller has looked; for the type checker)
    yield from _metadata_repairs(metadata)
    if isinstance(spec, Mapping):
        yield from _empty_fields(kind.spec, spec, ("spec",))
        yield from _spec_renames(spec, kind)
        yield from _owner_repairs(metadata, spec, kind, known)


def _kind_repairs(value: JsonMapping, kind: Kind) -> Iterator[Repair]:
    name, version = str(value["kind"]), str(value["apiVersion"])
    if name != kind.name:
        yield _set(("kind",), name, kind.name)
    meant = _version_meant(version, kind)
    if meant != version:
        yield _set(("apiVersion",), version, meant)


def _metadata_repairs(metadata: JsonMapping) -> Iterator[Repair]:
    yield from _empty_fields(METADATA, metadata, ("metadata",))
    namespace = metadata.get("namespace")
    if isinstance(namespace, str) and not formats.is_namespace(namespace):
        meant = namespace.lower()
        if namespace.isascii() and formats.is_namespace(meant):
            yield _set(("metadata", "namespace"), namespace, meant)
    tags = metadata.get("tags")
    if isinstance(tags, list):
        yield from _tag_repairs(tags)


def _tag_repairs(tags: list[JsonValue]) -> Iterator[Repair]:
    meant = [_tag_meant(tag) if isinstance(tag, str) else "" for tag in tags]
    counts = Counter(meant)
    for index, (tag, new) in enumerate(zip(tags, meant, strict=True)):
        # Two tags that become one would be a tag less, and that is for a person to say.
        if isinstance(tag, str) and tag != new and counts[new] == 1 and formats.is_tag(new):
            yield _set(("metadata", "tags", str(index)), tag, new)


def _tag_meant(tag: str) -> str:
    if formats.is_tag(tag) or not tag.isascii():
        return tag
    return _BREAKS.sub("-", tag.lower())


def _empty_fields(schema: JsonMapping, holder: JsonMapping, path: tuple[str, ...]) -> Iterator[Repair]:
    """The optional fields that are there with nothing in them, which is an error as no field would not be."""
    properties: Mapping[str, Any] = schema.get("properties", {})  # type: ignore[assignment]  # our own schema
    required: list[str] = schema.get("required", [])  # type: ignore[assignment]  # our own schema
    empty = [
        name
        for name, rule in properties.items()
        if name in holder
        and name not in required
        and (*path, name) != _ANNOTATIONS  # Backstage takes empty annotations for none
        and _is_empty(holder[name])
        and any(check(rule, holder[name]))
    ]
    # With all of its fields gone, the holder would be the next thing with nothing in it.
    if len(empty) < len(holder):
        yield from (Repair(0, (*path, name), Change.REMOVE, name) for name in empty)
    for name, rule in properties.items():
        if name in holder:
            yield from _empty_below(rule, holder[name], (*path, name))


def _is_empty(value: JsonValue) -> bool:
    return value is None or value == ""


def _empty_below(schema: JsonMapping, value: JsonValue, path: tuple[str, ...]) -> Iterator[Repair]:
    if isinstance(value, Mapping):
        yield from _empty_fields(schema, value, path)
    elif isinstance(value, list) and isinstance(items := schema.get("items"), Mapping):
        for index, item in enumerate(value):
            yield from _empty_below(items, item, (*path, str(index)))


def _spec_renames(spec: JsonMapping, kind: Kind) -> Iterator[Repair]:
    properties: Mapping[str, Any] = kind.spec.get("properties", {})  # type: ignore[assignment]  # our own schema
    relations = {field.field: field for field in kind.relations}
    renamed = _misspelt(spec, {**properties, **relations})
    for repair in _renames(renamed, ("spec",)):
        item, name = spec[repair.old], repair.new
        entity: JsonMapping = {"kind": kind.name, "metadata": {"name": "any"}, "spec": {name: item}}
        stated = state_relations(entity, relations[name]) if name in relations else ()
        is_sound = not any(isinstance(each, Problem) for each in stated)
        # Backstage ignores an unknown field, but refuses the entity for a known one that makes no sense.
        if is_sound and not any(check(properties.get(name, {}), item)):
            yield repair


def _misspelt(holder: JsonMapping, known: Collection[str]) -> dict[str, str]:
    """The unknown fields that can mean only one known field, which is not there itself."""
    meant = {
        field: near
        for field in holder
        if field not in known
        and (near := _only(name for name in known if nearest(field, [name], at_least=CLOSE_FIELD)))
    }
    counts = Counter(meant.values())
    return {field: near for field, near in meant.items() if near not in holder and counts[near] == 1}


def _renames(fields: Mapping[str, str], path: tuple[str, ...] = ()) -> Iterator[Repair]:
    return (Repair(0, (*path, old), Change.RENAME, old, new) for old, new in fields.items())


def _owner_repairs(
    metadata: JsonMapping, spec: JsonMapping, kind: Kind, known: Collection[EntityRef]
) -> Iterator[Repair]:
    owner = spec.get("owner")
    has_owner = any(field.field == "owner" and field.default_kind == "group" for field in kind.relations)
    if not has_owner or not isinstance(owner, str) or ":" in owner:
        return
    namespace = str(metadata.get("namespace") or "default")
    try:
        group, user = (
            EntityRef.parse(owner, default_kind=each, default_namespace=namespace)
            for each in ("group", "user")
        )
    except RefError:
        return
    if group in known and user not in known:
        yield _set(("spec", "owner"), owner, f"group:{owner}")


def _set(path: tuple[str, ...], old: str, new: str) -> Repair:
    return Repair(0, path, Change.SET, old, new)
