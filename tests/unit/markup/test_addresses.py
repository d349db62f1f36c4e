"""Which addresses may stand in a page."""

from __future__ import annotations

from html import escape

import pytest

from callboard.markup import LinkKind, Renderer, is_external, is_web_address, safe_address

RENDERER = Renderer()

SCRIPTS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\rscript:alert(1)",
    "javascript\t:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://example.com/x",
    "file:///etc/passwd",
    "view-source:https://example.com",
    "feed:javascript:alert(1)",
    "\\\\evil.example\\x",
    "//evil.example/x",
    "https://bank.example@evil.example/",
)


@pytest.mark.parametrize("address", SCRIPTS)
def test_an_address_that_runs_or_disguises_is_refused(address: str) -> None:
    """No spelling of a script, local file or foreign host in disguise gets through."""
    assert safe_address(address) == ""


@pytest.mark.parametrize("address", SCRIPTS)
def test_no_page_carries_such_a_link_even_if_the_caller_answers_with_it(address: str) -> None:
    """Neither raw HTML nor Markdown, encoded or not, becomes a link to it."""
    entities = "".join(f"&#x{ord(character):x};" for character in address)
    encoded = escape(address).replace("\n", "&NewLine;").replace("\t", "&Tab;")
    text = f'<a href="{entities}">a</a> <a href="{encoded}">b</a> [c](<{entities}>)'
    page = RENDERER.render(text, lambda target, _kind: target, title="T")
    assert page.html.count("<a ") == 1, "only the permalink of the title is left"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.md",
        "./a:b",
        "../x/#y",
        "#part",
        "?q=a:b",
        "https://example.com/a?b#c",
        "mailto:a@b.example",
        "tel:+491",
    ],
)
def test_an_ordinary_address_stays(address: str) -> None:
    """Relative addresses and the four schemes are kept as they are."""
    assert safe_address(address) == address


def test_a_colon_in_the_first_segment_counts_as_a_scheme() -> None:
    """`x:y.md` would be followed as the scheme `x`."""
    assert safe_address("x:y.md") == ""


def test_external_means_leaving_the_site() -> None:
    """A scheme or a host makes an address external."""
    assert is_external("https://example.com")
    assert is_external("//example.com")
    assert not is_external("a/b.md#c:d")
    assert is_web_address("https://example.com")
    assert not is_web_address("mailto:a@b.example")


def test_the_caller_sees_targets_without_entities() -> None:
    """A target reaches the caller as a browser would read it, with what it is wanted for."""
    asked: list[tuple[str, LinkKind]] = []

    def resolve(target: str, kind: LinkKind) -> str:
        asked.append((target, kind))
        return target

    RENDERER.render('[a](x.md?a=1&amp;b=2#c) <img src="p&#46;png">', resolve, title="T")
    assert asked == [("x.md?a=1&b=2#c", LinkKind.LINK), ("p.png", LinkKind.IMAGE)]
