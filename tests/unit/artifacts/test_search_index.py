"""The index of the search box."""

from __future__ import annotations

import json
from typing import Any

from callboard.artifacts.search_index import search_index
from unit.views.organisation import PAYMENT, acme, acme_docs, empty_world

PREFIX = "globalThis.callboardSearchIndex = "


def _read(script: str) -> dict[str, Any]:
    """The value of the script, which is JSON but for its first words."""
    assert script.startswith(PREFIX)
    assert script.endswith(";\n")
    value: dict[str, Any] = json.loads(script.removeprefix(PREFIX).removesuffix(";\n"))
    return value


def test_every_entity_is_a_row_of_all_columns() -> None:
    """Words are told once; a title that is the name is left out."""
    entities = _read(search_index(acme().catalog(), {}))["entities"]
    words, labels = entities.pop("words"), entities.pop("labels")
    assert {len(column) for column in entities.values()} == {len(acme().entities)}
    at = entities["name"].index("payment-service")
    row = {name: column[at] for name, column in entities.items()}
    assert (row["title"], row["description"]) == ("", "Takes the money")
    assert words[row["kind"]] == "component"
    assert words[row["type"]] == "service"
    assert words[row["lifecycle"]] == "production"
    assert labels[words[row["owner"]]] == "Team Orbit"
    assert words[row["system"]] == "system:checkout"
    assert len(words) == len(set(words))


def test_an_owner_that_is_missing_has_no_label() -> None:
    """So a page knows that there is nothing to link to."""
    entities = _read(search_index(acme().catalog(), {}))["entities"]
    at = entities["name"].index("payment-api")
    owner = entities["words"][entities["owner"][at]]
    assert owner == "group:nobody-knows"
    assert owner not in entities["labels"]


def test_documents_point_at_their_entity() -> None:
    """By its position, with an address below its docs."""
    index = _read(search_index(acme().catalog(), {PAYMENT: acme_docs()}))
    docs, names = index["docs"], index["entities"]["name"]
    assert list(zip(docs["title"], docs["address"], strict=True)) == [
        ("Home", ""),
        ("Architecture", "architecture/"),
        ("Runbook", "operations/runbook/"),
    ]
    assert {names[position] for position in docs["entity"]} == {"payment-service"}


def test_the_script_cannot_be_ended_by_its_text() -> None:
    """Neither as a script element nor as a line of JavaScript."""
    world = acme()
    world.add("component:evil", {"title": "</script><!--\u2028\u2029&\\\"'", "description": "]]>\n"})
    script = search_index(world.catalog(), {})
    assert not set(script) & {"<", ">", "&", "\u2028", "\u2029"}
    assert script.count("\n") == 1
    titles = _read(script)["entities"]["title"]
    assert "</script><!--\u2028\u2029&\\\"'" in titles


def test_an_empty_catalog_has_an_index() -> None:
    """The search box finds nothing, and does not fail."""
    index = _read(search_index(empty_world().catalog(), {}))
    assert index["entities"]["name"] == []
    assert index["version"] == 1


def test_a_description_is_cut() -> None:
    """The index carries what a table shows, not what a page shows."""
    world = acme()
    world.add("component:long", {"description": "word " * 100})
    entities = _read(search_index(world.catalog(), {}))["entities"]
    text = entities["description"][entities["name"].index("long")]
    assert len(text) <= 100
    assert text.endswith("…")
