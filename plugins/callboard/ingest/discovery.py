"""Which files of a repository are descriptors, and which only look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.model import RepositorySnapshot

DESCRIPTOR_NAMES: Final = frozenset({"catalog-info.yaml", "catalog-info.yml"})
YAML_SUFFIXES: Final = (".yaml", ".yml")

_FOREIGN_FOLDERS: Final = frozenset({"node_modules", "vendor", ".git"})
_TEST_FOLDERS: Final = frozenset({"test", "tests", "__tests__", "testdata", "fixtures", "__fixtures__"})
_SKELETON_FOLDERS: Final = frozenset({"skeleton", "skeletons", "content"})
_TEMPLATE_FOLDERS: Final = frozenset({"template", "templates"})
_TEMPLATED: Final = re.compile(rb"\$\{\{|\{\{|\{%")
# The labels of charts mention `backstage.io/` as well; only entities have it as their version.
_VERSION: Final = re.compile(
    rb"""^apiVersion[ \t]*:[ \t]*["']?(?:scaffolder\.)?backstage\.io/""", re.MULTILINE
)
_KIND: Final = re.compile(rb"^kind[ \t]*:", re.MULTILINE)
_TEMPLATE: Final = re.compile(rb"""^kind[ \t]*:[ \t]*(["']?)Template\1[ \t\r]*(?:#.*)?$""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Discovery:
    """The descriptors of a repository in order of their paths, and what was passed over."""

    paths: tuple[str, ...]
    findings: tuple[Finding, ...] = ()


def discover(snapshot: RepositorySnapshot) -> Discovery:
    """Find the descriptors: those the operator named, else by Backstage's conventions."""
    if snapshot.descriptors is not None:
        return _named(snapshot)
    found: list[str] = []
    skipped: list[Finding] = []
    for path in snapshot.tree.files:
        if path in snapshot.also:
            found.append(path)
            continue
        if not _is_candidate(snapshot, path):
            continue
        reason = _reason_to_skip(snapshot, path)
        if reason:
            skipped.append(finding("descriptor-skipped", reason, snapshot.repository.origin(path)))
        else:
            found.append(path)
    return Discovery(tuple(found), tuple(skipped))


def _named(snapshot: RepositorySnapshot) -> Discovery:
    named = snapshot.descriptors or ()
    here = snapshot.tree.files
    missing = tuple(
        finding(
            "location-missing",
            f"{path} is not in the repository",
            snapshot.repository.origin(path),
            hint="correct the source's list of descriptors",
        )
        for path in named
        if path not in here
    )
    return Discovery(tuple(sorted({path for path in named if path in here})), missing)


def _is_candidate(snapshot: RepositorySnapshot, path: str) -> bool:
    if not path.endswith(YAML_SUFFIXES):
        return False
    folder, _, name = path.rpartition("/")
    if any(part in _FOREIGN_FOLDERS for part in folder.split("/")):
        return False
    if name in DESCRIPTOR_NAMES:
        return True
    conventional = folder == ".backstage" or path.startswith("catalog/")
    return conventional and _holds_entity(snapshot, path)


def _holds_entity(snapshot: RepositorySnapshot, path: str) -> bool:
    data = _read(snapshot, path)
    return bool(_VERSION.search(data) and _KIND.search(data))


def _reason_to_skip(snapshot: RepositorySnapshot, path: str) -> str:
    parts = PurePosixPath(path).parts[:-1]
    if any("{{" in part or "{%" in part for part in parts):
        return "The file is part of a project template: its path holds an expression"
    if parts[:2] == (".github", "workflows"):
        return "The file is a workflow"
    test = next((part for part in parts if part in _TEST_FOLDERS), "")
    if test:
        return f"The file is test data: it is in a folder called {test}"
    skeleton = next((part for part in parts if part in _SKELETON_FOLDERS), "")
    folder = skeleton or next((part for part in parts if part in _TEMPLATE_FOLDERS), "")
    if folder and _is_skeleton(_read(snapshot, path), may_be_template=not skeleton):
        return f"The file is part of a template: it is in a folder called {folder} and holds expressions"
    return ""


def _is_skeleton(data: bytes, *, may_be_template: bool) -> bool:
    """The file is a descriptor only once its expressions are filled in; a Template has some for its steps."""
    is_template = may_be_template and _VERSION.search(data) and _TEMPLATE.search(data)
    return bool(_TEMPLATED.search(data)) and not is_template


def _read(snapshot: RepositorySnapshot, path: str) -> bytes:
    try:
        return snapshot.tree.read(path)
    except SourceError:
        return b""


def without_descriptor(snapshot: RepositorySnapshot) -> Finding:
    """Say that a repository has no descriptor."""
    return finding(
        "repository-without-descriptor",
        f"{snapshot.repository.name} has no catalog-info.yaml",
        snapshot.repository.origin(),
        hint="add one to have it in the catalog",
    )
