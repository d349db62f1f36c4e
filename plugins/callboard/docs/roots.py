"""Which entity has documentation, and where in its repository it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from callboard.docs.configuration import Configuration, names_in, read_configuration
from callboard.docs.files import RepositoryFiles, arrange
from callboard.docs.paths import folder_of, inside, is_below
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import Catalog, Entity, EntityRef, Repository, RepositorySnapshot, Snapshot

_REF: Final = "backstage.io/techdocs-ref"
_ENTITY: Final = "backstage.io/techdocs-entity"
# Whose docs a folder's files are when nobody says it: the first of these kinds that the folder defines.
_KINDS: Final = ("component", "system", "api", "resource", "template", "domain")
_README_NAMES: Final = ("README.md", "Readme.md", "readme.md", "README.rst", "README.txt", "README")


@dataclass(frozen=True, slots=True)
class DocsRoot:
    """The documentation of an entity before it is rendered.

    `folder` is the root of the pages in the repository. `readme` is the one page of an entity without docs of
    its own; then `folder` is where that file is.
    """

    entity: Entity
    source: RepositorySnapshot
    files: RepositoryFiles
    folder: str
    configuration: Configuration
    readme: str = ""


def find_roots(catalog: Catalog, snapshot: Snapshot) -> tuple[tuple[DocsRoot, ...], tuple[Finding, ...]]:
    """The documentation roots in order of their entities, at most one an entity."""
    finder = _Finder(catalog, snapshot)
    found: dict[EntityRef, DocsRoot] = {}
    for entity in catalog:
        if _REF in entity.annotations and _ENTITY not in entity.annotations:
            root = finder.annotated(entity)
            if root is not None:
                found[entity.ref] = root
    for entity in _folder_owners(catalog):
        root = finder.unannotated(entity)
        if root is not None:
            found[entity.ref] = root
    return tuple(found[ref] for ref in sorted(found)), tuple(finder.findings)


def _folder_owners(catalog: Catalog) -> Iterator[Entity]:
    """For every folder with descriptors, the entity that its docs belong to unless one claims them."""
    candidates: dict[tuple[str, str], list[Entity]] = {}
    for entity in catalog:
        if entity.ref.kind in _KINDS:
            key = (entity.origin.repository, folder_of(entity.origin.path))
            candidates.setdefault(key, []).append(entity)
    for entities in candidates.values():
        if any(_REF in entity.annotations for entity in entities):
            continue
        free = [entity for entity in entities if _ENTITY not in entity.annotations]
        if free:
            yield min(free, key=lambda entity: (_KINDS.index(entity.ref.kind), entity.ref))


class _Finder:
    def __init__(self, catalog: Catalog, snapshot: Snapshot) -> None:
        self.findings: list[Finding] = []
        self._catalog = catalog
        self._sources = {source.repository.key: source for source in snapshot.repositories}
        self._files = {key: arrange(source.tree) for key, source in self._sources.items()}

    def annotated(self, entity: Entity) -> DocsRoot | None:
        """The docs that the entity's annotation names."""
        source = self._sources.get(entity.origin.repository)
        if source is None:
            return None
        reference = entity.annotations[_REF].strip()
        folder = self._meant(entity, source, reference)
        if folder is None:
            return None
        root = self._root_in(entity, source, folder)
        if root is None:
            self._missing(entity, f"{reference!r} leads to no documentation", "add docs/index.md there")
        return root

    def unannotated(self, entity: Entity) -> DocsRoot | None:
        """The docs beside the entity's descriptor."""
        source = self._sources.get(entity.origin.repository)
        if source is None:
            return None
        folder = folder_of(entity.origin.path)
        # A descriptor in one of these folders describes what is around it.
        if folder.rpartition("/")[2] in {".backstage", "catalog"}:
            folder = folder_of(folder)
        return self._root_in(entity, source, folder)

    def _meant(self, entity: Entity, source: RepositorySnapshot, reference: str) -> str | None:
        scheme, colon, target = reference.partition(":")
        if colon and scheme == "dir":
            folder = inside(folder_of(entity.origin.path), target or ".")
            if folder is None:
                self._missing(entity, f"{reference!r} leaves the repository", "name a folder inside it")
            return folder
        if colon and scheme == "url":
            folder = _folder_of_url(target, source.repository)
            if folder is None:
                self._missing(entity, f"{reference!r} is not in this repository", "write dir:. or dir:PATH")
            return folder
        self._missing(entity, f"{reference!r} is not of the form dir:PATH", "write dir:. or dir:PATH")
        return None

    def _root_in(self, entity: Entity, source: RepositorySnapshot, folder: str) -> DocsRoot | None:
        files = self._files[source.repository.key]
        inner = f"{folder}/docs".lstrip("/")
        path = next(
            (name for place in (folder, inner) for name in names_in(place) if name in files.known), ""
        )
        configuration = self._configuration(source, path) if path else Configuration()
        for place in self._places(source, folder, path, configuration):
            if place in files.page_folders:
                return DocsRoot(entity, source, files, place, configuration)
        for name in _README_NAMES:
            readme = f"{folder}/{name}".lstrip("/")
            if readme in files.known:
                return DocsRoot(entity, source, files, folder, configuration, readme)
        return None

    def _places(
        self, source: RepositorySnapshot, folder: str, path: str, configuration: Configuration
    ) -> Iterator[str]:
        """Where the pages may be, best first."""
        if path:
            stated = inside(folder_of(path), configuration.docs_dir.lstrip("/"))
            if stated is None:
                origin = configuration.line_of("docs_dir") or source.repository.origin(path)
                message = "docs_dir leaves the repository"
                hint = "name a folder inside it; docs is taken instead"
                self.findings.append(finding("docs-config", message, origin, hint=hint))
            else:
                yield stated
        yield f"{folder}/docs".lstrip("/")
        # `docs/mkdocs.yml` or `dir:./docs` with the pages beside it: Backstage cannot build that, but its
        # meaning is plain.
        for place in (folder_of(path), folder):
            if place.rpartition("/")[2] in {"docs", "doc"}:
                yield place

    def _configuration(self, source: RepositorySnapshot, path: str) -> Configuration:
        origin = source.repository.origin(path)
        try:
            data = source.tree.read(path)
        except SourceError as error:
            self.findings.append(finding("docs-config", f"mkdocs.yml cannot be read: {error}", origin))
            return Configuration(origin=origin)
        configuration, findings = read_configuration(data, origin)
        self.findings += findings
        return configuration

    def _missing(self, entity: Entity, message: str, hint: str) -> None:
        place = entity.place(f"metadata.annotations.{_REF}")
        self.findings.append(
            finding("docs-missing", f"techdocs-ref {message}", place, hint=hint, entity=str(entity.ref))
        )


def _folder_of_url(url: str, repository: Repository) -> str | None:
    """The folder that an address in this repository's own web pages means; None for any other address."""
    base = repository.web_url.rstrip("/")
    if not base or not f"{url.rstrip('/')}/".lower().startswith(f"{base.lower()}/"):
        return None
    rest = unquote(urlsplit(url).path[len(urlsplit(base).path) :]).strip("/").removeprefix("-/")
    kind, _, tail = rest.partition("/")
    if not rest:
        return ""
    if kind not in {"tree", "blob", "src"}:
        return None
    branch = repository.branch or tail.partition("/")[0]
    if tail != branch and not is_below(tail, branch):
        return None
    return inside("", tail[len(branch) :].lstrip("/") or ".")
