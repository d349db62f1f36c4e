"""The index of the search box."""

from __future__ import annotations

import gzip
import json
import random
from typing import Any

from callboard.artifacts.search_index import NAME_MARK, SearchFacts, search_descriptions, search_index
from callboard.findings import Level
from callboard.model import EntityRef
from unit.artifacts.generated import ENTITIES, twenty_thousand
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
    sets, kinds = entities.pop("tagSets"), entities.pop("kinds")
    assert {len(column) for column in entities.values()} == {len(acme().entities)}
    at = entities["name"].index("payment-service")
    row = {name: column[at] for name, column in entities.items()}
    assert row["title"] == ""
    assert words[row["kind"]] == "component"
    assert words[row["type"]] == "service"
    assert words[row["lifecycle"]] == "production"
    assert labels[words[row["owner"]]] == "Team Orbit"
    assert words[row["system"]] == "system:checkout"
    assert [words[tag] for tag in sets[row["tags"]]] == ["tier-1"]
    assert sets[0] == []
    assert kinds["component"] == ["Component", ""]
    assert len(words) == len(set(words))


def test_a_domain_is_that_of_the_system() -> None:
    """And of the system itself, and of nobody else."""
    entities = _read(search_index(acme().catalog(), {}))["entities"]
    domains = dict(zip(entities["name"], (entities["words"][at] for at in entities["domain"]), strict=True))
    assert {name: domain for name, domain in domains.items() if domain} == {
        "payment-service": "domain:commerce",
        "checkout": "domain:commerce",
    }
    systems = dict(zip(entities["name"], (entities["words"][at] for at in entities["system"]), strict=True))
    assert systems["checkout"] == ""


def test_what_the_pages_know_stands_beside_the_catalog() -> None:
    """Users, the worst finding, and addresses with a mark where they have the name of the entity."""
    ledger = EntityRef.of("resource", "default", "ledger")
    facts = SearchFacts(
        users={PAYMENT: 3},
        levels={PAYMENT: Level.WARN, ledger: Level.ERROR},
        runbooks={
            PAYMENT: "https://runbooks.example/payment-service#payment-service",
            ledger: f"https://x/{NAME_MARK}",
        },
    )
    entities = _read(search_index(acme().catalog(), {}, facts))["entities"]
    words = entities["words"]
    at, other = entities["name"].index("payment-service"), entities["name"].index("ledger")
    assert (entities["users"][at], entities["users"][other]) == (3, 0)
    assert (entities["problem"][at], entities["problem"][other]) == ("2", "3")
    assert words[entities["runbook"][at]] == f"https://runbooks.example/{NAME_MARK}#{NAME_MARK}"
    assert words[entities["runbook"][other]] == ""


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
    assert index["version"] == 2


def test_descriptions_stand_in_a_script_of_their_own() -> None:
    """One for each row of the index, cut to what a table shows, and as safe as the index."""
    world = acme()
    world.add("component:long", {"description": "word " * 100})
    world.add("component:evil", {"description": "</script>"})
    script = search_descriptions(world.catalog())
    prefix = "globalThis.callboardDescriptions = "
    assert script.startswith(prefix)
    assert "<" not in script
    texts = json.loads(script.removeprefix(prefix).removesuffix(";\n"))
    names = _read(search_index(world.catalog(), {}))["entities"]["name"]
    told = dict(zip(names, texts, strict=True))
    assert told["payment-service"] == "Takes the money"
    assert told["evil"] == "</script>"
    assert len(told["long"]) <= 100
    assert told["long"].endswith("…")


def test_twenty_thousand_entities_are_three_hundred_kilobytes() -> None:
    """What a browser loads for the palette and the table, with users, findings, runbooks and documentation."""
    catalog = twenty_thousand()
    chance = random.Random(21)  # noqa: S311  # as above
    refs = [ref for ref in catalog.entities if ref.kind == "component"]
    facts = SearchFacts(
        users={ref: chance.randrange(50) for ref in catalog.entities},
        levels={ref: chance.choice((Level.ERROR, Level.WARN, Level.INFO)) for ref in refs[::3]},
        runbooks={ref: f"https://runbooks.acme.example/{ref.name}" for ref in refs[::2]},
        docs={ref: f"docs/default/component/{ref.name}/" for ref in refs[::2]},
    )
    script = search_index(catalog, {}, facts).encode()
    assert len(_read(script.decode())["entities"]["name"]) == ENTITIES
    assert len(gzip.compress(script, 9, mtime=0)) <= 300 * 1024
