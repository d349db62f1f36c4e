"""What Backstage makes of each document of a folder, record by record: `callboard inspect`.

The words are those of Backstage's pipeline: a document is accepted, rejected at a stage, empty or ignored; it
is ingested only where no other document spoils its file. `kept` says whether the portal has it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from callboard.descriptors import SORTED_FIELDS, Document, read_documents
from callboard.errors import SourceError
from callboard.ingest.examining import Examination, Stage, as_stored, examine
from callboard.ingest.hosting import Hosting
from callboard.ingest.locations import targets_of
from callboard.ingest.placeholders import Surroundings
from callboard.ingest.settings import IngestSettings
from callboard.model import JsonMapping, Tree

DEFAULT_BASE_URL: Final = "https://github.com/acme/repo/blob/main/"
_YAML: Final = (".yaml", ".yml")
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", ".git"})


def inspect_folder(
    tree: Tree, base_url: str = DEFAULT_BASE_URL, settings: IngestSettings | None = None
) -> Iterator[dict[str, Any]]:
    """Give a record for every document of every YAML file, folder by folder; never raises for them."""
    hosting = Hosting.at(base_url)
    inspector = _Inspector(tree, hosting, settings or IngestSettings())
    for path in sorted(tree.files, key=lambda path: path.split("/")):
        *folders, name = path.split("/")
        if name.endswith(_YAML) and not _SKIPPED_FOLDERS.intersection(folders):
            yield from inspector.inspect(path)


class _Inspector:
    """Judges files as if each of them were registered."""

    def __init__(self, tree: Tree, hosting: Hosting, settings: IngestSettings) -> None:
        self._tree = tree
        self._hosting = hosting
        self._settings = settings
        self._read_problems: dict[str, str] = {}

    def inspect(self, path: str) -> list[dict[str, Any]]:
        """The records of one file."""
        records: list[dict[str, Any]] = []
        stopped = False
        for document in self._documents(path):
            if document.is_empty:
                records.append(_empty(path, document))
                continue
            if stopped:
                continue
            examination = self._examine(path, document)
            records.append(self._record(path, examination))
            if document.swallows_rest:
                break
            stopped = document.problem is not None and document.problem.stops_file
        is_poisoned = any(
            record["stage"] in _POISONOUS and record["verdict"] == "rejected" for record in records
        )
        for record in records:
            record["ingested"] = record["verdict"] == "accepted" and not is_poisoned
        return records

    def _documents(self, path: str) -> tuple[Document, ...]:
        try:
            return read_documents(self._tree.read(path))
        except SourceError:
            return ()

    def _surroundings(self, path: str) -> Surroundings:
        return Surroundings(self._tree, self._hosting, self._hosting.file_url(path))

    def _examine(self, path: str, document: Document) -> Examination:
        registered = self._hosting.registered_url(path)
        return examine(document, self._surroundings(path), registered, self._settings.kinds)

    def _record(self, path: str, examination: Examination) -> dict[str, Any]:
        stage = examination.stage
        error = _error_of(examination)
        if stage is None and examination.entity is not None and examination.entity["kind"] == "Location":
            error = self._location_error(path, examination.entity)
            stage = Stage.PROCESSING if error else None
        verdict = "ignored" if examination.is_itself else "accepted" if stage is None else "rejected"
        record: dict[str, Any] = {
            "file": path,
            "doc": examination.document.index,
            "verdict": verdict,
            "stage": stage and str(stage),
            "error": error or None,
            "ingested": False,
            "ref": examination.ref and str(examination.ref),
            "entity": None,
            "relations": [],
            "kept": examination.is_kept,
        }
        if verdict == "accepted" and examination.entity is not None:
            record["entity"] = as_stored(examination.entity, self._sorted_fields(examination.entity))
            record["relations"] = _relations(examination)
        return record

    def _sorted_fields(self, entity: JsonMapping) -> Iterable[str]:
        """The lists that Backstage sorts: always the same ones, or with its ai-model those of the kind."""
        if not self._settings.ai_model:
            return SORTED_FIELDS
        kind = self._settings.kinds[str(entity["kind"])].of(entity.get("spec"))
        return () if kind.name == "Template" else [field.field for field in kind.relations]

    def _location_error(self, path: str, location: JsonMapping) -> str:
        for target in targets_of(location, self._surroundings(path)):
            if target.problem is not None:
                return f"{target.field}: {target.problem.message}"
            for child in target.paths:
                problem = self._read_problem(child)
                if problem:
                    return f"{target.field}: {child} {problem}"
        return ""

    def _read_problem(self, path: str) -> str:
        """Why a Location cannot take the file in: the first document that spoils it."""
        if path not in self._read_problems:
            self._read_problems[path] = ""
            for document in self._documents(path):
                if document.is_empty:
                    continue
                examination = self._examine(path, document)
                if examination.stage in _POISONS_LOCATION and not examination.is_itself:
                    self._read_problems[path] = _error_of(examination)
                    break
        return self._read_problems[path]


_POISONOUS: Final = frozenset({"yaml", "envelope", "rules"})
_POISONS_LOCATION: Final = frozenset({Stage.YAML, Stage.ENVELOPE, Stage.RULES})


def _empty(path: str, document: Document) -> dict[str, Any]:
    return {
        "file": path,
        "doc": document.index,
        "verdict": "empty",
        "stage": "yaml",
        "error": None,
        "ingested": False,
        "ref": None,
        "entity": None,
        "relations": [],
        "kept": False,
    }


def _error_of(examination: Examination) -> str:
    if examination.is_itself:
        return "the document has the reference of the Location that reads it"
    if not examination.problems:
        return "the kind is not allowed here" if examination.stage is Stage.RULES else ""
    first = examination.problems[0]
    return f"{first.code} {first.path}: {first.message}" if first.path else f"{first.code}: {first.message}"


def _relations(examination: Examination) -> list[dict[str, str]]:
    records: list[dict[str, str]] = []
    for statement in examination.statements:
        records.extend(
            {"type": relation.type, "source": str(relation.source), "target": str(relation.target)}
            for relation in statement.both
        )
    return records
