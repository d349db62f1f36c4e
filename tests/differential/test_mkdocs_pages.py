"""Our pages say what those of plain MkDocs with Material say, but for the differences that are meant."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from differential.mkdocs_pages import corpus_pages, own_pages
from differential.page_comparison import READINGS, Verdict, compare, compare_pages
from differential.page_rules import RULES

DIFFERENT: Final[dict[str, str]] = {}
"""Pages that are not equal, and why they are not to be."""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """The verdicts on the pages of this project."""
    return compare_pages(own_pages(), tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module", params=["own", "corpus"])
def verdicts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """The verdicts on them, and where the corpus is there on pages of real repositories."""
    if request.param == "own":
        own: list[Verdict] = request.getfixturevalue("own")
        return own
    pages = corpus_pages(request.getfixturevalue("shared") / "corpus")
    assert len(pages) >= 50
    assert len({"/".join(page.name.split("/")[:2]) for page in pages}) >= 15
    return compare_pages(pages, tmp_path_factory.mktemp("corpus"))


def test_a_page_says_what_mkdocs_says(verdicts: list[Verdict]) -> None:
    """Elements, attributes, ids and words are those of MkDocs, after the rules."""
    wrong = [verdict for verdict in verdicts if verdict.equal == (verdict.page in DIFFERENT)]
    assert not wrong, "\n\n".join(map(str, wrong))


def test_a_list_that_is_read_in_another_way_says_the_same(verdicts: list[Verdict]) -> None:
    """Where our lists nest otherwise, they have the words of MkDocs in its order."""
    lists = [verdict for verdict in verdicts if "lists" in verdict.rules]
    assert lists
    assert [verdict.page for verdict in lists if not verdict.as_said] == []


def test_most_pages_are_equal_without_any_rule(verdicts: list[Verdict]) -> None:
    """The rules are for the exceptions: two pages of five, at the least, need none at all."""
    counts = Counter(len(verdict.rules) for verdict in verdicts)
    assert counts[0] * 5 >= len(verdicts) * 2, counts


def test_every_rule_has_a_page_that_needs_it(own: list[Verdict]) -> None:
    """A rule that nothing needs any more has no place here."""
    needed = {rule for verdict in own for rule in verdict.rules}
    assert needed == {rule.name for rule in (*RULES, *READINGS)}
    assert all(rule.why for rule in (*RULES, *READINGS))
    assert all(DIFFERENT.values())


_ROW: Final = "<table><tbody><tr>"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("<p>one two</p>", "<p>one</p>"),
        ("<p>one <b>two</b></p>", "<p>one<b>two</b></p>"),
        ("<p>1 &lt; 2</p>", "<p>1 &amp;lt; 2</p>"),
        ("<p>one</p><p>two</p>", "<p>one two</p>"),
        ("<h2 id='a'>A</h2>", "<h2 id='b'>A</h2>"),
        ("<h2 id='a'>A</h2>", "<h3 id='a'>A</h3>"),
        ("<h2 id='a'>A</h2>", "<h2>A</h2>"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<div class='admonition note'>a</div>", "<div class='note'>a</div>"),
        (f"{_ROW}<td style='text-align: right;'>1</td></table>", f"{_ROW}<td>1</td></table>"),
        ("<input type='checkbox' checked>", "<input type='checkbox'>"),
        ("<a href='https://a.example/x'>x</a>", "<a href='https://a.example/y'>x</a>"),
        ("<a href='#x'>x</a><p id='x'>y</p>", "<a href='#y'>x</a><p id='x'>y</p>"),
        ("<a href='x.html'>x</a>", "x"),
        ("<img src='a.png' alt='A'>", "<img src='a.png' alt='B'>"),
        ("<pre><code>a\n  b</code></pre>", "<pre><code>a\nb</code></pre>"),
        ("<ol start='3'><li>a</li></ol>", "<ol><li>a</li></ol>"),
    ],
)
def test_a_difference_that_is_not_meant_is_seen(theirs: str, ours: str) -> None:
    """No rule and no tidying hides what a reader would notice, and the report shows both sides."""
    verdict = compare("page", theirs, ours)
    assert not verdict.equal
    assert "MkDocs:" in str(verdict)
    assert compare("page", theirs, theirs).equal
