"""The ranking of the search box, asked of the script itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from callboard.artifacts.search_index import search_index
from callboard.model import EntityRef
from unit.views.organisation import PAYMENT, World, acme_docs, empty_world

pytestmark = pytest.mark.browser

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
ROOT = Path(__file__).resolve().parents[3]
GOLDEN = ROOT / "tests" / "golden" / "views" / "ranking.txt"


def _world() -> World:
    world = empty_world()
    world.add("component:payment-service", {"tags": ["pci"]}, type="service")
    world.add("component:payment-legacy", type="service", lifecycle="deprecated")
    world.add("component:archive-job", type="job")
    world.add("api:payment-api", type="openapi")
    world.add("domain:payments")
    world.add("group:payments-core", type="team")
    world.add("group:orbit", type="team", profile={"displayName": "Team Orbit"})
    world.add("api:refund-api", {"tags": ["internal", "pci"]}, type="openapi")
    world.add("component:customer-portal", type="website")
    world.add("component:importals", type="bundle")
    world.add("component:observability-sdk", type="library")
    world.add("system:checkout")
    world.add("domain:commerce")
    world.relate(PAYMENT, "partOf", "system:checkout")
    world.relate(EntityRef.parse("system:checkout"), "partOf", "domain:commerce")
    for ref in list(world.entities):
        if ref.name == "refund-api":
            world.relate(ref, "ownedBy", "group:orbit")
    return world


def _cases() -> list[tuple[str, list[str]]]:
    lines = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    pairs = (line.partition("=>") for line in lines)
    return [
        (query.strip(), [label.strip() for label in labels.split("|") if label.strip()])
        for query, _, labels in pairs
    ]


@pytest.fixture(name="page", scope="module")
def _page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    site = tmp_path_factory.mktemp("palette")
    shutil.copytree(ROOT / "overrides" / "assets", site / "assets")
    (site / "api").mkdir()
    index = search_index(_world().catalog(), {PAYMENT: acme_docs()})
    (site / "api" / "search-index.js").write_text(index, encoding="utf-8")
    (site / "index.html").write_text('<!doctype html><script src="assets/callboard/callboard.js"></script>')
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto((site / "index.html").as_uri())
        yield page
        browser.close()


@pytest.mark.parametrize(
    ("query", "expected"), _cases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_the_best_match_comes_first(page: Any, query: str, expected: list[str]) -> None:
    """As the golden file says, one line a query."""
    found = page.evaluate(
        """async (query) => {
            const { all, search } = await callboard.finder();
            return search(all, query).items.map((entry) => entry.label);
        }""",
        query,
    )
    assert found[: len(expected)] == expected
    assert expected or found == []


def test_addresses_are_those_of_the_site(page: Any) -> None:
    """Entities and documents are found where the portal writes them."""
    addresses = page.evaluate("callboard.finder().then(({ all }) => all.map((entry) => entry.address))")
    assert "catalog/default/component/payment-service/" in addresses
    assert "docs/default/component/payment-service/operations/runbook/" in addresses


def test_hostile_names_are_text(page: Any) -> None:
    """What is typed and what is found is written as text, never as markup."""
    page.keyboard.press("Control+k")
    page.keyboard.type("<img src=x onerror=alert(1)>")
    page.get_by_role("status").get_by_text("Nothing is called").wait_for()
    assert page.locator("dialog img").count() == 0
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
