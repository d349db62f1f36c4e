"""Where an entity and its findings can be read and changed."""

from __future__ import annotations

from callboard.model import Entity, Repository, browse_url, edit_url, file_url
from callboard.origin import Origin
from callboard.views.urls import web_url


def origin_url(repository: Repository | None, origin: Origin) -> str:
    """Where the line of an origin can be read, `""` when that is not known."""
    return file_url(repository, origin.path, origin.line) if origin.path else ""


def entity_edit_url(entity: Entity, repository: Repository | None, line: int = 0) -> str:
    """Where the entity's descriptor can be changed: its own `edit-url` annotation, else its repository's.

    `line` is the one to change; by default the one where the entity begins.
    """
    stated = web_url(entity.annotations.get("backstage.io/edit-url", ""))
    # The place that every reader of descriptors states is no choice of the author's.
    if stated and stated != edit_url(repository, entity.origin.path):
        return stated
    return edit_url(repository, entity.origin.path, line or entity.origin.line)


def entity_source_url(entity: Entity, repository: Repository | None) -> str:
    """Where the entity's sources can be read: its own annotations, else its repository."""
    location = entity.annotations.get("backstage.io/source-location", "").removeprefix("url:")
    stated = web_url(location) or web_url(entity.annotations.get("backstage.io/view-url", ""))
    return stated or browse_url(repository)
