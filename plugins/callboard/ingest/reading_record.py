"""A repository's reading as bytes and back: a line of JSON, then a line for the places of each entity.

A cache may come from anywhere: what cannot be read counts as not there, and nothing in it is ever run. The
places are read when somebody asks for one, which is seldom.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from callboard.descriptors import Places, RelationField, Statement
from callboard.descriptors.formats import is_kind, is_name, is_namespace
from callboard.findings import RULES, Finding
from callboard.ingest.records import FileReading, Lead, Record, RepositoryReading
from callboard.model import Entity, EntityRef, Relation, Repository
from callboard.origin import Origin

_NOT_KEPT: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError)


def dump_reading(reading: RepositoryReading) -> bytes:
    """The reading as bytes."""
    writer = _Writer()
    document = [
        [_finding(found) for found in reading.findings],
        [writer.file(file) for file in reading.files],
        [list(_field(each)) for each in writer.fields],
    ]
    return b"\n".join(map(_json, (document, *writer.marks)))


def load_reading(data: bytes, repository: Repository) -> RepositoryReading | None:
    """The reading in bytes; None where they hold none."""
    first, *marks = data.split(b"\n")
    try:
        findings, files, fields = json.loads(first)
        reader = _Reader(repository, [_field_from(each) for each in fields], marks[::-1])
        found = tuple(reader.finding(each) for each in findings)
        return RepositoryReading(tuple(reader.file(file) for file in files), found)
    except _NOT_KEPT:
        return None


def _json(value: object) -> bytes:
    # Texts may hold halves of surrogate pairs, which have to come back one by one.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


class _Writer:
    """Notes the fields that statements come from once, and the places of entities aside."""

    def __init__(self) -> None:
        self.fields: Final[dict[RelationField, int]] = {}
        self.marks: Final[list[object]] = []

    def file(self, file: FileReading) -> list[Any]:
        records = [self._record(record) for record in file.records]
        leads = [[lead.url, *_place(lead.place), lead.location] for lead in file.leads]
        return [file.path, records, [_finding(found) for found in file.findings], leads]

    def _record(self, record: Record) -> list[Any]:
        entity = record.entity
        positions = entity.positions
        self.marks.append(positions.mark if isinstance(positions, Places) else None)
        return [
            entity.api_version, entity.kind, entity.namespace, entity.name, entity.metadata, entity.spec,
            *_place(entity.origin), record.is_foreign,
            [self._statement(statement) for statement in record.statements],
            [_finding(found) for found in record.advice],
        ]  # fmt: skip

    def _statement(self, statement: Statement) -> list[Any]:
        relation = statement.relation
        number = self.fields.setdefault(statement.field, len(self.fields))
        return [number, *relation.target, statement.path, *_place(relation.origin)]


class _Reader:
    def __init__(self, repository: Repository, fields: Sequence[RelationField], marks: list[bytes]) -> None:
        self._key: Final = repository.key
        self._commit: Final = repository.commit
        self._fields: Final = fields
        self._marks: Final = marks  # the last is that of the first entity

    def file(self, row: list[Any]) -> FileReading:
        path, records, findings, leads = row
        return FileReading(
            path,
            tuple(self._record(record) for record in records),
            tuple(self.finding(found) for found in findings),
            tuple(
                Lead(url, self._origin(where, line, column), location)
                for url, where, line, column, location in leads
            ),
        )

    def finding(self, row: list[Any]) -> Finding:
        code, message, path, line, column, hint, entity = row
        return Finding(code, RULES[code].level, message, self._origin(path, line, column), hint, entity)

    def _origin(self, path: str, line: int, column: int) -> Origin:
        return Origin(self._key, path, line, column, self._commit)

    def _record(self, row: list[Any]) -> Record:
        (
            version,
            kind,
            namespace,
            name,
            metadata,
            spec,
            path,
            line,
            column,
            is_foreign,
            statements,
            advice,
        ) = row
        # They become addresses and files.
        if not (is_kind(kind) and is_namespace(namespace) and is_name(name)):
            raise ValueError(name)
        if not (isinstance(metadata, dict) and isinstance(spec, dict)):
            raise TypeError(name)
        ref = EntityRef.of(kind, namespace, name)
        entity = Entity(
            ref, version, kind, namespace, name, metadata, spec, self._origin(path, line, column),
            Places.later(self._marks.pop()),
        )  # fmt: skip
        return Record(
            entity,
            tuple(self._statement(ref, statement) for statement in statements),
            is_foreign,
            tuple(self.finding(found) for found in advice),
        )

    def _statement(self, ref: EntityRef, row: list[Any]) -> Statement:
        number, kind, namespace, name, field_path, path, line, column = row
        field = self._fields[number]
        origin = self._origin(path, line, column)
        relation = Relation(field.relation, ref, EntityRef(kind, namespace, name), origin)
        return Statement(relation, field_path, field)


def _place(origin: Origin | None) -> tuple[str, int, int]:
    return (origin.path, origin.line, origin.column) if origin else ("", 0, 0)


def _finding(found: Finding) -> list[Any]:
    return [found.code, found.message, *_place(found.origin), found.hint, found.entity]


def _field(field: RelationField) -> Iterator[Any]:
    yield from (field.field, field.relation, field.reverse, field.default_kind)
    yield from (field.allowed_kinds, field.reverse_kinds, field.texts_only)


def _field_from(row: list[Any]) -> RelationField:
    field, relation, reverse, default_kind, allowed, back, texts_only = row
    return RelationField(field, relation, reverse, default_kind, tuple(allowed), tuple(back), texts_only)
