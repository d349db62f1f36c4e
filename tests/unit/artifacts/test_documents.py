"""The JSON files of a portal, and reading them back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from callboard.annotations import AnnotationSettings
from callboard.artifacts import catalog_document, encode, entity_document, known_refs
from callboard.artifacts.published import published_catalog
from callboard.errors import ConfigurationError
from callboard.model import EntityRef
from unit.views.organisation import acme

PROFILE = {"displayName": "Ada", "email": "ada@acme.example", "picture": "https://acme.example/ada.png"}


@pytest.mark.parametrize(
    ("ref", "told"), [("user:ada", {"displayName": "Ada"}), ("group:crew", PROFILE), ("user:bob", "Bob")]
)
def test_how_to_reach_a_person_is_in_no_file(ref: str, told: object) -> None:
    """People are named; a team's mailbox is nobody's own, and a profile that is no mapping stays what it is."""
    world = acme()
    at = world.add(ref, profile=PROFILE if told != "Bob" else "Bob")
    catalog = world.catalog()
    document = entity_document(catalog, catalog.entities[at], AnnotationSettings(), has_docs=False)
    assert document["spec"] == {"profile": told}
    if at.kind == "user":
        assert b"ada@" not in encode(document) + encode(catalog_document(catalog))


READERS: list[Callable[[bytes], object]] = [known_refs, published_catalog]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"schema": 1}',
        '{"schema": "callboard/catalog/v1", "entities": 1}',
        '{"schema": "callboard/catalog/v1", "entities": [{}]}',
        '{"schema": "callboard/catalog/v1", "entities": ["x"]}',
        '{"schema": "callboard/catalog/v1", "entities": [{"ref": "nonsense"}]}',
    ],
)
def test_what_is_no_catalog_is_told_as_that(read: Callable[[bytes], object], text: str) -> None:
    """Whatever is wrong with the shape, the operator reads one sentence."""
    with pytest.raises(ConfigurationError, match=r"this is no catalog\.json of a portal"):
        read(text.encode())


@pytest.mark.parametrize("read", READERS)
def test_another_version_is_named(read: Callable[[bytes], object]) -> None:
    """Its rows are not looked at: they may be of any shape."""
    with pytest.raises(ConfigurationError, match="has the schema callboard/catalog/v9"):
        read(json.dumps({"schema": "callboard/catalog/v9", "entities": [1]}).encode())


def test_both_readers_know_every_entity() -> None:
    """What is written is read again."""
    catalog = acme().catalog()
    data = encode(catalog_document(catalog))
    assert known_refs(data) == frozenset(catalog.entities) == frozenset(published_catalog(data).entities)
    assert EntityRef.parse("component:payment-service") in known_refs(data)
