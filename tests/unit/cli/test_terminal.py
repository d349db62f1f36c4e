"""Text of strangers in a terminal."""

from __future__ import annotations

import pytest

from callboard.cli.terminal import printable


@pytest.mark.parametrize(
    "text",
    [
        "a\n::error::x",
        "\x1b[31mred",
        "\x1b]0;title\x07",
        "a\rb",
        "x\u202ey",
        "##[command]x",
        "\u2028::set-output",
    ],
)
def test_nothing_moves_the_cursor_or_commands_a_runner(text: str) -> None:
    """Control characters are gone, lines are one, and no command marker survives."""
    shown = printable(text)
    assert shown.isprintable() or "\u200b" in shown
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert "::" not in shown
    assert "##[" not in shown


def test_ordinary_text_is_as_it_was() -> None:
    """Letters of any script pass."""
    assert printable("docs/é.md:3:1 error ref-unknown x; did you mean y?") == (
        "docs/é.md:3:1 error ref-unknown x; did you mean y?"
    )
