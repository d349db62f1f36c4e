"""The catalog table in a real browser."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from browser.visiting import PHONE, served, visit

pytestmark = pytest.mark.browser

MANY = 320

FORMULA = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: formula, title: '=HYPERLINK("https://x.example")', tags: [odd]}
spec: {type: service, lifecycle: production, owner: cooks}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: cooks}
spec: {type: team, children: []}
"""


@pytest.fixture(name="long", scope="module")
def _long(
    build_minimal: Callable[[Path, str | Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A portal of many entities, one of which is a formula."""
    folder = tmp_path_factory.mktemp("long")
    descriptor = FORMULA + "".join(
        f"---\napiVersion: backstage.io/v1alpha1\nkind: Resource\nmetadata: {{name: part-{number:03}}}\n"
        f"spec: {{type: bucket, owner: cooks}}\n"
        for number in range(MANY)
    )
    (folder / "sources").mkdir()
    (folder / "sources" / "catalog-info.yaml").write_text(descriptor)
    build_minimal(folder, folder / "sources")
    with served(folder / "site") as base:
        yield base


@contextmanager
def _catalog(browser: Any, base: str, search: str = "", **options: Any) -> Iterator[Any]:
    """The catalog page, ready; errors, and requests to anywhere but the site, fail the test."""
    with visit(browser, base, own=("blob:", "data:"), **options) as page:
        page.goto(f"{base}catalog/{search}")
        page.locator("[data-cb-ready=yes]").wait_for()
        yield page


def _entities(site: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((site / "api" / "catalog.json").read_text())["entities"]
    return rows


def _counts(page: Any, facet: str) -> dict[str, int]:
    """What the ticks of a facet say, by value; unfolded first."""
    group = page.locator(f"[data-cb-facet={facet}]")
    more = group.locator("button", has_text=re.compile("^Show [0-9]"))
    if more.is_visible():
        more.click()
    told: dict[str, str] = group.evaluate(
        """group => Object.fromEntries([...group.querySelectorAll(".cb-choice")].map(
            line => [line.querySelector("input").value, line.querySelector(".cb-count").textContent]))"""
    )
    return {value: int(number.replace(",", "")) for value, number in told.items()}


def _total(page: Any) -> int:
    """How many entities the page says it shows."""
    return int(page.locator("[data-cb-count]").inner_text().split()[0].replace(",", ""))


def test_counts_are_those_of_the_catalog(browser: Any, served: str, demo_site: Path) -> None:
    """Every facet's numbers are what a program counts in catalog.json."""
    rows = _entities(demo_site)
    with _catalog(browser, served) as page:
        assert _total(page) == len(rows)
        assert _counts(page, "kind") == Counter(row["ref"].split(":")[0] for row in rows)
        assert _counts(page, "type") == Counter(row.get("type", "") for row in rows)
        assert _counts(page, "lifecycle") == Counter(row.get("lifecycle", "") for row in rows)
        assert _counts(page, "tag") == Counter(tag for row in rows for tag in row.get("tags", []))


def test_a_tick_shows_what_its_number_says(browser: Any, served: str, demo_site: Path) -> None:
    """Other facets count again, with the tick applied; the ticked one does not."""
    rows = _entities(demo_site)
    with _catalog(browser, served) as page:
        before = _counts(page, "kind")
        page.get_by_role("checkbox", name=re.compile("^API")).check()
        assert _total(page) == before["api"]
        assert _counts(page, "kind") == before
        apis = [row for row in rows if row["ref"].startswith("api:")]
        assert _counts(page, "type") == Counter(row.get("type", "") for row in apis)
        shown = page.locator("[data-cb-rows] .cb-cell-name a > span:last-child").all_inner_texts()
        assert sorted(shown) == sorted(row["title"] for row in apis)


def test_the_address_has_the_state_and_back_undoes(browser: Any, served: str) -> None:
    """Text, ticks, order and columns are in the address, which opens the same table elsewhere."""
    with _catalog(browser, served) as page:
        page.get_by_role("checkbox", name=re.compile("^Component")).check()
        page.locator("[data-cb-text]").fill("pay")
        page.get_by_role("button", name="Users").click()
        page.get_by_text("Columns", exact=True).click()
        page.get_by_role("checkbox", name="Tags", exact=True).check()
        asked = parse_qs(urlsplit(page.url).query)
        assert asked == {
            "text": ["pay"], "kind": ["component"], "sort": ["-users"],
            "columns": ["owner,system,lifecycle,tag,users"],
        }  # fmt: skip
        names, address = page.locator("[data-cb-rows] .cb-cell-name").all_inner_texts(), page.url
        page.go_back()
        assert "columns" not in page.url
        page.go_back()
        assert "sort" not in page.url
        page.go_back()
        assert not page.get_by_role("checkbox", name=re.compile("^Component")).is_checked()
    search = f"?{urlsplit(address).query}"
    with _catalog(browser, served, search) as page:
        assert page.locator("[data-cb-rows] .cb-cell-name").all_inner_texts() == names
        assert page.locator("[data-cb-text]").input_value() == "pay"
        assert page.locator("th[aria-sort=descending]").inner_text().startswith("Users")
        assert page.get_by_role("columnheader", name="Tags").is_visible()


def test_the_file_has_what_is_shown(browser: Any, served: str, demo_site: Path) -> None:
    """Each row once, with the columns that are shown, readable by any program."""
    rows = {row["ref"]: row for row in _entities(demo_site)}
    with _catalog(browser, served, "?kind=component&columns=owner,lifecycle,description") as page:
        with page.expect_download() as waiting:
            page.locator("[data-cb-csv]").click()
        assert waiting.value.suggested_filename == "catalog.csv"
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert list(lines[0]) == ["Name", "Reference", "Kind", "Type", "Owner", "Lifecycle", "Description"]
    expected = {ref: row for ref, row in rows.items() if ref.startswith("component:")}
    assert {line["Reference"] for line in lines} == set(expected)
    for line in lines:
        row = expected[line["Reference"]]
        assert (line["Name"], line["Kind"], line["Type"]) == (row["title"], "Component", row["type"])
    assert any(line["Description"] for line in lines)


def test_a_relation_narrows_until_it_is_taken_away(browser: Any, served: str, demo_site: Path) -> None:
    """Rows, chip, address and file are those of the entities that use another; nothing is loaded before."""
    rows = {row["ref"]: row for row in _entities(demo_site)}
    with _catalog(browser, served) as page:
        assert page.evaluate("globalThis.callboardAtlas === undefined")
    with _catalog(browser, served, "?uses=component:payment-service&kind=component") as page:
        page.get_by_role("button", name="Remove: uses Payment Service").wait_for()
        with page.expect_download() as waiting:
            page.locator("[data-cb-csv]").click()
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
        told = {line["Reference"] for line in lines}
        assert len(lines) == _total(page)
        apis = _targets(rows["component:default/payment-service"], "providesApi")
        assert told == {
            ref
            for ref, row in rows.items()
            if ref.startswith("component:") and ref != "component:default/payment-service"
            if _targets(row, "dependsOn") & {"component:default/payment-service"}
            or _targets(row, "consumesApi") & apis
        }
        assert told
        page.get_by_role("button", name="Remove: uses Payment Service").click()
        assert urlsplit(page.url).query == "kind=component"
        assert _total(page) > len(lines)
        page.go_back()
        page.get_by_role("button", name="Remove: uses Payment Service").wait_for()
        page.get_by_role("button", name="Clear filters").click()
        assert urlsplit(page.url).query == ""
        assert not page.get_by_role("list", name="Narrowed to").is_visible()


def test_relations_that_cannot_be_loaded_show_no_wrong_rows(browser: Any, served: str) -> None:
    """The table is empty and says why."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/api/atlas.js", lambda route: route.abort())
    page.goto(f"{served}catalog/?uses=component:payment-service")
    page.get_by_text("Who uses what could not be loaded.").wait_for()
    assert _total(page) == 0
    context.close()


def _targets(row: dict[str, Any], relation: str) -> set[str]:
    return {each["target"] for each in row["relations"] if each["type"] == relation}


def test_a_formula_stays_text(browser: Any, long: str) -> None:
    """A name that a spreadsheet would run is written so that it does not."""
    with _catalog(browser, long, "?tag=odd") as page:
        with page.expect_download() as waiting:
            page.locator("[data-cb-csv]").click()
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
        assert "'=HYPERLINK" in text
        assert not re.search(r'(^|,)"?=', text, re.MULTILINE)


def test_stars_last(browser: Any, served: str) -> None:
    """A star is there after a reload, on the entity's own page, and in the filter of starred ones."""
    with _catalog(browser, served, "?text=payment-service") as page:
        page.get_by_role("button", name="Star Payment Service").click()
        page.reload()
        star = page.get_by_role("button", name="Star Payment Service")
        star.wait_for()
        assert star.get_attribute("aria-pressed") == "true"
        page.goto(f"{served}catalog/?show=starred")
        page.get_by_role("button", name="Starred").wait_for()
        assert _total(page) == 1
        page.locator("[data-cb-rows] .cb-cell-name a").click()
        page.wait_for_url(f"{served}catalog/default/component/payment-service/")
        assert page.locator("[data-cb-star]").get_attribute("aria-pressed") == "true"


def test_my_team_is_asked_for_once(browser: Any, served: str) -> None:
    """The team is remembered, and its entities are those it owns."""
    with _catalog(browser, served) as page:
        owned = _counts(page, "owner")["group:payments-team"]
        page.get_by_role("button", name="My team").click()
        assert _total(page) == 0
        page.get_by_role("combobox", name="My team").select_option("group:payments-team")
        assert _total(page) == owned
        page.goto(f"{served}catalog/?show=team")
        page.locator("[data-cb-ready=yes]").wait_for()
        assert _total(page) == owned


def test_rows_in_sight_are_the_only_ones(browser: Any, long: str) -> None:
    """The table says how many rows it has, holds a few, and shows the last when it is scrolled to its end."""
    with _catalog(browser, long, "?kind=resource") as page:
        table = page.get_by_role("table", name="Entities of the catalog")
        assert table.get_attribute("aria-rowcount") == str(MANY + 1)
        assert page.locator("[data-cb-rows] tr:not(.cb-gap-row)").count() < 60
        page.locator("[data-cb-frame]").evaluate("frame => frame.scrollTo(0, frame.scrollHeight)")
        last = page.get_by_role("link", name=f"part-{MANY - 1:03}")
        last.wait_for()
        assert last.locator("xpath=ancestor::tr").get_attribute("aria-rowindex") == str(MANY + 1)
        page.locator("[data-cb-text]").fill("part-00")
        page.get_by_role("link", name="part-000").wait_for()
        assert page.locator("[data-cb-rows] tr").count() == 10


def test_unfolding_filters_on_a_phone_leaves_no_hole(browser: Any, long: str) -> None:
    """When the table moves up again, the rows that come into sight are there."""
    with _catalog(browser, long, viewport=PHONE) as page:
        page.get_by_role("button", name="Filters").click()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.get_by_role("link", name=f"part-{MANY - 1:03}").wait_for()
        page.get_by_role("button", name=re.compile("^Show [0-9]+ entities")).evaluate(
            "button => button.click()"
        )
        page.wait_for_function(
            """() => [...document.querySelectorAll(".cb-gap-row")].every(gap => {
                const { top, bottom } = gap.getBoundingClientRect();
                return bottom <= 0 || top >= innerHeight;
            })"""
        )


def test_the_keyboard_is_enough(browser: Any, served: str) -> None:
    """From the text to a tick, to a column, down the names, and into a page."""
    with _catalog(browser, served) as page:
        tick = page.get_by_role("checkbox", name=re.compile("^Component"))
        tick.focus()
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.value") == "component"
        heading = page.get_by_role("columnheader", name="Name").get_by_role("button")
        heading.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.cbSort") == "name"
        names = page.locator("[data-cb-rows] .cb-cell-name a > span:last-child").all_inner_texts()
        assert names == sorted(names, key=str.lower, reverse=True)
        page.locator("[data-cb-rows] .cb-cell-name a").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/catalog/default/component/" in url)
        assert page.locator("h1").inner_text() == names[2]


def test_names_have_room_beside_all_columns(browser: Any, served: str) -> None:
    """The frame scrolls when there are too many; the page does not, and no name is squeezed away."""
    search = "?columns=kind,owner,system,domain,lifecycle,tag,users,problem,description"
    with _catalog(browser, served, search, viewport={"width": 1000, "height": 800}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 1000
        assert page.locator("[data-cb-rows] .cb-cell-name").first.bounding_box()["width"] > 200
        assert page.locator("[data-cb-frame]").evaluate("frame => frame.scrollWidth > frame.clientWidth")


def test_a_value_that_nobody_has_can_be_unticked(browser: Any, served: str) -> None:
    """An old link shows nothing, says so, and offers the way out."""
    with _catalog(browser, served, "?owner=group:gone") as page:
        page.get_by_text("No entity fits these filters.").wait_for()
        page.get_by_role("button", name="Clear filters").click()
        assert _total(page) > 1
        assert urlsplit(page.url).query == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_cards(browser: Any, served: str, scheme: str) -> None:
    """No sideways scrolling, folded filters, cards of one height, and targets for thumbs."""
    with _catalog(browser, served, viewport=PHONE, color_scheme=scheme) as page:
        width = "document.documentElement.scrollWidth"
        assert page.evaluate(width) <= PHONE["width"]
        assert not page.get_by_role("checkbox", name=re.compile("^API")).is_visible()
        page.get_by_role("button", name="Filters").click()
        page.get_by_role("checkbox", name=re.compile("^API")).check()
        assert page.evaluate(width) <= PHONE["width"]
        page.get_by_role("button", name=re.compile("^Show [0-9]+ entities")).click()
        assert not page.get_by_role("checkbox", name=re.compile("^API")).is_visible()
        row = "[data-cb-rows] tr:not(.cb-gap-row)"
        heights = page.locator(row).evaluate_all(
            "rows => rows.map(row => row.getBoundingClientRect().height)"
        )
        assert len(set(heights)) == 1
        small = page.evaluate(
            """[...document.querySelectorAll("main .cb-catalog button")].filter(button => {
                const { width, height } = button.getBoundingClientRect();
                return width > 0 && (width < 24 || height < 24);
            }).map(button => button.outerHTML)"""
        )
        assert small == []


def test_the_table_works_from_files(browser: Any, demo_site: Path) -> None:
    """Without any server the table filters, and its links lead to files."""
    base = demo_site.as_uri() + "/"
    with _catalog(browser, base, "index.html?kind=api") as page:
        address = page.locator("[data-cb-rows] .cb-cell-name a").first.get_attribute("href")
        assert address.endswith("/index.html")
        page.locator("[data-cb-rows] .cb-cell-name a").first.click()
        page.locator(".cb-entity h1").wait_for()


def test_without_scripts_the_rows_and_plain_lists_remain(browser: Any, served: str, demo_site: Path) -> None:
    """Controls that would do nothing are not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}catalog/")
    assert page.locator("main tbody tr").count() == min(100, len(_entities(demo_site)))
    assert page.get_by_role("link", name="APIs").last.is_visible()
    assert page.locator("main table").bounding_box()["width"] > 1000
    assert page.locator("main").get_by_role("searchbox").count() == 0
    context.close()
