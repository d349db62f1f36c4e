"""Formulas become MathML from a closed list, or stay what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callboard.markup.constructs import finish_constructs
from callboard.markup.mathml import MOST_SOURCE, mathml

TAG = re.compile(r"<(/?)([a-z]+)((?: [a-z]+=\"[^\"<>&]*\")*)>")


def test_a_formula_is_mathml_without_anything_around_it() -> None:
    """Neither a namespace nor a style, and the text of each element is what a reader sees."""
    assert mathml(r"\alpha < 1", display=False) == (
        '<math display="inline"><mrow><mi>\N{GREEK SMALL LETTER ALPHA}</mi><mo>&lt;</mo><mn>1</mn></mrow></math>'
    )


@pytest.mark.parametrize(
    ("source", "letter"),
    [
        (r"\mathbf{x}", "\N{MATHEMATICAL BOLD SMALL X}"),
        (r"\mathbb{R}", "\N{DOUBLE-STRUCK CAPITAL R}"),
        (r"\mathfrak{C}", "\N{BLACK-LETTER CAPITAL C}"),
        (r"\mathtt{1}", "\N{MATHEMATICAL MONOSPACE DIGIT ONE}"),
    ],
)
def test_alphabets_are_letters_of_their_own(source: str, letter: str) -> None:
    """Browsers no longer heed the attribute for them."""
    assert f">{letter}<" in (mathml(source, display=False) or "")


@pytest.mark.parametrize("name", ["aligned", "align", "gather*", "split", "pmatrix", "cases"])
def test_environments_are_tables(name: str) -> None:
    """Each line is a row."""
    formula = mathml(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}", display=True) or ""
    assert formula.count("<mtr>") == 2
    assert "&amp;" not in formula


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x" * (MOST_SOURCE + 1),
        "{" * 100 + "x" + "}" * 100,
        r"\sqrt" * 800,
        r"\left(" * 400 + r"\right)" * 400,
        "x" + "^{x" * 400 + "}" * 400,
        r"\newcommand{\a}{\b\b}\newcommand{\b}{\c\c}\a",
        r"\def\a{x}\a",
        r"\href{javascript:alert(1)}{x}",
        r"\style{position:fixed}{x}",
        r"\class{md-overlay}{x}",
        r"\cssId{__search}{x}",
        r"\unicode{x3c}",
        r"\input{/etc/passwd}",
        r"\frac{1",
        r"x^2^2",
        r"\begin{matrix} a",
    ],
    ids=range(17),
)
def test_what_is_no_formula_or_too_much_of_one_is_refused(source: str) -> None:
    """It is answered quickly, and without an exception."""
    assert mathml(source, display=True) is None


@pytest.mark.parametrize(
    "source",
    [r"\hspace{9999em}", r"\rule{100cm}{100cm}", r"\raise{-50em}{x}", r"\kern-99em x", r"\color{red;x:y}{x}"],
)
def test_no_formula_reaches_beyond_its_place(source: str) -> None:
    """Lengths and colours that could cover or disguise something are left out."""
    assert not re.search(r"\d\d(em|cm)|color|voffset", mathml(source, display=False) or "")


def test_a_refused_formula_stays_as_code() -> None:
    """Escaped, and in a paragraph of its own where it had one."""
    html = '<span class="arithmatex">\\(\\href{&lt;b&gt;}{x}\\)</span>'
    assert finish_constructs(html, None) == r"<code>\href{&lt;b&gt;}{x}</code>"
    html = '<div class="arithmatex">\\[\n\\def\\a{}\n\\]</div>'
    assert finish_constructs(html, None) == r"<p><code>\def\a{}</code></p>"


def test_a_page_converts_so_much_and_no_more() -> None:
    """What comes after a hundred thousand characters stays as code."""
    html = finish_constructs(f'<span class="arithmatex">\\({"x " * 2_000}\\)</span>' * 30, None)
    assert 20 < html.count("<math") < 30
    assert html.count("<math") + html.count("<code>") == 30


@given(
    st.lists(
        st.sampled_from(
            [
                *"{}[]()^_&<>\"'`$%#~ax1 =+-|/,.",
                *(r"\\", r"\frac", r"\sqrt", r"\left", r"\right", r"\text", r"\mathbf", r"\begin{matrix}"),
                *(
                    r"\end{matrix}",
                    r"\color",
                    r"\hspace",
                    r"\mathop",
                    r"\overset",
                    r"\not",
                    r"\tag",
                    r"\limits",
                ),
                *(r"\sum", r"\verb", r"\over", r"\mbox", "<script>", "onload=", "&lt;", "&#60;", "\x01"),
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_whatever_is_written_only_listed_elements_come_out(source: str) -> None:
    """Every `<` begins a whole tag of MathML with plain attributes, and tags are balanced."""
    formula = mathml(source, display=False)
    if formula is None:
        return
    depth = 0
    for closing, name, attributes in TAG.findall(formula):
        assert name.startswith("m") or name == "none"
        assert not re.search(r" (on|style|href|id|src)", attributes)
        depth += -1 if closing else 1
        assert depth >= 0
    assert depth == 0
    assert "<" not in TAG.sub("", formula)
    assert "\x01" not in formula
