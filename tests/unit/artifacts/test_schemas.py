"""The published schemas and our own judge say the same of a descriptor's shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from callboard.annotations import load_rules
from callboard.artifacts.schemas import COMBINED, schema_files
from callboard.descriptors import (
    AI_MODEL,
    BUILT_IN,
    Kind,
    Problem,
    RelationField,
    envelope_problems,
    judge,
    read_documents,
)

_SCHEMAS = dict(schema_files(BUILT_IN, load_rules()))
_VALIDATORS = {name: Draft7Validator(schema) for name, schema in _SCHEMAS.items()}
_GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "ingest"
_PROJECT = Path(__file__).resolve().parents[3]
_SHARED = _PROJECT.parent / "shared"
_SAID_ELSEWHERE = re.compile(
    r"is not a URL|'[^']{64,}' is not an? (label|annotation) key|a reference is a text"
)
"""What a schema does not say: which texts are addresses, how long a key is, fields that Backstage takes as they are."""


def _entity(kind: str = "Component", **spec: object) -> dict[str, Any]:
    versions = BUILT_IN[kind].api_versions
    given = {"type": "service", "lifecycle": "production", "owner": "team", **spec}
    return {"apiVersion": versions[0], "kind": kind, "metadata": {"name": "shop"}, "spec": given}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _problems(entity: Any) -> tuple[Problem, ...]:
    return tuple(envelope_problems(entity)) or judge(entity).problems


def _has_placeholder(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_has_placeholder, value))
    if not isinstance(value, dict):
        return False
    is_one = len(value) == 1 and next(iter(value)) in {"$text", "$json", "$yaml"}
    return is_one or any(map(_has_placeholder, value.values()))


def _disagreements(paths: list[Path]) -> Iterator[str]:
    """Documents of which the judge and the schema of any descriptor say different things."""
    for path in paths:
        for document in read_documents(path.read_bytes()):
            entity = _plain(document.value)
            if document.problem or document.is_empty or not isinstance(entity, dict):
                continue
            problems, is_valid = _problems(entity), _VALIDATORS[COMBINED].is_valid(entity)
            if not problems and not is_valid:
                yield f"{path}#{document.index}: the schema alone refuses it"
            elif problems and is_valid and not _is_said_elsewhere(problems[0], entity):
                yield f"{path}#{document.index}: the schema takes it; {problems[0]}"


def _is_said_elsewhere(problem: Problem, entity: dict[str, Any]) -> bool:
    # Backstage takes an empty `annotations` away before it looks at anything.
    is_no_annotations = problem.path == "metadata.annotations" and not entity["metadata"]["annotations"]
    return is_no_annotations or _has_placeholder(entity) or bool(_SAID_ELSEWHERE.search(problem.message))


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    """Each is valid by the rules of its own draft."""
    Draft7Validator.check_schema(_SCHEMAS[name])


def test_there_is_one_for_each_kind_and_one_for_all() -> None:
    """Named as people would guess."""
    assert list(_SCHEMAS) == [COMBINED, *(f"{name.lower()}.schema.json" for name in sorted(BUILT_IN))]


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        (_GOLDEN, "*.yaml"),
        (_PROJECT / "catalog", "**/catalog-info.yaml"),
        (_SHARED / "backstage-oracle" / "cases", "**/*.yaml"),
        (_SHARED / "corpus", "**/catalog-info.yaml"),
    ],
    ids=["golden", "sample", "oracle", "corpus"],
)
def test_schema_and_judge_agree(folder: Path, pattern: str) -> None:
    """On every document, but for the few rules that a schema cannot hold."""
    if not folder.exists():
        pytest.skip(f"{folder.name} is not beside this checkout")
    paths = sorted(folder.glob(pattern))
    assert paths
    assert list(_disagreements(paths)) == []


@pytest.mark.parametrize(
    ("change", "is_valid"),
    [
        ({}, True),
        ({"definition": {"$text": "./openapi.yaml"}}, True),
        ({"owner": {"$text": "./OWNER"}}, True),
        ({"dependsOn": ["resource:db", {"$text": "./it"}]}, True),
        ({"owner": {"text": "./OWNER"}}, False),
        ({"owner": ""}, False),
        ({"owner": None}, False),
        ({"owner": ":team"}, False),
        ({"owner": "group:"}, False),
        ({"owner": "ns/k:n"}, True),
        ({"dependsOn": ["db"]}, False),
        ({"dependsOn": "resource:db"}, False),
        ({"dependencyOf": "component:shop"}, True),
        ({"anything": 5}, True),
    ],
)
def test_fields_of_a_spec(change: dict[str, object], *, is_valid: bool) -> None:
    """A placeholder may stand for any value; a reference has all its parts."""
    entity = _entity(**change)
    assert _VALIDATORS["component.schema.json"].is_valid(entity) is is_valid
    assert _VALIDATORS[COMBINED].is_valid(entity) is is_valid


def test_a_schema_of_one_kind_refuses_the_others() -> None:
    """The combined one takes each."""
    assert not _VALIDATORS["api.schema.json"].is_valid(_entity())
    assert _VALIDATORS[COMBINED].is_valid(_entity("Resource"))
    assert not _VALIDATORS[COMBINED].is_valid({**_entity(), "kind": "component"})


def test_an_editor_has_something_to_say() -> None:
    """Fields, usual values and known annotations have their words."""
    definitions = _SCHEMAS[COMBINED]["definitions"]
    spec = definitions["Component"]["properties"]["spec"]["anyOf"][0]["properties"]
    assert spec["type"]["examples"] == ["service", "website", "library"]
    assert {name for name, schema in spec.items() if not schema.get("description")} == set()
    known = definitions["metadata"]["properties"]["annotations"]["anyOf"][0]["anyOf"][0]
    assert known["properties"]["github.com/project-slug"]["description"] == "GitHub repository."


@pytest.mark.parametrize(
    ("spec", "is_valid"),
    [
        ({"type": "skill"}, True),
        ({"type": "anything"}, True),
        ({"type": "rule"}, False),
        ({"type": "rule", "category": "style", "rationale": "because"}, True),
    ],
)
def test_a_variant_has_its_own_rules(spec: dict[str, object], *, is_valid: bool) -> None:
    """What `spec.type` asks for, and the kind's own rules for any other type."""
    schemas = dict(schema_files(AI_MODEL, {}))
    given = {"lifecycle": "production", "owner": "team", **spec}
    version = AI_MODEL["AiResource"].api_versions[0]
    entity = {"apiVersion": version, "kind": "AiResource", "metadata": {"name": "x"}, "spec": given}
    assert Draft7Validator(schemas["airesource.schema.json"]).is_valid(entity) is is_valid
    assert (not judge(entity, AI_MODEL).problems) is is_valid


def test_a_kind_of_ones_own_has_its_schema() -> None:
    """By its own rules, with its references."""
    spec = {"type": "object", "required": ["owner"], "properties": {"owner": {"type": "string"}}}
    kind = Kind(
        "Dashboard", ("acme.example/v1",), spec, (RelationField("owner", "ownedBy", "ownerOf", "group"),)
    )
    schemas = dict(schema_files({"Dashboard": kind}, {}))
    validator = Draft7Validator(schemas["dashboard.schema.json"])
    entity = {"apiVersion": "acme.example/v1", "kind": "Dashboard", "metadata": {"name": "x"}}
    assert validator.is_valid({**entity, "spec": {"owner": "team"}})
    assert not validator.is_valid({**entity, "spec": {"owner": "group:"}})
    assert not validator.is_valid({**entity, "spec": {}})
