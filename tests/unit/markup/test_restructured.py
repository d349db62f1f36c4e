"""reStructuredText in, a fragment of HTML out: each case is a pair of files in tests/golden/restructured."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from docutils.core import publish_parts
from docutils.parsers.rst import directives, roles
from docutils.writers.html5_polyglot import Writer
from hypothesis import given
from hypothesis import strategies as st

from callboard.markup import sanitise_html
from callboard.markup.restructured import Toctree, convert, toctrees, too_hard
from callboard.markup.rewriting import Rewriting

CASES = Path(__file__).parents[2] / "golden" / "restructured"
NAMES = sorted(path.stem for path in CASES.glob("*.rst"))

MARKUP = st.lists(
    st.sampled_from(
        [
            "\n", "\n\n", " ", "   ", "\\", "*", "**", "`", "``", "|", "_", "__", ":", "::", "<", ">", "[1]_", "[#]_",
            ".. ", ".. [1] ", ".. _a: ", ".. |a| ", "replace:: ", "note::", "code-block:: python", "toctree::",
            "glossary::", "list-table::", "csv-table::", "figure:: a", "tab:: a", "foo:: bar", "include:: x",
            "unicode:: 0xD800", "default-role:: math", "role:: a(raw)", "only:: html", "class:: A(b)", ":ref:",
            ":a: b", "- ", "1. ", "====", "----", "+--+", "= =", "a", "bc", "é", "\x00", "\ud800", "\t",
        ]
    )
).map("".join)  # fmt: skip


def words(html: str) -> str:
    """What a reader of a fragment reads."""
    return "".join(html5lib.parseFragment(html, namespaceHTMLElements=False).itertext())


def rewritten(html: str) -> Rewriting:
    """The fragment as the rest of the pipeline leaves it."""
    rewriting = Rewriting()
    rewriting.run(sanitise_html(html))
    return rewriting


@pytest.mark.parametrize("case", NAMES)
def test_a_page_becomes_its_golden_html(case: str) -> None:
    """The HTML of a case is the one beside it, and sanitising takes no word of it away."""
    page = convert((CASES / f"{case}.rst").read_text())
    assert page.html == (CASES / f"{case}.html").read_text()
    assert not page.problem
    assert words(sanitise_html(page.html)) == words(page.html)


@pytest.mark.parametrize("case", NAMES)
def test_nothing_of_docutils_own_words_is_on_a_page(case: str) -> None:
    """No page carries a message of the parser, and none has more than one `h1`."""
    html = convert((CASES / f"{case}.rst").read_text()).html
    assert "system-message" not in html
    assert "problematic" not in html
    assert html.count("<h1") <= 1


def test_what_could_only_be_shown_as_text_is_named_once() -> None:
    """Foreign directives and roles are named in order, each once; those that are understood are not."""
    text = ".. zebra:: x\n\n.. automodule:: a\n\n.. automodule:: b\n\n.. note:: n\n\n:odd:`x` :ref:`y`\n"
    assert convert(text).foreign == ("automodule", "odd", "zebra")


def test_the_title_is_the_text_of_the_first_section() -> None:
    """The title is plain text, and `""` on a page without sections."""
    assert convert("A *b* ``c``\n===========\n\nx\n").title == "A b c"
    assert convert("x\n").title == ""


def test_headings_are_found_by_the_pass_behind_the_sanitiser() -> None:
    """The title is the page's `h1` and the sections below it are its contents, with docutils' ids."""
    found = rewritten(convert("Top\n===\n\nOne\n---\n\nTwo\n---\n\nDeep\n~~~~\n\nx\n").html)
    assert found.title == "Top"
    shown = [(heading.level, heading.id, heading.words) for heading in found.headings]
    assert shown == [(1, "top", "Top"), (2, "one", "One"), (2, "two", "Two"), (3, "deep", "Deep")]


HOSTILE = """\
.. default-role:: math
.. role:: mine(strong)
.. role:: emphasis(raw)
   :format: html
.. highlight:: python
.. |word| replace:: leaked
.. _place: https://leak.example/

First
~~~~~

