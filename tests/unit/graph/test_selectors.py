"""Selectors: what they mean, and that Python and JavaScript are held to the same cases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.graph import SelectorError, build_graph, picture, select
from callboard.graph.atlas.picture import MOST_NODES
from callboard.graph.selectors import MOST_CHARACTERS, parse_selector
from callboard.model import EntityRef
from unit.graph.selector_cases import FOLDER, answer, document_of, graph_of, read_case
from unit.graph.worlds import make_catalog, make_entity, read_world

FILES = sorted(FOLDER.glob("*.json"))

WORLD = """
group:pay
system:billing
domain:money
system:billing partOf domain:money
component:shop type=website
component:till type=service
component:ledger type=service lifecycle=production
api:till-api
resource:db
component:till ownedBy group:pay
component:till partOf system:billing
component:ledger partOf system:billing
component:till providesApi api:till-api
component:shop consumesApi api:till-api
component:till dependsOn component:ledger
component:ledger dependsOn resource:db
"""


def columns(selector: str, world: str = WORLD) -> list[tuple[str, list[str]]]:
    """The columns of a selection, by name."""
    index = build_graph(read_world(world)).index
    return [
        (bunch.heading, [index.refs[at].name for at in bunch.members])
        for bunch in select(index, selector).bunches
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_cases_hold(path: Any) -> None:
    """Every selector of a file gives what the file says, and the browser gets the file's document."""
    case = read_case(path)
    graph = graph_of(case)
    assert document_of(graph) == case["document"]
    for expected in case["cases"]:
        assert answer(graph, expected["selector"]) == expected


def test_steps_before_a_name_are_what_it_uses() -> None:
    """The number before the plus goes along "uses", the number after it to the users."""
    assert columns("2+till+1") == [
        ("Used by", ["shop"]),
        ("", ["till"]),
        ("Depends on", ["ledger"]),
        ("Depends on, step 2", ["db"]),
    ]
    assert columns("ledger+2") == [("Used by, step 2", ["shop"]), ("Used by", ["till"]), ("", ["ledger"])]
    assert columns("+till") == [("", ["till"]), ("Depends on", ["ledger"])]


def test_an_api_is_shown_at_one_step_and_costs_none() -> None:
    """Beside one step APIs stand in a column of their own; farther out only who calls whom is shown."""
    assert columns("till") == [
        ("Used by", ["shop"]),
        ("APIs provided", ["till-api"]),
        ("", ["till"]),
        ("Depends on", ["ledger"]),
    ]


def test_a_path_goes_through_apis_for_free() -> None:
    """The API stands on the way, and the sentence counts calls."""
    graph = build_graph(read_world(WORLD))
    found = select(graph.index, "shop -> db")
    assert [graph.index.refs[at].name for at in found.members] == ["shop", "till-api", "till", "ledger", "db"]
    assert found.note == "shop depends on db in 3 steps."


def test_a_way_back_is_told_as_one() -> None:
    """When only the other end depends on the first, the path is drawn and the sentence says so."""
    graph = build_graph(read_world(WORLD))
    assert "db does not depend on shop, but shop depends on db" in select(graph.index, "db -> shop").note


def test_filters_must_all_hold_and_a_comma_means_or() -> None:
    """Keys narrow each other; values of one key widen it."""
    assert columns("system:billing type:service lifecycle:production") == [("Found (1)", ["ledger"])]
    assert columns("type:website,service owner:pay") == [("Found (1)", ["till"])]


def test_a_system_stands_between_its_outside() -> None:
    """Users on the left, members in layers, and what they use on the right."""
    assert columns("billing") == [
        ("Used by others", ["till-api"]),
        ("Members (2)", ["till"]),
        ("", ["ledger"]),
        ("Depends on others", ["db"]),
    ]


def test_a_hub_is_counted_and_not_walked_through() -> None:
    """Who uses a shared service is not reached through it, unless somebody asks for that."""
    lines = ["component:hub", "component:start", "component:start dependsOn component:hub"]
    lines += ["resource:store", "component:hub dependsOn resource:store"]
    for number in range(60):
        lines += [f"component:user-{number}", f"component:user-{number} dependsOn component:hub"]
    graph = build_graph(read_world("\n".join(lines)))
    shut = select(graph.index, "2+start")
    assert len(shut.members) == 2
    drawn = picture(graph.index, graph.book, shut)
    assert [node.detail for node in drawn.nodes if node.label == "hub"] == ["61 users"]
    assert len(select(graph.index, "2+start through:shared").members) == 3
    assert "through:shared shows how" in select(graph.index, "start -> store").note


@pytest.mark.parametrize("text", ["a" * (MOST_CHARACTERS + 1), " ".join("a" * 30), "kind:" + "a," * 40])
def test_a_selector_is_bounded(text: str) -> None:
    """What is too long is refused with a sentence."""
    with pytest.raises(SelectorError, match="at most"):
        parse_selector(text)


@given(st.text(max_size=60))
def test_any_text_is_a_question_or_a_sentence(text: str) -> None:
    """Whatever is asked, the answer is a selection or an error that points into the text."""
    graph = build_graph(read_world(WORLD))
    try:
        found = select(graph.index, text)
    except SelectorError as error:
        position, message = error.position, error.message
    else:
        position, message = 1, picture(graph.index, graph.book, found).title
    assert message
    assert 1 <= position <= len(text) + 1


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_folding_loses_nobody(data: st.DataObject) -> None:
    """The folds of a column add up to its total, however many there are and wherever they live."""
    size = data.draw(st.integers(2, 160))
    homes = data.draw(st.integers(1, 40))
    most = data.draw(st.integers(6, MOST_NODES))
    refs = [EntityRef("component", "default", f"c{number:03}") for number in range(size)]
    relations = [(ref, "dependsOn", refs[0]) for ref in refs[1:]]
    for number, ref in enumerate(refs):
        if data.draw(st.booleans()):
            relations.append((ref, "partOf", EntityRef("system", "default", f"s{number % homes}")))
        else:
            relations.append((ref, "ownedBy", EntityRef("group", "default", f"g{number % homes}")))
    graph = build_graph(make_catalog([make_entity(ref) for ref in refs], relations))
    for selector in ("c000+2", "kind:component", "3+c001+3"):
        found = select(graph.index, selector)
        drawn = picture(graph.index, graph.book, found, most)
        assert len(drawn.nodes) <= most
        assert [sum(node.count for node in column.nodes) for column in drawn.columns] == [
            len(bunch.members) for bunch in found.bunches
        ]
        assert all(column.total == sum(node.count for node in column.nodes) for column in drawn.columns)


def test_a_path_of_any_length_is_drawn() -> None:
    """A chain that is longer than a drawing is wide has its middle folded."""
    lines = [f"component:c{number}" for number in range(200)]
    lines += [f"component:c{number} dependsOn component:c{number + 1}" for number in range(199)]
    graph = build_graph(read_world("\n".join(lines)))
    drawn = picture(graph.index, graph.book, select(graph.index, "c0 -> c199"))
    assert len(drawn.nodes) <= MOST_NODES
    assert sum(node.count for node in drawn.nodes) == 200
