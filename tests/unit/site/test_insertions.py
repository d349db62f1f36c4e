"""What is put into pages of the theme."""

from __future__ import annotations

from callboard.site.insertions import SEARCH_BOX, with_header, with_home, without_controls

ICONS = "<svg hidden></svg>"
PAGE = "<html><body dir='ltr'><header class='md-header'><nav>logo</nav></header><main><nav>x</nav></main></body></html>"


def test_the_box_is_last_in_the_header() -> None:
    """It stands inside the header's own navigation, once, and the icons come first in the body."""
    html = with_header(PAGE, ICONS)
    assert f"<body dir='ltr'>{ICONS}<header class='md-header'><nav>logo{SEARCH_BOX}</nav></header>" in html
    assert html.count(SEARCH_BOX) == 1


def test_a_theme_without_a_header_keeps_its_page() -> None:
    """Only the icons are added."""
    assert with_header("<body>x</body>", ICONS) == f"<body>{ICONS}x</body>"


def test_the_overview_follows_the_article() -> None:
    """It stands after the first article, or at the end of the main part where there is none."""
    assert with_home("<main><article>x</article></main>", "PANEL") == "<main><article>x</article>PANEL</main>"
    assert with_home("<main>x</main>", "PANEL") == "<main>xPANEL</main>"


def test_a_page_holds_no_control_characters() -> None:
    """Line ends and tabs stay, and so do all letters; what cannot be written is marked."""
    assert without_controls("a\x00\x1b[31mb\x7f\r\n\tcaf\u00e9 \ud800") == "a[31mb\r\n\tcaf\u00e9 ?".encode()
