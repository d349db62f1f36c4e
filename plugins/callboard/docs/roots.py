"""Which entity has documentation, and where in its repository it lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from callboard.docs.configuration import Configuration
from callboard.docs.files import RepositoryFiles
from callboard.docs.locating import Asked, Locations
from callboard.docs.paths import folder_of, inside
from callboard.docs.published import ForgeAddresses
from callboard.docs.surveys import Survey
from callboard.docs.values import Borrowed
from callboard.findings import Finding, finding
from callboard.model import Catalog, Entity, EntityRef, RepositorySnapshot, Snapshot, VersionSnapshot
from callboard.store import Entries, digest_of

_REF: Final = "backstage.io/techdocs-ref"
_ENTITY: Final = "backstage.io/techdocs-entity"
_ENTITY_PATH: Final = "backstage.io/techdocs-entity-path"
# Whose docs a folder's files are when nobody says it: the first of these kinds that the folder defines.
_KINDS: Final = ("component", "system", "api", "resource", "template", "domain")


@dataclass(frozen=True, slots=True)
class DocsRoot:
    """The documentation of an entity before it is rendered.

    `folder` is the root of the pages in the repository, looked for in the folder that was `asked` for.
    `readme` is the one page of an entity without docs of its own; then `folder` is where that file is.
    `version` is `""` for what is read by default, else a tag or branch as addresses call it.
    """

    entity: Entity
    survey: Survey
    folder: str
    configured: str = ""
    """Its `mkdocs.yml`, `""` where it has none."""
    readme: str = ""
    asked: str = ""
    version: str = ""

    @property
    def source(self) -> RepositorySnapshot:
        """The repository."""
        return self.survey.source

    @property
    def files(self) -> RepositoryFiles:
        """The files of the repository, which are listed when they are first asked for."""
        return self.survey.files

    @property
    def configuration(self) -> Configuration:
        """What its `mkdocs.yml` says, which is read when it is first asked for."""
        return self.survey.configuration(self.configured)


@dataclass(frozen=True, slots=True)
class FoundRoots:
    """The roots in order of their entities, each before its versions; who reads along; what is wrong."""

    roots: tuple[DocsRoot, ...]
    borrowed: Mapping[EntityRef, Borrowed]
    findings: tuple[Finding, ...]


def find_roots(catalog: Catalog, snapshot: Snapshot, cache: Entries | None = None) -> FoundRoots:
    """The documentation of all entities; what several of them share is there once.

    A repository that is known from the last build by its fingerprint is not looked into.
    """
    locations = Locations(cache)
    finder = _Finder(snapshot, locations)
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
    locations.save()
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
    def __init__(self, snapshot: Snapshot, locations: Locations) -> None:
        self.findings: list[Finding] = []
        self._locations = locations
        self._surveys = {source.repository.key: Survey(source) for source in snapshot.repositories}
        self._versions: dict[tuple[str, str], Survey] = {}
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
        survey = self._surveys.get(entity.origin.repository)
        if survey is None:
            return None
        if entity.ref.kind not in _KINDS:
            return None
        folder = folder_of(entity.origin.path)
        # A descriptor in one of these folders describes what is around it.
        if folder.rpartition("/")[2] in {".backstage", "catalog"}:
            folder = folder_of(folder)
        return self._root_in(entity, survey, folder)

    def versions(self, root: DocsRoot) -> Iterator[DocsRoot]:
        """The same documentation in every version of its repository that has it, newest first."""
        for version in root.source.versions:
            survey = self._version(root.source, version)
            # What is wrong in an old version nobody can mend.
            told = len(self.findings)
            found = self._root_in(root.entity, survey, root.asked)
            del self.findings[told:]
            if found is not None:
                yield replace(found, version=version.slug)

    def _version(self, source: RepositorySnapshot, version: VersionSnapshot) -> Survey:
        place = (source.repository.key, version.slug)
        if place not in self._versions:
            known = source.fingerprint and version.commit
            self._versions[place] = Survey(
                replace(
                    source,
                    repository=replace(source.repository, branch=version.name, commit=version.commit),
                    tree=version.tree,
                    history=version.history,
                    versions=(),
                    fingerprint=digest_of(source.fingerprint, *place, version.commit) if known else "",
                )
            )
        return self._versions[place]

    def _meant(self, entity: Entity, reference: str) -> tuple[Survey, str] | None:
        """The repository and the folder that a reference names."""
        survey = self._surveys.get(entity.origin.repository)
        scheme, _, target = reference.partition(":")
        if scheme == "dir" and survey is not None:
            folder = inside(folder_of(entity.origin.path), target or ".")
            if folder is not None:
                return survey, folder
            self._missing(entity, f"{reference!r} leaves the repository", "name a folder inside it")
        elif scheme == "url":
            file = self._forges.file(target)
            if file is not None:
                return self._surveys[file.repository], file.path
            hint = "write dir:. or dir:PATH, or crawl that repository, too"
            self._missing(entity, f"{reference!r} is in no repository that was crawled", hint)
        elif scheme != "dir":
            self._missing(entity, f"{reference!r} is not of the form dir:PATH", "write dir:. or dir:PATH")
        return None

    def _root_in(self, entity: Entity, survey: Survey, folder: str) -> DocsRoot | None:
        named = _REF in entity.annotations and folder not in {"", folder_of(entity.origin.path)}
        found = self._locations.locate(survey, Asked(folder, named))
        self.findings += found.findings
        if found.folder is None:
            return None
        return DocsRoot(entity, survey, found.folder, found.configured, found.readme, folder)

    def _missing(self, entity: Entity, message: str, hint: str, annotation: str = _REF) -> None:
        place = entity.place(f"metadata.annotations.{annotation}")
        told = f"{annotation.partition('/')[2]} {message}"
        self.findings.append(finding("docs-missing", told, place, hint=hint, entity=str(entity.ref)))
