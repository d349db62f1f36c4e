"""What Graphviz draws is built again from a closed list."""

from __future__ import annotations

import re

import pytest

from callboard.graph.dot import render_dot
from callboard.markup.constructs import MOST_DRAWINGS, finish_constructs
from callboard.markup.drawings import plain_svg

HEAD = (
    '<svg viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
)


def drawn(source: str) -> str:
    """Draw with the real renderer, and rebuild."""
    rendered = render_dot(source)
    assert rendered is not None
    svg = plain_svg(rendered.svg)
    assert svg is not None
    return svg


def rebuilt(inner: str) -> str:
    """Rebuild a drawing with this in it."""
    svg = plain_svg(f"{HEAD}{inner}</svg>")
    assert svg is not None
    return svg


def fence(source: str, kind: str = "graphviz") -> str:
    """Show a source as the Markdown stage leaves it."""
    return f'<pre class="cb-{kind}"><code>{source}</code></pre>'


def draw(source: str) -> str | None:
    """Draw with the real renderer."""
    rendered = render_dot(source)
    return rendered.svg if rendered else None


def test_a_drawing_takes_the_colours_of_its_page() -> None:
    """Black is the current colour, white is none, and there is neither an id nor a font."""
    svg = drawn('digraph { a -> b [label="<&>"] }')
    assert svg.startswith('<svg viewBox="')
    assert "&lt;&amp;&gt;</text>" in svg
    assert "currentColor" in svg
    assert not re.search(r"black|white|font-family|\sid=|\sheight=|\sstyle=|xmlns", svg)
    assert 'role="img" aria-label="Diagram"><title>Diagram</title>' in svg


def test_a_drawing_with_coloured_areas_brings_its_paper() -> None:
    """Its words could not be read on a dark page."""
    assert drawn('digraph { a [style=filled fillcolor="lightblue"] }').startswith('<svg class="cb-paper" ')
    assert 'class="cb-paper"' not in drawn("digraph { a [color=red] }")


def test_a_drawing_is_named_by_its_graph() -> None:
    """The name is text and nothing more."""
    assert 'aria-label="Order &amp; &lt;pay&gt;"' in drawn('digraph "Order & <pay>" { a }')


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.com/?a=1&b=2", 'href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer"'),
        ("page.md#part", 'href="page.md#part"'),
        ("#part", 'href="#part"'),
        ("entity:component:default/a", 'href="entity:component:default/a"'),
        ("javascript:alert(1)", ""),
        ("java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example", ""),
        ('entity:x" onclick="y', ""),
    ],
)
def test_only_safe_links_stay(address: str, kept: str) -> None:
    """Under the plain name, and the drawing is a group where it has links."""
    escaped = address.replace('"', '\\"')
    svg = drawn(f'digraph {{ a [URL="{escaped}" target="_top"] }}')
    assert re.findall(r"<a\b ?([^>]*)>", svg) == [kept]
    assert f'role="{"group" if kept else "img"}"' in svg
    assert "xlink" not in svg


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<style>*{display:none}</style>",
        '<image href="https://evil.example/x.png"/>',
        '<use href="#x"/>',
        "<foreignObject><body/></foreignObject>",
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onload" to="alert(1)"/>',
        "<svg onload='alert(1)'/>",
        "<defs><path d='M0 0'/></defs>",
    ],
)
def test_what_can_act_is_left_out(inner: str) -> None:
    """With all that is inside it."""
    assert rebuilt(inner).endswith("</title></svg>")


@pytest.mark.parametrize(
    "attribute",
    [
        'onclick="x()"',
        'style="position:fixed"',
        'id="__search"',
        'class="MD-overlay1"',
        'd="M0 0;"',
        'd="url(#x)"',
        'transform="matrix(1)"',
        'filter="url(https://evil.example)"',
        'stroke-width="calc(1)"',
        'points="1,2,x"',
    ],
)
def test_attributes_hold_numbers_and_words_only(attribute: str) -> None:
    """Whatever else they hold drops the attribute."""
    assert rebuilt(f"<path {attribute}/>").endswith('<path fill="none" stroke="none"></path></svg>')


@pytest.mark.parametrize(
    "colour", ["url(https://evil.example)", "url(#a)", "red;x", "expression(1)", "var(--x)"]
)
def test_a_colour_is_a_name_or_a_number(colour: str) -> None:
    """Everything else is no colour."""
    assert 'fill="none"' in rebuilt(f'<path fill="{colour}"/>')


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "no drawing",
        "<svg>",
        '<svg viewBox="0 0 1 1"></svg>',
        HEAD.replace("0 0 10 10", "0 0 10") + "</svg>",
        HEAD.replace("0 0 10 10", "0 0 10 x") + "</svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + "&a;</svg>",
        HEAD + '<!ENTITY a "b"></svg>',
        HEAD + "<![CDATA[<script>]]></svg>",
        HEAD + "<?xml-stylesheet href='x'?></svg>",
        HEAD + "<g>" * 100 + "</g>" * 100 + "</svg>",
        HEAD + " " * 5_000_001 + "</svg>",
    ],
    ids=range(12),
)
def test_what_is_no_plain_drawing_is_refused(svg: str) -> None:
    """Documents with entities, instructions or no end are not even read."""
    assert plain_svg(svg) is None


def test_a_graph_is_drawn_in_its_page() -> None:
    """The figure takes the place of the source; the same source is drawn once."""
    asked: list[str] = []

    def counted(source: str) -> str | None:
        asked.append(source)
        return draw(source)

    html = finish_constructs(fence("digraph { a -&gt; b }") * 2, counted)
    assert html.count('<figure class="cb-drawing"><svg') == 2
    assert asked == ["digraph { a -> b }"]


def test_a_graph_that_cannot_be_drawn_shows_its_source() -> None:
    """With a caption that says why."""
    html = finish_constructs(fence("digraph {"), draw)
    assert html == (
        '<figure class="cb-undrawn"><pre><code>digraph {</code></pre>'
        "<figcaption>Graphviz source; it could not be drawn here</figcaption></figure>"
    )


def test_a_drawing_that_is_none_is_not_published() -> None:
    """Not even the caller's word is taken for it."""
    html = finish_constructs(fence("x"), lambda _source: "<script>alert(1)</script>")
    assert "<script>" not in html
    assert "could not be drawn" in html


def test_a_page_has_so_many_drawings_and_no_more() -> None:
    """Those behind them, and those too large, are not even tried."""
    asked: list[str] = []
    pages = "".join(fence(f"graph {{ a{number} }}") for number in range(MOST_DRAWINGS + 5))
    finish_constructs(fence("x" * 100_001) + pages, asked.append)  # type: ignore[func-returns-value]
    assert len(asked) == MOST_DRAWINGS
    assert "graph { a0 }" in asked


def test_plantuml_says_that_it_is_not_drawn() -> None:
    """Whatever draws graphs is not asked."""
    html = finish_constructs(fence("A", "plantuml"), lambda _source: pytest.fail("asked"))
    assert "PlantUML source; drawing it needs a program this site does not run" in html
