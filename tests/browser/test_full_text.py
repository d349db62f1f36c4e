"""Words in texts, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from browser.visiting import DESKTOP, PHONE, served, visit
from callboard.fulltext import find_indexer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_indexer() is None, reason="there is no pagefind-bin for this machine"),
]

PAYMENT = "catalog/default/component/payment-service/"
OUTBOX = "docs/default/component/payment-service/adr/0001-transactional-outbox/"
IN_TEXTS = "the order waited"
"""Words that stand in one page's body and in no name."""

MARKED = """() => globalThis.Highlight
    ? [...(CSS.highlights.get("cb-hit") ?? [])].map((range) => range.toString().toLowerCase())
    : [...document.querySelectorAll("mark.cb-hit")].map((mark) => mark.textContent.toLowerCase())"""
_AXE = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
    .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`)"""


def _ask(page: Any, text: str) -> Any:
    """Open the palette with this text; its lines, when texts have answered."""
    if page.locator("dialog[open]").count() == 0:
        page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Find anything").fill(text)
    page.locator(".cb-palette-head").wait_for()
    return page.get_by_role("dialog").get_by_role("option")


def test_a_phrase_of_a_body_is_found_and_marked_on_arrival(browser: Any, served: str) -> None:
    """By keyboard alone; Escape takes the marks away, and their words out of the address."""
    with visit(browser, served) as page:
        page.goto(f"{served}{PAYMENT}")
        lines = _ask(page, IN_TEXTS)
        assert "Events through an outbox" in lines.first.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: OUTBOX in url)
        page.wait_for_function("document.querySelector('.cb-toast')?.textContent.includes('hit')")
        assert {"order", "waited"} <= set(page.evaluate(MARKED))
        page.keyboard.press("Escape")
        assert page.evaluate(MARKED) == []
        assert "h=" not in page.url


def test_names_come_first_and_do_not_wait(browser: Any, served: str) -> None:
    """While the index of texts is slow, names are there and can be followed; what is chosen stays chosen."""
    with visit(browser, served) as page:
        held: list[Any] = []
        page.route("**/search/shards.js", lambda route: held.append(route))  # noqa: PLW0108  # no built-in
        page.goto(f"{served}{PAYMENT}")
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="Find anything").fill("payment")
        lines = page.get_by_role("dialog").get_by_role("option")
        lines.nth(2).wait_for()
        page.keyboard.press("ArrowDown")
        chosen = lines.nth(1).inner_text()
        page.wait_for_timeout(400)
        assert page.locator(".cb-palette-head").count() == 0
        assert held
        held[0].continue_()
        page.locator(".cb-palette-head").wait_for()
        assert page.locator("[role=option][aria-selected=true]").inner_text() == chosen
        assert page.locator(".cb-palette-head ~ [role=option]").count() > 0


def test_filters_narrow_texts_too(browser: Any, served: str) -> None:
    """`owner:` leaves only what that team's pages say."""
    with visit(browser, served) as page:
        page.goto(served)
        lines = _ask(page, "owner:orders refund")
        assert lines.count() > 0
        asides = {text.split("\n")[-1] for text in lines.all_inner_texts()}
        assert asides
        assert not any("Payment" in text for text in asides)


def test_an_operation_is_found_and_led_to(browser: Any, served: str) -> None:
    """The line of the API's table, with the word marked."""
    with visit(browser, served) as page:
        page.goto(served)
        lines = _ask(page, "captured payment refund part")
        texts = lines.all_inner_texts()
        place = next(
            place for place, text in enumerate(texts) if "POST /v2/payments/{paymentId}/refunds" in text
        )
        lines.nth(place).click()
        page.wait_for_url(lambda url: "/api/payment-api-v2/" in url and "#op-" in url)
        page.wait_for_function("document.querySelector('.cb-toast')?.textContent.includes('hit')")
        assert "refund" in page.evaluate(MARKED)
        page.keyboard.press("Escape")
        assert page.evaluate(MARKED) == []


def test_the_page_of_results_keeps_everything_in_its_address(browser: Any, served: str) -> None:
    """Words and ticks; Back takes a tick back; counts say what a tick would leave."""
    with visit(browser, served) as page:
        page.goto(f"{served}search/?text=refund")
        page.locator("[data-cb-ready=yes] .cb-results-group").first.wait_for()
        count = page.locator("[data-cb-count]")
        before = count.inner_text()
        box = page.get_by_role("checkbox", name="Orders")
        number = box.locator("xpath=..").locator(".cb-count").inner_text()
        box.check()
        page.wait_for_url(lambda url: url.endswith("?text=refund&owner=group%3Aorders-team"))
        page.wait_for_function(
            "told => document.querySelector('[data-cb-count]').textContent !== told", arg=before
        )
        assert count.inner_text().split()[0] == number
        page.reload()
        page.locator(".cb-results-group").first.wait_for()
        assert page.get_by_role("checkbox", name="Orders").is_checked()
        assert count.inner_text().split()[0] == number
        page.go_back()
        page.wait_for_function(
            "told => document.querySelector('[data-cb-count]').textContent === told", arg=before
        )
        assert not page.get_by_role("checkbox", name="Orders").is_checked()


def test_results_stand_by_entity_page_and_heading(browser: Any, served: str) -> None:
    """Each entity once, its pages in it, headings below those; every link leads somewhere."""
    with visit(browser, served) as page:
        page.goto(f"{served}search/?text=idempotency")
        page.locator("[data-cb-ready=yes] .cb-results-group").first.wait_for()
        names = page.locator(".cb-results-entity a").all_inner_texts()
        assert len(names) == len(set(names))
        assert "Payment Service" in names
        links = page.locator(".cb-results-group a").evaluate_all("links => links.map(({href}) => href)")
        assert any("#" in link for link in links)
        for link in sorted({link.split("?")[0].split("#")[0] for link in links}):
            assert page.request.get(link).ok, link


def test_a_shard_that_is_gone_is_told(browser: Any, demo_site: Path, served: str) -> None:
    """The rest still answers; nothing hangs."""
    text = (demo_site / "search" / "shards.js").read_text()
    document = json.loads(text.removeprefix("globalThis.callboardShards = ").removesuffix(";\n"))
    document["shards"].append({"name": "gone-1of1", "domains": []})
    context = browser.new_context()
    page = context.new_page()
    page.route(
        "**/search/shards.js",
        lambda route: route.fulfill(body=f"globalThis.callboardShards = {json.dumps(document)};"),
    )
    page.goto(served)
    lines = _ask(page, IN_TEXTS)
    assert "outbox" in lines.first.inner_text()
    page.get_by_text("A part of the texts could not be loaded.").wait_for()
    context.close()


def test_a_folder_of_files_says_what_it_cannot_do(browser: Any, demo_site: Path) -> None:
    """Names are found, and for texts a sentence says what is needed."""
    base = demo_site.as_uri()
    with visit(browser, base) as page:
        page.goto(f"{base}/{PAYMENT}index.html")
        page.keyboard.press("Control+k")
        page.get_by_role("combobox", name="Find anything").fill("payment")
        page.get_by_text("needs a web server").wait_for()
        assert page.get_by_role("dialog").get_by_role("option").count() > 0
        page.goto(f"{base}/search/index.html?text=refund")
        page.get_by_text("needs a web server").wait_for()


def test_without_scripts_the_page_says_where_to_look(browser: Any, served: str) -> None:
    """It leads to the lists."""
    with visit(browser, served, java_script_enabled=False) as page:
        page.goto(f"{served}search/")
        assert "Searching texts needs scripts" in page.locator("noscript p").inner_text()
        assert page.locator("noscript p").is_visible()
        assert not page.locator("#cb-search-text").is_visible()
        page.get_by_role("link", name="everything in the catalog").click()
        page.wait_for_url(f"{served}catalog/")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_result_breaks_a_rule(
    browser: Any, served: str, root: Path, scheme: str, viewport: dict[str, int]
) -> None:
    """WCAG, as axe judges it: the open palette with texts, and the page of results; nothing sticks out."""
    script = root / "plugins" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        pytest.skip("needs axe-core: `npm ci --ignore-scripts` in plugins/frontend, which dev.py test runs")
    with visit(
        browser, served, color_scheme=scheme, viewport=viewport, reduced_motion="reduce", bypass_csp=True
    ) as page:
        page.add_init_script(script.read_text(encoding="utf-8"))
        page.goto(f"{served}{PAYMENT}")
        _ask(page, "idempotency")
        assert page.evaluate(_AXE) == []
        assert page.locator("dialog[open] li").evaluate_all(
            "lines => lines.every(line => line.scrollWidth <= line.clientWidth)"
        )
        page.goto(f"{served}search/?text=refund")
        page.locator("[data-cb-ready=yes] .cb-results-group").first.wait_for()
        assert page.evaluate(_AXE) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_it_works_below_another_folder(browser: Any, demo_site: Path) -> None:
    """Nothing asks for the root of the host."""
    with served(demo_site.parent) as base, visit(browser, base) as page:
        page.goto(f"{base}{demo_site.name}/{PAYMENT}")
        assert "outbox" in _ask(page, IN_TEXTS).first.inner_text()
