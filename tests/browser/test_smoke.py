"""The portal in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.visiting import PHONE, visit

pytestmark = pytest.mark.browser

PAYMENT = "catalog/default/component/payment-service/"


def test_the_search_box_leads_to_the_service(browser, served: str) -> None:  # noqa: ANN001
    """Open the start page, press Ctrl-K, type four letters, press Enter: the service's page."""
    with visit(browser, served) as page:
        page.goto(served)
        page.keyboard.press("Control+k")
        page.keyboard.type("paym")
        page.get_by_role("dialog").get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}{PAYMENT}")
        assert page.locator("h1").inner_text() == "Payment Service"


def test_the_portal_works_from_files(browser, demo_site: Path) -> None:  # noqa: ANN001
    """Without any server, search leads to the page all the same."""
    base = demo_site.as_uri() + "/"
    with visit(browser, base) as page:
        page.goto(f"{base}index.html")
        page.locator("[data-cb-palette]").first.click()
        page.keyboard.type("paym")
        page.get_by_role("dialog").get_by_role("option").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}{PAYMENT}index.html")
        assert page.locator("h1").inner_text() == "Payment Service"


def test_the_catalog_filters_and_remembers(browser, served: str) -> None:  # noqa: ANN001
    """Text and kind narrow the table, and the address carries the filter."""
    with visit(browser, served) as page:
        page.goto(f"{served}catalog/?kind=api&text=payment")
        rows = page.locator("main table tbody tr:visible")
        rows.first.wait_for()
        texts = rows.all_inner_texts()
        assert texts
        assert all("payment" in text.lower() for text in texts)


@pytest.mark.parametrize("address", ["", "catalog/", PAYMENT, "teams/", "apis/", "docs/", "health/"])
def test_a_phone_never_scrolls_sideways(browser, served: str, address: str) -> None:  # noqa: ANN001
    """At 390 pixels no page is wider than the screen."""
    with visit(browser, served, viewport=PHONE) as page:
        page.goto(f"{served}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pages_are_readable_without_scripts(browser, served: str) -> None:  # noqa: ANN001
    """With scripts off the table links to every entity and the entity page shows its relations."""
    with visit(browser, served, java_script_enabled=False) as page:
        page.goto(f"{served}catalog/")
        assert page.locator("main table a[href*='payment-service']").count() >= 1
        page.goto(f"{served}{PAYMENT}")
        assert "Payments database" in page.locator("main").inner_text()
