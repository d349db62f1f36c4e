"""Kinds that an operator declares, on pages."""

from __future__ import annotations

from dataclasses import replace

from callboard.model import EntityRef, Relation
from callboard.views import home_panel
from unit.views.organisation import acme, bodies, links, parsed, portfolio_of, section, text_of

_BOARD = EntityRef.parse("salesboard:traffic")
_SHOP = EntityRef.parse("component:shop")
_PAGE = "catalog/default/salesboard/traffic/"


def test_a_kind_of_ones_own_has_its_word_icon_and_relations() -> None:
    """As its descriptor writes it, with the picture that the operator chose."""
    world = acme()
    world.add("salesboard:traffic")
    world.entities[_BOARD] = replace(world.entities[_BOARD], kind="SalesBoard")
    portfolio = portfolio_of(world, icons={"salesboard": "dashboard"})
    pages = bodies(portfolio)
    page = parsed(pages[_PAGE].html)
    assert text_of(page.xpath("//p[@class='cb-eyebrow']")[0]) == "SalesBoard"
    assert page.xpath("//span[@class='cb-badge']//*[@href='#cb-icon-dashboard']")
    assert "SalesBoard" in text_of(parsed(pages["catalog/"].html))
    assert text_of(parsed(pages["catalog/default/salesboard/"].html).xpath("//h1")[0]) == "SalesBoard"
    assert "SalesBoard" in text_of(parsed(home_panel(portfolio)))


def test_its_relations_have_tables_on_both_pages() -> None:
    """Under the words that the operator gave them."""
    world = acme()
    world.add("salesboard:traffic")
    world.relations.setdefault(_BOARD, set()).add(Relation("monitors", _BOARD, _SHOP))
    world.relations.setdefault(_SHOP, set()).add(Relation("monitoredBy", _SHOP, _BOARD))
    pages = bodies(portfolio_of(world))
    there, back = parsed(pages[_PAGE].html), parsed(pages["catalog/default/component/shop/"].html)
    assert links(section(there, "relation-other-0"))["The shop"] == "../../component/shop/"
    assert links(section(back, "relation-other-0"))["traffic"] == "../../salesboard/traffic/"
