"""What the API entities of a catalog offer, read from their definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callboard.apis import ApiSummary, summarise
from callboard.descriptors import YamlProblem, read_plain
from callboard.findings import Finding, finding
from callboard.ingest.kept_summaries import KeptSummaries
from callboard.model import Catalog, Entity, EntityRef, JsonValue
from callboard.store import Entries


@dataclass(frozen=True, slots=True)
class Definitions:
    """A summary for every API entity, in order, and what is wrong with their definitions."""

    summaries: Mapping[EntityRef, ApiSummary]
    findings: tuple[Finding, ...]


def read_definitions(catalog: Catalog, cache: Entries | None = None) -> Definitions:
    """Summarise every API entity's definition; a definition that cannot be read is a finding.

    With a cache only definitions that have changed are parsed.
    """
    kept = KeptSummaries(cache)
    summaries: dict[EntityRef, ApiSummary] = {}
    findings: list[Finding] = []
    for entity in catalog.of_kind("api"):
        summary = _summary_of(entity, kept)
        summaries[entity.ref] = summary
        if summary.problem:
            origin = entity.place("spec.definition")
            findings.append(finding("definition-invalid", summary.problem, origin, entity=str(entity.ref)))
    return Definitions(summaries, tuple(findings))


def _summary_of(entity: Entity, kept: KeptSummaries) -> ApiSummary:
    definition = entity.spec.get("definition")
    if not isinstance(definition, str):
        return ApiSummary(entity.type)
    summary = kept.load(entity.ref, entity.type, definition)
    if summary is None:
        summary = summarise(entity.type, definition, _parsed(entity.type, definition))
        kept.save(entity.ref, entity.type, definition, summary)
    return summary


def _parsed(api_type: str, definition: str) -> JsonValue:
    if api_type.lower() not in {"openapi", "asyncapi"}:
        return None
    try:
        return read_plain(definition.encode("utf-8", "replace"))
    except YamlProblem:
        return None