:mine:`x` `y` [#]_

.. [#] z
"""
QUIET = """\
Second
------

Then
====

`y` :mine:`x` :emphasis:`e` |word| place_ [#]_

.. [#] z

::

   import x
"""


def test_no_page_changes_another() -> None:
    """A page is the same whatever was converted before it."""
    alone = convert(QUIET)
    convert(HOSTILE)
    assert convert(QUIET) == alone
    assert "leak" not in alone.html
    assert alone.foreign == ("mine",)


def test_docutils_is_left_as_it_was() -> None:
    """Another user of docutils in the process sees none of our directives and roles."""
    known = dict(vars(roles)["_roles"]), dict(vars(directives)["_directives"])
    convert(HOSTILE)
    assert (vars(roles)["_roles"], vars(directives)["_directives"]) == known
    settings = {"warning_stream": False, "_disable_config": True, "report_level": 5}
    parts = publish_parts(".. mermaid::\n\n   x\n", writer=Writer(), settings_overrides=settings)
    assert "cb-mermaid" not in parts["fragment"]


def test_nothing_is_written_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """What docutils has to say about a broken page is said to nobody."""
    convert((CASES / "malformed.rst").read_text())
    assert capsys.readouterr() == ("", "")


def test_included_files_are_read_where_the_caller_allows_it() -> None:
    """An included file is part of the page, links in it count, and its own targets are seen from the page."""
    asked = []
    files = {"sub/a.rst": "*one*\n\n.. include:: b.rst\n", "sub/b.rst": ".. _there: https://x.example/\n"}

    def read(target: str) -> str | None:
        asked.append(target)
        return files.get(target)

    page = convert(".. include:: sub/a.rst\n\nthere_\n\n.. include:: ../gone.rst\n", read)
    assert page.html == (
        '<p><em>one</em></p>\n<p><a href="https://x.example/">there</a></p>\n'
        '<p class="cb-foreign"><code>include</code> is not run here: '
        '<a href="../gone.rst"><code>../gone.rst</code></a></p>\n'
    )
    assert asked == ["sub/a.rst", "sub/b.rst", "../gone.rst"]


def test_a_part_of_a_file_is_included() -> None:
    """Lines and marks say which part, and code stays code."""
    text = "zero\nSTART\nx = 1\nEND\nrest\n"
    page = convert(
        ".. include:: a.py\n   :code: python\n   :start-after: START\n   :end-before: END\n", lambda _: text
    )
    assert words(page.html) == "x = 1\n\n"
    page = convert(".. include:: a.rst\n   :start-line: 4\n", lambda _: text)
    assert page.html == "<p>rest</p>\n"


def test_files_that_include_each_other_end() -> None:
    """A file is not included in itself, and not more files than the limit are included in all."""
    assert convert(".. include:: a\n", lambda _: "x\n\n.. include:: a\n").html.count("<p>x</p>") == 1
    many = ".. include:: a\n\n.. include:: b\n\n" * 40
    assert convert(many, lambda _: "x\n").html.count("<p>x</p>") == 50


BOMBS = {
    "emphasis": "*a " * 30_000,
    "literal": ("``a " * 25 + "\n") * 800,
    "references": ("a_ " * 30 + "\n") * 800,
    "targets": ".. _a:\n" * 10_000,
    "footnotes": "[*]_ x\n\n.. [*] x\n\n" * 3_100,
    "lines": "x\n" * 30_000,
    "a line": "x" * 30_000,
    "grid": "+-" * 200 + "+\n",
    "columns": "= " * 200 + "\n" + "a " * 200 + "\n",
    "cells": ("| " * 60 + "\n") * 1_000,
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_page_that_would_take_for_ever_is_shown_as_it_was_written(name: str) -> None:
    """It says why, and every character of it is there."""
    page = convert(BOMBS[name])
    assert page.problem.startswith("The page has ")
    assert page.problem == too_hard(BOMBS[name])
    assert words(page.html) == BOMBS[name] + "\n"


def test_substitutions_do_not_grow_without_end() -> None:
    """What ten levels of ten references each would make is cut off, and a long definition is not repeated for ever."""
    levels = "".join(f".. |a{level}| replace:: {f'|a{level + 1}| ' * 10}\n" for level in range(10))
    assert len(convert(f"|a0|\n\n{levels}.. |a10| replace:: x\n").html) < 500_000
    long = convert(f"{'|a| ' * 1_000}\n\n.. |a| replace:: {'x ' * 4_000}\n")
    assert not long.problem
    assert len(long.html) < 500_000


def test_one_long_row_does_not_lengthen_ten_thousand_others() -> None:
    """A table that would be mostly padding is shown as its source."""
    page = convert(f".. csv-table::\n\n   {'a,' * 3_000}\n" + "   a\n" * 5_000)
    assert "<table" not in page.html
    assert "csv-table" in page.html


def test_what_makes_the_parser_fall_over_is_shown_as_written() -> None:
    """A number too long for Python costs the page its markup, and nobody else anything."""
    page = convert("9" * 5_000 + ". a\n\nb\n")
    assert page.problem == "The reStructuredText parser gave up on the page"
    assert words(page.html).startswith("9999")


def test_every_page_of_the_corpus_is_converted(shared: Path) -> None:
    """No page that somebody wrote is too hard, breaks the parser or loses words in the sanitiser."""
    pages = sorted((shared / "corpus").rglob("*.rst"))
    assert len(pages) > 300
    for path in pages:
        page = convert(path.read_text(encoding="utf-8", errors="replace"))
        assert not page.problem, path
        assert words(sanitise_html(page.html)) == words(page.html), path


@given(st.text() | MARKUP)
def test_no_text_whatever_is_an_error(text: str) -> None:
    """Arbitrary text gives a page that can be encoded and has at most one title."""
    page = convert(text)
    page.html.encode()
    assert page.html.count("<h1") == (1 if re.search("<h1", page.html) else 0)
    assert isinstance(sanitise_html(page.html), str)


def test_toctrees_are_read_without_a_parser() -> None:
    """Caption, options and entries are as written; comments and code hold none."""
    text = """\
Title
=====

.. toctree::
   :maxdepth: 2
   :caption: Guide: all of it

   intro
   Named <guide/index>
   https://example.org/

.. only:: html

   .. toctree::
      :hidden:
      :glob:

      decisions/*
   .. toctree::

.. code-block:: rst

   .. toctree::

      shown

Example::

   .. toctree::

      shown

.. a comment

   .. toctree::

      commented
"""
    first, second, third = toctrees(text)
    assert first.entries == (("", "intro"), ("Named", "guide/index"), ("", "https://example.org/"))
    assert (first.caption, first.glob, first.hidden) == ("Guide: all of it", False, False)
    assert second == Toctree("", (("", "decisions/*"),), glob=True, hidden=True)
    assert third == Toctree("", (), glob=False, hidden=False)


@given(st.text() | MARKUP)
def test_no_text_whatever_breaks_the_scan_for_toctrees(text: str) -> None:
    """Arbitrary text gives a list of toctrees."""
    assert isinstance(toctrees(text), tuple)
