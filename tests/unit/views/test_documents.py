"""Documentation pages."""

from __future__ import annotations

from dataclasses import replace

from callboard.docs import NavItem
from callboard.views.documents import docs_pages
from unit.views.organisation import PAYMENT, acme_docs, acme_portfolio, bodies, links, parsed, text_of

ROOT = "docs/default/component/payment-service/"


def test_the_navigation_is_the_same_on_every_page() -> None:
    """But for the way to the root of the docs and the mark of the page itself."""
    pages = bodies(acme_portfolio())
    for address, prefix in (("", "./"), ("architecture/", "../"), ("operations/runbook/", "../../")):
        tree = parsed(pages[ROOT + address].navigation)
        found = links(tree)
        assert found["Home"] == prefix
        assert found["Runbook"] == f"{prefix}operations/runbook/"
        assert found["Elsewhere"] == "https://example.com/"
        (current,) = tree.xpath("//*[@aria-current='page']/@href")
        assert current == f"{prefix}{address}"
        assert "\x00" not in pages[ROOT + address].navigation


def test_the_drawer_leads_back_to_the_site() -> None:
    """On a phone the docs' navigation stands where the site's own would."""
    found = links(parsed(bodies(acme_portfolio())[f"{ROOT}architecture/"].navigation))
    assert found["Catalog"] == "../../../../../catalog/"
    assert found["Start"] == "../../../../../"


def test_a_page_leads_to_its_entity_and_its_neighbours() -> None:
    """The strip names entity and owner; previous and next follow the navigation, not the address."""
    page = parsed(bodies(acme_portfolio())[f"{ROOT}operations/runbook/"].html)
    found = links(page)
    assert found["payment-service"] == "../../../../../../catalog/default/component/payment-service/"
    assert found["Team Orbit"] == "../../../../../../catalog/default/group/orbit/"
    around = {link.get("rel"): link.get("href") for link in page.xpath("//nav[@class='cb-around']/a")}
    assert around == {"prev": "../../", "next": "../../architecture/"}
    assert found["Edit this page"].endswith("/edit/main/docs/operations/runbook.md")


def test_the_contents_leave_the_title_out() -> None:
    """In the theme's own markup, so that its scroll spy finds it."""
    page = bodies(acme_portfolio())[f"{ROOT}architecture/"]
    tree = parsed(page.toc)
    assert links(tree) == {"First": "#first"}
    assert tree.xpath("//ul[@data-md-component='toc']/li/a[@class='md-nav__link']")


def test_the_title_names_page_and_docs_once() -> None:
    """A page that is called like its docs needs the name once."""
    portfolio = acme_portfolio()
    titles = [page.title for page in docs_pages(portfolio, replace(acme_docs(), title="Home"))]
    assert titles == ["Home", "Architecture - Home", "Runbook - Home"]


def test_a_page_that_is_not_in_the_navigation_has_no_neighbours() -> None:
    """It is published, and nobody is led astray."""
    docs = replace(acme_docs(), navigation=(NavItem("Home", ""),))
    pages = {page.address: page for page in docs_pages(acme_portfolio(), docs)}
    assert "cb-around" not in pages[f"{ROOT}architecture/"].html
    assert len(pages) == 3


def test_hostile_navigation_is_text() -> None:
    """Titles are escaped, and addresses that nobody should follow are no links."""
    docs = replace(
        acme_docs(),
        title="<script>alert(1)</script>",
        navigation=(
            NavItem('"><img src=x onerror=alert(1)>', url="javascript:alert(1)"),
            NavItem("Home", ""),
        ),
    )
    page = next(iter(docs_pages(acme_portfolio(), docs)))
    tree = parsed(page.navigation)
    assert not tree.xpath("//script | //img")
    assert text_of(tree.xpath("//nav/ul[2]/li[1]")[0]) == '"><img src=x onerror=alert(1)>'
    assert "javascript" not in "".join(links(tree).values())
    assert PAYMENT.name in page.address
