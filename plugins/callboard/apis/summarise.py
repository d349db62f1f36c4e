"""The one question of this stratum, answered by the reader for the definition's language."""

from __future__ import annotations

from callboard.apis.summary import ApiSummary
from callboard.model import JsonValue


def summarise(api_type: str, text: str, parsed: JsonValue | None) -> ApiSummary:
    """What a definition of this type offers; never raises, whatever the definition holds.

    `parsed` is the YAML or JSON value of `text` where the type is OpenAPI or AsyncAPI.
    """
    return ApiSummary(api_type.strip().lower())
