"""Which addresses a page may link to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callboard.views.urls import safe_url, web_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com",
        "http://example.com/a?b=c&d=%20#e",
        "HTTPS://EXAMPLE.COM/",
        "https://example.com/?a=1&copy=2",
        "mailto:team@example.com",
        "tel:+4930123456",
        "https://xn--bcher-kva.example/ü",
        "https://[2001:db8::1]/",
    ],
)
def test_an_ordinary_address_stays_as_it_is(url: str) -> None:
    """Web, mail and telephone addresses may be followed."""
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "javascript&#58;alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "blob:https://example.com/1",
        "ftp://example.com/",
        "view-source:https://example.com",
        "//example.com/",
        "/absolute",
        "relative/path",
        "#fragment",
        "",
        "https:",
        "https://",
        "https:example.com",
        "https:\\\\example.com",
        "https://user:password@example.com/",
        "https://bank.example@evil.example/",
        "https://exa mple.com/",
        "https://example.com/\u2028x",
        "&#104;ttps://example.com/",
        "https://[::1",
        'https://example.com/"onmouseover="alert(1)',
        "https://example.com/<script>",
        "mailto:",
        "mailto://example.com",
        "https://example.com/" + "a" * 3000,
    ],
)
def test_any_other_address_is_refused(url: str) -> None:
    """Scripts in every spelling, local files, relative addresses, credentials and broken ones are text."""
    assert safe_url(url) == ""


@given(st.text(max_size=60))
def test_whatever_passes_is_harmless(text: str) -> None:
    """Nothing that passes can end an attribute or start with another scheme."""
    safe = safe_url(text)
    assert safe == "" or safe.lower().startswith(("http://", "https://", "mailto:", "tel:"))
    assert not set(safe) & set('"<>\\ \t\r\n')
    assert safe_url(safe) == safe


def test_a_web_address_is_no_mail_address() -> None:
    """`web_url` takes http and https only."""
    assert web_url("https://example.com/") == "https://example.com/"
    assert web_url("mailto:team@example.com") == ""
