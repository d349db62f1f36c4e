"""Which entity has documentation, and where in its repository it lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from callboard.docs.configuration import Configuration, names_in, read_configuration
from callboard.docs.files import PAGE_ENDINGS, RepositoryFiles, arrange
from callboard.docs.paths import folder_of, inside
from callboard.docs.published import ForgeAddresses
from callboard.docs.values import Borrowed
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import Catalog, Entity, EntityRef, RepositorySnapshot, Snapshot

_REF: Final = "backstage.io/techdocs-ref"
_ENTITY: Final = "backstage.io/techdocs-entity"
_ENTITY_PATH: Final = "backstage.io/techdocs-entity-path"
# Whose docs a folder's files are when nobody says it: the first of these kinds that the folder defines.
_KINDS: Final = ("component", "system", "api", "resource", "template", "domain")
_README_NAMES: Final = ("README.md", "Readme.md", "readme.md", "README.rst", "README.txt", "README")


@dataclass(frozen=True, slots=True)
class DocsRoot:
    """The documentation of an entity before it is rendered.

    `folder` is the root of the pages in the repository, looked for in the folder that was `asked` for.
    `readme` is the one page of an entity without docs of its own; then `folder` is where that file is.
    `version` is `""` for what is read by default, else a tag or branch as addresses call it.
    """

    entity: Entity
    source: RepositorySnapshot
    files: RepositoryFiles
    folder: str
    configuration: Configuration
    readme: str = ""
    asked: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class FoundRoots:
    """The roots in order of their entities, each before its versions; who reads along; what is wrong."""

    roots: tuple[DocsRoot, ...]
    borrowed: Mapping[EntityRef, Borrowed]
    findings: tuple[Finding, ...]


def find_roots(catalog: Catalog, snapshot: Snapshot) -> FoundRoots:
    """The documentation of all entities; what several of them share is there once."""
    finder = _Finder(snapshot)
    found: dict[EntityRef, DocsRoot] = {}
    for entity in catalog:
        if _ENTITY in entity.annotations:
            continue
        root = finder.annotated(entity) if _REF in entity.annotations else finder.unannotated(entity)
        if root is not None:
            found[entity.ref] = root
    roots, borrowed = _shared(found)
    for entity in catalog:
        if _ENTITY in entity.annotations:
            lender = finder.lender(entity, catalog, borrowed, roots)
            if lender is not None:
                borrowed[entity.ref] = lender
    every = tuple(root for ref in sorted(roots) for root in (roots[ref], *finder.versions(roots[ref])))
    return FoundRoots(every, borrowed, tuple(finder.findings))


def _shared(
    found: Mapping[EntityRef, DocsRoot],
) -> tuple[dict[EntityRef, DocsRoot], dict[EntityRef, Borrowed]]:
    """Every folder's documentation once, with the entity that keeps it and those that share it.

    Who asks for the folder keeps it before who only lies beside it, then the first kind, then the first name.
    """
    keepers: dict[tuple[str, str, str], DocsRoot] = {}
    for ref in sorted(found, key=lambda ref: _precedence(found[ref])):
        keepers.setdefault(_place_of(found[ref]), found[ref])
    roots = {root.entity.ref: root for root in keepers.values()}
    borrowed = {
        ref: Borrowed(keepers[_place_of(root)].entity.ref) for ref, root in found.items() if ref not in roots
    }
    return roots, borrowed


def _place_of(root: DocsRoot) -> tuple[str, str, str]:
    return root.source.repository.key, root.folder, root.readme


def _precedence(root: DocsRoot) -> tuple[bool, int, EntityRef]:
    ref = root.entity.ref
    rank = _KINDS.index(ref.kind) if ref.kind in _KINDS else len(_KINDS)
    return _REF not in root.entity.annotations, rank, ref


class _Finder:
    def __init__(self, snapshot: Snapshot) -> None:
        self.findings: list[Finding] = []
        self._sources = {source.repository.key: source for source in snapshot.repositories}
        self._files: dict[tuple[str, str], RepositoryFiles] = {}
        self._read: dict[tuple[str, str, str], Configuration] = {}
        self._forges = ForgeAddresses.of(source.repository for source in snapshot.repositories)

    def lender(
        self,
        entity: Entity,
        catalog: Catalog,
        borrowed: Mapping[EntityRef, Borrowed],
        roots: Mapping[EntityRef, DocsRoot],
    ) -> Borrowed | None:
        """Whose documentation the entity's annotation names, and where in it."""
        written = entity.annotations[_ENTITY].strip()
        try:
            ref = EntityRef.parse(written, default_kind="component", default_namespace=entity.ref.namespace)
        except ValueError:
            self._missing(
                entity, f"{written!r} is not an entity reference", "write kind:namespace/name", _ENTITY
            )
            return None
        shared = borrowed.get(ref)
        if ref not in roots and shared is None:
            known = ref in catalog.entities
            reason = "has no documentation" if known else "is not in the catalog"
            self._missing(entity, f"{written!r} {reason}", "name an entity with documentation", _ENTITY)
            return None
        path = entity.annotations.get(_ENTITY_PATH, "").strip().strip("/").lower()
        address = f"{path}/" if path and ".." not in path.split("/") else ""
        return Borrowed(shared.ref if shared else ref, address)

    def annotated(self, entity: Entity) -> DocsRoot | None:
        """The docs that the entity's annotation names."""
        reference = entity.annotations[_REF].strip()
        meant = self._meant(entity, reference)
        if meant is None:
            return None
        root = self._root_in(entity, *meant)
        if root is None:
            self._missing(entity, f"{reference!r} leads to no documentation", "add docs/index.md there")
        return root

    def unannotated(self, entity: Entity) -> DocsRoot | None:
        """The docs beside the entity's descriptor."""
        source = self._sources.get(entity.origin.repository)
        if source is None:
            return None
        if entity.ref.kind not in _KINDS:
            return None
        folder = folder_of(entity.origin.path)
        # A descriptor in one of these folders describes what is around it.
        if folder.rpartition("/")[2] in {".backstage", "catalog"}:
            folder = folder_of(folder)
        return self._root_in(entity, source, folder)

    def versions(self, root: DocsRoot) -> Iterator[DocsRoot]:
        """The same documentation in every version of its repository that has it, newest first."""
        for version in root.source.versions:
            # What was wrong in an old version nobody can mend: its configuration is read without a word.
            told = len(self.findings)
            repository = replace(root.source.repository, branch=version.name, commit=version.commit)
            source = replace(
                root.source, repository=repository, tree=version.tree, history=version.history, versions=()
            )
            found = self._root_in(root.entity, source, root.asked)
            del self.findings[told:]
            if found is not None:
                yield replace(found, version=version.slug)

    def _meant(self, entity: Entity, reference: str) -> tuple[RepositorySnapshot, str] | None:
        """The repository and the folder that a reference names."""
        source = self._sources.get(entity.origin.repository)
        scheme, _, target = reference.partition(":")
        if scheme == "dir" and source is not None:
            folder = inside(folder_of(entity.origin.path), target or ".")
            if folder is not None:
                return source, folder
            self._missing(entity, f"{reference!r} leaves the repository", "name a folder inside it")
        elif scheme == "url":
            file = self._forges.file(target)
            if file is not None:
                return self._sources[file.repository], file.path
            hint = "write dir:. or dir:PATH, or crawl that repository, too"
            self._missing(entity, f"{reference!r} is in no repository that was crawled", hint)
        elif scheme != "dir":
            self._missing(entity, f"{reference!r} is not of the form dir:PATH", "write dir:. or dir:PATH")
        return None

    def _root_in(self, entity: Entity, source: RepositorySnapshot, folder: str) -> DocsRoot | None:
        files = self._arranged(source)
        inner = f"{folder}/docs".lstrip("/")
        path = next(
            (name for place in (folder, inner) for name in names_in(place) if name in files.known), ""
        )
        configuration = self._configuration(source, path) if path else Configuration()
        for place in self._places(source, folder, path, configuration):
            if place in files.page_folders:
                return DocsRoot(entity, source, files, place, configuration, asked=folder)
        readme = next((name for name in _README_NAMES if f"{folder}/{name}".lstrip("/") in files.known), "")
        if _is_meant_itself(entity, folder, files, readme):
            return DocsRoot(entity, source, files, folder, configuration, asked=folder)
        if readme:
            path = f"{folder}/{readme}".lstrip("/")
            return DocsRoot(entity, source, files, folder, configuration, path, folder)
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

    def _arranged(self, source: RepositorySnapshot) -> RepositoryFiles:
        place = (source.repository.key, source.repository.commit)
        if place not in self._files:
            self._files[place] = arrange(source.tree)
        return self._files[place]

    def _configuration(self, source: RepositorySnapshot, path: str) -> Configuration:
        """What counts of a `mkdocs.yml`, which is read once however many entities share it."""
        place = (source.repository.key, source.repository.commit, path)
        if place not in self._read:
            self._read[place] = self._read_configuration(source, path)
        return self._read[place]

    def _read_configuration(self, source: RepositorySnapshot, path: str) -> Configuration:
        origin = source.repository.origin(path)
        try:
            data = source.tree.read(path)
        except SourceError as error:
            self.findings.append(finding("docs-config", f"mkdocs.yml cannot be read: {error}", origin))
            return Configuration(origin=origin)
        configuration, findings = read_configuration(data, origin)
        self.findings += findings
        return configuration

    def _missing(self, entity: Entity, message: str, hint: str, annotation: str = _REF) -> None:
        place = entity.place(f"metadata.annotations.{annotation}")
        told = f"{annotation.partition('/')[2]} {message}"
        self.findings.append(finding("docs-missing", told, place, hint=hint, entity=str(entity.ref)))


def _is_meant_itself(entity: Entity, folder: str, files: RepositoryFiles, readme: str) -> bool:
    """Whether an annotation names a folder of pages, such as `dir:./handbook`, and not one of code."""
    if _REF not in entity.annotations or folder in {"", folder_of(entity.origin.path)}:
        return False
    pages = [
        path.rpartition("/")[2].lower()
        for path in files.below(folder)
        if folder_of(path) == folder and path.lower().endswith(PAGE_ENDINGS)
    ]
    return bool(pages) and (not readme or any(name.startswith("index.") for name in pages))
