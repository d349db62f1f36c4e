"""Impact: the rules one by one, then against a walk that does it the slow way."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.graph import EntityGraph, build_graph, is_tier_one
from callboard.graph.impact import ImpactCounts
from callboard.model import Catalog, Entity, EntityRef
from callboard.origin import Origin
from unit.graph.worlds import make_catalog, make_entity, read_world

REF = EntityRef.parse

CHAIN = """
component:base type=service
component:one type={one}
component:two type=service tier=1
component:three type=service tier=1
component:four type=service tier=1
component:one dependsOn component:base
component:two consumesApi api:one-api
component:one providesApi api:one-api
component:three dependsOn component:two
component:four dependsOn component:three
component:one ownedBy group:a
"""


def test_impact_counts_calls_and_an_api_costs_none() -> None:
    """Two calls away is within two though an API stands between; the fourth call is not counted."""
    impact = build_graph(read_world(CHAIN.format(one="service"))).impact(REF("component:base"))
    assert [use.ref.name for use in impact.direct] == ["one"]
    assert impact.within_two == 2
    assert impact.teams == ((REF("group:a"), 1),)
    assert impact.tier_one == ((REF("component:two"), 2), (REF("component:three"), 3))


def test_a_library_does_not_relay() -> None:
    """Who uses a library that uses the broken thing is not affected by it at run time."""
    impact = build_graph(read_world(CHAIN.format(one="library"))).impact(REF("component:base"))
    assert (len(impact.direct), impact.within_two, impact.tier_one) == (1, 1, ())


def test_a_library_itself_has_users() -> None:
    """Only passing through a library is cut; its own users are its impact."""
    impact = build_graph(read_world(CHAIN.format(one="library"))).impact(REF("component:one"))
    assert impact.within_two == 2


def hub_world(users: int, others: int) -> Catalog:
    """A database under a hub with so many users, in a catalog with others besides."""
    lines = ["resource:db", "component:hub type=service", "component:hub dependsOn resource:db"]
    for number in range(users):
        lines += [f"component:user-{number}", f"component:user-{number} dependsOn component:hub"]
    lines += [f"component:other-{number}" for number in range(others)]
    return read_world("\n".join(lines))


def test_a_shared_hub_does_not_relay() -> None:
    """Used by 50 and more than one in a hundred: what it uses does not count its users."""
    assert build_graph(hub_world(50, 0)).impact(REF("resource:db")).within_two == 1
    assert build_graph(hub_world(50, 0)).impact(REF("component:hub")).within_two == 50


def test_many_users_alone_make_no_hub() -> None:
    """Neither 49 users nor one in a hundred are enough."""
    assert build_graph(hub_world(49, 0)).impact(REF("resource:db")).within_two == 50
    assert build_graph(hub_world(50, 4948)).impact(REF("resource:db")).within_two == 51
    assert build_graph(hub_world(50, 4947)).impact(REF("resource:db")).within_two == 1


def test_teams_come_by_the_number_of_their_users() -> None:
    """Most first, then by name; who has no owner adds no team."""
    world = ["component:base"]
    for name, team in (("a", "z"), ("b", "z"), ("c", "y"), ("d", "x")):
        world += [f"component:{name} dependsOn component:base", f"component:{name} ownedBy group:{team}"]
    graph = build_graph(read_world("\n".join([*world, "component:e dependsOn component:base"])))
    assert graph.impact(REF("component:base")).teams == (
        (REF("group:z"), 2),
        (REF("group:x"), 1),
        (REF("group:y"), 1),
    )
    assert graph.impact_counts()[REF("component:base")] == ImpactCounts(5, 5, 3, 0)


def test_a_tier_is_a_label_an_annotation_or_a_tag() -> None:
    """Any of the three that people use will do."""

    def entity(**metadata: object) -> Entity:
        return Entity(REF("component:a"), "v1", "Component", "default", "a", metadata, {}, Origin("r"))

    assert is_tier_one(entity(labels={"callboard.dev/tier": "1"}))
    assert is_tier_one(entity(annotations={"callboard.dev/tier": "1"}))
    assert is_tier_one(entity(tags=["go", "tier-1"]))
    assert is_tier_one(entity(tags=["tier1"]))
    assert not is_tier_one(entity(labels={"callboard.dev/tier": "2"}, tags=["tier-2"]))


KINDS = ("component", "component", "component", "api", "resource")
refs = st.builds(
    lambda kind, name: EntityRef(kind, "default", name), st.sampled_from(KINDS), st.sampled_from("abcdef")
)
relations = st.sets(
    st.tuples(refs, st.sampled_from(["dependsOn", "providesApi", "consumesApi"]), refs), max_size=40
)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    """Catalogs with cycles, self loops, dangling ends, libraries, tiers and owners."""
    declared = draw(st.sets(refs, max_size=20))
    entities = [
        make_entity(ref, type=draw(st.sampled_from(["service", "library"])), tier=draw(st.sampled_from("12")))
        for ref in sorted(declared)
    ]
    owned = {
        (ref, "ownedBy", EntityRef("group", "default", draw(st.sampled_from("xyz"))))
        for ref in sorted(declared)
    }
    return make_catalog(entities, draw(relations) | owned)


def users_of(graph: EntityGraph, ref: EntityRef) -> set[EntityRef]:
    """Who uses an entity, from the edges alone."""
    found: set[EntityRef] = set()
    for source in graph.incoming(ref):
        found |= set(graph.incoming(source)) if source.kind == "api" else {source}
    return found - {ref}


def walk(graph: EntityGraph, catalog: Catalog, start: EntityRef, most: int) -> dict[EntityRef, int]:
    """Calls to everything within so many calls, one entity after the other."""
    calls = {start: 0}
    wave = [start]
    for call in range(1, most + 1):
        wave = [
            user
            for ref in wave
            if ref == start
            or not (
                ref in catalog.entities
                and ref.kind == "component"
                and catalog.entities[ref].type == "library"
            )
            for user in sorted(users_of(graph, ref))
            if calls.setdefault(user, call) == call
        ]
    del calls[start]
    return calls


@settings(max_examples=150, deadline=None)
@given(catalogs())
def test_impact_equals_a_walk(catalog: Catalog) -> None:
    """Counting for all at once finds what a walk from each entity finds."""
    graph = build_graph(catalog)
    counts = graph.impact_counts()
    for ref in graph.nodes:
        calls = walk(graph, catalog, ref, 3)
        tier_one = {
            reached: call
            for reached, call in calls.items()
            if reached in catalog.entities and is_tier_one(catalog.entities[reached])
        }
        impact = graph.impact(ref)
        assert {use.ref for use in impact.direct} == users_of(graph, ref)
        assert impact.within_two == sum(call <= 2 for call in calls.values())
        assert dict(impact.tier_one) == tier_one
        assert counts[ref] == ImpactCounts(
            len(impact.direct), impact.within_two, len(impact.teams), len(impact.tier_one)
        )


@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_uses_and_used_by_mirror_each_other(catalog: Catalog) -> None:
    """Between entities that are no APIs, each use is seen from both ends."""
    graph = build_graph(catalog)
    plain = [ref for ref in graph.nodes if ref.kind != "api"]
    forward = {(ref, use.ref) for ref in plain for use in graph.uses(ref) if use.ref.kind != "api"}
    backward = {(use.ref, ref) for ref in plain for use in graph.used_by(ref) if use.ref.kind != "api"}
    assert forward == backward


@settings(max_examples=40, deadline=None)
@given(catalogs(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(catalog: Catalog, chance: object) -> None:
    """A catalog whose mappings come in another order gives the same answers."""
    entities, held = list(catalog.entities.items()), list(catalog.relations.items())
    chance.shuffle(entities)  # type: ignore[attr-defined]
    chance.shuffle(held)  # type: ignore[attr-defined]
    shuffled = build_graph(Catalog(dict(entities), dict(held), {}))
    graph = build_graph(catalog)
    assert graph.nodes == shuffled.nodes
    assert graph.cycles() == shuffled.cycles()
    for ref in graph.nodes:
        assert graph.uses(ref) == shuffled.uses(ref)
        assert graph.impact(ref) == shuffled.impact(ref)
