"""OpenAPI 3.x and its predecessor Swagger 2.0 (https://spec.openapis.org/oas/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from callboard.apis.reading import (
    anchored,
    bounded,
    first_line,
    in_groups,
    items,
    line,
    mapping,
    pairs,
    paragraph,
)
from callboard.apis.summary import ApiSummary, Operation
from callboard.model import JsonMapping, JsonValue

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_WEBHOOKS: Final = "Webhooks"
_MOST_SERVERS: Final = 20


def read_openapi(document: JsonMapping) -> ApiSummary:
    """What the document offers: every method of every path, grouped by the first tag."""
    info = mapping(document.get("info"))
    found, problem = bounded(_operations(document))
    tags = (line(mapping(tag).get("name")) for tag in items(document.get("tags")))
    return ApiSummary(
        format="openapi",
        title=line(info.get("title")),
        version=line(info.get("version")),
        description=paragraph(info.get("description")),
        servers=tuple(_servers(document))[:_MOST_SERVERS],
        operations=anchored(in_groups(found, tags)),
        problem=problem or _expectation(document),
    )


def _operations(document: JsonMapping) -> Iterator[Operation]:
    for path, item in pairs(document.get("paths")):
        yield from _of_path(path, item, "")
    for name, item in pairs(document.get("webhooks")):
        yield from _of_path(name, item, _WEBHOOKS)


def _of_path(path: str, item: JsonValue, group: str) -> Iterator[Operation]:
    """The operations of a path in document order; a `$ref` to another file is not followed."""
    for method, value in pairs(item):
        if method.lower() not in _METHODS:
            continue
        operation = mapping(value)
        tag = next(iter(items(operation.get("tags"))), "")
        yield Operation(
            verb=method.upper(),
            path=path,
            summary=line(operation.get("summary")) or first_line(operation.get("description")),
            group=group or line(tag),
            deprecated=operation.get("deprecated") is True,
            anchor=line(operation.get("operationId")),
        )


def _servers(document: JsonMapping) -> Iterator[str]:
    for server in items(document.get("servers")):
        if url := line(mapping(server).get("url")):
            yield url
    if host := line(document.get("host")):
        base = line(document.get("basePath"))
        for scheme in items(document.get("schemes")) or ("https",):
            yield f"{line(scheme)}://{host}{base}"


def _expectation(document: JsonMapping) -> str:
    if not isinstance(document.get("paths", {}), Mapping):
        return "`paths` is not a mapping of paths to their methods"
    if not any(key in document for key in ("paths", "webhooks", "components")):
        return "The definition has no `paths`"
    return ""
