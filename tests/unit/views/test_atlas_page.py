"""The Atlas as it is without a script, and its findings."""

from __future__ import annotations

from callboard.graph import build_graph
from callboard.views import gather
from unit.graph.worlds import read_world
from unit.views.organisation import acme_portfolio, bodies, links, parsed, text_of

CIRCLE = """
component:a
component:b
component:a dependsOn component:b
component:b dependsOn component:a
component:off
"""


def test_the_map_and_its_table_say_the_same() -> None:
    """Every region of the map has a row, and every link of the map is in the table as well."""
    tree = parsed(bodies(acme_portfolio())["atlas/"].html)
    drawn = {link.get("href") for link in tree.xpath("//*[contains(@class, 'cb-map')]//a")}
    listed = {link.get("href") for link in tree.xpath("//table//a")}
    assert drawn
    assert drawn <= listed


def test_an_entity_leads_into_the_atlas() -> None:
    """The card with the drawing has the way to the same entity in the Atlas."""
    page = bodies(acme_portfolio())["catalog/default/component/payment-service/"]
    assert "../../../../atlas/?g=component:payment-service" in links(parsed(page.html)).values()


def test_findings_name_who_they_are_about() -> None:
    """A circle with its members, and who stands alone, each a link; what there is none of is said."""
    catalog = read_world(CIRCLE)
    tree = parsed(bodies(gather(catalog, build_graph(catalog)))["atlas/findings/"].html)
    told = text_of(tree)
    assert "Cycles 1" in told
    assert "There is none." in told
    hrefs = {link.get("href") for link in tree.xpath("//a")}
    assert {
        "../../catalog/default/component/a/",
        "../../catalog/default/component/off/",
        "../?g=component:a",
    } <= hrefs
