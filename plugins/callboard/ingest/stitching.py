"""Records become a catalog: one entity a reference, relations on both sides, dangling ends found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from callboard.descriptors import Statement
from callboard.findings import Finding, Level, finding
from callboard.ingest.records import Record
from callboard.ingest.settings import IngestSettings
from callboard.ingest.suggesting import Suggestions
from callboard.model import EntityRef, Relation

_PEOPLE: Final = frozenset({"ownedBy", "hasMember", "memberOf"})
"""Relations to groups and users, who often live in an identity provider instead of the catalog."""

_ASK: Final = "check against a published catalog to know whether it exists"


def claim(records: Iterable[Record]) -> tuple[dict[EntityRef, Record], list[Finding]]:
    """Give every reference one record, in order: the last of a file, the first of several files.

    Backstage claims before it validates, so that a bad document shuts out another file's good one; here only
    documents that are kept claim anything.
    """
    claimed: dict[EntityRef, Record] = {}
    findings: list[Finding] = []
    for record in records:
        holder = claimed.setdefault(record.ref, record)
        if holder is record:
            continue
        kept, dropped = (record, holder) if _same_file(holder, record) else (holder, record)
        claimed[record.ref] = kept
        findings.extend(_duplicate(kept, dropped))
    return {ref: claimed[ref] for ref in sorted(claimed)}, findings


def _same_file(one: Record, other: Record) -> bool:
    return (one.origin.repository, one.origin.path) == (other.origin.repository, other.origin.path)


def _duplicate(kept: Record, dropped: Record) -> Iterator[Finding]:
    ref = kept.ref
    yield finding(
        "ref-duplicate",
        f"{ref.short()} is also defined in {_place(kept, dropped)}, and that one is used",
        dropped.origin,
        hint="rename one of them, or delete this one",
        entity=str(ref),
    )
    yield finding(
        "ref-duplicate",
        f"{ref.short()} is also defined in {_place(dropped, kept)}; this one is used",
        kept.origin,
        hint="rename one of them, or delete the other",
        entity=str(ref),
    )


def _place(record: Record, seen_from: Record) -> str:
    origin = record.origin
    if origin.repository == seen_from.origin.repository:
        return str(origin)
    return f"{origin} of {origin.repository}"


def relate(claimed: Mapping[EntityRef, Record]) -> dict[EntityRef, tuple[Relation, ...]]:
    """Every relation by its source, from both sides, sorted, one of each."""
    relations: dict[EntityRef, dict[Relation, None]] = defaultdict(dict)
    for record in claimed.values():
        for statement in record.statements:
            for relation in statement.both:
                relations[relation.source].setdefault(relation)
    return {ref: tuple(sorted(relations[ref], key=_by_meaning)) for ref in sorted(relations)}


def _by_meaning(relation: Relation) -> tuple[str, EntityRef, EntityRef]:
    """The order of relations; comparing tuples is several times as quick as comparing values."""
    return relation.type, relation.source, relation.target


def dangling(claimed: Mapping[EntityRef, Record], settings: IngestSettings) -> Iterator[Finding]:
    """Say which references lead nowhere, and where they may have been meant to lead."""
    suggestions = Suggestions(claimed)
    for record in claimed.values():
        for statement in record.statements:
            target = statement.relation.target
            if target not in claimed and target not in settings.elsewhere:
                hint = suggestions.hint(target, statement.field)
                yield _dangling(record, statement, hint, is_whole=settings.is_whole)


def _dangling(record: Record, statement: Statement, hint: str, *, is_whole: bool) -> Finding:
    target = statement.relation.target.short()
    code = "owner-unknown" if statement.relation.type in _PEOPLE else "ref-unknown"
    place, entity = statement.relation.origin or record.origin, str(record.ref)
    if is_whole or hint:
        return finding(code, f"{target} is not in the catalog", place, hint=hint, entity=entity)
    # A part of an organisation cannot know: unlike a near miss, a name from elsewhere is no mistake here.
    unknown = finding(code, f"{target} is not in this repository", place, hint=_ASK, entity=entity)
    return replace(unknown, level=Level.INFO)
