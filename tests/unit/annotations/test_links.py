"""Addresses made from values: encoded, inside their template, at a host that the value did not choose."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callboard.annotations import LinkTemplate, Tool
from callboard.annotations.links import fill_in, followable

_TOOL = Tool("argocd")
_BASES = {"argocd": "https://argo.acme.example/cd", "argocd/eu": "https://eu.acme.example"}


def _made(path: str, **parts: str) -> str:
    return fill_in(LinkTemplate("Argo CD", _TOOL, path), parts, _BASES)


@pytest.mark.parametrize(
    ("path", "value", "made"),
    [
        ("/applications/{value}", "shop", "/applications/shop"),
        ("/applications/{value}", "a/b c", "/applications/a%2Fb%20c"),
        ("/applications/{value}", "a?b#c", "/applications/a%3Fb%23c"),
        ("/{value:/}", "group/sub/shop", "/group/sub/shop"),
        ("/{value:/}", "/group/shop/", "/group/shop"),
        ("/job/{value:/job/}", "folder/schön", "/job/folder/job/sch%C3%B6n"),
        ("/list?query={value}", "a&b=c+d", "/list?query=a%26b%3Dc%2Bd"),
        ("/{value}/{value}", "a", "/a/a"),
        ("/alerts", "ignored", "/alerts"),
    ],
)
def test_a_value_takes_the_place_of_its_part(path: str, value: str, made: str) -> None:
    """A part is encoded whole, and keeps its slashes only where the template says so."""
    assert _made(path, value=value) == f"https://argo.acme.example/cd{made}"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/applications/{value}", ""),
        ("/applications/{value}", "."),
        ("/applications/{value}", ".."),
        ("/{value:/}", "../admin"),
        ("/{value:/}", "a/../../admin"),
        ("/{value:/}", "a//b"),
        ("/{value:/}", "/"),
        ("/{value}", "x" * 3000),
    ],
)
def test_a_value_that_would_leave_its_place_makes_no_link(path: str, value: str) -> None:
    """A browser climbs folders for dots, and an empty segment is another address."""
    assert _made(path, value=value) == ""


@given(st.text(), st.sampled_from(["/a/{value}", "/a/{value:/}", "/a/{value:/b/}", "/a?q={value}"]))
def test_no_value_reaches_the_host_or_leaves_the_template(value: str, path: str) -> None:
    """Whatever is written into an annotation, the link stays below the tool's address."""
    made = _made(path, value=value)
    if not made:
        return
    parts = urlsplit(made)
    assert (parts.scheme, parts.netloc) == ("https", "argo.acme.example")
    assert parts.path.startswith("/cd/a")
    assert not {".", ".."} & set(parts.path.split("/"))
    assert made.isascii()
    assert parts.fragment == ""


def test_a_tool_without_an_address_has_no_links() -> None:
    """Nobody guesses where an organisation's Argo CD is."""
    assert fill_in(LinkTemplate("Argo CD", _TOOL, "/{value}"), {"value": "shop"}, {}) == ""


@pytest.mark.parametrize(
    ("instance", "host"),
    [("", "argo.acme.example"), ("default", "argo.acme.example"), ("eu", "eu.acme.example")],
)
def test_an_instance_has_its_own_address(instance: str, host: str) -> None:
    """`argocd/eu` is where the instance `eu` is."""
    assert urlsplit(_made("/{value}", value="shop", instance=instance)).netloc == host


def test_an_instance_nobody_configured_has_no_links() -> None:
    """A link to the wrong installation is worse than none."""
    assert _made("/{value}", value="shop", instance="us") == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://acme.example",
        "http://acme.example:8080/a?b=c#d",
        "https://acme.example/ä",
        " https://a.example ",
    ],
)
def test_a_whole_address_is_followed(address: str) -> None:
    """A value that is an address may be one of any host."""
    assert followable(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/relative",
        "https://",
        "https:///path",
        "https://user@evil.example",
        "https://bank.example@evil.example",
        "https://evil.example\\@bank.example",
        "https://a.example/\nx",
        "https://a.example/\u2028x",
        "https://a.example/ b",
        'https://a.example/"onclick="x',
        "https://a.example/<script>",
        "https://a.example/" + "x" * 3000,
    ],
)
def test_anything_else_is_not_followed(address: str) -> None:
    """Other schemes, hidden hosts and characters that a browser treats specially are no addresses."""
    assert followable(address) == ""


@pytest.mark.parametrize("path", ["applications", "//{", "/{a b}", "/}", "https://evil.example"])
def test_a_malformed_template_is_refused(path: str) -> None:
    """The author of a rule learns of it when the rule is made."""
    with pytest.raises(ValueError, match="Argo CD"):
        LinkTemplate("Argo CD", _TOOL, path)
