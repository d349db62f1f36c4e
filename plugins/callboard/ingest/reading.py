"""Descriptors are read: each document judged on its own, what is sound kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from callboard.descriptors import (
    Document,
    Kind,
    Problem,
    Statement,
    envelope_problems,
    judge,
    read_documents,
    ref_of,
)
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import Entity, EntityRef, JsonMapping, RepositorySnapshot
from callboard.origin import Origin


@dataclass(frozen=True, slots=True)
class Record:
    """One document that claims a reference: its entity where it was kept, and what it says of others."""

    ref: EntityRef
    origin: Origin
    entity: Entity | None
    statements: tuple[Statement, ...] = ()
    foreign: bool = False


@dataclass(slots=True)
class Reading:
    """What was read so far."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_descriptor(
    snapshot: RepositorySnapshot, path: str, kinds: Mapping[str, Kind], into: Reading
) -> None:
    """Read one file; its mistakes are findings and cost its good documents nothing."""
    origin = snapshot.repository.origin(path)
    try:
        data = snapshot.tree.read(path)
    except SourceError as error:
        into.findings.append(finding("file-refused", str(error), origin))
        return
    documents = read_documents(data)
    if all(document.is_empty for document in documents):
        into.findings.append(
            finding("descriptor-empty", "The file holds no entity", origin, hint="fill it in or delete it")
        )
    for document in documents:
        if document.problem is not None:
            problem = document.problem
            into.findings.append(
                finding(problem.code, problem.message, origin.at(problem.line, problem.column))
            )
        elif not document.is_empty:
            _read_document(document, origin, kinds, into)


def _read_document(document: Document, origin: Origin, kinds: Mapping[str, Kind], into: Reading) -> None:
    origin = origin.at(document.line, document.column)
    problems = list(envelope_problems(document.value))
    if problems or not isinstance(document.value, Mapping):
        into.findings.extend(_findings(problems, document, origin))
        return
    ref = ref_of(document.value)
    judgement = judge(document.value, kinds)
    into.findings.extend(_findings(judgement.problems, document, origin, str(ref)))
    keep = not judgement.problems or judgement.is_foreign
    entity = make_entity(ref, document, document.value, origin) if keep else None
    into.records.append(
        Record(ref, origin, entity, judgement.statements if keep else (), judgement.is_foreign)
    )


def make_entity(ref: EntityRef, document: Document, value: JsonMapping, origin: Origin) -> Entity:
    """The value of a document whose policies have passed."""
    metadata, spec = value["metadata"], value.get("spec")
    assert isinstance(metadata, Mapping)  # noqa: S101  (the envelope has passed; for the type checker)
    return Entity(
        ref=ref,
        api_version=str(value["apiVersion"]),
        kind=str(value["kind"]),
        namespace=str(metadata.get("namespace", "default")),
        name=str(metadata["name"]),
        metadata=metadata,
        spec=spec if isinstance(spec, Mapping) else {},
        origin=origin,
        positions=document.places,
    )


def _findings(
    problems: list[Problem] | tuple[Problem, ...], document: Document, origin: Origin, entity: str = ""
) -> Iterator[Finding]:
    for problem in problems:
        places = document.places
        place = places.key(problem.path) if problem.at_key else places.nearest(problem.path)
        where = replace(origin, line=place[0] or origin.line, column=place[1] or origin.column)
        yield finding(problem.code, problem.message, where, hint=problem.hint, entity=entity)
