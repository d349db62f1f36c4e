"""Repositories in memory, and their documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from callboard.docs import DocsLibrary, DocsSet, DocsSettings, build_docs
from callboard.errors import SourceError
from callboard.model import (
    Catalog,
    Entity,
    EntityRef,
    FileEntry,
    Repository,
    RepositorySnapshot,
    Snapshot,
)
from callboard.store import Cache

REF = "backstage.io/techdocs-ref"
REPOSITORY = Repository(
    "acme/shop", "shop", "folder", web_url="https://github.com/acme/shop", branch="main", commit="c0ffee"
)


@dataclass
class MemoryTree:
    """A tree of texts; a file that is None cannot be read."""

    content: Mapping[str, bytes | None]

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """Every file."""
        return {path: FileEntry(path, len(data or b"")) for path, data in sorted(self.content.items())}

    def read(self, path: str) -> bytes:
        """The content."""
        data = self.content[path]
        if data is None:
            raise SourceError(f"{path} is gone")
        return data


def entity(
    name: str = "shop",
    *,
    kind: str = "Component",
    path: str = "catalog-info.yaml",
    annotations: Mapping[str, str] = MappingProxyType({}),
) -> Entity:
    """An entity of the repository `acme/shop`."""
    return Entity(
        ref=EntityRef.of(kind, "default", name),
        api_version="backstage.io/v1alpha1",
        kind=kind,
        namespace="default",
        name=name,
        metadata={"name": name, "annotations": dict(annotations)},
        spec={},
        origin=REPOSITORY.origin(path).at(1),
    )


def build(
    files: Mapping[str, str | bytes | None],
    *entities: Entity,
    repository: Repository = REPOSITORY,
    cache: Cache | None = None,
    settings: DocsSettings | None = None,
) -> DocsLibrary:
    """Build the documentation of one repository, given as paths and texts."""
    content = {path: data.encode() if isinstance(data, str) else data for path, data in files.items()}
    known = {found.ref: found for found in sorted(entities or (entity(),), key=lambda one: one.ref)}
    catalog = Catalog(entities=known, relations={}, repositories={repository.key: repository})
    snapshot = Snapshot((RepositorySnapshot(repository, MemoryTree(content)),))
    return build_docs(catalog, snapshot, cache=cache, settings=settings or DocsSettings())


def texts(docs: DocsSet) -> dict[str, str]:
    """The HTML of every page of a set, by path."""
    bodies = docs.bodies()
    return {page.path: bodies[page.address].html for page in docs.pages}


def first_text(docs: DocsSet) -> str:
    """The HTML of the page with the first address."""
    return texts(docs)[docs.pages[0].path]
