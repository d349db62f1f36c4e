"""The map of an organisation, its findings, and the columns for the browser."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.graph import (
    NOBODY,
    build_graph,
    draw_map,
    region_name,
    regions_of,
    shown_regions,
    tile_name,
    uses_between,
    weak_points,
)
from callboard.graph.atlas.regions import MOST_TILES
from callboard.graph.atlas.treemap import Area, divide
from callboard.model import EntityRef, entity_address
from unit.graph.worlds import make_catalog, make_entity, read_world

WORLD = """
group:pay
domain:money
system:billing
system:billing partOf domain:money
component:till
component:ledger
component:loose
component:nobody
component:till partOf system:billing
component:ledger partOf system:billing
component:loose ownedBy group:pay
component:loose dependsOn component:till
"""


def test_what_has_no_domain_is_a_region_of_its_own() -> None:
    """Domains hold systems; the rest is told by team, and who has neither is told as well."""
    index = build_graph(read_world(WORLD)).index
    regions = regions_of(index)
    told = [
        (
            region_name(index, region),
            region.count,
            [(tile_name(index, tile), tile.count) for tile in region.tiles],
        )
        for region in regions
    ]
    assert told == [
        ("money", 2, [("billing", 2)]),
        ("Without a domain", 2, [("pay", 1), ("No system and no team", 1)]),
    ]


def test_uses_between_domains_are_counted() -> None:
    """A use that leaves its domain counts for both."""
    graph = build_graph(read_world(WORLD))
    money = graph.index.positions[EntityRef.parse("domain:money")]
    assert uses_between(graph.index) == {(NOBODY, money): 1}


def test_every_tile_is_a_link_that_says_what_it_is() -> None:
    """The map is well-formed SVG whose links lead to systems, domains and teams."""
    index = build_graph(read_world(WORLD)).index
    svg = draw_map(index, shown_regions(regions_of(index)), entity_address)
    links = {link.get("href"): link.get("aria-label") for link in ET.fromstring(svg).iter("a")}
    assert links == {
        "catalog/default/domain/money/": "money, 2 entities, domain",
        "catalog/default/system/billing/": "billing, system, 2 entities",
        "catalog/default/group/pay/": "pay, team, 1 entity",
    }
    assert min(map(int, re.findall(r'font-size="(\d+)"', svg))) >= 11


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 400), st.integers(1, 90), st.integers(1, 300))
def test_a_map_is_bounded_and_loses_nobody(size: int, domains: int, systems: int) -> None:
    """Tiles are few enough to draw, and their counts add up to everything that runs."""
    refs = [EntityRef("component", "default", f"c{number}") for number in range(size)]
    homes = [EntityRef("system", "default", f"s{number}") for number in range(systems)]
    relations = [(ref, "partOf", homes[number % systems]) for number, ref in enumerate(refs)]
    relations += [
        (home, "partOf", EntityRef("domain", "default", f"d{number % domains}"))
        for number, home in enumerate(homes)
    ]
    entities = [make_entity(ref) for ref in (*refs, *homes)]
    regions = shown_regions(regions_of(build_graph(make_catalog(entities, relations)).index))
    assert sum(region.count for region in regions) == size
    assert all(sum(tile.count for tile in region.tiles) == region.count for region in regions)
    assert len(regions) <= 60
    assert sum(len(region.tiles) for region in regions) <= MOST_TILES


@given(st.lists(st.integers(1, 1000), max_size=40))
def test_parts_fill_the_area(sizes: list[int]) -> None:
    """Each part of a treemap is as large as its number, and inside."""
    falling = sorted(sizes, reverse=True)
    parts = divide(Area(0, 0, 100, 60), falling)
    assert len(parts) == len(falling)
    for part, size in zip(parts, falling, strict=True):
        assert abs(part.width * part.height - 6000 * size / sum(falling)) < 1e-6
        assert part.x >= -1e-9
        assert part.x + part.width <= 100 + 1e-6
        assert part.y + part.height <= 60 + 1e-6


def test_what_the_graph_says_by_itself() -> None:
    """Cycles, the entity that holds two parts together, islands, and who stands alone."""
    graph = build_graph(
        read_world(
            """
component:a
component:b
component:c
component:bridge
component:x
component:y
component:far
component:off
component:alone
component:a dependsOn component:b
component:b dependsOn component:c
component:c dependsOn component:a
component:a dependsOn component:bridge
component:b dependsOn component:bridge
component:bridge dependsOn component:x
component:bridge dependsOn component:y
component:x dependsOn component:y
component:far dependsOn component:off
"""
        )
    )
    found = weak_points(graph.index)

    def names(places: tuple[int, ...]) -> list[str]:
        return [graph.index.refs[at].name for at in places]

    assert [names(group) for group in found.cycles] == [["a", "b", "c"]]
    assert [(names((point.at,)), point.cut_off, point.users) for point in found.single_points] == [
        (["bridge"], 2, 2)
    ]
    assert [names(group) for group in found.islands] == [["far", "off"]]
    assert names(found.alone) == ["alone"]
    assert found.hubs == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=40))
def test_what_is_cut_off_is_what_networkx_finds(pairs: list[tuple[int, int]]) -> None:
    """Taking a cut point away leaves exactly as many outside the largest part as was said."""
    refs = [EntityRef("component", "default", f"c{number:02}") for number in range(15)]
    relations = [(refs[source], "dependsOn", refs[target]) for source, target in pairs if source != target]
    index = build_graph(make_catalog([make_entity(ref) for ref in refs], relations)).index
    whole = nx.Graph((source, target) for source, target in pairs if source != target)
    for point in weak_points(index).single_points:
        part = whole.subgraph(nx.node_connected_component(whole, point.at)).copy()
        part.remove_node(point.at)
        sizes = [len(found) for found in nx.connected_components(part)]
        assert point.cut_off == sum(sizes) - max(sizes)
