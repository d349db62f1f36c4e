"""The files of a repository, each read once, and known by a digest where that is enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from callboard.docs.surveys import Survey
from callboard.errors import SourceError
from callboard.store import digest_of

UNREADABLE: Final = "unreadable"


@dataclass(slots=True)
class FileReader:
    """Reads from a repository; git knows the digests of files, those of a plain folder are taken here."""

    survey: Survey
    _read: dict[str, bytes] = field(default_factory=dict)

    def digest(self, path: str) -> str:
        """What tells the content of a file from any other; `UNREADABLE` for one that cannot be read."""
        entry = self.survey.source.tree.files.get(path)
        if entry is None:
            return ""
        if entry.digest:
            return entry.digest
        try:
            return digest_of(self.read(path))
        except SourceError:
            return UNREADABLE

    def read(self, path: str) -> bytes:
        """The content of a file.

        Raises:
            SourceError: it cannot be read.
        """
        if path not in self._read:
            self._read[path] = self.survey.source.tree.read(path)
        return self._read[path]

    def forget(self) -> None:
        """Let go of what was read."""
        self._read.clear()
