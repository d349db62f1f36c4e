"""Which section comes first on whose page."""

from __future__ import annotations

import pytest

from callboard.views.entity_parts import SECTION_LINKS
from callboard.views.environment import environment
from callboard.views.layouts import SECTIONS, layout_of
from unit.views.organisation import acme, bodies, parsed, portfolio_of

KINDS = ("component", "api", "resource", "system", "domain", "group", "user", "location", "template", "board")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("type_", ["", "service", "library", "website", "ml-model"])
def test_no_layout_loses_a_section(kind: str, type_: str) -> None:
    """An order of all of them, each once."""
    assert sorted(layout_of(kind, type_)) == sorted(SECTIONS)


@pytest.mark.parametrize(
    ("kind", "type_", "first"),
    [
        ("component", "service", "impact"),
        ("component", "Library", "impact"),
        ("component", "website", "graph"),
        ("component", "ml-model", "dependencies"),
        ("component", "something-new", "impact"),
        ("api", "openapi", "impact"),
        ("resource", "database", "impact"),
        ("system", "", "graph"),
        ("domain", "", "landscape"),
        ("group", "team", "team"),
        ("user", "", "holdings"),
        ("template", "service", "scaffolding"),
        ("salesboard", "", "holdings"),
    ],
)
def test_a_page_begins_with_what_its_kind_is_looked_up_for(kind: str, type_: str, first: str) -> None:
    """Capitals do not matter, and an unknown kind begins with its own relations."""
    assert layout_of(kind, type_)[0] == first


def test_a_library_tells_its_users_before_its_drawing() -> None:
    """Second comes who has to upgrade, by name."""
    assert layout_of("component", "library")[:3] == ("impact", "dependencies", "graph")
    assert layout_of("api", "")[:3] == ("impact", "definition", "dependencies")


def test_every_section_has_its_template_and_its_entry() -> None:
    """What a layout names can be rendered and be led to."""
    assert set(SECTION_LINKS) == set(SECTIONS)
    for name in SECTIONS:
        assert environment().get_template(f"sections/{name}.html")


@pytest.mark.parametrize(
    "address",
    [
        "component/payment-service", "component/shop", "api/payment-api", "resource/ledger", "system/checkout",
        "domain/commerce", "group/orbit", "user/ada",
    ],
)  # fmt: skip
def test_the_navigation_follows_the_page(address: str) -> None:
    """Its entries lead to the sections in the order in which these stand."""
    page = parsed(bodies(portfolio_of(acme()))[f"catalog/default/{address}/"].html)
    anchors = [href[1:] for href in page.xpath("//nav[@aria-label='On this page']//a/@href")]
    shown = [anchor for anchor in page.xpath("//section/@aria-labelledby") if anchor != "problems"]
    assert anchors == shown
