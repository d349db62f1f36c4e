"""What a reader sees around an entity, and that folding loses nobody."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.graph import Neighbourhood, build_graph, neighbourhood
from callboard.graph.neighbourhood import MOST_NODES
from callboard.model import Catalog, EntityRef
from unit.graph.worlds import make_catalog, make_entity, read_world

REF = EntityRef.parse


def around(world: str, ref: str, column: int = 12) -> Neighbourhood:
    """The neighbourhood of one entity of a world."""
    catalog = read_world(world)
    return neighbourhood(build_graph(catalog), catalog, REF(ref), column=column)


def shown(it: Neighbourhood) -> list[tuple[str, list[str]]]:
    """Headings and labels, as a reader sees them."""
    return [(column.heading, [node.label for node in column.nodes]) for column in it.columns]


def edges(it: Neighbourhood) -> set[tuple[str, str]]:
    """Edges by the labels of their nodes."""
    labels = [node.label for node in it.nodes]
    return {(labels[source], labels[target]) for source, target in it.edges}


PAY = """
component:pay type=service
component:shop type=service
component:admin type=service
api:pay-api
api:auth-api
resource:db
component:pay providesApi api:pay-api
component:shop consumesApi api:pay-api
component:admin dependsOn component:pay
component:pay consumesApi api:auth-api
component:pay dependsOn resource:db
component:pay dependsOn resource:gone
"""


def test_apis_stand_between_users_and_the_entity() -> None:
    """Users on the left, then the APIs they call, the entity, and what it uses on the right."""
    it = around(PAY, "component:pay")
    assert shown(it) == [
        ("Used by (2)", ["admin", "shop"]),
        ("APIs provided (1)", ["pay-api"]),
        ("", ["pay"]),
        ("Depends on (3)", ["auth-api", "db", "gone"]),
    ]
    assert edges(it) == {
        ("admin", "pay"),
        ("shop", "pay-api"),
        ("pay-api", "pay"),
        ("pay", "auth-api"),
        ("pay", "db"),
        ("pay", "gone"),
    }
    assert it.title == "pay: Used by (2), APIs provided (1), Depends on (3)"


def test_what_is_not_in_the_catalog_is_marked() -> None:
    """A dangling target keeps its place and says what it is."""
    node = around(PAY, "component:pay").nodes[-1]
    assert (node.missing, node.detail) == (True, "not in the catalog")
    assert node.spoken == "resource:gone, not in the catalog"


def test_an_api_stands_between_consumers_and_providers() -> None:
    """An API is used by who calls it and provided by who answers."""
    assert shown(around(PAY, "api:pay-api")) == [
        ("Used by (1)", ["shop"]),
        ("", ["pay-api"]),
        ("Provided by (1)", ["pay"]),
    ]


def test_a_lonely_entity_has_one_column() -> None:
    """Where nothing is related there is nothing to draw."""
    assert shown(around("component:a", "component:a")) == [("", ["a"])]


def crowd(users: int, systems: int, domains: int) -> str:
    """Services that use one database, spread over systems and domains."""
    lines = ["resource:db"]
    for number in range(users):
        name = f"component:user-{number:02}"
        lines += [f"{name} type=service", f"{name} dependsOn resource:db"]
        if systems:
            lines.append(f"{name} partOf system:sys-{number % systems:02}")
    for number in range(systems):
        lines += [f"system:sys-{number:02} title=System_{number:02}"]
        if domains:
            lines.append(f"system:sys-{number:02} partOf domain:dom-{number % domains}")
    return "\n".join([*lines, *(f"domain:dom-{number}" for number in range(domains))])


@pytest.mark.parametrize(
    ("world", "expected"),
    [
        (crowd(4, 0, 0), ["user-00", "user-01", "user-02", "user-03"]),
        (crowd(9, 2, 0), ["System 00: 5 services", "System 01: 4 services"]),
        (crowd(12, 6, 2), ["dom-0: 6 services", "dom-1: 6 services"]),
        (crowd(6, 0, 0), ["user-00", "user-01", "user-02", "3 more: listed on this page"]),
        (
            crowd(12, 6, 6),
            ["dom-0: 2 services", "dom-1: 2 services", "dom-2: 2 services", "6 more: listed on this page"],
        ),
        (crowd(5, 3, 0), ["System 00: 2 services", "System 01: 2 services", "user-02"]),
    ],
    ids=["entities", "systems", "domains", "rest", "domains-and-rest", "single-members"],
)
def test_a_crowd_folds_to_the_finest_that_fits(world: str, expected: list[str]) -> None:
    """Entities, else systems, else domains, else "n more"; one member alone shows itself."""
    column = around(world, "resource:db", column=4).columns[0]
    assert [f"{node.label}: {node.detail}".removesuffix(": ") for node in column.nodes] == expected


def test_a_fold_leads_to_the_page_of_its_holder() -> None:
    """A system in the catalog is a link, one that is not is none, and so is "n more"."""
    known = around(crowd(9, 2, 0), "resource:db", column=4).columns[0].nodes[0]
    assert (known.ref, known.spoken) == (REF("system:sys-00"), "System 00, 5 services")
    undeclared = crowd(9, 2, 0).replace("system:sys-00 title", "# title")
    assert around(undeclared, "resource:db", column=4).columns[0].nodes[0].ref is None
    assert around(crowd(6, 0, 0), "resource:db", column=4).columns[0].nodes[-1].ref is None


@pytest.mark.parametrize(
    ("world", "ref", "expected"),
    [
        (
            "domain:d\nsystem:s\nsystem:s partOf domain:d",
            "domain:d",
            [("", ["d"]), ("Holds (1)", ["s"])],
        ),
        (
            "system:s\nsystem:s partOf domain:d\ncomponent:a\ncomponent:a partOf system:s",
            "system:s",
            [("Part of (1)", ["d"]), ("", ["s"]), ("Holds (1)", ["a"])],
        ),
        (
            "group:g\ngroup:p\ngroup:c\nuser:u\ngroup:g childOf group:p\ngroup:c childOf group:g\nuser:u memberOf group:g",
            "group:g",
            [("Part of (1)", ["p"]), ("", ["g"]), ("Teams and members (2)", ["c", "u"])],
        ),
        ("user:u\ngroup:g\nuser:u memberOf group:g", "user:u", [("Member of (1)", ["g"]), ("", ["u"])]),
        (
            "template:t\ngroup:g\ntemplate:t ownedBy group:g",
            "template:t",
            [("Owned by (1)", ["g"]), ("", ["t"])],
        ),
    ],
    ids=["domain", "system", "group", "user", "template"],
)
def test_holders_stand_left_of_what_they_hold(
    world: str, ref: str, expected: list[tuple[str, list[str]]]
) -> None:
    """Where nothing is used, what an entity belongs to is on the left and what it holds on the right."""
    it = around(world, ref)
    assert shown(it) == expected
    assert not it.uses


def test_a_system_shows_its_parts_in_layers() -> None:
    """No part uses one of an earlier layer; the outside stands at the edges."""
    inside = ["component:web", "component:pay", "api:pay-api", "resource:db"]
    it = around(
        """
        system:s
        component:web consumesApi api:pay-api
        component:pay providesApi api:pay-api
        component:pay dependsOn resource:db
        component:web dependsOn component:auth
        component:portal dependsOn component:web
        """
        + "\n".join(f"{part}\n{part} partOf system:s" for part in inside),
        "system:s",
    )
    assert shown(it) == [
        ("Used by others (1)", ["portal"]),
        ("Parts (4)", ["web"]),
        ("", ["pay-api"]),
        ("", ["pay"]),
        ("", ["db"]),
        ("Depends on others (1)", ["auth"]),
    ]
    assert ("web", "auth") in edges(it)


def test_a_title_with_line_breaks_stays_one_bearable_line() -> None:
    """What an author wrote cannot break a label."""
    entity = make_entity(REF("component:a"), title="one\n\ttwo\u202e" + "x" * 500)
    other = make_entity(REF("component:b"))
    catalog = make_catalog([entity, other], [(REF("component:b"), "dependsOn", REF("component:a"))])
    label = neighbourhood(build_graph(catalog), catalog, REF("component:a")).nodes[-1].label
    assert label.startswith("one two x")
    assert len(label) == 120


NAMES = [f"n{number}" for number in range(8)]
refs = st.builds(
    lambda kind, name: EntityRef(kind, "default", name),
    st.sampled_from(("component", "api", "resource", "system")),
    st.sampled_from(NAMES),
)
uses = st.tuples(refs, st.sampled_from(["dependsOn", "providesApi", "consumesApi"]), refs)
homes = st.tuples(
    refs,
    st.just("partOf"),
    st.builds(lambda name: EntityRef("system", "default", name), st.sampled_from(NAMES)),
)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Catalogs with every kind of use and many homes, dangling ends among them."""
    entities = [make_entity(ref, type="service") for ref in sorted(draw(st.sets(refs, max_size=25)))]
    return make_catalog(entities, draw(st.sets(st.one_of(uses, uses, homes), max_size=60)))


@settings(max_examples=150, deadline=None)
@given(catalogs(), st.integers(min_value=1, max_value=5))
def test_folding_keeps_true_totals(catalog: Catalog, most: int) -> None:
    """No column is longer than allowed, its nodes stand for as many entities as it says, and edges are within."""
    graph = build_graph(catalog)
    for ref in graph.nodes:
        it = neighbourhood(graph, catalog, ref, column=most)
        assert len(it.nodes) <= MOST_NODES
        for column in it.columns:
            assert 1 <= len(column.nodes) <= most
            assert sum(node.count for node in column.nodes) == column.total
        column_of = [at for at, column in enumerate(it.columns) for _ in column.nodes]
        assert all(column_of[source] <= column_of[target] for source, target in it.edges)
        assert it == neighbourhood(graph, catalog, ref, column=most)
        if it.uses and ref.kind != "system" and len(it.columns) > 1:
            totals = {column.heading.partition(" (")[0]: column.total for column in it.columns}
            assert totals.get("Used by", 0) == len(graph.used_by(ref))


def test_the_width_of_a_column_is_bounded() -> None:
    """Whatever a caller asks for, a drawing stays readable."""
    assert len(around(crowd(400, 0, 0), "resource:db", column=400).nodes) <= MOST_NODES
