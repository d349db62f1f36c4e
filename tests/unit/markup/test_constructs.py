"""Template words, references, directives and patterns beyond what the golden pages show."""

from __future__ import annotations

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from callboard.markup import Renderer, sanitise_html
from callboard.markup.extensions import extension_options, extensions
from callboard.markup.late_text import LateTextExtension
from callboard.markup.patterns import PatternExtension

ALL = extensions()
BARE = [one for one in extensions() if not isinstance(one, (PatternExtension, LateTextExtension))]
OPTIONS = extension_options()
MARKDOWN = Markdown(extensions=ALL, extension_configs=OPTIONS, output_format="html")
SLOW = Markdown(extensions=BARE, extension_configs=OPTIONS, output_format="html")
RENDERER = Renderer()
PIECES = (
    *(
        "# ",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "> ",
        "| a | b |\n|---|---|\n",
        " ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "\\",
        "~",
        "^",
    ),
    *(
        "[",
        "](x)",
        "![",
        "[[component:a]]",
        "[^1]",
        "\n\n[^1]: n\n\n",
        "<b>",
        "</b>",
        "&amp;",
        ":smile:",
        "++ctrl++",
    ),
    *(
        "(c)",
        "1/2",
        "1st",
        "-->",
        "c/o",
        "$x^2$",
        "$`a`$",
        "\\(a+b\\)",
        "{ref}`x`",
        "{{ a }}",
        "{% b %}",
        "@a.example",
    ),
    *(
        "https://a.example",
        "www.a.example",
        "a@b.example",
        "AB",
        "\n\n*[AB]: words\n\n",
        "  \n",
        "word",
        "{ .c }",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_leaving_patterns_out_changes_no_page(text: str) -> None:
    """A page is the same as with every pattern tried on all of its text."""
    assert MARKDOWN.reset().convert(text) == SLOW.reset().convert(text)


WORDS = st.text(alphabet=st.sampled_from("ab_*`~^=|:.<>&\"'#!$/\\- "), min_size=1, max_size=20)


@given(WORDS)
def test_template_words_reach_the_reader_as_written(words: str) -> None:
    """In a paragraph, a heading and a cell; a backtick may pair with another one and make code of it."""
    expression = f"{{{{ {words} }}}}"
    html = MARKDOWN.reset().convert(f"x {expression} y\n\n# T {expression}\n\n|a|b|\n|-|-|\n|{expression}|c|")
    assert html.count(escape(expression)) == 3 or "`" in words


@pytest.mark.parametrize(
    "text", ["{{", "{%", "{#", "{{{{{{", "{{ a", "{% a }}", "}}{{", "{#id}", "{{}}", "{{ a\nb }}"]
)
def test_what_only_begins_like_a_template_word_is_prose(text: str) -> None:
    """It is not lost either."""
    assert f"<p>x {text} y</p>" in MARKDOWN.reset().convert(f"x {text} y")


def test_an_attribute_list_still_is_one() -> None:
    """On headings, links and code."""
    html = MARKDOWN.reset().convert("## A {#own .c}\n\n[x](y){ .z } `a`{ #b }\n")
    assert '<h2 class="c" id="own">' in html
    assert '<a class="z" href="y">' in html
    assert '<code id="b">' in html


def test_a_page_tells_what_it_could_only_show() -> None:
    """Each name once, as often as it occurs, and those of one page only."""
    MARKDOWN.reset().convert(
        "```{a}\n```\n\n:::{a}\nx\n:::\n\n{b}`x` {b}`y` {kbd}`z` {math}`w`\n\n:::{note}\n{c}`x`\n:::"
    )
    assert MARKDOWN.foreign == ["{a}", "{b}", "{c}"]
    MARKDOWN.reset().convert("plain")
    assert MARKDOWN.foreign == []


def test_the_names_that_a_page_tells_are_bounded() -> None:
    """A page of nothing but strange names does not fill a report."""
    MARKDOWN.reset().convert(" ".join(f"{{role{number}}}`x`" for number in range(500)))
    assert len(MARKDOWN.foreign) == 100


def test_directives_nest_so_deep_and_no_deeper() -> None:
    """What is deeper stays as it is written."""
    depth = 30
    text = "\n".join(f"{':' * (3 + depth - level)}{{note}}" for level in range(depth))
    html = MARKDOWN.reset().convert(text + "\nx\n" + "\n".join(":" * (4 + level) for level in range(depth)))
    assert 5 < html.count('class="admonition note"') < 12


def test_a_title_cannot_leave_its_box() -> None:
    """Quotes and markup in it are only its text."""
    html = sanitise_html(MARKDOWN.reset().convert(':::{note} a" b\n\n<script>x</script>\n:::'))
    assert '<p class="admonition-title">a" b</p>' in html
    assert "script" not in html


def test_code_of_a_directive_cannot_leave_its_fence() -> None:
    """Longer fences in it stay in it, and options become no attributes."""
    text = ':::{code-block} py" onclick="x\n:caption: a" b="c\n````\n*x*\n````\n:::'
    html = MARKDOWN.reset().convert(text)
    assert "<em>" not in html
    assert "onclick" not in html
    assert ' b="c' not in html


def test_an_old_style_anchor_survives() -> None:
    """Its name does, unless the theme keeps it for itself."""
    assert sanitise_html('<a name="old"></a>') == '<a name="old"></a>'
    assert sanitise_html('<a name="__search"></a>') == "<a></a>"


def test_only_links_may_lead_to_entities() -> None:
    """The sanitiser keeps the scheme, and whoever answers for links has the last word."""
    page = RENDERER.render(
        "[x](entity:component:a) ![y](entity:component:a)", lambda _target, _kind: "", title="T"
    )
    assert "entity:" not in page.html


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"## Version {number}\n\n- Change" for number in range(5_000)),
        "|a|b|c|d|e|\n|-|-|-|-|-|\n" + "|a|b|c|d|e|\n" * 16_000,
        "\n".join(f"*[AB{number}]: words" for number in range(1_000)) + "\n\nText with AB1 and AB999.",
        "".join(f"Claim[^{number}].\n\n" for number in range(1_000))
        + "".join(f"[^{number}]: x\n\n" for number in range(1_000)),
        "\n".join(f"# Heading {number}" for number in range(2_000)),
    ],
    ids=["changelog", "table", "glossary", "footnotes", "headings"],
)
def test_a_long_honest_page_is_rendered(text: str) -> None:
    """Length alone is no attack."""
    page = RENDERER.render(text, lambda target, _kind: target, title="T")
    assert page.problem == ""


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "{{",
            "{%",
            "{# a",
            "[[a:b",
            "[[api:b|c",
            "$a ",
            "\\(",
            ":material-a",
            "{x}`",
            "++",
            "$`a",
            "{{ a }} ",
        ),
        *(
            "@startuml\n",
            "```{x}\n",
            ":::{x}\n",
            ":::{note}\n",
            "$$a\n",
            "\\[\n",
            "\\begin{a}\n",
            "{% dot a.svg\n",
        ),
    ],
)
def test_a_page_of_openings_is_answered(piece: str) -> None:
    """Rendered or refused, every construct that never ends costs no more than its length."""
    page = RENDERER.render(piece * (60_000 // len(piece)), lambda target, _kind: target, title="T")
    assert re.search(r"<p|<pre|<h1", page.html)
