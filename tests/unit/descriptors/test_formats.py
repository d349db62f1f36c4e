"""Names, tags and keys are checked character by character, as Backstage checks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from callboard.descriptors import formats, is_web_url, parse_url

_CHECKS = (
    formats.is_api_version,
    formats.is_kind,
    formats.is_name,
    formats.is_namespace,
    formats.is_key,
    formats.is_label_value,
    formats.is_key,
    formats.is_tag,
    lambda text: not formats.is_blank(text),
)
"""In the order of the golden table's columns."""


@pytest.mark.parametrize("name", ["a", "A1", "a..b", "a--b", "a_b", "1", "n" * 63])
def test_a_name_starts_and_ends_with_a_letter_or_digit(name: str) -> None:
    """What stands between may be dashes, dots and underscores in any number."""
    assert formats.is_name(name)


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "ö", "n" * 64, "a\n", "a/b"])
def test_what_is_no_name(name: str) -> None:
    """A line end at the end is no part of a name either."""
    assert not formats.is_name(name)


def test_a_key_has_one_slash_at_most() -> None:
    """Before it stands a domain in lower case, after it a name."""
    assert formats.is_key("example.com/A_b.c")
    assert not formats.is_key("Example.com/a")
    assert not formats.is_key("a/b/c")
    assert not formats.is_key("/c")
    assert not formats.is_key("a_b/c")


def test_a_tag_may_have_colons_plus_and_hash() -> None:
    """Upper case, underscores and double dashes are refused."""
    assert all(map(formats.is_tag, ("c++", "c#", "a:b", "go-1")))
    assert not any(map(formats.is_tag, ("Go", "a_b", "a--b", "a.b", "")))


def test_formats_agree_with_backstages(shared: Path) -> None:
    """Every text of the golden table passes exactly the checks it passes in Backstage."""
    table = json.loads((shared / "backstage-oracle" / "golden" / "validators.json").read_text("utf-8"))
    wrong = [
        text
        for text, passes in table["rows"]
        if "".join(
            str(int(bool(text) and check(text) if index != 5 else check(text)))
            for index, check in enumerate(_CHECKS)
        )
        != passes
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "url",
    [
        "https://a",
        "mailto:a@b",
        "javascript:alert(1)",
        "localhost:3000",
        " https://x ",
        "http:x",
        "https://bücher.example",
    ],
)
def test_a_url_is_what_browsers_take_for_one(url: str) -> None:
    """Any scheme will do, white space around it does not matter."""
    assert is_web_url(url)


@pytest.mark.parametrize(
    "url",
    ["", "/docs", "//x/y", "https://", "https://a b", "https://a:65536", "1.2.3.4:80", "https://[::1", "x"],
)
def test_what_is_no_url(url: str) -> None:
    """Relative addresses, impossible hosts and ports are refused."""
    assert not is_web_url(url)


@pytest.mark.parametrize(("port", "shown"), [("0" * 5000 + "8080", ":8080"), ("000", ":0"), ("00443", "")])
def test_zeros_before_a_port_are_nothing(port: str, shown: str) -> None:
    """However many there are; the default port is not shown."""
    assert str(parse_url(f"https://a:{port}/")) == f"https://a{shown}/"


def test_a_port_of_thousands_of_digits_is_none() -> None:
    """It is refused before it is a number."""
    assert parse_url(f"https://a:{'1' * 5000}/") is None


def test_urls_agree_with_javascripts(shared: Path) -> None:
    """Every text of the golden table is a URL exactly where `new URL` takes it."""
    table = json.loads((shared / "backstage-oracle" / "golden" / "urls.json").read_text("utf-8"))
    assert [url for url, good in table.items() if is_web_url(url) is not bool(good)] == []


@pytest.mark.parametrize(
    ("target", "resolved"),
    [
        ("./b.yaml", "https://h/o/r/blob/main/a/b.yaml"),
        ("../b c.yaml", "https://h/o/r/blob/main/b%20c.yaml"),
        ("/x", "https://h/x"),
        ("?q", "https://h/o/r/blob/main/a/c.yaml?q"),
        ("#f", "https://h/o/r/blob/main/a/c.yaml#f"),
        ("//other/x", "https://other/x"),
        ("a\\b", "https://h/o/r/blob/main/a/a/b"),
        ("%2e%2e/x", "https://h/o/r/blob/main/x"),
        ("HTTPS://OTHER:443/é", "https://other/%C3%A9"),
    ],
)
def test_relative_urls_resolve_as_in_browsers(target: str, resolved: str) -> None:
    """Dots are taken out, what is not ASCII is encoded, default ports go."""
    base = parse_url("https://h/o/r/blob/main/a/c.yaml")
    assert str(parse_url(target, base)) == resolved
