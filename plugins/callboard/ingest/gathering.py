"""Every descriptor of a snapshot: each repository alone, then what Locations name in other repositories."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.ingest.hosting import Hosting
from callboard.ingest.kept_readings import KeptReadings
from callboard.ingest.reading import RepositoryReader
from callboard.ingest.records import FileReading, Lead, Record, RepositoryReading
from callboard.ingest.settings import IngestSettings
from callboard.model import FileEntry, RepositorySnapshot, Snapshot, Tree
from callboard.store import Entries


@dataclass(slots=True)
class Reading:
    """What has been read so far."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_descriptors(snapshot: Snapshot, settings: IngestSettings, cache: Entries | None = None) -> Reading:
    """Read all descriptors; records are in order of repository, file and place.

    With a cache, repositories that are what they were when it was filled are not read again.
    """
    gathering = _Gathering(snapshot, RepositoryReader(settings), KeptReadings(cache, settings))
    for repository in snapshot.repositories:
        gathering.read(repository)
    gathering.follow()
    gathering.reading.records.sort(key=_place)
    return gathering.reading


def _place(record: Record) -> tuple[str, str, int, int]:
    origin = record.entity.origin
    return origin.repository, origin.path, origin.line, origin.column


@dataclass(slots=True)
class _WatchedTree:
    """A tree; `failed` says whether a file of it could not be read."""

    tree: Tree
    failed: bool = False

    @property
    def files(self) -> Mapping[str, FileEntry]:
        return self.tree.files

    def read(self, path: str) -> bytes:
        try:
            return self.tree.read(path)
        except SourceError:
            self.failed = True
            raise


class _Gathering:
    def __init__(self, snapshot: Snapshot, reader: RepositoryReader, kept: KeptReadings) -> None:
        self.reading = Reading()
        self._reader = reader
        self._kept = kept
        self._snapshots = {each.repository.key: each for each in snapshot.repositories}
        self._seen: set[tuple[str, str]] = set()
        self._leads: deque[Lead] = deque()

    def read(self, repository: RepositorySnapshot, path: str | None = None) -> None:
        """Take in what a repository gives, or one file of it and what that leads to."""
        reading = self._kept.load(repository, path)
        if reading is None:
            tree = _WatchedTree(repository.tree)
            reading = self._reader.read(replace(repository, tree=tree), path)
            # What could not be read today may be there tomorrow, and nothing else will have changed.
            if not tree.failed:
                self._kept.save(repository, path, reading)
        self._take(repository.repository.key, reading)

    def follow(self) -> None:
        """Read what Locations name in other repositories, wherever that leads."""
        while self._leads:
            lead = self._leads.popleft()
            found = self._elsewhere(lead.url)
            if found is None:
                message = f"{lead.url} is in no repository of this portal and is not read"
                hint = "add its repository as a source to have it in the catalog"
                self.reading.findings.append(
                    finding("location-foreign", message, lead.place, hint=hint, entity=lead.location)
                )
            elif found not in self._seen:
                key, path = found
                self.read(self._snapshots[key], path)

    def _take(self, key: str, reading: RepositoryReading) -> None:
        self.reading.findings.extend(reading.findings)
        for file in self._new(key, reading.files):
            self.reading.records.extend(file.records)
            self.reading.findings.extend(file.findings)
            self._leads.extend(file.leads)

    def _new(self, key: str, files: Iterable[FileReading]) -> Iterable[FileReading]:
        """The files that nobody has read yet."""
        for file in files:
            if (key, file.path) not in self._seen:
                self._seen.add((key, file.path))
                yield file

    def _elsewhere(self, url: str) -> tuple[str, str] | None:
        """The file of another crawled repository at an address."""
        parts = url.split("/")
        for count in range(4, len(parts)):
            key = self._by_address.get("/".join(parts[:count]))
            if key is not None:
                snapshot = self._snapshots[key]
                path = Hosting.of(snapshot.repository).path_of(url)
                return (key, path) if path in snapshot.tree.files and path is not None else None
        return None

    @cached_property
    def _by_address(self) -> dict[str, str]:
        return {
            each.repository.web_url.rstrip("/"): key
            for key, each in self._snapshots.items()
            if each.repository.web_url
        }
