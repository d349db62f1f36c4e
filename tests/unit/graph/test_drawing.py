"""Drawings: golden SVG, and what must hold of every one of them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from callboard.graph import build_graph, draw, neighbourhood
from callboard.graph.columns import Neighbourhood
from callboard.graph.layout import BOX_HEIGHT, Box, lay_out
from callboard.graph.text_width import name_lines, text_width, truncate
from callboard.model import Catalog, EntityRef, entity_address, relative_address
from unit.graph.worlds import make_catalog, make_entity, read_world

REF = EntityRef.parse
CASES = Path(__file__).parents[2] / "golden" / "graph"


def drawing(catalog: Catalog, ref: EntityRef) -> str:
    """The drawing on the page of an entity."""
    page = entity_address(ref)
    return draw(
        neighbourhood(build_graph(catalog), catalog, ref),
        href=lambda target: relative_address(entity_address(target), page),
    )


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_golden_drawings(case: Path) -> None:
    """Each case's first line names the entity; CALLBOARD_GOLDEN=write writes what is drawn now."""
    first, _, world = case.read_text().partition("\n")
    ref = REF(first.removeprefix("# "))
    drawn = drawing(read_world(world), ref).replace("><", ">\n<") + "\n"
    golden = case.with_suffix(".svg")
    if os.environ.get("CALLBOARD_GOLDEN") == "write":
        golden.write_text(drawn)
    assert drawn == golden.read_text()


def test_a_lonely_entity_has_no_drawing() -> None:
    """One box is no picture."""
    assert drawing(read_world("component:a"), REF("component:a")) == ""


def test_parts_that_use_each_other_are_drawn_in_one_column() -> None:
    """A cycle has no first and no last; both directions are drawn."""
    world = """
        system:s
        component:a partOf system:s
        component:b partOf system:s
        component:a dependsOn component:b
        component:b dependsOn component:a
    """
    svg = etree.fromstring(drawing(read_world("component:a\ncomponent:b" + world), REF("system:s")))
    assert [link.get("href") for link in svg.iterfind(".//a")] == ["../../component/a/", "../../component/b/"]
    assert svg.find("path").get("d").count("M") == 2


def _name(link: etree._Element) -> str:
    """What a reader hears: the title inside."""
    return link.findtext("title", "")


def test_every_known_entity_is_a_link_and_nothing_else_is() -> None:
    """Links are relative and spoken in full; a dangling target leads nowhere."""
    world = """
        component:pay type=service lifecycle=production title=Pay
        resource:db
        component:pay ownedBy group:payments
        component:pay dependsOn resource:db
        component:pay dependsOn resource:gone
    """
    svg = etree.fromstring(drawing(read_world(world), REF("component:pay")))
    links = {_name(link): link.get("href") for link in svg.iterfind(".//a")}
    assert links == {
        "Pay, component, production, owned by payments": "./",
        "db, resource": "../../resource/db/",
    }
    missing = svg.find("./g")
    assert missing.get("class") == "cb-node cb-kind-resource cb-missing"
    assert svg.find("./a[@aria-current='page']").get("href") == "./"


def test_markup_in_a_title_is_text() -> None:
    """Nothing that an author writes becomes an element, an attribute or a class."""
    hostile = "<script>alert(1)</script>\" onload='x' &amp;"
    ref = EntityRef('weird" onclick=', "default", "a")
    entities = [
        make_entity(ref, title=hostile),
        make_entity(REF("component:b"), title=hostile, lifecycle=hostile),
    ]
    catalog = make_catalog(entities, [(REF("component:b"), "dependsOn", ref)])
    svg = etree.fromstring(
        draw(neighbourhood(build_graph(catalog), catalog, ref), href=lambda _: 'x"onclick="y')
    )
    assert {element.tag for element in svg.iter()} == {"svg", "path", "text", "a", "title", "rect", "use"}
    assert not [name for element in svg.iter() for name in dict(element.attrib) if name.startswith("on")]
    assert {link.get("class") for link in svg.iterfind(".//a")} == {
        "cb-node cb-kind-generic cb-focus",
        "cb-node cb-kind-component",
    }


def test_ten_nodes_take_no_more_than_six_kilobytes() -> None:
    """Every entity page carries its drawing."""
    lines = ["component:a-middling-name type=service"]
    for number in range(9):
        lines += [f"resource:a-database-of-some-name-{number}"]
        lines += [f"component:a-middling-name dependsOn resource:a-database-of-some-name-{number}"]
    assert len(drawing(read_world("\n".join(lines)), REF("component:a-middling-name")).encode()) <= 6 * 1024


