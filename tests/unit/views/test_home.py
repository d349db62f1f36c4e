"""The start page's overview, tours and the glossary."""

from __future__ import annotations

from callboard.findings import finding
from callboard.graph import build_graph
from callboard.guides import Guides, Step, Term, Tour
from callboard.origin import Origin
from callboard.views import gather, home_panel
from unit.views.organisation import (
    KEY,
    PAYMENT,
    acme,
    acme_portfolio,
    bodies,
    empty_world,
    links,
    parsed,
    portfolio_of,
    section,
    text_of,
)

GUIDES = Guides(
    (
        Tour(
            "day-one",
            "Day one",
            "Ten minutes.",
            (
                Step("The service", "catalog/default/component/payment-service/", "#impact", "What breaks"),
                Step("Gone", "catalog/default/component/gone/", "", ""),
                Step("Its docs", "docs/default/component/payment-service/", "", ""),
                Step("A search", "catalog/", "?kind=api", ""),
                Step("The start", "", "", ""),
            ),
            "Ask.",
        ),
    ),
    (Term("PAN", "a number"), Term("Pan!", "a dish"), Term("…", "and so on")),
)


def test_what_needs_attention_is_counted_and_led_to() -> None:
    """Errors, services without a runbook, what nobody owns, what is deprecated and still used."""
    world = acme()
    world.add("component:orphan", type="service")
    world.add("resource:old", lifecycle="deprecated")
    world.relate(PAYMENT, "dependsOn", "resource:old")
    origin = Origin(KEY, "catalog-info.yaml", 3)
    found = [finding("runbook-missing", "None.", origin, entity=str(PAYMENT))]
    found += [finding("ref-unknown", "Wrong.", origin, entity=str(PAYMENT))] * 2
    catalog = world.catalog(found)
    home = section(parsed(home_panel(gather(catalog, build_graph(catalog)))), "cb-home-attention")
    gaps = [text_of(gap.xpath("./a")[0]) for gap in home.xpath("./ul/li")]
    assert gaps == [
        "2 errors in descriptors or documentation",
        "1 in production without a runbook",
        "4 without an owner",
        "1 deprecated and still in use",
    ]
    assert links(home)["payment-service"] == "catalog/default/component/payment-service/"
    assert links(home)["2 errors in descriptors or documentation"] == "health/"


def test_where_nothing_is_missing_nothing_is_said() -> None:
    """No box stands empty."""
    tree = parsed(home_panel(portfolio_of(empty_world())))
    assert not tree.xpath("//section[@aria-labelledby='cb-home-attention']")
    assert not tree.xpath("//section[@aria-labelledby='cb-home-tours']")
    assert not tree.xpath("//select")
    assert not tree.xpath("//script")


def test_a_team_can_be_chosen_as_ones_own() -> None:
    """Those that own something, as the filters of the catalog name them."""
    tree = parsed(home_panel(acme_portfolio()))
    options = tree.xpath("//select[@data-cb-team-choice]/option")
    assert [
        (option.get("value"), option.get("data-page"), option.get("data-owned")) for option in options
    ] == [
        ("", None, None),
        ("group:department", "catalog/default/group/department/", "2"),
        ("group:orbit", "catalog/default/group/orbit/", "2"),
    ]
    assert tree.xpath("//script/@src") == ["assets/callboard/people.js"]


def test_tours_and_glossary_are_offered() -> None:
    """With their length."""
    home = section(parsed(home_panel(acme_portfolio(guides=GUIDES))), "cb-home-tours")
    assert links(home) == {"All tours": "tours/", "Day one": "tours/day-one/", "Glossary": "glossary/"}
    assert "5 stops" in text_of(home)
    assert "3 words" in text_of(home)


def test_a_tour_leads_through_the_portal() -> None:
    """Relative to its own page; a stop that is gone is no dead link."""
    pages = bodies(acme_portfolio(guides=GUIDES))
    page = parsed(pages["tours/day-one/"].html)
    stops = page.xpath("//ol[contains(@class, 'cb-tour')]/li")
    assert links(stops[0]) == {"The service": "../../catalog/default/component/payment-service/#impact"}
    assert text_of(stops[0]) == "The service What breaks"
    assert text_of(stops[1]) == "Gone (no longer in the portal)"
    assert links(stops[1]) == {}
    assert links(stops[2]) == {"Its docs": "../../docs/default/component/payment-service/"}
    assert links(stops[3]) == {"A search": "../../catalog/?kind=api"}
    assert links(stops[4]) == {"The start": "../../"}
    assert links(parsed(pages["tours/"].html))["Day one"] == "day-one/"


def test_each_word_has_its_place() -> None:
    """An anchor of its own, though words look alike."""
    page = parsed(bodies(acme_portfolio(guides=GUIDES))["glossary/"].html)
    words = page.xpath("//dl/div/dt")
    assert [text_of(word) for word in words] == ["PAN", "Pan!", "…"]
    assert [word.get("id") for word in words] == ["term-pan", "term--1", "term--2"]


def test_without_guides_there_are_no_pages_for_them() -> None:
    """And nothing leads there."""
    pages = bodies(acme_portfolio())
    assert not [address for address in pages if address.startswith(("tours", "glossary"))]


def test_a_unit_counts_what_its_teams_own() -> None:
    """The tile of a unit says what its page says."""
    home = section(parsed(home_panel(acme_portfolio())), "cb-home-teams")
    tiles = [text_of(tile) for tile in home.xpath(".//li")]
    assert tiles == ["department2 entities", "Team Orbit2 entities"]
