"""The plain facts of an entity: its reference, tags, labels, annotations and where it was read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callboard.model import Entity, Repository, api_entity_address
from callboard.views.body import Here
from callboard.views.source_links import commit_url, file_url
from callboard.views.urls import web_url

# `pagerduty.com/integration-key` and its like let whoever reads them do something.
_SECRET: Final = re.compile(
    r"token|secret|passw|credential|(integration|routing|api|access|private|signing|encryption)[-_]?key",
    re.IGNORECASE,
)
_MOST: Final = 40
_COMMIT_LENGTH: Final = 7


@dataclass(frozen=True, slots=True)
class Fact:
    """A label or annotation; `href` is `""` unless the value is an address that may be followed."""

    key: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The About card; addresses are `""` where nobody said where the repository lives."""

    ref: str
    namespace: str
    tags: tuple[str, ...]
    repository: str
    repository_url: str
    path: str
    path_url: str
    commit: str
    commit_url: str
    labels: tuple[Fact, ...]
    annotations: tuple[Fact, ...]
    json_href: str


def about(entity: Entity, repository: Repository | None, here: Here) -> About:
    """The facts of an entity; values of annotations that look secret are left out with their keys."""
    origin = entity.origin
    return About(
        ref=str(entity.ref),
        namespace=entity.ref.namespace,
        tags=entity.tags[:_MOST],
        repository=origin.repository,
        repository_url=web_url(repository.web_url) if repository else "",
        path=str(origin),
        path_url=file_url(repository, origin.path, origin.line) if origin.path else "",
        commit=(origin.commit or (repository.commit if repository else ""))[:_COMMIT_LENGTH],
        commit_url=commit_url(repository),
        labels=_facts(entity.labels),
        annotations=_facts(entity.annotations),
        json_href=here.to(api_entity_address(entity.ref)),
    )


def is_secret(key: str) -> bool:
    """Whether a key names something that must not be published."""
    return bool(_SECRET.search(key))


def _facts(values: Mapping[str, str]) -> tuple[Fact, ...]:
    shown = [key for key in sorted(values) if not is_secret(key)]
    return tuple(Fact(key, values[key], web_url(values[key])) for key in shown[:_MOST])
