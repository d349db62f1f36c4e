"""The report on sources, repositories and findings."""

from __future__ import annotations

from dataclasses import replace

from callboard.findings import finding
from callboard.model import SourceReport, SourceState
from callboard.origin import Origin
from callboard.views import overview_pages
from callboard.views.health import PER_PAGE, health_pages, page_address
from unit.views.organisation import (
    COMMIT,
    KEY,
    REPOSITORY,
    acme_portfolio,
    bodies,
    links,
    parsed,
    section,
    text_of,
)


def test_every_source_and_repository_is_told() -> None:
    """State, reason, commit, how many findings of each level, entities and documentation pages."""
    tree = parsed(bodies(acme_portfolio())["health/"].html)
    sources = [[text_of(cell) for cell in row] for row in section(tree, "sources").xpath(".//tbody/tr")]
    assert sources == [
        ["directory: acme", "fresh", "1", ""],
        ["git: broken", "failed", "0", "The host is not known."],
    ]
    (repository,) = section(tree, "repositories").xpath(".//tbody/tr")
    assert [text_of(cell) for cell in repository] == [KEY, "main", COMMIT[:7], "1", "0", "1", "9", "3", ""]
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


def test_what_a_repository_adds_to_the_site_is_told() -> None:
    """Its bytes beside the totals, to which pages that are about no repository belong, too."""
    pages = list(overview_pages(acme_portfolio(), {KEY: 2_500_000, "": 500_000}))
    (health,) = (page for page in pages if page.address == "health/")
    table = section(parsed(health.html), "repositories")
    (mine,), (total,) = table.xpath(".//tbody/tr"), table.xpath(".//tfoot/tr")
    assert [text_of(cell) for cell in mine][-3:] == ["9", "3", "2.5 MB"]
    assert [text_of(cell) for cell in total] == [
        "All together", "", "", "1", "0", "2", "9", "3", "3.0 MB",
    ]  # fmt: skip


def test_many_repositories_fill_several_pages() -> None:
    """So that no page grows with the organisation; each repository and source stands on exactly one."""
    keys = [f"acme/service-{number:04}" for number in range(2_000)]
    portfolio = acme_portfolio()
    catalog = replace(
        portfolio.catalog, repositories={key: replace(REPOSITORY, key=key, name=key) for key in keys}
    )
    sources = tuple(SourceReport(f"git: {key}", SourceState.FRESH, (key,)) for key in keys)
    pages = list(health_pages(replace(portfolio, catalog=catalog, sources=sources), dict.fromkeys(keys, 1)))
    assert [page.address for page in pages] == ["health/", "health/2/", "health/3/", "health/4/"]
    assert max(len(page.html) for page in pages) < 500_000
    trees = [parsed(page.html) for page in pages]
    told = [text for tree in trees for text in section(tree, "repositories").xpath(".//tbody//th//text()")]
    assert sorted(text for text in told if "service" in text) == keys
    assert {text_of(tree.xpath("//h2[@id='repositories']")[0]) for tree in trees} == {"Repositories 2,000"}
    listed = [text for tree in trees for text in section(tree, "sources").xpath(".//tbody//th/text()")]
    assert listed == [f"git: {key}" for key in keys]


def test_a_clean_portal_says_so() -> None:
    """No findings is a result as well."""
    html = bodies(acme_portfolio(findings=()))["health/"].html
    assert "Nothing was found wrong." in text_of(parsed(html))
