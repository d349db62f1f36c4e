"""Shares of an organisation."""

from __future__ import annotations

import pytest

from callboard.crawl import WHOLE, Share, read_share
from callboard.errors import ConfigurationError


def test_everything_belongs_to_exactly_one_share() -> None:
    """And each share gets about its part."""
    shares = [read_share(f"{number}/4") for number in range(1, 5)]
    names = [f"git: https://git.acme.example/acme/{number}.git" for number in range(400)]
    takers = [[share for share in shares if share.has(name, "")] for name in names]
    assert {len(taken) for taken in takers} == {1}
    assert all(70 < sum(share in taken for taken in takers) < 130 for share in shares)
    assert all(WHOLE.has(name, "") for name in names)


@pytest.mark.parametrize(
    "written", ["", "3", "0/8", "9/8", "3/0", "-1/8", "1/8/2", "a/b", "1/99999", "\u0661/\u0662"]
)
def test_what_is_no_share_is_said(written: str) -> None:
    """With an example."""
    with pytest.raises(ConfigurationError, match="3/8 is the third of eight"):
        read_share(written)


def test_a_share_is_read_as_written() -> None:
    """The first number counts from one."""
    assert read_share("3/8") == Share(3, 8)
    assert read_share("1/1") == WHOLE
