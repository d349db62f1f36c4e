"""The palette in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from browser.visiting import visit

pytestmark = pytest.mark.browser

PAYMENT = "catalog/default/component/payment-service/"
RUNBOOK = "https://runbooks.internal/payment-service"
ACTIVE = """() => {
    const box = document.activeElement;
    return document.getElementById(box.getAttribute("aria-activedescendant"))?.innerText ?? "";
}"""


@contextmanager
def _portal(browser: Any, base: str, address: str = "", **options: Any) -> Iterator[Any]:
    """A page of the portal; errors, and requests to anywhere but the site, fail the test."""
    with visit(browser, base, **options) as page:
        page.goto(f"{base}{address}")
        yield page


def _ask(page: Any, text: str) -> Any:
    """Open the palette with this text; its lines, when they are there."""
    if page.locator("dialog[open]").count() == 0:
        page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find anything").fill(text)
    page.get_by_role("dialog").get_by_role("option").first.wait_for()
    return page.get_by_role("dialog").get_by_role("option")


def test_two_doors_lead_in(browser: Any, served: str) -> None:
    """Ctrl-K and the slash open the palette, and Escape gives the focus back."""
    with _portal(browser, served, PAYMENT) as page:
        star = page.locator("[data-cb-star]")
        for key in ("Control+k", "/"):
            star.focus()
            page.keyboard.press(key)
            assert page.get_by_role("combobox", name="Find anything").evaluate(
                "box => box === document.activeElement"
            )
            assert page.get_by_role("combobox", name="Find anything").input_value() == ""
            page.keyboard.press("Escape")
            assert star.evaluate("button => button === document.activeElement")


def test_a_slash_that_is_typed_stays_a_slash(browser: Any, served: str) -> None:
    """In a box, and where the reader switched keys of one letter off."""
    with _portal(browser, served, "catalog/") as page:
        page.locator("[data-cb-ready=yes]").wait_for()
        page.locator("[data-cb-text]").focus()
        page.keyboard.press("/")
        assert page.locator("[data-cb-text]").input_value() == "/"
        page.keyboard.press("Control+k")
        page.get_by_role("checkbox", name="single keys").uncheck()
        page.keyboard.press("Escape")
        page.goto(f"{served}{PAYMENT}")
        page.keyboard.press("/")
        assert page.locator("dialog[open]").count() == 0
        page.keyboard.press("Control+k")
        assert page.locator("dialog[open]").count() == 1
        assert not page.get_by_role("checkbox", name="single keys").is_checked()


def test_lines_below_the_fold_are_there_before_anybody_reaches_them(browser: Any, served: str) -> None:
    """The first lines answer the key and the others follow; the arrow keys find them, drawn or not."""
    with _portal(browser, served) as page:
        lines = _ask(page, "pay")
        page.wait_for_function("document.querySelectorAll('.cb-palette-list li').length > 12")
        told = lines.count()
        reached = page.evaluate("""async () => {
            const box = document.querySelector(".cb-palette input[type=text]"), list = document.querySelector(".cb-palette-list");
            box.value = "paym";
            box.dispatchEvent(new Event("input", { bubbles: true }));
            for (let turn = 0; turn < 20; turn += 1) await null;
            const atOnce = list.children.length;
            for (let page = 0; page < 2; page += 1) box.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown" }));
            return [atOnce, [...list.children].findIndex((line) => line.getAttribute("aria-selected") === "true")];
        }""")
        assert told > 16
        assert reached == [12, 16]
        assert page.evaluate("document.querySelector('.cb-palette-list').scrollTop") > 0
        page.keyboard.type("e")
        page.wait_for_function("document.querySelector('.cb-palette-list').scrollTop === 0")


def test_filters_are_offered_and_filled_in(browser: Any, served: str) -> None:
    """Tab takes the value that is offered, and the lines below are narrowed all the while."""
    with _portal(browser, served) as page:
        lines = _ask(page, "kind:ap")
        assert lines.first.inner_text().split()[0] == "kind:api"
        assert all(text.startswith("API") for text in lines.locator("small").all_inner_texts())
        page.keyboard.press("Tab")
        box = page.get_by_role("combobox", name="Find anything")
        assert box.input_value() == "kind:api "
        page.keyboard.type("owner:pay")
        lines.first.wait_for()
        assert lines.first.inner_text().startswith("owner:payments-team")
        page.keyboard.press("Enter")
        assert box.input_value() == "kind:api owner:payments-team "
        owners = {text.split(" · ")[-1] for text in lines.locator("small").all_inner_texts()}
        assert owners == {"Payments"}


def test_the_runbook_is_two_keys_away(browser: Any, served: str, demo_site: Path) -> None:
    """`runbook paym` leads to where the button on the service's page leads."""
    with _portal(browser, served, PAYMENT, own=("data:", RUNBOOK)) as page:
        button = page.locator("[data-cb-key=runbook]").evaluate("link => link.href")
        page.route(
            "**/*",
            lambda route: route.fulfill(body="there") if route.request.url == button else route.continue_(),
        )
        page.goto(served)
        assert _ask(page, "runbook paym").first.inner_text().startswith("Runbook of Payment Service")
        page.keyboard.press("Enter")
        page.wait_for_url(button)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("owner payment-service", "catalog/default/group/payments-team/"),
        ("impact payment-service", f"{PAYMENT}#impact"),
        ("docs payment-service", "docs/default/component/payment-service/"),
    ],
)
def test_verbs_lead_to_what_they_say(browser: Any, served: str, text: str, address: str) -> None:
    """The first line does it."""
    with _portal(browser, served) as page:
        _ask(page, text)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served}{address}")
        assert page.locator("h1").first.is_visible()


