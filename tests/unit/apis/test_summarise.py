"""Summaries of definitions: golden cases, then anything at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from callboard.apis import ApiSummary, summarise
from callboard.apis.summary import LONGEST_LINE, LONGEST_TEXT, MOST_OPERATIONS

CASES = Path(__file__).parents[2] / "golden" / "apis"
DEFINITIONS = sorted(path for path in CASES.glob("*/*") if path.suffix != ".json")


def summarise_file(path: Path) -> ApiSummary:
    """The summary of a definition; its folder is its type."""
    text = path.read_text()
    parsed = YAML(typ="safe", pure=True).load(text) if path.suffix == ".yaml" else None
    return summarise(path.parent.name, text, parsed)


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_golden_definitions(path: Path) -> None:
    """Each definition stands beside what is made of it; CALLBOARD_GOLDEN=write writes what is made now."""
    summary = json.dumps(asdict(summarise_file(path)), indent=2, ensure_ascii=False) + "\n"
    golden = path.with_suffix(".json")
    if os.environ.get("CALLBOARD_GOLDEN") == "write":
        golden.write_text(summary)
    assert summary == golden.read_text()


def test_a_type_without_a_reader_has_no_operations_and_no_problem() -> None:
    """An organisation's own kind of API is none of our business."""
    assert summarise(" tRPC ", "anything", None) == ApiSummary("trpc")
    assert summarise("mcp-server", "", None).problem == "The definition is empty"


@pytest.mark.parametrize("text", ["{{{", "service", "service S { rpc", "\0", "message A {" * 500, "[" * 5000])
@pytest.mark.parametrize("kind", ["graphql", "grpc"])
def test_a_damaged_text_is_a_sentence_and_prints_nothing(
    kind: str, text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """The parsers' own complaints reach the reader, not the terminal."""
    summary = summarise(kind, text, None)
    assert summary.problem
    assert len(summary.problem) <= LONGEST_LINE
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["graphql", "grpc"])
def test_a_text_that_is_too_long_is_not_read(kind: str) -> None:
    """A parser without a time limit gets a bounded text."""
    assert "longer than" in summarise(kind, "#" * 1_000_001, None).problem


def test_operations_are_bounded() -> None:
    """More operations than anybody lists are cut, and it is said."""
    paths = {f"/{number}": {"get": {}} for number in range(MOST_OPERATIONS + 1)}
    summary = summarise("openapi", "", {"openapi": "3.0.0", "paths": paths})
    assert len(summary.operations) == MOST_OPERATIONS
    assert "more than 2000 operations" in summary.problem
    del paths["/0"]
    assert not summarise("openapi", "", {"openapi": "3.0.0", "paths": paths}).problem


def test_texts_are_bounded_and_printable() -> None:
    """A summary is one line, a description is cut, and control characters are gone."""
    long = "a\u202e\0\n" * LONGEST_TEXT
    operation = {"summary": long, "description": long}
    document = {
        "openapi": "3",
        "info": {"title": long, "description": long},
        "paths": {"/": {"get": operation}},
    }
    summary = summarise("openapi", "", document)
    assert len(summary.title) == LONGEST_LINE
    assert len(summary.description) <= LONGEST_TEXT
    assert summary.title.isprintable()
    assert summary.operations[0].summary.isprintable()
    assert not set(summary.description) & {"\0", "\u202e"}


KEYS = st.sampled_from(
    [
        "openapi",
        "swagger",
        "asyncapi",
        "info",
        "title",
        "paths",
        "channels",
        "operations",
        "get",
        "publish",
        "tags",
        "name",
        "servers",
        "url",
        "host",
        "schemes",
        "webhooks",
        "action",
        "channel",
        "$ref",
        "summary",
    ]
)
WORDS = st.one_of(st.text(max_size=8), st.sampled_from(["send", "3.0.0", "#/channels/x", "get"]))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.one_of(KEYS, WORDS, st.integers(), st.none()), inner, max_size=5),
    ),
    max_leaves=25,
)
DOCUMENTS = st.builds(
    lambda version, rest: {**rest, version: "3.0.0"},
    st.sampled_from(["openapi", "swagger", "asyncapi"]),
    st.dictionaries(KEYS, JSON, max_size=6),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["openapi", "asyncapi", "graphql", "grpc", "other"]), st.one_of(JSON, DOCUMENTS))
def test_any_value_has_a_summary(kind: str, parsed: object) -> None:
    """Whatever shape a definition has, reading it does not fail; anchors are unique and safe."""
    summary = summarise(kind, "text", parsed)  # type: ignore[arg-type]
    anchors = [operation.anchor for operation in summary.operations]
    assert len(set(anchors)) == len(anchors)
    assert all(anchor.replace("-", "").isalnum() and anchor.isascii() for anchor in anchors)
    assert all(isinstance(value, str) for value in (summary.title, summary.version, summary.problem))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["graphql", "grpc"]), st.text(max_size=80))
def test_any_text_has_a_summary(kind: str, text: str) -> None:
    """No text makes a reader fail."""
    assert summarise(kind, text, None).format == kind
