"""Tours as the operator writes them."""

from __future__ import annotations

import pytest

from callboard.errors import ConfigurationError
from callboard.guides import Step, read_tour
from callboard.guides.tours import MOST_STEPS

TOUR = """# Day one

Ten minutes.

1. [The service](/catalog/default/component/pay/) What it is
   and whose.
2. [Who breaks](/catalog/default/component/pay/#impact)
10) [A search](/catalog/?kind=api&text=pay): the APIs

And then ask
your team.
"""


def test_a_tour_is_words_around_a_list_of_places() -> None:
    """Title, opening, steps with their captions, closing; addresses are relative to the root of the site."""
    tour = read_tour("day-one", TOUR, "day-one.md")
    assert (tour.title, tour.opening, tour.closing) == ("Day one", "Ten minutes.", "And then ask your team.")
    assert tour.steps == (
        Step("The service", "catalog/default/component/pay/", "", "What it is and whose."),
        Step("Who breaks", "catalog/default/component/pay/", "#impact", ""),
        Step("A search", "catalog/", "?kind=api&text=pay", "the APIs"),
    )


def test_a_tour_without_a_title_is_called_like_its_file() -> None:
    """The name is better than nothing."""
    assert read_tour("day-one", "1. [Teams](/teams/)", "day-one.md").title == "day-one"


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "javascript:alert",
        "catalog/",
        "/docs/../../etc/",
        "/a\\b",
        "/<script>",
        "/?q=<b>",
        '/#"x',
    ],
)
def test_no_step_leaves_the_portal(address: str) -> None:
    """The place of the line is told, with what a step looks like."""
    with pytest.raises(ConfigurationError, match=r"^tours/x\.md:3: .* is no address of the portal"):
        read_tour("x", f"# T\n\n1. [Away]({address}) now", "tours/x.md")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "a tour is an ordered list of 1 to 100 links, and this has 0"),
        ("# T\n\nwords", "and this has 0"),
        ("# T\n\n1. words", "x.md:3: expected a step such as"),
        ("# T\n\n## More\n", "x.md:3: a tour has one title"),
        ("1. [A](/a/)\n" * (MOST_STEPS + 1), "and this has 101"),
    ],
)
def test_what_is_no_tour_is_told(text: str, message: str) -> None:
    """One sentence that names the file, and the line where there is one."""
    with pytest.raises(ConfigurationError, match=r"x\.md") as raised:
        read_tour("x", text, "x.md")
    assert message in str(raised.value)


def test_an_endless_line_is_read_in_no_time() -> None:
    """Nothing in a line makes its reader go back over it."""
    long = "[" * 100_000 + "](" * 50_000
    with pytest.raises(ConfigurationError, match="expected a step"):
        read_tour("x", f"1. {long}", "x.md")
