"""`inspect` says what Backstage makes of each document, and what the portal keeps."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.ingest import inspect_folder, read_definitions
from unit.ingest.organisation import TEAM, MemoryTree, catalog_of, entity, repository


def records_of(files: dict[str, str | bytes]) -> list[dict[str, Any]]:
    """The records of a folder."""
    return list(inspect_folder(MemoryTree(files)))


def test_a_poisoned_file_is_kept_but_not_ingested() -> None:
    """Backstage throws the whole file away; the portal keeps the good document."""
    good, bad = records_of({"a.yaml": TEAM + "---\nkind: Component\n"})
    assert (good["verdict"], good["ingested"], good["kept"]) == ("accepted", False, True)
    assert (bad["verdict"], bad["stage"], bad["kept"]) == ("rejected", "envelope", False)


def test_a_bad_entity_does_not_poison() -> None:
    """An entity turned down later costs its neighbours nothing."""
    good, bad = records_of({"a.yaml": TEAM + "---\n" + entity("System", "s", metadata="tags: [A]")})
    assert (good["ingested"], bad["stage"], bad["ref"]) == (True, "processing", "system:default/s")


def test_an_unknown_kind_is_rejected_and_kept() -> None:
    """Backstage has no place for it; the portal has."""
    [record] = records_of({"a.yaml": "apiVersion: a/v1\nkind: Dashboard\nmetadata: {name: d}\n"})
    assert (record["verdict"], record["stage"], record["kept"]) == ("rejected", "rules", True)


def test_every_yaml_file_is_inspected_folder_by_folder() -> None:
    """In order of names; other people's code is left out."""
    files: dict[str, str | bytes] = {
        "b.yaml": TEAM,
        "a/z.yml": TEAM,
        "node_modules/x.yaml": TEAM,
        "a.yaml": TEAM,
        "a.txt": TEAM,
    }
    assert [record["file"] for record in records_of(files)] == ["a/z.yml", "a.yaml", "b.yaml"]


def test_a_location_answers_for_what_it_points_at() -> None:
    """A missing target, or a target that cannot be taken in, rejects the Location."""
    files: dict[str, str | bytes] = {
        "l.yaml": entity("Location", "l", "targets: [./a.yaml, ./none.yaml]"),
        "a.yaml": TEAM,
    }
    assert [record["verdict"] for record in records_of(files)] == ["accepted", "rejected"]
    assert records_of({**files, "none.yaml": TEAM})[1]["verdict"] == "accepted"
    assert records_of({**files, "none.yaml": "a: b: c"})[1]["verdict"] == "rejected"


@given(st.dictionaries(st.sampled_from(["a.yaml", "b/c.yml", "catalog-info.yaml"]), st.binary(max_size=200)))
@settings(max_examples=100, deadline=None)
def test_no_folder_raises(files: dict[str, bytes]) -> None:
    """Whatever the files hold, there is a record, and it is JSON."""
    json.dumps(records_of(dict(files)), allow_nan=False).encode()
    catalog_of(repository("acme/a", dict(files)))


def test_definitions_are_summarised_and_bad_ones_told() -> None:
    """Each API has a summary; one that cannot be read is a finding at its place."""
    good = entity(
        "API", "good", 'definition: "{openapi: 3.1.0, info: {title: T, version: 1}, paths: {/x: {get: {}}}}"'
    )
    bad = entity("API", "bad", "definition: 'a: b: c'")
    definitions = read_definitions(
        catalog_of(repository("acme/a", {"catalog-info.yaml": f"{TEAM}---\n{good}---\n{bad}"}))
    )
    assert [str(ref) for ref in definitions.summaries] == ["api:default/bad", "api:default/good"]
    assert [len(summary.operations) for summary in definitions.summaries.values()] == [0, 1]
    assert [(found.code, found.origin.line, found.entity) for found in definitions.findings] == [
        ("definition-invalid", 14, "api:default/bad")
    ]
