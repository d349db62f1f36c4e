"""What the operator's trust lets through, and what holds even then."""

from __future__ import annotations

from callboard.markup import Dialect, LinkKind, Renderer

RENDERER = Renderer(Dialect(raw_html=True))


def trusted(html: str) -> str:
    """The HTML of a trusted source, each link answered with itself in capitals."""

    def resolve(target: str, _kind: LinkKind) -> str:
        return target.upper()

    return RENDERER.render(html, resolve, title="T").html


def test_trusted_html_keeps_what_acts() -> None:
    """Scripts, styles, frames and handlers are the operator's decision."""
    html = (
        '<p onclick="go()" style="color: red" data-x="1">x</p><script>if (a < b) { go("<a href=x>") }</script>'
        '<style>p > a { color: red }</style><iframe src="https://videos.example/1" allowfullscreen=""></iframe>'
    )
    made = trusted(html)
    assert '<p onclick="go()"' in made
    assert '<script>if (a < b) { go("<a href=x>") }</script>' in made
    assert "<style>p > a { color: red }</style>" in made
    assert 'src="https://videos.example/1"' in made


def test_trusted_html_is_closed_where_the_page_goes_on() -> None:
    """An element that its author forgot to close does not take the rest of the page with it."""
    assert trusted("<div><table><tr><td>x").rstrip().endswith("</td></tr></tbody></table></div>")


def test_links_of_trusted_html_are_answered_like_others() -> None:
    """They lead to pages, and headings can be linked to."""
    made = trusted('<h2>Part</h2><a href="a.md">x</a><img src="b.png" alt="y">')
    assert '<h2 id="part">' in made
    assert '<a href="A.MD">x</a><img src="B.PNG" alt="y">' in made
