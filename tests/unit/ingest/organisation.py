"""Organisations in memory, for tests of reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callboard.errors import SourceError
from callboard.ingest import IngestSettings, build_catalog
from callboard.model import Catalog, FileEntry, Repository, RepositorySnapshot, Snapshot


@dataclass(frozen=True)
class MemoryTree:
    """A tree whose files are texts."""

    contents: Mapping[str, str | bytes]

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """Every file, by path, sorted."""
        return {path: FileEntry(path, len(self.contents[path])) for path in sorted(self.contents)}

    def read(self, path: str) -> bytes:
        """A file's bytes; a file of the text UNREADABLE cannot be read."""
        content = self.contents[path]
        if content == "UNREADABLE":
            raise SourceError(f"{path} cannot be read")
        return content if isinstance(content, bytes) else content.encode()


def repository(
    key: str, files: Mapping[str, str | bytes], web_url: str = "", branch: str = "main"
) -> RepositorySnapshot:
    """A repository as the crawl gives it."""
    name = key.rpartition("/")[2]
    return RepositorySnapshot(Repository(key, name, "memory", web_url, branch), MemoryTree(files))


def catalog_of(*repositories: RepositorySnapshot, settings: IngestSettings | None = None) -> Catalog:
    """The catalog of these repositories."""
    return build_catalog(Snapshot(repositories), settings or IngestSettings())


def findings_of(catalog: Catalog) -> list[str]:
    """Every finding as reports print it."""
    return [str(found) for found in catalog.findings]


def entity(kind: str, name: str, spec: str = "", metadata: str = "") -> str:
    """A document; `spec` and `metadata` are further lines of theirs, in flow style."""
    needed = {
        "Component": "type: library, lifecycle: production, owner: team",
        "API": "type: openapi, lifecycle: production, owner: team",
        "Resource": "type: database, owner: team",
        "System": "owner: team",
        "Domain": "owner: team",
        "Group": "type: team, children: []",
        "User": "memberOf: []",
        "Location": "",
    }.get(kind, "")
    fields = ", ".join(part for part in (needed, spec) if part)
    meta = ", ".join(part for part in (f"name: {name}", metadata) if part)
    return f"apiVersion: backstage.io/v1alpha1\nkind: {kind}\nmetadata: {{{meta}}}\nspec: {{{fields}}}\n"


TEAM = entity("Group", "team")
