"""Whatever is turned down, a finding says where: file, line and column."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from callboard.descriptors import read_documents
from callboard.findings import Finding, Level
from callboard.ingest import IngestSettings, build_catalog, inspect_folder
from callboard.model import Repository, RepositorySnapshot, Snapshot, Tree
from callboard.sources import open_directory

_CASES: Final = Path(__file__).resolve().parent / "cases"
_HOSTED: Final = Repository("acme/repo", "repo", "directory", "https://github.com/acme/repo", "main")
_END: Final = 10**9


@pytest.fixture(params=["own", "oracle"])
def tree(request: pytest.FixtureRequest) -> Tree:
    """The project's own cases, and where they are there those of the oracle."""
    folder = _CASES
    if request.param == "oracle":
        folder = request.getfixturevalue("shared") / "backstage-oracle" / "cases"
    return open_directory(folder)[0]


def findings_of(tree: Tree, path: str) -> tuple[Finding, ...]:
    """What a portal says of one file, registered alone."""
    snapshot = Snapshot((RepositorySnapshot(_HOSTED, tree, (path,)),))
    return build_catalog(snapshot, IngestSettings()).findings


def rejected_in(tree: Tree) -> list[dict[str, Any]]:
    """The documents that Backstage turns down."""
    return [record for record in inspect_folder(tree) if record["verdict"] == "rejected"]


def lines_of(data: bytes, number: int) -> range:
    """The lines of a document."""
    starts = [document.line for document in read_documents(data)]
    return range(starts[number], [*starts, _END][number + 1])


def test_every_rejected_document_has_a_finding_in_its_lines(tree: Tree) -> None:
    """Nothing is turned down without a word; where a Location is for a file that it names, the file has it."""
    rejected = rejected_in(tree)
    assert len(rejected) > 100
    for record in rejected:
        path = record["file"]
        found = [
            each.origin for each in findings_of(tree, path) if each.level is Level.ERROR or record["kept"]
        ]
        lines = lines_of(tree.read(path), record["doc"])
        is_told_here = any(origin.path == path and origin.line in lines for origin in found)
        is_told_there = record["kept"] and any(origin.path != path for origin in found)
        assert is_told_here or is_told_there, record


def test_every_finding_points_into_its_file(tree: Tree) -> None:
    """Lines and columns count from one and are there; only an empty file has none to point at."""
    for path in sorted({record["file"] for record in rejected_in(tree)}):
        for found in findings_of(tree, path):
            if found.code == "descriptor-empty":
                continue
            origin = found.origin
            lines = tree.read(origin.path).decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
            assert 1 <= origin.line <= len(lines), found
            assert 1 <= origin.column <= len(lines[origin.line - 1]) + 1, found
