"""The Atlas in a real browser, on generated organisations of 60 and 2,000 entities."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pytest

from browser.visiting import DESKTOP, PHONE, served, visit

pytestmark = pytest.mark.browser

HUB = "account-0-worker"
SELECTORS = (
    HUB, f"{HUB}+3", f"3+{HUB}+3", "system:account-0", "owner:team-0", "kind:component", "domain:domain-1",
    "basket-2-api -> account-0-worker",
)  # fmt: skip

LABELS = """() => {
  const shown = [...document.querySelectorAll("svg.cb-graph text, svg.cb-map text")]
    .filter((text) => text.getClientRects().length > 0 && !text.closest("[hidden]"));
  const boxes = shown.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect(),
    size: parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a }));
  const meeting = [];
  for (let a = 0; a < boxes.length; a += 1) {
    for (let b = a + 1; b < boxes.length; b += 1) {
      const [one, other] = [boxes[a].box, boxes[b].box];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Lines of one box stand closer than their line boxes are high.
      if (across > 1 && down > 3) meeting.push([boxes[a].text, boxes[b].text]);
    }
  }
  return { count: boxes.length, smallest: Math.min(...boxes.map(({ size }) => size)), meeting };
}"""

Visit = Callable[..., object]


def _organisation(
    root: Path, folder: Path, entities: int, build: Callable[[Path, Path], subprocess.CompletedProcess[str]]
) -> Path:
    script = root / "bench" / "organisation.py"
    repositories = folder / "repositories"
    subprocess.run([sys.executable, script, repositories, str(entities), "--docs", "0"], check=True)
    done = build(folder, f"{repositories}, layout: repositories")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(name="site", scope="module", params=[60, 2000])
def _site(
    request: pytest.FixtureRequest,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    build_minimal: Callable[[Path, str | Path], subprocess.CompletedProcess[str]],
) -> Path:
    """A portal of this many entities."""
    return _organisation(root, tmp_path_factory.mktemp("atlas"), request.param, build_minimal)


@pytest.fixture(name="served", scope="module")
def _served(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield f"{address}atlas/"


@contextmanager
def _visit(browser, address: str, viewport: dict[str, int], **options: object) -> Iterator[object]:  # noqa: ANN001
    """A view of the Atlas, drawn; the test fails when anything goes wrong on it or asks another host."""
    with visit(browser, urljoin(address, "/"), viewport=viewport, **options) as page:
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.wait_for_selector(".cb-ready")
        yield page


def _nodes(page) -> int:  # noqa: ANN001
    return page.locator(".cb-atlas-frame [data-node]").count()


def test_no_drawing_is_too_large_or_too_small_to_read(browser, served: str) -> None:  # noqa: ANN001
    """Of every view at most 120 nodes are drawn, no text is under 11 pixels, and no label meets another."""
    with _visit(browser, served, DESKTOP) as page:
        for selector in ("", *SELECTORS):
            page.evaluate("(selector) => callboardExplorer.go(selector)", selector)
            assert _nodes(page) <= 120, selector
            labels = page.evaluate(LABELS)
            assert labels["count"] > 0, selector
            assert labels["smallest"] >= 11, selector
            assert labels["meeting"] == [], selector


def test_most_parts_of_a_domain_have_a_name(browser, served: str) -> None:  # noqa: ANN001
    """A narrow tile has its name in lines, or the beginning of it; every name is that of its tile."""
    with _visit(browser, f"{served}?g=domain:domain-1", DESKTOP) as page:
        tiles = page.locator(".cb-map-domain .cb-tile-of").evaluate_all(
            """tiles => tiles.map(tile => [tile.getAttribute("aria-label"),
                tile.querySelector(".cb-tile-name")?.textContent ?? ""])"""
        )
    assert all(spoken.startswith(seen.removesuffix("…")) for spoken, seen in tiles)
    assert sum(seen != "" for _, seen in tiles) >= 0.9 * len(tiles)


def test_edges_that_pass_a_column_appear_when_somebody_looks(browser, served: str) -> None:  # noqa: ANN001
    """At rest they are not drawn, and counted; the focus on one of their ends shows them all."""
    count = """() => {
        const edges = [...document.querySelectorAll(".cb-atlas-frame .cb-jump")];
        return [edges.length, edges.filter(edge => getComputedStyle(edge).display !== "none").length];
    }"""
    with _visit(browser, f"{served}?g=system:account-0", DESKTOP) as page:
        waiting, shown = page.evaluate(count)
        assert waiting > 0
        assert shown == 0
        assert "a column." in page.locator(".cb-atlas-told").inner_text()
        seen = 0
        for node in range(_nodes(page)):
            page.locator(f'.cb-atlas-frame [data-node="{node}"]').evaluate("node => node.focus()")
            seen = max(seen, page.evaluate(count)[1])
        assert seen > 0
        page.locator(".cb-atlas-ask input").focus()
        assert page.evaluate(count) == [waiting, 0]


@pytest.mark.parametrize("selector", ["", "system:account-0", "domain:domain-1"])
def test_paper_has_the_question_the_drawing_and_its_table(browser, served: str, selector: str) -> None:  # noqa: ANN001
    """No control is printed, the drawing fits the sheet, and every edge is on it."""
    with _visit(browser, f"{served}?g={selector}", DESKTOP) as page:
        told = page.locator(".cb-atlas-told").inner_text().partition(" Point")[0]
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1000, "height": 700})
        page.wait_for_function("matchMedia('print').matches")
        assert page.locator("main :is(button, select, input):visible").count() == 0
        assert page.get_by_role("heading", name="Atlas", exact=True).is_visible()
        if selector:
            assert page.locator(".cb-atlas-question").inner_text() == f"{selector} — {told}"
        drawing = page.locator("svg:is(.cb-graph, .cb-map):visible")
        assert drawing.count() == 1
        box = drawing.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1000
        assert page.locator("main table:visible tbody tr").count() > 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 1000
        hidden = "edges => edges.filter(edge => getComputedStyle(edge).display === 'none').length"
        assert page.locator("svg.cb-graph .cb-edge").evaluate_all(hidden) == 0


def test_the_way_down_and_back(browser, served: str) -> None:  # noqa: ANN001
    """From the map to a domain, a system and an entity by clicks; Back goes up again, step by step."""
    with _visit(browser, served, DESKTOP) as page:
        page.locator(".cb-atlas-map .cb-region").first.click(position={"x": 20, "y": 10})
        domain = page.locator(".cb-atlas-ask input").input_value()
        assert domain.startswith("domain:")
        page.locator(".cb-map-domain .cb-tile-of").first.click()
        system = page.locator(".cb-atlas-ask input").input_value()
        assert system.startswith("system:")
        page.locator(".cb-atlas-frame a.cb-node.cb-kind-component").first.dblclick()
        entity = page.locator(".cb-atlas-ask input").input_value()
        assert entity
        assert ":" not in entity
        assert page.locator(".cb-atlas-frame .cb-focus").count() == 1
        for expected in (system, domain, ""):
            page.go_back()
            assert page.locator(".cb-atlas-ask input").input_value() == expected
        assert page.locator(".cb-atlas-map svg").is_visible()


@pytest.mark.parametrize(
    "selector", ["2+account-0-worker+1", "basket-2-api -> account-0-worker", "owner:team-0 type:service"]
)
def test_a_selector_is_an_address(browser, served: str, selector: str) -> None:  # noqa: ANN001
    """What is typed stands in the address, and that address shows the same."""
    with _visit(browser, served, DESKTOP) as page:
        page.fill(".cb-atlas-ask input", selector)
        page.press(".cb-atlas-ask input", "Enter")
        told = page.locator(".cb-atlas-told").inner_text()
        address = page.url
        assert "q=" not in address.replace("?g=", "")
    with _visit(browser, address, DESKTOP) as page:
        assert page.locator(".cb-atlas-ask input").input_value() == selector
        assert page.locator(".cb-atlas-told").inner_text() == told


def test_the_keyboard_is_enough(browser, served: str) -> None:  # noqa: ANN001
    """Arrows move by column, Enter refocuses and keeps the focus, Space selects, Esc leaves."""
    with _visit(browser, f"{served}?g=system:account-0", DESKTOP) as page:
        page.locator('.cb-atlas-frame [tabindex="0"]').focus()
        start = page.evaluate("document.activeElement.dataset.node")
        page.keyboard.press("ArrowRight")
        moved = page.evaluate("document.activeElement.dataset.node")
        assert moved != start
        page.keyboard.press("Space")
        assert page.locator(".cb-atlas-side h2").is_visible()
        page.keyboard.press("Escape")
        assert page.locator(".cb-atlas-side").is_hidden()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('.cb-atlas-frame') !== null")
        assert page.locator(".cb-atlas-ask input").input_value() != "system:account-0"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.tagName") == "INPUT"


def test_the_map_tells_who_uses_whom(browser, served: str) -> None:  # noqa: ANN001
    """A tile that has the focus names its users and what it uses, and tints them."""
    with _visit(browser, served, DESKTOP) as page:
        page.locator(".cb-atlas-map .cb-tile-of", has=page.locator("title", has_text="account-0,")).focus()
        assert page.locator(".cb-atlas-side h2").inner_text() == "account-0"
        users = int(re.search(r"Used by (\d+)", page.locator(".cb-atlas-side").inner_text())[1])
        tinted = page.locator(".cb-atlas-map :is(.cb-is-user, .cb-is-both)").count()
        assert users == tinted > 0
        page.keyboard.press("ArrowRight")
        assert page.locator(".cb-atlas-side h2").inner_text() != "account-0"


def test_the_table_is_the_same_set(browser, served: str) -> None:  # noqa: ANN001
    """The table names every entity that the graph counts."""
    with _visit(browser, f"{served}?g={HUB}", DESKTOP) as page:
        told = page.locator(".cb-atlas-told").inner_text()
        page.click('[data-view="table"]')
        rows = page.locator(".cb-atlas-table tbody tr").count()
        assert told.startswith(f"{rows:,} entities")
        assert page.url.endswith("&view=table")


def test_a_fault_is_a_sentence(browser, served: str) -> None:  # noqa: ANN001
    """A name that does not exist is answered with one that does, and announced."""
    with _visit(browser, f"{served}?g=acount-0-worker", DESKTOP) as page:
        assert "did you mean account-0-worker?" in page.locator(".cb-atlas-fault").inner_text()
        assert "did you mean" in page.locator("[role=status].cb-atlas-told").inner_text()


@pytest.mark.parametrize("selector", ["", HUB, "domain:domain-1", "acount"])
@pytest.mark.parametrize("view", ["", "&view=graph"])
def test_a_phone_never_scrolls_sideways(browser, served: str, selector: str, view: str) -> None:  # noqa: ANN001
    """At 390 pixels no view is wider than the screen; a table comes first."""
    with _visit(browser, f"{served}?g={selector}{view}", PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if not view and selector != "acount":
            assert page.locator("table:visible").count() > 0
            assert page.locator("svg:is(.cb-graph, .cb-map):visible").count() == 0


def test_copies_are_whole(browser, served: str) -> None:  # noqa: ANN001
    """The address, a Mermaid chart and an SVG file of the view are there to copy."""
    with _visit(
        browser, f"{served}?g={HUB}", DESKTOP, permissions=["clipboard-read", "clipboard-write"]
    ) as page:
        copied = {}
        for what in ("link", "mermaid", "svg"):
            page.click(f'[data-copy="{what}"]')
            page.wait_for_function(
                "(what) => document.querySelector(`[data-copy=${what}]`).innerText === 'Copied'", arg=what
            )
            copied[what] = page.evaluate("navigator.clipboard.readText()")
        assert copied["link"] == page.url
        assert copied["mermaid"].startswith("flowchart LR\n")
        assert copied["svg"].startswith("<svg ")
        assert "var(" not in copied["svg"]


def test_it_works_from_files(browser, site: Path) -> None:  # noqa: ANN001
    """Opened from a folder, without a server, the Atlas answers selectors and goes back."""
    with _visit(browser, f"{(site / 'atlas' / 'index.html').as_uri()}?g={HUB}", DESKTOP) as page:
        assert _nodes(page) > 1
        page.evaluate("callboardExplorer.go('system:account-0')")
        page.go_back()
        assert page.locator(".cb-atlas-ask input").input_value() == HUB


def test_it_is_readable_without_scripts(browser, served: str) -> None:  # noqa: ANN001
    """Without a script the map links to systems and domains, and the table says who uses whom."""
    with _visit(browser, served, DESKTOP, java_script_enabled=False) as page:
        assert page.locator(".cb-atlas-map a[href*='/system/']").count() >= 6
        assert page.locator(".cb-atlas-map a[href*='/domain/']").count() >= 6
        assert page.locator(".cb-atlas-ask").is_hidden()
        assert page.locator(".cb-atlas-twin table").is_visible()


def test_both_schemes_and_findings(browser, served: str) -> None:  # noqa: ANN001
    """In the dark, too, the page and its findings open without a fault."""
    with _visit(browser, f"{served}?g={HUB}", DESKTOP, color_scheme="dark") as page:
        colour = page.evaluate("getComputedStyle(document.querySelector('.cb-atlas-canvas .cb-label')).fill")
        assert colour != "rgb(23, 27, 35)"
        page.click(".cb-atlas-hint a")
        assert page.locator("#cycles").is_visible()


def test_python_and_the_browser_tell_the_same(browser, served: str, site: Path) -> None:  # noqa: ANN001
    """The terminal names the entities that the page counts."""
    place = ["-m", "callboard", "query", f"2+{HUB}+2", "--format", "json", "--site", str(site)]
    done = subprocess.run([sys.executable, *place], capture_output=True, text=True, check=True)
    total = json.loads(done.stdout)["total"]
    with _visit(browser, f"{served}?g=2+{HUB}+2", DESKTOP) as page:
        assert page.locator(".cb-atlas-told").inner_text().startswith(f"{total:,} entities")
