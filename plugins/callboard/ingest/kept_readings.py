"""What was read of a repository, kept under all that it depends on."""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import version
from typing import Final

from callboard.ingest.reading_record import dump_reading, load_reading
from callboard.ingest.records import RepositoryReading
from callboard.ingest.settings import IngestSettings
from callboard.model import RepositorySnapshot
from callboard.store import Entries, digest_of, digest_of_code

_MADE_BY: Final = ("descriptors", "findings.py", "ingest", "model", "origin.py")


class KeptReadings:
    """One entry a repository, in place of the one before; nothing is kept of what has no fingerprint."""

    def __init__(self, cache: Entries | None, settings: IngestSettings) -> None:
        self._cache: Final = cache
        self._settings: Final = _digest_of_settings(settings) if cache else ""

    def load(self, snapshot: RepositorySnapshot, path: str | None) -> RepositoryReading | None:
        """What was kept, if it still holds."""
        data = self._cache.get(_slot(snapshot, path)) if self._cache and snapshot.fingerprint else None
        if data is None:
            return None
        key, _, reading = data.partition(b"\n")
        return load_reading(reading, snapshot.repository) if key == self._key(snapshot) else None

    def save(self, snapshot: RepositorySnapshot, path: str | None, reading: RepositoryReading) -> None:
        """Keep what was read."""
        if self._cache is None or not snapshot.fingerprint:
            return
        try:
            data = dump_reading(reading)
        except (RecursionError, ValueError):
            # Nested deeper, or with longer numbers, than JSON is written: it is read again every time.
            return
        self._cache.put(_slot(snapshot, path), b"\n".join((self._key(snapshot), data)))

    def _key(self, snapshot: RepositorySnapshot) -> bytes:
        facts = snapshot.repository
        read = (facts.key, facts.name, facts.web_url, facts.branch, facts.commit)
        wanted = repr((snapshot.descriptors, snapshot.also))
        return digest_of(snapshot.fingerprint, *read, wanted, self._settings, made_by()).encode()


@cache
def made_by() -> str:
    """The programs that read descriptors: another release of any may read them otherwise."""
    yaml = version("ruamel.yaml")
    return f"{digest_of_code(*_MADE_BY)} ruamel.yaml={yaml} python={platform.python_version()}"


def _slot(snapshot: RepositorySnapshot, path: str | None) -> str:
    return digest_of("descriptors", snapshot.repository.key, *(() if path is None else (path,)))


def _digest_of_settings(settings: IngestSettings) -> str:
    """What the operator's settings mean to a single repository."""
    kinds = sorted(settings.custom_kinds.items())
    return digest_of(repr((settings.ai_model, kinds, sorted(settings.annotation_keys))))
