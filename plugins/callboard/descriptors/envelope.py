"""The rules that hold for every entity: its envelope, and Backstage's four default policies.

descriptor-format pages of the Backstage documentation; catalog-model `EntityEnvelope`, `EntityMeta` and the
policies SchemaValid, DefaultNamespace, NoForeignRootFields and FieldFormat, in that order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from callboard.descriptors import formats
from callboard.descriptors.json_schema import check, is_truthy, type_name
from callboard.descriptors.kinds import ANY_TEXT, ANYTHING, TEXT, shape
from callboard.descriptors.problems import Problem, from_schema
from callboard.descriptors.web_url import is_web_url
from callboard.model import JsonMapping, JsonValue

ROOT_FIELDS: Final = ("apiVersion", "kind", "metadata", "spec")

ENVELOPE: Final = shape(
    "apiVersion", "kind", "metadata",
    apiVersion=TEXT, kind=TEXT, metadata=shape("name", name=TEXT, namespace=TEXT),
)  # fmt: skip

_TEXT_BY_NAME: Final[JsonMapping] = {"type": "object", "additionalProperties": ANY_TEXT}
METADATA: Final = shape(
    "name",
    uid=TEXT, etag=TEXT, name=TEXT, namespace=TEXT, title=TEXT, description=ANY_TEXT,
    labels=_TEXT_BY_NAME, annotations=_TEXT_BY_NAME,
    tags={"type": "array", "items": TEXT},
    links={"type": "array", "items": shape("url", url=TEXT, title=TEXT, icon=TEXT, type=TEXT)},
)  # fmt: skip

ENTITY: Final = {
    **shape("apiVersion", "kind", "metadata", apiVersion=TEXT, kind=TEXT, metadata=METADATA, spec=ANYTHING),
    "additionalProperties": False,
}

_NAME: Final = "up to 63 letters, digits and - _ . that start and end with a letter or digit"
_KEY: Final = f"{_NAME}, perhaps after a domain in lower case and one slash"

LOST_INDENTATION: Final = (
    "Nothing is below metadata: the file seems to have lost its indentation",
    "indent the lines that belong to metadata: and spec: by two spaces",
)


def envelope_problems(value: JsonValue) -> Iterator[Problem]:
    """What keeps the document from being an entity at all: Backstage refuses the whole file for it."""
    if not isinstance(value, Mapping):
        yield Problem("envelope-invalid", "", f"The document must be a mapping, but is {type_name(value)}")
        return
    if value.get("metadata", "") is None and "name" in value:
        yield Problem("indentation-lost", "metadata", *LOST_INDENTATION, at_key=True)
        return
    yield from from_schema(check(ENVELOPE, value), "envelope-invalid")
    metadata = value.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    if is_truthy(annotations) and not isinstance(annotations, Mapping):
        message = f"metadata.annotations must be a mapping, but is {type_name(annotations)}"
        yield Problem("envelope-invalid", "metadata.annotations", message)


def policy_problems(entity: JsonMapping) -> tuple[Problem, ...]:
    """What the default policies refuse, as far as the first policy that refuses anything."""
    return tuple(from_schema(check(ENTITY, entity))) or tuple(_format_problems(entity))


def _format_problems(entity: JsonMapping) -> Iterator[Problem]:
    metadata: Mapping[str, Any] = entity["metadata"]  # type: ignore[assignment]  # the schema has passed
    if not formats.is_api_version(str(entity["apiVersion"])):
        yield Problem("kind-unknown", "apiVersion", f"{entity['apiVersion']!r} is not an apiVersion")
    if not formats.is_kind(str(entity["kind"])):
        yield Problem(
            "name-invalid", "kind", f"{entity['kind']!r} is not a kind", "use letters and digits only"
        )
    if not formats.is_name(metadata["name"]):
        yield _malformed("metadata.name", "a name", metadata["name"], _NAME)
    if not formats.is_namespace(metadata.get("namespace", "default")):
        wanted = "up to 63 lower-case letters and digits, separated by dashes"
        yield _malformed("metadata.namespace", "a namespace", metadata["namespace"], wanted)
    yield from _label_problems(metadata)
    for key in metadata.get("annotations", {}):
        if not formats.is_key(key):
            yield _malformed(f"metadata.annotations.{key}", "an annotation key", key, _KEY, at_key=True)
    for index, tag in enumerate(metadata.get("tags", ())):
        if not formats.is_tag(tag):
            yield _malformed(f"metadata.tags.{index}", "a tag", tag, *_tag_hint(tag))
    for index, link in enumerate(metadata.get("links", ())):
        yield from _link_problems(f"metadata.links.{index}", link)


def _label_problems(metadata: Mapping[str, Any]) -> Iterator[Problem]:
    for key, value in metadata.get("labels", {}).items():
        if not formats.is_key(key):
            yield _malformed(f"metadata.labels.{key}", "a label key", key, _KEY, at_key=True)
        if not formats.is_label_value(value):
            hint = f"nothing, or {_NAME}; an annotation may hold any text"
            yield _malformed(f"metadata.labels.{key}", "a label value", value, hint)


def _link_problems(path: str, link: Mapping[str, Any]) -> Iterator[Problem]:
    if not is_web_url(link["url"]):
        yield _malformed(
            f"{path}.url", "a URL", link["url"], "an absolute address, e.g. https://example.com/docs"
        )
    for name in ("title", "icon"):
        if formats.is_blank(link.get(name, "-")):
            yield Problem("field-invalid", f"{path}.{name}", f"{path}.{name} must not be blank")


def _tag_hint(tag: str) -> tuple[str]:
    wanted = "up to 63 lower-case letters, digits and + # :, separated by single dashes"
    mended = "-".join(part for part in tag.lower().replace("_", "-").replace(".", "-").split() if part)
    return (f"{wanted}; did you mean {mended}?" if formats.is_tag(mended) else wanted,)


def _malformed(path: str, what: str, value: str, wanted: str, *, at_key: bool = False) -> Problem:
    shown = value if len(value) <= 80 else f"{value[:79]}…"  # noqa: PLR2004  (a line of a terminal)
    return Problem("name-invalid", path, f"{shown!r} is not {what}", f"write {wanted}", at_key=at_key)
