"""The plain facts of an entity: its reference, tags, labels, annotations and where it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from callboard.annotations import AnnotationFact, is_secret
from callboard.docs import Changed
from callboard.model import Entity, api_entity_address, commit_url, file_url
from callboard.views.body import Here
from callboard.views.dates import Day, day_of
from callboard.views.mention import Mention, mention_any
from callboard.views.portfolio import Portfolio
from callboard.views.urls import web_url
from callboard.views.yaml_text import resolved_yaml

_MOST: Final = 40
_COMMIT_LENGTH: Final = 7


@dataclass(frozen=True, slots=True)
class Fact:
    """A label or annotation; `href` is `""` unless there is one address to follow.

    `label` is `""` where nobody but the key says what it is. `links` are there where one value leads to
    several places, each a title and an address. `holder` is the entity that states it in this one's stead.
    """

    key: str
    value: str
    href: str = ""
    label: str = ""
    links: tuple[tuple[str, str], ...] = ()
    deprecated_for: str = ""
    holder: Mention | None = None


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
    changed: Day | None
    labels: tuple[Fact, ...]
    annotations: tuple[Fact, ...]
    json_href: str
    yaml: str


def about(portfolio: Portfolio, here: Here, entity: Entity, facts: Iterable[AnnotationFact]) -> About:
    """The facts of an entity; labels and annotations that are secret are left out with their keys."""
    origin = entity.origin
    repository = portfolio.catalog.origin_of(entity)
    told = [fact for fact in facts if not fact.secret]
    return About(
        ref=str(entity.ref),
        namespace=entity.ref.namespace,
        tags=entity.tags[:_MOST],
        repository=origin.repository,
        repository_url=web_url(repository.web_url) if repository else "",
        path=str(origin),
        path_url=file_url(repository, origin.path, origin.line) if origin.path else "",
        commit=portfolio.catalog.commit_of(entity)[:_COMMIT_LENGTH],
        commit_url=commit_url(repository),
        changed=day_of(_changed(portfolio, entity)),
        labels=_labels(entity.labels),
        annotations=tuple(_annotation(portfolio, here, fact) for fact in told[:_MOST]),
        json_href=here.to(api_entity_address(entity.ref)),
        yaml=resolved_yaml(entity, portfolio.annotations),
    )


def _changed(portfolio: Portfolio, entity: Entity) -> Changed | None:
    """When the descriptor last changed; None where no history was read, or nobody has committed it."""
    history = portfolio.histories.get(entity.origin.repository)
    if history is None:
        return None
    at = history.changed.get(entity.origin.path)
    if at is not None:
        return Changed(at)
    return None if history.complete else Changed(history.since, or_before=True)


def _labels(values: Mapping[str, str]) -> tuple[Fact, ...]:
    shown = [key for key in sorted(values) if not is_secret(key)]
    return tuple(Fact(key, values[key], web_url(values[key])) for key in shown[:_MOST])


def _annotation(portfolio: Portfolio, here: Here, fact: AnnotationFact) -> Fact:
    links = tuple((link.title, href) for link in fact.links if (href := web_url(link.url)))
    return Fact(
        key=fact.key,
        value=fact.value,
        href=links[0][1] if len(links) == 1 else "",
        label=fact.label if fact.is_known else "",
        links=links if len(links) > 1 else (),
        deprecated_for=fact.deprecated_for,
        holder=mention_any(portfolio, here, fact.inherited_from),
    )