def test_pages_of_documentation_are_told_what_was_looked_for(browser: Any, served: str) -> None:
    """The words travel in the address, and the filter does not."""
    with _portal(browser, served) as page:
        _ask(page, "kind:docs taking payment")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "?h=" in url)
        assert page.url.endswith("?h=taking%20payment")
        assert "/docs/" in page.url


def test_an_empty_box_remembers(browser: Any, served: str) -> None:
    """Starred entities first, then those seen lately."""
    with _portal(browser, served, PAYMENT) as page:
        page.goto(f"{served}catalog/default/component/order-service/")
        page.locator("[data-cb-star]").click()
        page.goto(served)
        lines = _ask(page, "")
        texts = [text.split("\n") for text in lines.all_inner_texts()]
        assert [(text[0], text[-1]) for text in texts] == [
            ("Order Service", "starred"),
            ("Payment Service", "seen lately"),
        ]


def test_another_portal_of_the_host_remembers_apart(browser: Any, served: str, demo_site: Path) -> None:
    """What is stored says for which portal, so two below one host do not mix."""
    with _portal(browser, served, PAYMENT) as page:
        keys = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('callboard'))")
        assert keys == [f"callboard:/{demo_site.name}/:seen"]


def test_a_screen_reader_is_told_which_line_is_meant(browser: Any, served: str) -> None:
    """The box keeps the focus and names the line; the arrows move it and stop at the ends."""
    with _portal(browser, served) as page:
        lines = _ask(page, "paym")
        box = page.get_by_role("combobox", name="Find anything")
        assert box.get_attribute("aria-expanded") == "true"
        assert page.evaluate(ACTIVE) == lines.nth(0).inner_text()
        page.keyboard.press("ArrowDown")
        assert page.evaluate(ACTIVE) == lines.nth(1).inner_text()
        assert lines.nth(1).get_attribute("aria-selected") == "true"
        assert lines.nth(0).get_attribute("aria-selected") == "false"
        for _ in range(3):
            page.keyboard.press("ArrowUp")
        assert page.evaluate(ACTIVE) == lines.nth(0).inner_text()
        box.fill("zzzzzz")
        page.get_by_role("status").get_by_text("Nothing is called").wait_for()
        assert box.get_attribute("aria-expanded") == "false"
        assert box.get_attribute("aria-activedescendant") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_room_for_it(browser: Any, served: str, scheme: str) -> None:
    """The dialog fits the screen, with long lines in it."""
    viewport = {"width": 390, "height": 844}
    with _portal(browser, served, viewport=viewport, color_scheme=scheme) as page:
        page.locator("[data-cb-palette]").first.click()
        _ask(page, "a")
        box = page.locator("dialog[open]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        assert page.locator("dialog[open] li").evaluate_all(
            "lines => lines.every(line => line.scrollWidth <= line.clientWidth)"
        )