def test_no_text_is_smaller_than_eleven_pixels() -> None:
    """Below that nobody reads it."""
    for case in CASES.glob("*.svg"):
        assert all(int(size) >= 11 for size in re.findall(r'font-size="(\d+)"', case.read_text()))


NAMES = [f"n{number}" for number in range(6)]
refs = st.builds(
    lambda kind, name: EntityRef(kind, "default", name),
    st.sampled_from(("component", "api", "resource")),
    st.sampled_from(NAMES),
)
uses = st.tuples(refs, st.sampled_from(["dependsOn", "providesApi", "consumesApi"]), refs)
parts = st.tuples(refs, st.just("partOf"), st.just(REF("system:s")))


@st.composite
def neighbourhoods(draw_: st.DrawFn) -> Neighbourhood:
    """Neighbourhoods of entities and systems."""
    relations = draw_(st.sets(st.one_of(uses, uses, parts), min_size=1, max_size=50))
    catalog = make_catalog(
        [make_entity(ref) for ref in sorted({source for source, _, _ in relations})], relations
    )
    graph = build_graph(catalog)
    ref = draw_(st.sampled_from([*graph.nodes, REF("system:s")]))
    return neighbourhood(graph, catalog, ref, column=draw_(st.integers(2, 8)))


def points(path: str) -> list[tuple[int, int]]:
    """The points of a drawn path at small steps, straight and curved pieces alike."""
    found: list[tuple[int, int]] = []
    here = (0, 0)
    for command, numbers in re.findall(r"([MHCm])([-\d ]+)", path):
        values = [int(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "M":
            here = (values[0], values[1])
        elif command == "H":
            step = 1 if values[0] > here[0] else -1
            found += [(x, here[1]) for x in range(here[0], values[0], step)]
            here = (values[0], here[1])
        elif command == "C":
            xs, ys = (here[0], *values[::2]), (here[1], *values[1::2])
            for at in range(51):
                t = at / 50
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                x = sum(weight * x for weight, x in zip(weights, xs, strict=True))
                y = sum(weight * y for weight, y in zip(weights, ys, strict=True))
                found.append((round(x), round(y)))
            here = (values[-2], values[-1])
    return found


def inside(point: tuple[int, int], box: Box) -> bool:
    """Whether a point lies within a box, its border not counted."""
    x, y = point
    return box.x < x < box.x + box.width and box.y < y < box.y + BOX_HEIGHT


@settings(max_examples=120, deadline=None)
@given(neighbourhoods())
def test_no_edge_runs_through_a_box_and_no_box_covers_another(it: Neighbourhood) -> None:
    """What is drawn can be told apart, and lies within the picture."""
    layout = lay_out(it)
    boxes = layout.boxes
    assert not [(point, box) for point in points(layout.edges) for box in boxes if inside(point, box)]
    for at, box in enumerate(boxes):
        assert 0 <= box.x <= layout.width - box.width
        assert 0 <= box.y <= layout.height - BOX_HEIGHT
        for other in boxes[at + 1 :]:
            assert box.x != other.x or abs(box.y - other.y) >= BOX_HEIGHT


@given(st.text(max_size=60), st.integers(20, 200))
def test_truncated_text_fits(text: str, width: int) -> None:
    """A text that fits is untouched, another ends in an ellipsis and fits."""
    cut = truncate(text, 13, width)
    assert text_width(cut, 13) <= width + 1e-6
    if text_width(text, 13) <= width:
        assert cut == text
    else:
        assert cut.endswith("…")


@pytest.mark.parametrize(
    ("name", "width", "most", "lines"),
    [
        ("order-platform-0", 60, 2, ("order-", "platform-0")),
        ("order-platform-0", 60, 1, ("order-pla…",)),
        ("data platform team", 60, 3, ("data ", "platform ", "team")),
        ("internationalisation-service", 60, 3, ("internatio…",)),
        ("account", 20, 3, ()),
        ("ab", 20, 1, ("ab",)),
        ("", 20, 1, ()),
    ],
)
def test_a_name_takes_as_many_lines_as_there_are(
    name: str, width: int, most: int, lines: tuple[str, ...]
) -> None:
    """The same as in `plugins/frontend/test/atlas_parts.test.mjs`."""
    assert name_lines(name, 11, width, most) == lines


@given(st.text("ab-. ", max_size=40) | st.text(max_size=40), st.integers(10, 120), st.integers(1, 4))
def test_lines_of_a_name_are_its_beginning(name: str, width: int, most: int) -> None:
    """Every line fits, and what is seen is found in the name."""
    lines = name_lines(name, 11, width, most)
    assert len(lines) <= most
    assert all(text_width(line.rstrip(), 11) <= width + 1e-6 for line in lines)
    told = "".join(lines)
    if told != name:
        assert told == "" or name.startswith(told.removesuffix("…"))
