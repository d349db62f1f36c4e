"""AsyncAPI 2.x and 3.x (https://www.asyncapi.com/docs/reference/specification/)."""

from __future__ import annotations

from collections.abc import Iterator
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

_LOCAL_CHANNEL: Final = "#/channels/"
_MOST_SERVERS: Final = 20


def read_asyncapi(document: JsonMapping) -> ApiSummary:
    """What the document offers: who sends or receives what on which channel, in document order."""
    info = mapping(document.get("info"))
    has_operations = line(document.get("asyncapi")).startswith("3")
    found, problem = bounded(_version_3(document) if has_operations else _version_2(document))
    expected = "operations" if has_operations else "channels"
    return ApiSummary(
        format="asyncapi",
        title=line(info.get("title")),
        version=line(info.get("version")),
        description=paragraph(info.get("description")),
        servers=tuple(_servers(document))[:_MOST_SERVERS],
        operations=anchored(in_groups(found, ())),
        problem=problem or ("" if expected in document else f"The definition has no `{expected}`"),
    )


def _version_2(document: JsonMapping) -> Iterator[Operation]:
    for channel, item in pairs(document.get("channels")):
        for verb, value in pairs(item):
            if verb in {"publish", "subscribe"}:
                operation = mapping(value)
                yield _operation(verb, channel, operation, line(operation.get("operationId")))


def _version_3(document: JsonMapping) -> Iterator[Operation]:
    channels = dict(pairs(document.get("channels")))
    for name, value in pairs(document.get("operations")):
        operation = mapping(value)
        action = line(operation.get("action"))
        if action in {"send", "receive"}:
            channel = _channel(operation.get("channel"), channels)
            yield _operation(action, channel or name, operation, name)


def _channel(reference: JsonValue, channels: dict[str, JsonValue]) -> str:
    """The address of a channel of this document, or its name where it has no address; nothing is fetched."""
    target = line(mapping(reference).get("$ref"))
    # A JSON pointer escapes `/` and `~` (RFC 6901, section 3).
    name = target.removeprefix(_LOCAL_CHANNEL).replace("~1", "/").replace("~0", "~")
    return line(mapping(channels.get(name)).get("address")) or name


def _operation(verb: str, channel: str, operation: JsonMapping, name: str) -> Operation:
    tag = mapping(next(iter(items(operation.get("tags"))), None))
    summary = line(operation.get("summary")) or first_line(operation.get("description"))
    deprecated = operation.get("deprecated") is True
    return Operation(verb, channel, summary, line(tag.get("name")), deprecated, name)


def _servers(document: JsonMapping) -> Iterator[str]:
    for _, value in pairs(document.get("servers")):
        server = mapping(value)
        address = line(server.get("url")) or line(server.get("host")) + line(server.get("pathname"))
        protocol = line(server.get("protocol"))
        if address:
            yield address if "://" in address or not protocol else f"{protocol}://{address}"
