"""The annotations that Backstage writes into every entity: where it was read, seen and edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callboard.ingest.hosting import Hosting
from callboard.model import JsonMapping

LOCATION: Final = "backstage.io/managed-by-location"
ORIGIN_LOCATION: Final = "backstage.io/managed-by-origin-location"
VIEW_URL: Final = "backstage.io/view-url"
EDIT_URL: Final = "backstage.io/edit-url"
SOURCE_LOCATION: Final = "backstage.io/source-location"


def generated(hosting: Hosting, url: str) -> dict[str, str]:
    """What can be said of the file at an address; the entity's own words go first."""
    source = hosting.source_url(url)
    found = {VIEW_URL: url, EDIT_URL: hosting.edit_url(url), SOURCE_LOCATION: source and f"url:{source}"}
    return {key: value for key, value in found.items() if value}


def annotated(
    entity: JsonMapping, hosting: Hosting, url: str, registered_url: str, *, managed_only: bool = False
) -> JsonMapping:
    """The entity as Backstage would annotate it: the two managed-by are always Backstage's own.

    Backstage writes those two before it fills in placeholders and the others after.
    """
    metadata = entity["metadata"]
    if not isinstance(metadata, Mapping):
        return entity
    own = metadata.get("annotations") or {}
    if not isinstance(own, Mapping):
        return entity
    annotations = {
        **({} if managed_only else generated(hosting, url)),
        **own,
        LOCATION: f"url:{url}",
        ORIGIN_LOCATION: f"url:{registered_url}",
    }
    return {**entity, "metadata": {**metadata, "annotations": annotations}}
