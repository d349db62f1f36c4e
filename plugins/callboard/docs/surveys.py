"""What lies in a repository, found out when somebody asks for it, and once.

An unchanged repository is asked for nothing: its files are not even listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from callboard.docs.configuration import Configuration, read_configuration
from callboard.docs.files import RepositoryFiles, arrange
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import RepositorySnapshot


@dataclass(slots=True)
class Survey:
    """A repository as its documentation needs it, shared by all sets that are made from it."""

    source: RepositorySnapshot
    _files: RepositoryFiles | None = None
    _read: dict[str, tuple[Configuration, tuple[Finding, ...]]] = field(default_factory=dict)

    @property
    def files(self) -> RepositoryFiles:
        """Its files, arranged."""
        if self._files is None:
            self._files = arrange(self.source.tree)
        return self._files

    def configuration(self, path: str) -> Configuration:
        """What counts of a `mkdocs.yml`, however many entities share it; `""` is that of nobody."""
        return self._configuration(path)[0]

    def findings(self, path: str) -> tuple[Finding, ...]:
        """What is wrong with a `mkdocs.yml`."""
        return self._configuration(path)[1]

    def forget(self) -> None:
        """Let go of what was found out; whoever asks again has to wait again."""
        self._files = None
        self._read.clear()

    def _configuration(self, path: str) -> tuple[Configuration, tuple[Finding, ...]]:
        if path not in self._read:
            self._read[path] = self._read_configuration(path) if path else (Configuration(), ())
        return self._read[path]

    def _read_configuration(self, path: str) -> tuple[Configuration, tuple[Finding, ...]]:
        origin = self.source.repository.origin(path)
        try:
            data = self.source.tree.read(path)
        except SourceError as error:
            wrong = finding("docs-config", f"mkdocs.yml cannot be read: {error}", origin)
            return Configuration(origin=origin), (wrong,)
        configuration, findings = read_configuration(data, origin)
        return configuration, tuple(findings)
