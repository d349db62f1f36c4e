"""What Backstage accepts and a reader would miss: unsafe links, no runbook, misspelt fields and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from callboard.descriptors import CLOSE_FIELD, Kind, Places, nearest, parse_url
from callboard.findings import Finding, finding
from callboard.ingest.settings import IngestSettings
from callboard.model import Entity, Link
from callboard.origin import Origin

_SAFE_SCHEMES: Final = frozenset({"http", "https", "mailto"})
_CLOSE_KEY: Final = 0.9
_COMMON_FIELDS: Final = frozenset({"type", "lifecycle", "owner", "system", "domain"})


class Adviser:
    """Gives advice for entities, each on its own."""

    def __init__(self, settings: IngestSettings) -> None:
        self._kinds: Final = settings.kinds
        self._meant_by: Final = _Meant(settings.annotation_keys)

    def advise(self, entity: Entity, *, is_foreign: bool) -> Iterator[Finding]:
        """What to tell of a kept entity; `is_foreign` where nobody knows what its kind means."""
        yield from _unsafe_links(entity)
        yield from _missing_runbook(entity)
        yield from _misspelt_annotations(entity, self._meant_by)
        kind = self._kinds.get(entity.kind)
        if kind is not None and not is_foreign:
            yield from _near_misses(entity, kind)


def _unsafe_links(entity: Entity) -> Iterator[Finding]:
    for index, link in enumerate(entity.links):
        url = parse_url(link.url)
        if url is not None and url.scheme in _SAFE_SCHEMES:
            continue
        scheme = url.scheme if url is not None else "no scheme"
        yield finding(
            "link-unsafe",
            f"A link with {scheme} is not rendered",
            entity.place(f"metadata.links.{index}.url"),
            hint="start it with https://",
            entity=str(entity.ref),
        )


def _missing_runbook(entity: Entity) -> Iterator[Finding]:
    is_service = entity.kind == "Component" and entity.type == "service"
    if not is_service or entity.lifecycle != "production" or any(map(is_runbook, entity.links)):
        return
    yield finding(
        "runbook-missing",
        f"{entity.name} is in production and has no runbook",
        entity.place("metadata.links") if "links" in entity.metadata else entity.place("metadata"),
        hint="add a link with the type runbook to metadata.links",
        entity=str(entity.ref),
    )


def is_runbook(link: Link) -> bool:
    """The link's type, title or icon says that it is one."""
    return any("runbook" in text.lower().replace(" ", "") for text in (link.type, link.title, link.icon))


class _Meant:
    """Which known annotation an unknown one looks like; the same few keys stand on thousands of entities."""

    def __init__(self, known: frozenset[str]) -> None:
        self._known: Final = known
        self._answers: dict[str, str] = {}

    def __call__(self, key: str) -> str:
        """The known key that was probably meant, `""` for a known one and for one like no other."""
        if key in self._known:
            return ""
        if key not in self._answers:
            self._answers[key] = nearest(key, sorted(self._known), at_least=_CLOSE_KEY)
        return self._answers[key]


def _misspelt_annotations(entity: Entity, meant_by: _Meant) -> Iterator[Finding]:
    for key in entity.annotations:
        meant = meant_by(key)
        if meant and meant not in entity.annotations:
            yield finding(
                "annotation-misspelled",
                f"Nobody is known to read the annotation {key}",
                _place_of_key(entity, f"metadata.annotations.{key}"),
                hint=f"did you mean {meant}?",
                entity=str(entity.ref),
            )


def _place_of_key(entity: Entity, path: str) -> Origin:
    positions = entity.positions
    return entity.origin.at(*positions.key(path)) if isinstance(positions, Places) else entity.place(path)


def _near_misses(entity: Entity, kind: Kind) -> Iterator[Finding]:
    properties = kind.spec.get("properties")
    known = {
        *(properties if isinstance(properties, Mapping) else ()),
        *(each.field for each in kind.relations),
    }
    for field in entity.spec:
        if field in known or field in _COMMON_FIELDS:
            continue
        meant = nearest(field, sorted(known), at_least=CLOSE_FIELD)
        if meant and meant not in entity.spec:
            yield finding(
                "field-misspelled",
                f"spec.{field} means nothing to a {kind.name}",
                _place_of_key(entity, f"spec.{field}"),
                hint=f"did you mean {meant}?",
                entity=str(entity.ref),
            )
