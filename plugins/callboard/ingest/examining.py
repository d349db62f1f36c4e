"""One document, from what the file says to what Backstage would store: the steps in Backstage's order.

plugin-catalog-backend: ProcessorOutputCollector (envelope), then DefaultCatalogProcessingOrchestrator with
the processors for placeholders, kinds, annotations and templates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from callboard.descriptors import (
    Document,
    Kind,
    Problem,
    Statement,
    envelope_problems,
    judge,
    ref_of,
    with_sorted_lists,
)
from callboard.ingest.annotations import annotated
from callboard.ingest.placeholders import PlaceholderError, Surroundings, fill_in
from callboard.ingest.settings import ALLOWED_KINDS
from callboard.model import EntityRef, JsonMapping


class Stage(StrEnum):
    """Where Backstage turns a document down; before `PROCESSING` it turns down the whole file with it."""

    YAML = "yaml"
    ENVELOPE = "envelope"
    RULES = "rules"
    PROCESSING = "processing"


@dataclass(frozen=True, slots=True)
class Examination:
    """What became of one document.

    `stage` is None where nothing is wrong. `entity` is the document with placeholders filled in, its lists
    as written, and Backstage's annotations; it is there as soon as the envelope is sound. `is_foreign` is
    true where the kind is all that is wrong. `is_itself` is true for the Location that Backstage invents
    for the file.
    """

    document: Document
    stage: Stage | None = None
    problems: tuple[Problem, ...] = ()
    ref: EntityRef | None = None
    entity: JsonMapping | None = None
    statements: tuple[Statement, ...] = ()
    is_foreign: bool = False
    is_itself: bool = False

    @property
    def is_kept(self) -> bool:
        """A portal shows it: it is sound, or only of a kind that nobody knows."""
        return self.entity is not None and (not self.problems or self.is_foreign) and not self.is_itself


def examine(
    document: Document, surroundings: Surroundings, registered_url: str, kinds: Mapping[str, Kind]
) -> Examination:
    """Take one document through all steps but those that need other files of the catalog."""
    if document.problem is not None:
        problem = document.problem
        return Examination(document, Stage.YAML, (Problem(problem.code, "", problem.message, problem.hint),))
    entity = document.value
    envelope = tuple(envelope_problems(entity))
    if not isinstance(entity, Mapping):
        return Examination(document, Stage.YAML, envelope)
    if envelope:
        return Examination(document, Stage.ENVELOPE, envelope)
    ref = ref_of(entity)
    if str(ref) == _invented_ref(registered_url):
        return Examination(document, Stage.ENVELOPE, (), ref, is_itself=True)
    with_places = annotated(entity, surroundings.hosting, surroundings.url, registered_url, managed_only=True)
    try:
        filled = fill_in(with_places, surroundings)
    except PlaceholderError as error:
        problem_found = Problem("placeholder-failed", error.path, str(error))
        return Examination(document, _stage(entity), (problem_found,), ref)
    assert isinstance(filled, Mapping)  # noqa: S101  (its keys are those of an entity; for the type checker)
    filled = annotated(filled, surroundings.hosting, surroundings.url, registered_url)
    return _judged(document, ref, filled, kinds)


def _judged(
    document: Document, ref: EntityRef, entity: JsonMapping, kinds: Mapping[str, Kind]
) -> Examination:
    judgement = judge(entity, kinds)
    is_sound = not judgement.problems and str(entity["kind"]).lower() in ALLOWED_KINDS
    stage = None if is_sound else _stage(entity)
    return Examination(
        document,
        stage,
        judgement.problems,
        ref,
        entity,
        judgement.statements,
        is_foreign=judgement.is_foreign,
    )


def _stage(entity: JsonMapping) -> Stage:
    """Where an entity that is not sound is turned down: its kind comes first."""
    is_allowed = str(entity["kind"]).lower() in ALLOWED_KINDS
    return Stage.PROCESSING if is_allowed else Stage.RULES


def as_stored(entity: JsonMapping, sorted_fields: Iterable[str]) -> JsonMapping:
    """The entity as Backstage stores it: its namespace written out, its lists of references sorted."""
    metadata = entity["metadata"]
    assert isinstance(metadata, Mapping)  # noqa: S101  (the envelope has passed; for the type checker)
    return with_sorted_lists({**entity, "metadata": {"namespace": "default", **metadata}}, sorted_fields)


def _invented_ref(registered_url: str) -> str:
    """The Location that Backstage makes for a registered address (`locationSpecToLocationEntity`)."""
    digest = hashlib.sha1(f"url:{registered_url}".encode(), usedforsecurity=False).hexdigest()
    return f"location:default/generated-{digest}"
