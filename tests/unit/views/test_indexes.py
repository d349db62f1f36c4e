"""The indexes of APIs, teams and docs, and the start page's overview."""

from __future__ import annotations

from callboard.views import home_panel
from unit.views.organisation import (
    acme_findings,
    acme_portfolio,
    bodies,
    empty_world,
    links,
    parsed,
    portfolio_of,
    text_of,
)


def _rows(html: str) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in parsed(html).xpath("//tbody/tr")]


def test_an_api_tells_who_provides_and_who_uses_it() -> None:
    """Operations and users as figures."""
    assert _rows(bodies(acme_portfolio())["apis/"].html) == [
        [
            "payment-api 2.1",
            "openapi",
            "payment-service",
            "group:nobody-knows (not in the catalog)",
            "production",
            "1",
            "1",
        ],
    ]


def test_a_team_tells_what_it_has() -> None:
    """The unit above, members and possessions; owners that nobody defined stand below."""
    rows = _rows(bodies(acme_portfolio())["teams/"].html)
    assert rows == [
        ["department", "department", "", "0", "0"],
        ["Team Orbit", "team", "department", "1", "2"],
        ["group:nobody-knows", "1"],
    ]


def test_docs_lead_to_the_set_and_the_entity() -> None:
    """With the number of pages."""
    html = bodies(acme_portfolio())["docs/"].html
    assert _rows(html) == [["Payment docs", "payment-service", "Team Orbit", "3"]]
    assert links(parsed(html))["Payment docs"] == "default/component/payment-service/"


def test_empty_indexes_say_so() -> None:
    """A portal without anything is not broken."""
    pages = bodies(portfolio_of(empty_world()))
    for address in ("apis/", "teams/", "docs/"):
        assert "yet." in text_of(parsed(pages[address].html))


def test_the_overview_counts_and_links() -> None:
    """Kinds, domains, teams and problems, relative to the root of the site."""
    tree = parsed(home_panel(acme_portfolio()))
    found = links(tree)
    assert found["All 9 entities"] == "catalog/"
    assert found["2 Components"] == "catalog/?kind=component"
    assert found["commerce"] == "catalog/default/domain/commerce/"
    assert found["Team Orbit"] == "catalog/default/group/orbit/"
    errors = [found.level for found in acme_findings()].count("error")
    assert f"{errors} Problems" in found


def test_systems_stand_in_for_domains() -> None:
    """Where nobody defined a domain, the largest thing there is is shown."""
    world = empty_world()
    world.add("system:checkout")
    tree = parsed(home_panel(portfolio_of(world)))
    assert "Systems" in [text_of(heading) for heading in tree.xpath("//h2")]
