"""Who uses what, seen through APIs."""

from __future__ import annotations

import json

from callboard.graph import Use, build_graph, graph_document
from callboard.model import Catalog, EntityRef, Relation
from unit.graph.worlds import read_world

REF = EntityRef.parse
PAY, SHOP, AUTH = REF("component:pay"), REF("component:shop"), REF("component:auth")

WORLD = """
component:pay type=service
component:shop type=service
component:auth type=service
resource:db type=database
api:pay-api
api:auth-api
api:bank-api
component:pay providesApi api:pay-api
component:shop consumesApi api:pay-api
component:pay consumesApi api:auth-api
component:auth providesApi api:auth-api
component:pay consumesApi api:bank-api
component:pay dependsOn resource:db
component:pay dependsOn resource:gone
"""


def test_uses_are_dependencies_then_providers_of_consumed_apis() -> None:
    """An API stands between two components; one that nobody provides stands for itself."""
    graph = build_graph(read_world(WORLD))
    assert graph.uses(PAY) == (
        Use(REF("api:bank-api"), None, known=True),
        Use(REF("resource:db"), None, known=True),
        Use(REF("resource:gone"), None, known=False),
        Use(AUTH, REF("api:auth-api"), known=True),
    )


def test_used_by_is_the_reverse() -> None:
    """A consumer of an API uses its provider, and the API too."""
    graph = build_graph(read_world(WORLD))
    assert graph.used_by(PAY) == (Use(SHOP, REF("api:pay-api"), known=True),)
    assert graph.used_by(REF("api:pay-api")) == (Use(SHOP, None, known=True),)
    assert graph.uses(REF("api:pay-api")) == (Use(PAY, None, known=True),)
    assert graph.used_by(REF("resource:gone")) == (Use(PAY, None, known=True),)


def test_an_api_that_nobody_consumes_uses_nobody_up() -> None:
    """Providing an API makes no user of the API itself."""
    graph = build_graph(read_world("component:pay\napi:pay-api\ncomponent:pay providesApi api:pay-api"))
    assert graph.used_by(PAY) == ()


def test_several_providers_are_a_use_each() -> None:
    """Whoever may answer a call is used."""
    graph = build_graph(read_world(WORLD + "component:auth-2\ncomponent:auth-2 providesApi api:auth-api"))
    via = REF("api:auth-api")
    assert graph.uses(PAY)[-2:] == (
        Use(AUTH, via, known=True),
        Use(REF("component:auth-2"), via, known=True),
    )


def test_a_direct_dependency_wins_over_one_through_an_api() -> None:
    """Nobody is told twice."""
    graph = build_graph(read_world(WORLD + "component:pay dependsOn component:auth"))
    assert [use for use in graph.uses(PAY) if use.ref == AUTH] == [Use(AUTH, None, known=True)]


def test_who_consumes_its_own_api_is_not_its_own_user() -> None:
    """A component does not break because it breaks."""
    graph = build_graph(read_world(WORLD + "component:pay consumesApi api:pay-api"))
    assert PAY not in {use.ref for use in (*graph.uses(PAY), *graph.used_by(PAY))}


def test_a_dependency_told_from_one_side_only_counts() -> None:
    """Backstage emits no reverse of `dependsOn` for an API."""
    ref, api = PAY, REF("api:pay-api")
    entities = read_world("component:pay\napi:pay-api").entities
    forward = Catalog(entities, {ref: (Relation("dependsOn", ref, api),)}, {})
    backward = Catalog(entities, {api: (Relation("dependencyOf", api, ref),)}, {})
    for catalog in (forward, backward):
        graph = build_graph(catalog)
        assert graph.outgoing(ref) == (api,)
        assert graph.incoming(api) == (ref,)


def test_an_unknown_reference_has_no_answers() -> None:
    """Questions about what is not in the graph are answered with nothing."""
    graph = build_graph(read_world(WORLD))
    stranger = REF("component:stranger")
    assert (graph.uses(stranger), graph.used_by(stranger), graph.outgoing(stranger)) == ((), (), ())
    assert graph.impact(stranger).direct == ()


def test_cycles_are_groups_that_use_each_other_and_nodes_that_use_themselves() -> None:
    """Acyclic entities are in no cycle, and the answer is sorted."""
    graph = build_graph(
        read_world("""
        component:a dependsOn component:b
        component:b dependsOn component:c
        component:c dependsOn component:a
        component:loop dependsOn component:loop
        component:free dependsOn component:a
        """)
    )
    a, b, c, loop = (REF(f"component:{name}") for name in ("a", "b", "c", "loop"))
    assert graph.cycles() == ((a, b, c), (loop,))


def test_the_document_has_one_direction_of_every_relation() -> None:
    """Edges name nodes by position; what is not in the catalog is marked."""
    catalog = read_world("""
        component:pay
        resource:db
        component:pay dependsOn resource:db
        component:pay dependsOn resource:gone
        component:pay ownedBy group:payments
    """)
    document = graph_document(catalog, build_graph(catalog))
    assert json.loads(json.dumps(document)) == {
        "version": 1,
        "types": ["dependsOn", "ownedBy"],
        "nodes": [
            "component:default/pay",
            "group:default/payments",
            "resource:default/db",
            "resource:default/gone",
        ],
        "missing": [1, 3],
        "users": [0, 0, 1, 1],
        "edges": [[0, 1, 1], [0, 2, 0], [0, 3, 0]],
    }


def test_an_empty_catalog_has_an_empty_graph() -> None:
    """Nothing is no special case."""
    catalog = read_world("")
    graph = build_graph(catalog)
    assert (graph.nodes, graph.cycles(), dict(graph.impact_counts())) == ((), (), {})
    assert graph_document(catalog, graph)["edges"] == []
