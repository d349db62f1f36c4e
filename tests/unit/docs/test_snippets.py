"""Files that pages ask to be put into them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from callboard.docs.snippets import Refusal, Snippets
from unit.docs.repositories import build, first_text

FILES = {
    "a.md": "one\ntwo\nthree\nfour",
    "docs/b.md": "in docs",
    "parts.py": "# --8<-- [start:setup]\nset up\n# --8<-- [end:setup]\nrest\n# --8<-- [start: other ]\nother",
    "nested.md": 'before\n--8<-- "a.md:2"\nafter',
    "loop.md": 'round\n--8<-- "loop.md"',
    "doc/inc.rst": "included\n\n.. include:: ../a.md",
}


def put_in(text: str, files: Mapping[str, str] = FILES) -> tuple[str, Snippets]:
    """A page with its snippets, looked for in the root and below docs."""
    snippets = Snippets(files.get, ("", "docs"))
    return snippets.expanded(text), snippets


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('--8<-- "a.md"', FILES["a.md"]),
        ("--8<-- 'b.md'", "in docs"),
        ("-8<- 'b.md'", "in docs"),
        ('    --8<-- "a.md:1:2"', "    one\n    two"),
        ('--8<-- "a.md:3:"', "three\nfour"),
        ('--8<-- "a.md::2"', "one\ntwo"),
        ('--8<-- "parts.py:setup"', "set up"),
        ('--8<-- "parts.py:other"', "other"),
        ('--8<-- "parts.py"', "set up\nrest\nother"),
        ("--8<--\na.md:1:1\n; gone.md\n\nb.md\n--8<--\nend", "one\nin docs\nend"),
        ('--8<-- "nested.md"', "before\ntwo\nthree\nfour\nafter"),
        (';--8<-- "a.md"', '--8<-- "a.md"'),
        ('words --8<-- "a.md" words', 'words --8<-- "a.md" words'),
    ],
)
def test_a_snippet_stands_where_it_was_asked_for(written: str, expected: str) -> None:
    """Whole, in part, indented, in blocks, and with the snippets that it asks for itself."""
    text, snippets = put_in(written)
    assert text == expected
    assert snippets.refusals == []


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../a.md",
        "docs/../../a.md",
        "\\\\host\\x",
        "C:/x",
        "http://127.0.0.1:9/x",
        "file:///a.md",
        "gone.md",
    ],
)
def test_what_is_not_a_file_of_the_repository_is_refused(name: str) -> None:
    """The page says so where the text would be, and the finding has the line."""
    text, snippets = put_in(f'# T\n\n--8<-- "{name}"\n')
    assert text == f"# T\n\n*Not included: `{name}`*\n"
    ((line, message),) = [(refusal.line, refusal.message) for refusal in snippets.refusals]
    assert line == 3
    assert name[:4] in message.replace("\\\\", "\\")


def test_snippets_without_end_come_to_one() -> None:
    """A file that puts itself in, and a page that puts in too much, are told once and cost little."""
    text, snippets = put_in('--8<-- "loop.md"')
    assert text.count("round") == 8
    assert snippets.refusals == [Refusal(1, "The page includes too much to put in 'loop.md'")]
    many, snippets = put_in('--8<-- "a.md"\n' * 500)
    assert many.count("one") == 200
    assert len(snippets.refusals) == 1
    big, snippets = put_in('--8<-- "big.md"\n' * 20, {"big.md": "x" * 200_000})
    assert big.count("x") == 5 * 200_000
    assert snippets.refusals


def test_restructured_text_includes_files_of_its_repository() -> None:
    """Relative to the page, options left out, and never from outside the repository."""
    snippets = Snippets(FILES.get, ())
    text = "a\n\n  .. include:: inc.rst\n     :start-line: 2\n\n.. include:: ../../../etc/passwd\n"
    assert snippets.expanded(text, restructured=True, folder="doc") == (
        "a\n\n  included\n\n  one\n  two\n  three\n  four\n\n*Not included:* ``../../../etc/passwd``\n"
    )
    assert [refusal.line for refusal in snippets.refusals] == [6]
    assert list(snippets.used) == ["doc/inc.rst", "a.md"]


def test_a_page_is_drafted_again_when_its_snippet_changes() -> None:
    """What was put in is part of what the page is made from; the finding names the line of the file."""
    page = '---\ntitle: T\n---\n\n--8<-- "words.md"\n\n--8<-- "/gone"\n'
    library = build({"docs/index.md": page, "words.md": "**first**"})
    (docs,) = library.sets.values()
    assert "<strong>first</strong>" in first_text(docs)
    (found,) = library.findings
    assert (found.code, str(found.origin)) == ("docs-snippet", "docs/index.md:7")
