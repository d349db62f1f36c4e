"""The descriptors of one repository are read: those that were found, and those that a Location leads to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from callboard.descriptors import Document, Problem, Statement, read_documents
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.ingest.advice import Adviser
from callboard.ingest.discovery import discover, without_descriptor
from callboard.ingest.examining import Examination, examine
from callboard.ingest.hosting import Hosting
from callboard.ingest.locations import Target, targets_of
from callboard.ingest.placeholders import Surroundings
from callboard.ingest.records import FileReading, Lead, Record, RepositoryReading
from callboard.ingest.settings import IngestSettings
from callboard.model import Entity, JsonMapping, RepositorySnapshot
from callboard.origin import Origin


class RepositoryReader:
    """Reads repositories, each as if it were alone."""

    def __init__(self, settings: IngestSettings) -> None:
        self.kinds = settings.kinds
        self.adviser = Adviser(settings)

    def read(self, snapshot: RepositorySnapshot, path: str | None = None) -> RepositoryReading:
        """Read all descriptors of a repository, or just the one at `path`, and what their Locations name."""
        if path is not None:
            return RepositoryReading(tuple(self._read_files(snapshot, (path,))))
        found = discover(snapshot)
        told = found.findings if found.paths else (*found.findings, without_descriptor(snapshot))
        return RepositoryReading(tuple(self._read_files(snapshot, found.paths)), told)

    def _read_files(self, snapshot: RepositorySnapshot, paths: tuple[str, ...]) -> Iterator[FileReading]:
        """Each file once, whoever leads to it: Locations may name each other."""
        hosting = Hosting.of(snapshot.repository)
        queue, seen = deque(paths), set(paths)
        while queue:
            reading = _FileReader(self, snapshot, hosting, queue.popleft())
            yield reading.read()
            queue.extend(path for path in reading.named if path not in seen)
            seen.update(reading.named)


@dataclass(slots=True)
class _FileReader:
    """Reads one file; `named` are the files of its repository that its Locations name, each once."""

    reader: RepositoryReader
    snapshot: RepositorySnapshot
    hosting: Hosting
    path: str
    named: dict[str, None] = field(default_factory=dict)
    _records: list[Record] = field(default_factory=list)
    _findings: list[Finding] = field(default_factory=list)
    _leads: list[Lead] = field(default_factory=list)

    def read(self) -> FileReading:
        """What the file gives."""
        self._read_file()
        return FileReading(self.path, tuple(self._records), tuple(self._findings), tuple(self._leads))

    def _read_file(self) -> None:
        origin = self.snapshot.repository.origin(self.path)
        try:
            data = self.snapshot.tree.read(self.path)
        except SourceError as error:
            self._findings.append(finding("file-refused", str(error), origin))
            return
        documents = read_documents(data)
        if all(document.is_empty for document in documents):
            message = "The file holds no entity"
            self._findings.append(
                finding("descriptor-empty", message, origin, hint="fill it in or delete it")
            )
        surroundings = Surroundings(self.snapshot.tree, self.hosting, self.hosting.file_url(self.path))
        for document in documents:
            if not document.is_empty:
                self._read_document(document, origin.at(document.line, document.column), surroundings)

    def _read_document(self, document: Document, origin: Origin, surroundings: Surroundings) -> None:
        registered = self.hosting.registered_url(origin.path)
        examination = examine(document, surroundings, registered, self.reader.kinds)
        self._findings.extend(_findings(examination, origin))
        if not examination.is_kept or examination.ref is None or examination.entity is None:
            return
        entity = make_entity(examination, origin, self.hosting)
        is_foreign = examination.is_foreign
        statements = tuple(_placed(statement, entity) for statement in examination.statements)
        advice = tuple(self.reader.adviser.advise(entity, is_foreign=is_foreign))
        self._records.append(Record(entity, statements, is_foreign, advice))
        if entity.kind == "Location" and not is_foreign:
            for target in targets_of(examination.entity, surroundings):
                self._follow(target, entity)

    def _follow(self, target: Target, location: Entity) -> None:
        self.named.update(dict.fromkeys(target.paths))
        if target.problem is None:
            return
        place, ref = location.place(target.field), str(location.ref)
        if target.is_foreign:
            self._leads.append(Lead(target.url, place, ref))
            return
        problem = target.problem
        self._findings.append(finding(problem.code, problem.message, place, hint=problem.hint, entity=ref))


def _placed(statement: Statement, entity: Entity) -> Statement:
    """The statement, whose relation knows where it stands."""
    relation = replace(statement.relation, origin=entity.place(statement.path))
    return replace(statement, relation=relation)


def make_entity(examination: Examination, origin: Origin, hosting: Hosting) -> Entity:
    """The value of a document that is kept."""
    assert examination.entity is not None  # noqa: S101  (it is kept; for the type checker)
    assert examination.ref is not None  # noqa: S101
    entity = examination.entity
    metadata, spec = entity["metadata"], entity.get("spec")
    assert isinstance(metadata, Mapping)  # noqa: S101  (the envelope is sound)
    return Entity(
        ref=examination.ref,
        api_version=str(entity["apiVersion"]),
        kind=str(entity["kind"]),
        namespace=str(metadata.get("namespace", "default")),
        name=str(metadata["name"]),
        metadata=metadata if hosting.is_known else _without_addresses(metadata, hosting),
        spec=spec if isinstance(spec, Mapping) else {},
        origin=origin,
        positions=examination.document.places,
    )


def _without_addresses(metadata: JsonMapping, hosting: Hosting) -> JsonMapping:
    """The metadata without annotations that name an address nobody gave us."""
    annotations = metadata.get("annotations")
    if not isinstance(annotations, Mapping):
        return metadata
    own = {key: value for key, value in annotations.items() if hosting.base not in str(value)}
    return (
        {**metadata, "annotations": own} if own else {k: v for k, v in metadata.items() if k != "annotations"}
    )


def _findings(examination: Examination, origin: Origin) -> Iterator[Finding]:
    entity = str(examination.ref) if examination.ref is not None else ""
    for problem in examination.problems:
        where = _place(problem, examination.document, origin)
        yield finding(problem.code, problem.message, where, hint=problem.hint, entity=entity)


def _place(problem: Problem, document: Document, origin: Origin) -> Origin:
    places = document.places
    line, column = places.key(problem.path) if problem.at_key else places.nearest(problem.path)
    return replace(origin, line=line or origin.line, column=column or origin.column)
