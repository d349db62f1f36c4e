"""Annotations that nobody reads and that look like one that somebody does."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from callboard.findings import Finding
from callboard.ingest import IngestSettings, build_catalog
from callboard.model import FileEntry, Repository, RepositorySnapshot, Snapshot

KNOWN = frozenset({"backstage.io/techdocs-ref", "github.com/project-slug"})
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  annotations:
    {key}: dir:.
spec: {{type: library, lifecycle: production, owner: pay}}
"""


class _OneFile:
    """A tree of one descriptor."""

    def __init__(self, text: str) -> None:
        self._data = text.encode()

    @property
    def files(self) -> Mapping[str, FileEntry]:
        return {"catalog-info.yaml": FileEntry("catalog-info.yaml", len(self._data))}

    def read(self, path: str) -> bytes:
        assert path == "catalog-info.yaml"
        return self._data


def _advice(key: str, known: frozenset[str] = KNOWN) -> list[Finding]:
    tree = _OneFile(DESCRIPTOR.format(key=key))
    snapshot = Snapshot((RepositorySnapshot(Repository("pay", "pay", "test"), tree),))
    catalog = build_catalog(snapshot, IngestSettings(annotation_keys=known))
    return [found for found in catalog.findings if found.code == "annotation-misspelled"]


@pytest.mark.parametrize(
    "key", ["backstage.io/techdoc-ref", "backstage.io/techdocs-reff", "github.com/project-slugs"]
)
def test_a_near_miss_is_told_at_its_key(key: str) -> None:
    """The finding stands at the key, and says what was probably meant."""
    (found,) = _advice(key)
    assert (found.origin.line, found.origin.column) == (6, 5)
    assert found.hint.startswith("did you mean ")


@pytest.mark.parametrize("key", ["backstage.io/techdocs-ref", "acme.example/note", "backstage.io/owner"])
def test_a_known_key_and_one_like_no_other_are_left_alone(key: str) -> None:
    """Organisations have annotations of their own."""
    assert _advice(key) == []


def test_without_a_list_of_known_keys_nothing_is_said() -> None:
    """Nobody can tell what is misspelt."""
    assert _advice("backstage.io/techdoc-ref", frozenset()) == []
