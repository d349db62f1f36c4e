"""The report on sources, repositories and findings."""

from __future__ import annotations

from callboard.findings import finding
from callboard.origin import Origin
from callboard.views.health import PER_PAGE, page_address
from unit.views.organisation import COMMIT, KEY, acme_portfolio, bodies, links, parsed, section, text_of


def test_every_source_and_repository_is_told() -> None:
    """State, reason, commit, and how many findings of each level."""
    tree = parsed(bodies(acme_portfolio())["health/"].html)
    sources = [[text_of(cell) for cell in row] for row in section(tree, "sources").xpath(".//tbody/tr")]
    assert sources == [
        ["directory: acme", "fresh", "1", ""],
        ["git: broken", "failed", "0", "The host is not known."],
    ]
    (repository,) = section(tree, "repositories").xpath(".//tbody/tr")
    assert [text_of(cell) for cell in repository] == [KEY, "main", COMMIT[:7], "1", "0", "1"]
    assert links(repository)[COMMIT[:7]].endswith(f"/commit/{COMMIT}")


def test_findings_stand_under_their_repository() -> None:
    """With links to the line and to the entity."""
    findings = section(parsed(bodies(acme_portfolio())["health/"].html), "findings")
    assert [text_of(heading) for heading in findings.xpath(".//h3")] == [f"{KEY} 2", "acme/empty 1"]
    found = links(findings)
    assert found["line 27:16"].endswith("/catalog-info.yaml#L27")
    assert found["payment-service"] == "../catalog/default/component/payment-service/"


def test_many_findings_fill_several_pages() -> None:
    """Each finding stands on exactly one of them."""
    many = tuple(
        finding("yaml-syntax", f"Fault number {number}.", Origin(KEY, "catalog-info.yaml", number + 1))
        for number in range(PER_PAGE * 2 + 1)
    )
    pages = bodies(acme_portfolio(findings=many))
    reports = [pages[page_address(position)] for position in range(3)]
    assert page_address(1) == "health/2/"
    told = [text for page in reports for text in parsed(page.html).xpath("//td/text()") if "Fault" in text]
    assert len(told) == len(set(told)) == len(many)
    assert links(parsed(reports[0].html))["3"] == "3/"
    assert links(parsed(reports[2].html))["1"] == "../"
    assert "sources" not in reports[1].html
    assert page_address(3) not in pages


def test_a_clean_portal_says_so() -> None:
    """No findings is a result as well."""
    html = bodies(acme_portfolio(findings=()))["health/"].html
    assert "Nothing was found wrong." in text_of(parsed(html))
