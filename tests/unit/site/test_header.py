"""The search box and icons in the theme's header."""

from __future__ import annotations

from callboard.site.header import SEARCH_BOX, with_header

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
