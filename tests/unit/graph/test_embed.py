"""Drawings inside documents."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from callboard.graph import build_graph, embedded_svg
from callboard.graph.embed import MOST_EMBEDDED
from callboard.model import entity_address
from unit.graph.worlds import read_world

WORLD = """
component:shop title=<script>alert(1)</script>
component:till
component:shop dependsOn component:till
"""


class Tags(HTMLParser):
    """The names of all elements of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the name."""
        self.names.append(tag)


def embed(selector: str, world: str = WORLD) -> str:
    """The figure for a selector, on a page one folder down."""
    graph = build_graph(read_world(world))
    return embedded_svg(graph, selector, lambda ref: f"../{entity_address(ref)}", "../atlas/")


def test_a_selector_becomes_a_linked_drawing() -> None:
    """The figure is well-formed, links every entity, states the total and leads into the Atlas."""
    figure = ET.fromstring(embed("till"))
    links = {link.get("href") for link in figure.iter("a")}
    assert "../catalog/default/component/till/" in links
    assert "../catalog/default/component/shop/" in links
    assert "../atlas/?g=till" in links
    assert "2 entities." in "".join(figure.itertext())


def test_names_are_text() -> None:
    """What a descriptor or an author wrote cannot become markup."""
    for html in (embed("till"), embed("<b>x</b>"), embed('"><img src=x onerror=1>')):
        assert not {"script", "img", "b"} & set(Tags(html).names)


def test_a_fault_is_a_sentence() -> None:
    """An author who slips reads what was probably meant."""
    html = embed("tull")
    assert html.startswith('<p class="cb-graph-error">')
    assert "did you mean till?" in html


def test_a_drawing_is_bounded() -> None:
    """However many there are, no more than forty boxes are drawn, and the total is true."""
    lines = ["component:lib"]
    for number in range(300):
        lines += [f"component:c{number}", f"component:c{number} dependsOn component:lib"]
        lines.append(f"component:c{number} partOf system:s{number % 70}")
    html = embed("lib", "\n".join(lines))
    assert html.count('class="cb-node') <= MOST_EMBEDDED
    assert "301 entities, shown as" in html


def test_one_entity_alone_is_named() -> None:
    """Where there is nothing to draw the figure still says what was asked."""
    assert "<svg" not in embed("0+shop+0")
    assert "1 entity." in embed("0+shop+0")
