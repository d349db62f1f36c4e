"""Glossaries as the operator writes them."""

from __future__ import annotations

import pytest

from callboard.errors import ConfigurationError
from callboard.guides import Term, read_glossary
from callboard.guides.glossary import MOST_TERMS


def test_both_ways_of_writing_a_term_are_read() -> None:
    """`Word: meaning`, or a definition list; in alphabetical order, whatever the case."""
    text = "# Glossary\n\nrefund: money back,\n  in part or whole\n\nCapture\n: taking the money\n"
    assert read_glossary(text, "glossary.md") == (
        Term("Capture", "taking the money"),
        Term("refund", "money back, in part or whole"),
    )


def test_an_empty_glossary_is_empty() -> None:
    """Whoever has begun a file has done nothing wrong."""
    assert read_glossary("# Glossary\n", "glossary.md") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PAN: a number\npan: another", "glossary.md:2: 'pan' is explained twice"),
        ("PAN", "'PAN' has no meaning"),
        ("PAN\nCVC: three digits", "glossary.md:2: expected a word and its meaning"),
        (": a meaning", "glossary.md:1: expected a word and its meaning"),
        ("\n".join(f"w{number}: x" for number in range(MOST_TERMS + 1)), "at most 2000 words"),
    ],
)
def test_what_is_no_glossary_is_told(text: str, message: str) -> None:
    """One sentence that names the file and the line."""
    with pytest.raises(ConfigurationError) as raised:
        read_glossary(text, "glossary.md")
    assert message in str(raised.value)
