"""A page that is read quickly is, to the byte, what the full parser makes of it; all others are left to that."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from callboard.markup.dialect import Dialect, read_dialect
from callboard.markup.front_matter import split_front_matter
from callboard.markup.limits import too_hard
from callboard.markup.quick import QuickReader, understands
from callboard.markup.renderer import Renderer, markdown_instance
from unit.markup.plain_pages import page, scrap

PLAIN = (
    "",
    "One line",
    "# A title\n\nWords that\ngo on.\n\n\n## And _more_ of **them**\nright behind\n",
    "A title\n=======\n\nAnother\n---\n\n---\n\nEnd\n",
    "Say `code`, **`bold code`**, *so*, **[a link](b.md)** or [**this**](c.md#d_e).",
    'A [titled](a.md "It is") link, ![a picture](b_c.png), [![a badge](d.svg)](https://acme.example).',
    "See https://acme.example/a_b?c=d&e, (https://acme.example) or [https://x.example](https://x.example).",
    "Five > four & three, snake_case_names, <in code> not: `<name>` and `a|b`.".replace("<in code>", "that"),
    "A line  \nthat ends, and one<br>that is <https://acme.example/> broken\n",
    "<!-- A remark. -->\n\nText\n\n<!-- Another: `x`, https://acme.example -->\n",
    "- one\n- two\n    goes on\n    - inner\n    - another\n- three\n\nText",
    "- one\n\n- two\n\n  more of two\n\n  ```sh\n  make\n  ```\n- three\n",
    "1. first\n2. second\n   - inner\n\n3. third\n",
    "3. third\n4. fourth\n",
    "Text\n- a list\n\n* another\n\n1. numbers\n",
    '!!! note\n    Words\n\n    - a list\n        - in a list\n\n??? tip "Look here"\n\n    ```py\n    x = 1\n    ```\n',
    "> Words\n> of **another**\n>\n> - a list\n",
    "| a | b |\n|---|:-:|\n| `c` | **d** |\n| e |\n| f | g | h |\n",
    "a | b\n--- | --:\nc | d\n",
    'Text\n```yaml title="a.yaml" hl_lines="1"\na: 1\n\tb: 2\n```\nright behind\n\n```mermaid\ngraph LR\n```\n',
    "~~~\nno language\n~~~\n\n```nosuchlanguage\nx < y\n```\n",
    "A tab\tin text\r\nand a line\r\n",
    "Literal [Brackets of words], 日本 and café\n",
)
NOT_PLAIN = (
    "<div>html</div>",
    "<br> first",
    "<!-- two\nlines -->",
    "<!-- a -- b -->",
    "Text\n<!-- right behind -->",
    "A\\*star",
    "&lt;",
    "[a reference][b]\n\n[b]: c.md",
    "[^1]\n\n[^1]: note",
    "*[HTML]: words\n\nHTML",
    "Term\n:   Definition",
    "H~2~O and ==mark== and ^up^",
    "++ctrl+c++",
    ":smile:",
    "(c) 2026",
    "on the 1st",
    "1/2 of it",
    "a --> b",
    "$x^2$",
    "{{ variable }}",
    "# Title {#here}",
    "[TOC]",
    "- [ ] to do",
    "    indented code",
    '=== "Tab"\n\n    text',
    "[[component:shop]]",
    "```{note}\ntext\n```",
    "somebody@acme.example",
    "http://",
    "a_b_c a://b",
    "_a_https://acme.example",
    "www.acme.example",
    "**never closed",
    "__init__",
    "`never closed",
    "``two`` ticks",
    "`:::py code`",
    "`<script>`",
    "  \nA line of blanks first",
    "a\xa0blank",
    "##no blank",
    "> [!NOTE]\n> text",
    "- # a heading\n",
    "- a\n 1. b",
    "!!! note\n    a\n\n    - b\n\n        c",
    "a | b\n-|-",
    "| a |\n| - |\n| b |",
)


@cache
def parser() -> Markdown:
    """What a page is compared with."""
    return markdown_instance()


@cache
def reader() -> QuickReader:
    """What is compared; its Markdown instance is another one."""
    return QuickReader(markdown_instance())


def agree(text: str) -> bool:
    """Whether the page was read quickly; then it is the same."""
    html = reader().html(text)
    if html is not None:
        assert html == parser().reset().convert(text)
    return html is not None


@pytest.mark.parametrize("text", PLAIN)
def test_what_most_pages_use_is_read_quickly(text: str) -> None:
    """And is what the parser makes of it."""
    assert agree(text)


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_only_the_parser_knows_is_left_to_it(text: str) -> None:
    """Also in the middle of a page."""
    assert reader().html(text) is None
    assert reader().html(f"# Title\n\n{text}\n") is None or text.startswith("  \n")


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_is_put_together_is_the_same(chance: Random) -> None:
    """Pages of what is covered, in any order and depth."""
    agree(page(chance))


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False))
def test_scraps_are_the_same_or_left_alone(chance: Random) -> None:
    """Pages of anything that begins something, mostly without its end."""
    text = scrap(chance)
    if not too_hard(text):
        agree(text)


def test_most_of_what_is_put_together_is_read_quickly() -> None:
    """Otherwise the two above would say little."""
    chance = Random(1)  # noqa: S311  # no secret
    assert sum(agree(page(chance)) for _ in range(200)) > 60


def test_our_own_documentation_is_the_same(root: Path) -> None:
    """As far as it is plain."""
    texts = [split_front_matter(path.read_text())[1] for path in sorted((root / "docs").rglob("*.md"))]
    assert sum(map(agree, texts)) >= len(texts) // 4


def test_pages_of_real_repositories_are_the_same(shared: Path) -> None:
    """A good part of them is read quickly."""
    paths = sorted(path for path in (shared / "corpus").rglob("*.md") if path.is_file())
    texts = [split_front_matter(path.read_text(errors="replace"))[1] for path in paths]
    easy = [text for text in texts if not too_hard(text) and "\x02" not in text and "\x03" not in text]
    assert sum(map(agree, easy)) > len(easy) * 0.4


def test_the_page_says_so_of_what_it_is_made_from() -> None:
    """A draft is the same whichever way it was made."""
    text = "# Title\n\n## Part\n\nA [link](a.md) and `code`.\n\n```py\nx = 1\n```\n\n- one\n- two\n"
    slow = Renderer(read_dialect(["smarty"])[0])
    assert Renderer().draft(text, title="T") == slow.draft(text, title="T")


def test_a_plain_page_never_reaches_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever drafts pages asks the quick reader first; a page that it gives up is read the long way."""
    asked: list[str] = []
    convert = Markdown.convert
    monkeypatch.setattr(Markdown, "convert", lambda self, text: (asked.append(text), convert(self, text))[1])
    renderer = Renderer()
    renderer.draft("# Title\n\nWords, `code` and **more**.\n", title="T")
    assert asked == []
    renderer.draft("# Title\n\nH~2~O\n", title="T")
    assert len(asked) == 1


def test_only_the_plain_dialect_is_read_quickly() -> None:
    """Whoever asks for more gets the parser; how deep the table of contents goes is not its affair."""
    assert understands(Dialect())
    assert understands(read_dialect([{"toc": {"toc_depth": 2}}, "admonition"])[0])
    assert not understands(read_dialect(["smarty"])[0])
    assert not understands(read_dialect([{"toc": {"baselevel": 2}}])[0])
    assert not understands(read_dialect([{"pymdownx.highlight": {"linenums": True}}])[0])
