"""What a rendered page says about itself, and what hard pages become."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.markup import (
    MAX_PAGE_BYTES,
    HeadingLines,
    LinkKind,
    RenderedPage,
    Renderer,
    TocItem,
    render_inline,
    sanitise_html,
    split_front_matter,
)
from callboard.markup.rewriting import words_of

RENDERER = Renderer()


def render(text: str, title: str = "Title") -> RenderedPage:
    """Render with every link answered by itself."""
    return RENDERER.render(text, lambda target, _kind: target, title=title)


def test_the_title_is_the_first_h1_as_plain_text() -> None:
    """Markup and links in the heading leave their words."""
    assert render("# The *new* [thing](x.md) &amp; more").title == "The new thing & more"


def test_a_page_without_h1_gets_the_title_it_was_given() -> None:
    """The given title is escaped and becomes the only `h1`."""
    page = render("## Part", title="<Fallback> & co")
    assert page.title == "<Fallback> & co"
    assert page.html.startswith('<h1 id="fallback-co">&lt;Fallback&gt; &amp; co<a')


def test_the_table_of_contents_nests_by_rank() -> None:
    """Headings below the `h1` form a tree; a skipped rank does not lose its heading."""
    page = render("# T\n\n## A\n\n#### deep\n\n### B\n\n## C <C>")
    assert page.toc == (
        TocItem("a", "A", 2, (TocItem("deep", "deep", 4), TocItem("b", "B", 3))),
        TocItem("c", "C", 2),
    )


def test_the_words_of_a_page_are_searchable_text() -> None:
    """Blocks are apart, inline elements are not, entities are decoded."""
    assert words_of(render("one\n\n- t**wo**\n- three&lt;").html).endswith("one two three<")


def test_one_page_leaves_nothing_behind_for_the_next() -> None:
    """Footnotes, abbreviations, ids and tabs of a page do not show in another."""
    alone = render("## A\n\nHTML[^1]\n\n[^1]: x")
    render("## A\n\n*[HTML]: words\n\n[^1]: other\n\n[ref]: https://example.com")
    assert render("## A\n\nHTML[^1]\n\n[^1]: x") == alone
    assert "example.com" not in render("[ref]").html


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        "<a " * 30_000,
        "[a](" * 20_000,
        "![a" * 30_000,
        "\n".join("    " * level + "- x" for level in range(500)),
        "> - " * 20_000 + "x",
        "[^1]" * 20_000 + "\n\n[^1]: x",
        "*a **b " * 10_000,
        "<div>" * 50_000,
        "`".join("x" * size for size in range(400)) + " ".join("`" * size for size in range(1, 300)),
        "x" * 3_000_000,
        "# h\n" * 20_000,
        ("|a" * 3_000 + "|\n") * 50,
        ("[" * 390 + "\n\n") * 300,
    ],
    ids=range(14),
)
def test_a_page_that_would_take_for_ever_is_shown_as_written(text: str) -> None:
    """The parser never sees it; the reader sees its text, and the problem is told."""
    page = render(text)
    assert page.problem
    assert page.html.startswith('<h1 id="title">Title<')
    assert '<pre class="cb-as-written">' in page.html


def test_a_page_at_the_size_limit_is_rendered_and_one_above_is_not() -> None:
    """The limit is a mebibyte."""
    line = "word " * 200 + "\n\n"
    text = (line * (MAX_PAGE_BYTES // len(line) + 1))[:MAX_PAGE_BYTES]
    assert not render(text[: MAX_PAGE_BYTES // 8]).problem
    assert "larger than" in render(text + "x").problem
    assert "larger than" not in render(text).problem


def test_a_forged_place_holder_finds_nothing() -> None:
    """The marks that Python-Markdown keeps for itself do not get in."""
    page = render("**safe** \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 <b>x</b>")
    assert "\x02" not in page.html
    assert page.html.count("<b>x</b>") == 1


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>&\"'=/#[](){}!*_`~^|:-+.\n\t ax1:svgonerror"), max_size=200))
def test_whatever_is_written_the_html_holds_no_more_than_the_list(text: str) -> None:
    """A second sanitising finds nothing, there is one `h1`, and no attribute can run."""
    page = render(text)
    assert page.html.count("<h1") == 1
    assert not re.search(r"<[^>]*\son[a-z]+=", page.html)
    assert not re.search(r"<(script|iframe|style|form|base|meta|link|object)", page.html)


def test_sanitising_twice_changes_nothing() -> None:
    """The result is in the one spelling that it is read in."""
    once = sanitise_html("<P CLASS=x title='a\"b'>a<br/>b & c <!-- d --><td>e")
    assert sanitise_html(once) == once


def test_alignment_is_the_only_style() -> None:
    """A cell keeps its alignment and loses everything that could cover the page."""
    html = sanitise_html('<table><tr><td style="position:fixed;text-align:right">x</td></tr></table>')
    assert 'style="text-align:right"' in html


def test_short_texts_are_no_markdown() -> None:
    """A description is one line of escaped text."""
    assert render_inline("**a** <b>\n c") == "**a** &lt;b&gt; c"


@pytest.mark.parametrize(
    ("text", "yaml", "body"),
    [
        ("---\ntitle: x\n---\n# Body\n", "title: x\n", "# Body\n"),
        ("\ufeff---\na: 1\n...\nBody", "a: 1\n", "Body"),
        ("---\n---\nBody", "", "Body"),
        ("# Body\n\n---\n\nx\n\n---\n", "", "# Body\n\n---\n\nx\n\n---\n"),
        ("--- a\nb\n---\n", "", "--- a\nb\n---\n"),
    ],
)
def test_front_matter_is_cut_off_unread(text: str, yaml: str, body: str) -> None:
    """Only a block at the very beginning counts."""
    assert split_front_matter(text) == (yaml, body)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("#set-up", "#set-up"),
        ("#Set-Up", "#set-up"),
        ("#tls--mtls", "#tls-mtls"),
        ("#note", "#note"),
        ("#named", "#named"),
        ("#twice-1", "#twice_1"),
        ("#title", "#title"),
        ("#gone", None),
    ],
)
def test_a_link_within_the_page_is_its_own_business(link: str, place: str | None) -> None:
    """It leads to the id that it names, as Python-Markdown or as a forge would have spelt it; only others are asked for."""
    asked: list[str] = []

    def resolve(target: str, _kind: LinkKind) -> None:
        asked.append(target)

    text = (
        f"# Title\n\n## Set up\n\n## TLS & mTLS\n\n<p id='note'>x</p>\n\n<a name='named'></a>\n\n"
        f"## Twice\n\n## Twice\n\n[link]({link})\n"
    )
    html = RENDERER.render(text, resolve, title="T").html
    assert (f'<a href="{place}">link' in html) is (place is not None)
    assert asked == ([] if place else [link])


def test_headings_know_their_lines() -> None:
    """Code that looks like a heading is none; the lines before the text count."""
    text = "# T\n\n```\n# no\n```\n\nUnder\n-----\n\n## A *b* `c`\n\n### A b c\n\n<h2>HTML</h2>\n"
    draft = RENDERER.draft(text, title="T", lines=HeadingLines(text, first_line=4))
    under, other = draft.toc[0], draft.toc[1]
    assert (under.line, other.line, other.children[0].line, draft.toc[2].line) == (11, 14, 16, 0)
    assert '<h1 id="t" data-cb-line="5">' in draft.html


def test_a_hole_cannot_be_forged() -> None:
    """What stands for a link in a draft is in no page that anybody can write."""
    draft = RENDERER.draft("[x](y)\n\n\0" + "0\0 &#0; &#x0;0&#x0; <p title='\0 0\0'>z</p>", title="T")
    assert draft.html.count("\0") == 2
