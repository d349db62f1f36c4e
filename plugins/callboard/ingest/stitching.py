"""Records become a catalog: one entity a reference, relations on both sides, dangling ends found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from callboard.descriptors import nearest
from callboard.findings import Finding, finding
from callboard.ingest.reading import Record
from callboard.model import Entity, EntityRef, Relation
from callboard.origin import Origin

OWNER_RELATIONS = frozenset({"ownedBy", "hasMember", "memberOf"})


def claim(records: Iterable[Record]) -> tuple[dict[EntityRef, Record], list[Finding]]:
    """Give every reference one record: the last of a file, the first of several files.

    Backstage's claim comes before validation, so a bad document shuts a later file's good one out; here a
    document that was not kept claims nothing.
    """
    claimed: dict[EntityRef, Record] = {}
    findings: list[Finding] = []
    for record in records:
        if record.entity is None:
            continue
        holder = claimed.get(record.ref)
        if holder is None:
            claimed[record.ref] = record
            continue
        same_file = (holder.origin.repository, holder.origin.path) == (
            record.origin.repository,
            record.origin.path,
        )
        kept, dropped = (record, holder) if same_file else (holder, record)
        claimed[record.ref] = kept
        findings.extend(_duplicate(record.ref, kept, dropped))
    return claimed, findings


def _duplicate(ref: EntityRef, kept: Record, dropped: Record) -> Iterator[Finding]:
    yield finding(
        "ref-duplicate",
        f"{ref} is also defined in {_place(kept)}, which is used",
        dropped.origin,
        hint="rename one of them or delete this one",
        entity=str(ref),
    )
    yield finding(
        "ref-duplicate",
        f"{ref} is also defined in {_place(dropped)}, which is not used",
        kept.origin,
        hint="rename one of them or delete the other",
        entity=str(ref),
    )


def _place(record: Record) -> str:
    return f"{record.origin.repository} {record.origin}"


def relate(claimed: Mapping[EntityRef, Record]) -> dict[EntityRef, tuple[Relation, ...]]:
    """Every relation by its source, from both sides, sorted, one of each."""
    relations: dict[EntityRef, set[Relation]] = defaultdict(set)
    for ref in sorted(claimed):
        record = claimed[ref]
        for statement in record.statements:
            stated = statement.relation
            place = _statement_origin(record, statement.path)
            forth = Relation(stated.type, stated.source, stated.target, place)
            back = Relation(statement.field.reverse, stated.target, stated.source, place)
            relations[forth.source].add(forth)
            relations[back.source].add(back)
    return {ref: tuple(sorted(relations[ref])) for ref in sorted(relations)}


def _statement_origin(record: Record, path: str) -> Origin:
    return record.origin if record.entity is None else record.entity.place(path)


def dangling(claimed: Mapping[EntityRef, Record]) -> Iterator[Finding]:
    """Say which references lead nowhere, and where they may have been meant to lead."""
    names: dict[str, list[str]] = defaultdict(list)
    for ref in claimed:
        names[ref.kind].append(str(ref))
    hints: dict[EntityRef, str] = {}
    for ref in sorted(claimed):
        record = claimed[ref]
        for statement in record.statements:
            target = statement.relation.target
            if target in claimed:
                continue
            if target not in hints:
                hints[target] = suggest(target, claimed)
            owner = statement.relation.type in OWNER_RELATIONS
            assert record.entity is not None  # noqa: S101
            yield finding(
                "owner-unknown" if owner else "ref-unknown",
                f"{target.short()} is not in the catalog",
                record.entity.place(statement.path),
                hint=hints[target],
                entity=str(ref),
            )


def suggest(target: EntityRef, known: Mapping[EntityRef, object]) -> str:
    """The entity that was probably meant, across kinds and namespaces."""
    by_name = {ref.name: ref.short() for ref in known}
    found = nearest(target.name, by_name)
    return f"did you mean {by_name[found]}?" if found else ""


def entities_of(claimed: Mapping[EntityRef, Record]) -> dict[EntityRef, Entity]:
    """The kept entities in order of their references."""
    return {ref: record.entity for ref in sorted(claimed) if (record := claimed[ref]).entity is not None}
