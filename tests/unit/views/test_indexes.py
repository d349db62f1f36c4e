"""The indexes of APIs, teams and docs, and the start page's overview."""

from __future__ import annotations

from dataclasses import replace

from callboard.docs import Changed
from callboard.model import EntityRef
from callboard.views import home_panel
from callboard.views.docs_index import docs_index_pages
from unit.views.organisation import (
    PAYMENT,
    acme_docs,
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
    """With the number of pages; columns that nobody has anything for are not there."""
    html = bodies(acme_portfolio())["docs/"].html
    assert _rows(html) == [["Payment docs", "payment-service", "Component · service", "Team Orbit", "3"]]
    assert links(parsed(html))["Payment docs"] == "default/component/payment-service/"


def test_the_index_of_docs_says_what_is_fresh() -> None:
    """The last change, a mark where the code has moved on, and how many versions there are."""
    docs = replace(
        acme_docs(),
        changed=Changed(1_769_990_400),
        code_changed=Changed(1_788_393_600),
        versions=("v2", "v1"),
    )
    (row,) = _rows(bodies(acme_portfolio(docs={PAYMENT: docs}))["docs/"].html)
    assert row[-2:] == ["2", "2 Feb 2026 code is newer"]


def test_a_long_index_of_docs_goes_on() -> None:
    """After a thousand sets there is another page, and each leads to all others."""
    refs = [EntityRef.of("component", "default", f"c{number:04}") for number in range(1_001)]
    docs = {ref: replace(acme_docs(), ref=ref, title=ref.name, pages=()) for ref in refs}
    first, second = docs_index_pages(acme_portfolio(docs=docs))
    assert (first.address, second.address) == ("docs/", "docs/@2/")
    assert [row[0] for row in _rows(second.html)] == ["c1000"]
    assert links(parsed(first.html))["2"] == "@2/"
    assert links(parsed(second.html))["1"] == "../"


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
