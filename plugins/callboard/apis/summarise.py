"""The one question of this stratum, answered by the reader for the definition's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from callboard.apis.asyncapi import read_asyncapi
from callboard.apis.openapi import read_openapi
from callboard.apis.reading import line
from callboard.apis.summary import ApiSummary
from callboard.model import JsonMapping, JsonValue

_DOCUMENTS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[JsonMapping], ApiSummary]]]] = {
    "openapi": (("openapi", "swagger"), read_openapi),
    "asyncapi": (("asyncapi",), read_asyncapi),
}
"""For a type of API: the keys of which one tells the version of the document, and its reader."""


def summarise(api_type: str, text: str, parsed: JsonValue | None) -> ApiSummary:
    """What a definition of this type offers; never raises, whatever the definition holds.

    `parsed` is the YAML or JSON value of `text`, needed where the type is OpenAPI or AsyncAPI. A type that
    has no reader has no operations, and that is no problem.
    """
    kind = line(api_type).lower()
    if kind in _DOCUMENTS:
        return _read_document(kind, parsed)
    if not text.strip():
        return ApiSummary(kind, problem="The definition is empty")
    # These two bring big parsers, which few catalogs need.
    if kind == "graphql":
        from callboard.apis.graphql import read_graphql

        return read_graphql(text)
    if kind == "grpc":
        from callboard.apis.grpc import read_grpc

        return read_grpc(text)
    return ApiSummary(kind)


def _read_document(kind: str, parsed: JsonValue | None) -> ApiSummary:
    keys, read = _DOCUMENTS[kind]
    expected = " or ".join(f"`{key}`" for key in keys)
    if parsed is None:
        return ApiSummary(
            kind, problem=f"The definition is empty, or is neither YAML nor JSON; expected {expected}"
        )
    if not isinstance(parsed, Mapping):
        return ApiSummary(
            kind, problem=f"The definition is not a mapping; expected {expected} at its top level"
        )
    if not any(key in parsed for key in keys):
        found = next(
            (f"; it has `{other}`" for other in ("asyncapi", "openapi", "swagger") if other in parsed), ""
        )
        return ApiSummary(kind, problem=f"The definition has no {expected} at its top level{found}")
    return read(parsed)
