"""The table of all entities and the plain lists."""

from __future__ import annotations

from callboard.views.catalog import MOST_ROWS
from unit.views.organisation import (
    World,
    acme,
    acme_portfolio,
    bodies,
    empty_world,
    links,
    parsed,
    portfolio_of,
    text_of,
)


def _many(number: int) -> World:
    world = empty_world()
    for position in range(number):
        world.add(f"component:service-{position:04}", type="service")
    return world


def test_every_entity_is_a_row() -> None:
    """Name and type, owner, system, lifecycle, users; components first."""
    tree = parsed(bodies(acme_portfolio())["catalog/"].html)
    rows = [[text_of(cell) for cell in row] for row in tree.xpath("//tbody/tr")]
    assert rows[0] == ["payment-service service", "Team Orbit", "checkout", "production", "1 user"]
    assert [row[0] for row in rows[1:4]] == ["The shop website", "payment-api openapi", "ledger database"]
    assert rows[3][4] == "1 user"
    assert len(rows) == len(acme().entities)


def test_the_page_brings_its_own_looks_and_script() -> None:
    """No other page pays for them."""
    pages = bodies(acme_portfolio())
    (sheet,) = parsed(pages["catalog/"].html).xpath("//link/@href")
    assert sheet == "../assets/callboard/catalog.css"
    assert not any("catalog.css" in page.html for address, page in pages.items() if address != "catalog/")


def test_a_large_catalog_is_cut_and_says_so() -> None:
    """The script shows all; without it the plain lists hold them."""
    pages = bodies(portfolio_of(_many(MOST_ROWS + 20)))
    tree = parsed(pages["catalog/"].html)
    assert len(tree.xpath("//tbody/tr")) == MOST_ROWS
    assert text_of(tree.xpath("//*[@data-cb-rest]")[0]).startswith("100 of 120 are shown here")
    everything = links(parsed(pages["catalog/default/component/"].html))
    assert sum(name.startswith("service-") for name in everything) == MOST_ROWS + 20


def test_every_entity_is_reached_without_a_script() -> None:
    """From the table to the namespace, the kind and the page, by links alone."""
    world = acme()
    world.add("component:other-space/pay", type="service")
    pages = bodies(portfolio_of(world))
    assert links(parsed(pages["catalog/"].html))["Components in other-space"] == "other-space/component/"
    assert links(parsed(pages["catalog/other-space/"].html))["Components in other-space"] == "component/"
    assert links(parsed(pages["catalog/other-space/component/"].html))["pay"] == "pay/"


def test_an_empty_catalog_is_a_page_all_the_same() -> None:
    """Nothing is linked that does not exist."""
    tree = parsed(bodies(portfolio_of(empty_world()))["catalog/"].html)
    assert text_of(tree.xpath("//*[@role='status']")[0]) == "0 entities"
    assert links(tree) == {}
