"""Every descriptor of a snapshot is read: those that were found, and those that a Location leads to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from callboard.descriptors import Document, Problem, Statement, read_documents
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.ingest.discovery import discover, without_descriptor
from callboard.ingest.examining import Examination, examine
from callboard.ingest.hosting import Hosting
from callboard.ingest.locations import Target, targets_of
from callboard.ingest.placeholders import Surroundings
from callboard.ingest.settings import IngestSettings
from callboard.model import Entity, EntityRef, JsonMapping, RepositorySnapshot, Snapshot
from callboard.origin import Origin


@dataclass(frozen=True, slots=True)
class Record:
    """A document that is kept: its entity, and what it says of others."""

    entity: Entity
    statements: tuple[Statement, ...]
    is_foreign: bool = False

    @property
    def ref(self) -> EntityRef:
        """The reference that it claims."""
        return self.entity.ref

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return self.entity.origin


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_descriptors(snapshot: Snapshot, settings: IngestSettings) -> Reading:
    """Read all descriptors; records are in order of repository, file and place."""
    reader = _Reader(snapshot, settings)
    for repository in snapshot.repositories:
        found = discover(repository)
        reader.reading.findings.extend(found.findings)
        if not found.paths:
            reader.reading.findings.append(without_descriptor(repository))
        for path in found.paths:
            reader.enqueue(repository.repository.key, path)
    reader.run()
    reader.reading.records.sort(key=lambda record: record.origin)
    return reader.reading


class _Reader:
    """Reads each file once, whoever leads to it: Locations may name each other."""

    def __init__(self, snapshot: Snapshot, settings: IngestSettings) -> None:
        self.reading = Reading()
        self._kinds = settings.kinds
        self._snapshots = {each.repository.key: each for each in snapshot.repositories}
        self._hostings = {key: Hosting.of(each.repository) for key, each in self._snapshots.items()}
        self._by_address = {
            each.repository.web_url.rstrip("/"): key
            for key, each in self._snapshots.items()
            if each.repository.web_url
        }
        self._queue: deque[tuple[str, str]] = deque()
        self._seen: set[tuple[str, str]] = set()

    def enqueue(self, key: str, path: str) -> None:
        if (key, path) not in self._seen:
            self._seen.add((key, path))
            self._queue.append((key, path))

    def run(self) -> None:
        while self._queue:
            key, path = self._queue.popleft()
            self._read_file(key, self._snapshots[key], path)

    def _read_file(self, key: str, snapshot: RepositorySnapshot, path: str) -> None:
        origin = snapshot.repository.origin(path)
        try:
            data = snapshot.tree.read(path)
        except SourceError as error:
            self.reading.findings.append(finding("file-refused", str(error), origin))
            return
        documents = read_documents(data)
        if all(document.is_empty for document in documents):
            message = "The file holds no entity"
            self.reading.findings.append(
                finding("descriptor-empty", message, origin, hint="fill it in or delete it")
            )
        hosting = self._hostings[key]
        surroundings = Surroundings(snapshot.tree, hosting, hosting.file_url(path))
        for document in documents:
            if not document.is_empty:
                self._read_document(document, origin.at(document.line, document.column), surroundings, key)

    def _read_document(
        self, document: Document, origin: Origin, surroundings: Surroundings, key: str
    ) -> None:
        registered = surroundings.hosting.registered_url(origin.path)
        examination = examine(document, surroundings, registered, self._kinds)
        self.reading.findings.extend(_findings(examination, origin))
        if not examination.is_kept or examination.ref is None or examination.entity is None:
            return
        entity = make_entity(examination, origin, surroundings.hosting)
        self.reading.records.append(Record(entity, examination.statements, examination.is_foreign))
        if entity.kind == "Location" and not examination.is_foreign:
            for target in targets_of(examination.entity, surroundings):
                self._follow(target, key, entity)

    def _follow(self, target: Target, key: str, location: Entity) -> None:
        for path in target.paths:
            self.enqueue(key, path)
        if target.problem is None:
            return
        other = self._elsewhere(target.url) if target.is_foreign else None
        if other is not None:
            self.enqueue(*other)
            return
        code, hint = target.problem.code, target.problem.hint
        message = target.problem.message
        if target.is_foreign:
            code, hint = "location-foreign", "add its repository as a source to have it in the catalog"
            message = f"{target.url} is in no repository of this portal and is not read"
        place = location.place(target.field)
        self.reading.findings.append(finding(code, message, place, hint=hint, entity=str(location.ref)))

    def _elsewhere(self, url: str) -> tuple[str, str] | None:
        """The file of another crawled repository at an address."""
        parts = url.split("/")
        for count in range(4, len(parts)):
            key = self._by_address.get("/".join(parts[:count]))
            if key is not None:
                path = self._hostings[key].path_of(url)
                return (key, path) if path in self._snapshots[key].tree.files and path is not None else None
        return None


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
