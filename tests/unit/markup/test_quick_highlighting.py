"""Highlighting that remembers gives what highlighting that forgets gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from callboard.markup.quick_highlighting import lexer_by_name

_COMPARED = """
import sys
from callboard.markup.renderer import markdown_instance
from callboard.markup import quicken
if sys.argv[1] == "quick":
    quicken()
markdown = markdown_instance()
text = open(sys.argv[2], encoding="utf-8").read()
sys.stdout.buffer.write("".join(markdown.reset().convert(text) for _ in range(2)).encode())
"""

_BLOCKS = [
    ("python", "def f(x: int = 1) -> str:\n    return f'{x}'  # no"),
    ("c++", "int main() { return 0; }"),
    ("html+jinja", "<p>{{ x }}</p>"),
    ("php", "<?php echo 1;"),
    ("console", "$ ls\nfile"),
    ("no-such-language", "words"),
    ("python", "class A: ..."),
    ("PYTHON", "1"),
    ("", "plain"),
]


def test_remembered_highlighting_is_the_same(tmp_path: Path) -> None:
    """Block after block, with numbers and marked lines, in a process that remembers and in one that does not."""
    page = tmp_path / "page.md"
    blocks = [
        f"```{name} {options}\n{code}\n```"
        for options in ("", "linenums='1' hl_lines='1'")
        for name, code in _BLOCKS
    ]
    page.write_text("\n\n".join([*blocks, "`#!python x = 1` `#!js let a`"]))
    quick, slow = (
        subprocess.run([sys.executable, "-c", _COMPARED, how, page], check=True, capture_output=True).stdout
        for how in ("quick", "slow")
    )
    assert quick == slow
    assert b'class="k"' in quick


@pytest.mark.parametrize("name", ["python", "C++", "text", "yaml"])
def test_a_lexer_is_the_one_that_pygments_gives(name: str) -> None:
    """With its options, and new each time."""
    mine, theirs = lexer_by_name(name, stripnl=False), get_lexer_by_name(name, stripnl=False)
    assert type(mine) is type(theirs)
    assert mine.options == theirs.options
    assert mine is not lexer_by_name(name, stripnl=False)


def test_an_unknown_language_is_unknown_every_time() -> None:
    """As Pygments says it."""
    for _ in range(2):
        with pytest.raises(ClassNotFound):
            lexer_by_name("no-such-language")
