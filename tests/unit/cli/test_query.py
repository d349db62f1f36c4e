"""`callboard query`: the answers of a published portal, in a terminal."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from callboard.artifacts import catalog_document, encode
from callboard.cli.query import query
from callboard.errors import ConfigurationError
from unit.graph.worlds import read_world

WORLD = """
group:pay
component:shop type=website lifecycle=production title=The_\x1b[31mshop
component:till type=service lifecycle=production tags=go
component:ledger type=service
api:till-api
component:till ownedBy group:pay
component:till providesApi api:till-api
component:shop consumesApi api:till-api
component:till dependsOn component:ledger
"""


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Path:
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "catalog.json").write_bytes(encode(catalog_document(read_world(WORLD))))
    return tmp_path


def ask(site: Path, *arguments: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(query, [*arguments, "--site", str(site)], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_a_table_names_everybody(site: Path) -> None:
    """A row for each entity with where it stands, and the total."""
    lines = ask(site, "till").splitlines()
    assert lines[0].split() == ["Entity", "Where", "Type", "Owner", "Lifecycle", "Users"]
    assert [line.split()[0] for line in lines[1:-1]] == [
        "component:shop", "api:till-api", "component:till", "component:ledger",
    ]  # fmt: skip
    assert lines[-1] == "4 entities"


def test_json_is_for_programs(site: Path) -> None:
    """Every entity by its full reference, and the uses between them."""
    document = json.loads(ask(site, "shop -> ledger", "--format", "json"))
    assert [row["ref"] for row in document["entities"]] == [
        "component:default/shop", "api:default/till-api", "component:default/till", "component:default/ledger",
    ]  # fmt: skip
    assert document["total"] == 4
    assert ["component:default/till", "component:default/ledger"] in document["uses"]


def test_drawings_come_in_three_languages(site: Path) -> None:
    """Mermaid, DOT and a well-formed SVG; a title cannot break out of any."""
    assert ask(site, "till", "--format", "mermaid").startswith("flowchart LR\n")
    assert ask(site, "till", "--format", "dot").startswith("digraph callboard {\n")
    svg = ET.fromstring(ask(site, "till", "--format", "svg"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert "\x1b" not in ask(site, "till", "--format", "mermaid")


@pytest.mark.parametrize(
    ("selector", "sentence"),
    [("tull", "did you mean till"), ("", "say a name"), ("tag:rust", "no entity has the tag rust")],
)
def test_a_fault_is_a_sentence_and_status_two(site: Path, selector: str, sentence: str) -> None:
    """A selector that means nothing ends with advice."""
    with pytest.raises(ConfigurationError, match=sentence) as raised:
        ask(site, selector)
    assert raised.value.exit_status == 2


@pytest.mark.parametrize(
    "content", [None, b"[]", b"\xff", b'{"schema": "callboard/catalog/v9", "entities": []}']
)
def test_a_site_that_is_none_is_told(tmp_path: Path, content: bytes | None) -> None:
    """What cannot be read, or is no catalog of ours, ends with a sentence and status two."""
    if content is not None:
        (tmp_path / "api").mkdir()
        (tmp_path / "api" / "catalog.json").write_bytes(content)
    with pytest.raises(ConfigurationError) as raised:
        ask(tmp_path, "till")
    assert raised.value.exit_status == 2
