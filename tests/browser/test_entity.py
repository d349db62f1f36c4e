"""Pages of entities, teams and guides in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.html
import pytest

from browser.visiting import DESKTOP, PHONE, visit

pytestmark = pytest.mark.browser

PAYMENT = "catalog/default/component/payment-service/"
SHIPPING = "catalog/default/component/shipping-service/"
TEAM = "catalog/default/group/payments-team/"
PAGES = (
    "", PAYMENT, f"{PAYMENT}incident/", SHIPPING, TEAM, f"{TEAM}first-week/", "teams/", "tours/", "tours/day-one/",
    "glossary/", "catalog/default/system/payment-platform/", "catalog/default/system/payment-platform/first-week/",
    "catalog/default/domain/payments/", "catalog/default/api/payment-api-v2/", "catalog/default/user/amara.okafor/",
    "catalog/default/resource/kafka-cluster/", "catalog/default/group/acme/",
)  # fmt: skip


def _bottom(page: Any, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return float(box["y"] + box["height"])


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_runbook_is_reached_without_scrolling(browser: Any, served: str, size: dict[str, int]) -> None:
    """Runbook, dashboard and on-call end above the fold; on a desk so do the figures of who is affected."""
    with visit(browser, served, viewport=size) as page:
        page.goto(f"{served}{PAYMENT}")
        for role in ("runbook", "dashboard", "oncall"):
            assert _bottom(page, f"[data-cb-key={role}]") < size["height"], role
        if size is DESKTOP:
            assert _bottom(page, "[aria-labelledby=impact] .cb-figures") < size["height"]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_what_is_missing_is_seen_without_scrolling(browser: Any, served: str, size: dict[str, int]) -> None:
    """The way to mend it stands where the link would."""
    with visit(browser, served, viewport=size) as page:
        page.goto(f"{served}{SHIPPING}")
        gap = page.get_by_role("link", name="Add runbook link")
        assert gap.bounding_box()["y"] + gap.bounding_box()["height"] < size["height"]
        assert re.search(r"/edit/main/catalog-info\.yaml#L\d+$", gap.get_attribute("href"))


def test_keys_lead_to_the_links_and_can_be_switched_off(browser: Any, served: str) -> None:
    """`r`, `d` and `o`; not while somebody types, and not once they are off, on any page."""
    count = "document.querySelectorAll('[data-cb-key]').forEach((link) => link.addEventListener('click', (event) => { event.preventDefault(); (globalThis.keyed ??= []).push(link.dataset.cbKey); }))"
    with visit(browser, served) as page:
        page.goto(f"{served}{PAYMENT}")
        page.evaluate(count)
        for key in "rdo":
            page.keyboard.press(key)
        assert page.evaluate("keyed") == ["runbook", "dashboard", "oncall"]
        page.keyboard.press("Control+k")
        page.keyboard.type("rdo")
        page.keyboard.press("Escape")
        assert len(page.evaluate("keyed")) == 3
        page.get_by_role("button", name="Switch keys off").click()
        page.keyboard.press("r")
        assert len(page.evaluate("keyed")) == 3
        page.reload()
        page.evaluate(count)
        page.keyboard.press("r")
        assert page.evaluate("globalThis.keyed") is None
        page.get_by_role("button", name="Switch keys on").click()
        page.keyboard.press("r")
        assert page.evaluate("keyed") == ["runbook"]


def test_an_incident_card_is_one_sheet(browser: Any, served: str, demo_site: Path) -> None:
    """Every card of the sample prints on one A4 page, with the addresses of its links."""
    cards = sorted(
        path.parent.relative_to(demo_site) for path in demo_site.glob("catalog/*/*/*/incident/index.html")
    )
    assert len(cards) > 5
    with visit(browser, served, java_script_enabled=False) as page:
        for card in cards:
            page.goto(f"{served}{card.as_posix()}/")
            data = page.pdf(format="A4")
            assert len(re.findall(rb"/Type\s*/Page\b", data)) == 1, card
        page.goto(f"{served}{PAYMENT}incident/")
        page.emulate_media(media="print")
        shown = page.evaluate("getComputedStyle(document.querySelector('.cb-printed'), '::after').content")
        assert shown.endswith('https://runbooks.internal/payment-service"')


@pytest.mark.parametrize("address", PAGES)
def test_a_phone_never_scrolls_sideways(browser: Any, served: str, address: str) -> None:
    """At 390 pixels no page is wider than the screen, with everything unfolded."""
    with visit(browser, served, viewport=PHONE) as page:
        page.goto(f"{served}{address}")
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_ones_own_team_is_remembered(browser: Any, served: str) -> None:
    """Chosen on the start page it is pressed on the team's page, and the other way round."""
    with visit(browser, served) as page:
        page.goto(served)
        page.get_by_role("combobox", name="My team").select_option(label="Payments")
        facts = page.get_by_role("status").filter(has_text="owns 12")
        facts.wait_for()
        facts.get_by_role("link", name="Page of Payments").click()
        mine = page.get_by_role("button", name="My team")
        assert mine.get_attribute("aria-pressed") == "true"
        mine.click()
        page.goto(served)
        assert page.get_by_role("combobox", name="My team").input_value() == ""


def test_the_teams_to_tell_are_copied(browser: Any, served: str) -> None:
    """As one line for a message."""
    with visit(browser, served, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{served}{PAYMENT}")
        page.get_by_role("button", name="Copy the list of teams").click()
        page.get_by_text("Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == "Orders, Frontend, Risk Engine, Payments"


def test_every_entity_is_reached_without_a_script(demo_site: Path) -> None:
    """By links alone, from the start page: no address that is only made by a script is needed."""
    rows = json.loads((demo_site / "api" / "catalog.json").read_text())["entities"]
    wanted, seen, open_ = {row["page"] for row in rows}, {""}, [""]
    while open_:
        address = open_.pop()
        file = demo_site / address / "index.html"
        if not file.is_file():
            continue
        for href in lxml.html.fromstring(file.read_bytes()).xpath("//a/@href"):
            if ":" in href.partition("/")[0] or href.startswith("//"):
                continue
            target = (
                urljoin(f"http://x/{address}", href)
                .removeprefix("http://x/")
                .partition("#")[0]
                .partition("?")[0]
            )
            if target not in seen and (target == "" or target.endswith("/")):
                seen.add(target)
                open_.append(target)
    assert wanted - seen == set()


def test_relations_are_readable_without_a_script(browser: Any, served: str, demo_site: Path) -> None:
    """Every relation of every component is told by name on its page, and controls that do nothing are hidden."""
    rows = json.loads((demo_site / "api" / "catalog.json").read_text())["entities"]
    titles = {row["ref"]: row["title"] for row in rows}
    with visit(browser, served, java_script_enabled=False) as page:
        for row in rows:
            if not row["ref"].startswith("component:"):
                continue
            page.goto(f"{served}{row['page']}")
            text = page.locator("main").text_content()
            for relation in row["relations"]:
                assert titles.get(relation["target"], relation["target"].split("/")[-1]) in text, row["ref"]
            assert page.locator(".cb-page button:visible").count() == 0


def test_a_drawing_is_spoken_in_full(browser: Any, served: str) -> None:
    """A name that is cut on the screen is not cut for who listens."""
    with visit(browser, served, viewport=DESKTOP) as page:
        page.goto(f"{served}catalog/default/group/orders-team/")
        node = page.locator(".cb-graph a", has_text="Shopping and Fulfil")
        assert "…" in node.locator("text").first.text_content()
        page.get_by_role("link", name="Shopping and Fulfilment, team", exact=True).wait_for()
