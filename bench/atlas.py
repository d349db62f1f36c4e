"""Measure the Atlas of a built site in Chromium: when it is ready, and how many frames it draws a second.

    python bench/atlas.py SITE [SELECTOR …]

For the map and each selector: milliseconds from the start of the navigation until the page answers, and from
a selector to its drawing; frames a second, and the longest frame, while the pointer moves over the tiles or
the drawing is scrolled; nodes drawn and elements in the page. "CPU" is what the page's own thread worked
until it was ready, and for each frame: other load on the machine does not change it. Sizes are gzipped.
Needs the `playwright` package and a Chromium on the path.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
VIEW = {"width": 1280, "height": 800}
SELECTORS = (
    "account-0-worker+1",
    "2+basket-2-api+2",
    "system:account-0",
    "kind:component",
    "return-40-api -> account-0-worker",
)
FRAMES = """async (kind) => {
  const marks = [];
  const canvas = document.querySelector(".cb-atlas-canvas");
  const tiles = [...document.querySelectorAll(".cb-atlas-map .cb-tile-of")];
  await new Promise((done) => {
    const step = (now) => {
      marks.push(now);
      if (marks.length > 120) { done(); return; }
      if (kind === "map") {
        const tile = tiles[(marks.length * 7) % tiles.length];
        tile.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      } else if (canvas) {
        canvas.scrollLeft += marks.length % 60 < 30 ? 12 : -12;
        canvas.scrollTop += marks.length % 60 < 30 ? 12 : -12;
        const nodes = canvas.querySelectorAll("[data-node]");
        nodes[marks.length % nodes.length].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
  const gaps = marks.slice(1).map((mark, at) => mark - marks[at]);
  const whole = marks[marks.length - 1] - marks[0];
  return [1000 * gaps.length / whole, Math.max(...gaps)];
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


def main() -> None:
    """Serve the site and visit it."""
    site = Path(sys.argv[1])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/atlas/"
    for name in (
        "api/atlas.js",
        "assets/callboard/atlas.js",
        "assets/callboard/atlas.css",
        "atlas/index.html",
    ):
        print(f"{name:32}{len(gzip.compress((site / name).read_bytes(), 9)) / 1000:8.1f} KB")
    print("view" + " " * 33 + "ready ms   CPU ms  draw ms  frames/s  longest  CPU/frame  nodes  elements")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for selector in ("", *(sys.argv[2:] or SELECTORS)):
            page = browser.new_page(viewport=VIEW)
            print(f"{selector or 'map':36}{measure(page, address, selector)}")
            page.close()
        browser.close()
    server.shutdown()


def measure(page: Page, address: str, selector: str) -> str:
    """One line of figures."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address if not selector else f"{address}?g={selector}")
    page.wait_for_selector(".cb-ready", timeout=60_000)
    ready = page.evaluate("performance.getEntriesByName('callboard-atlas-ready')[0].startTime")
    loaded = worked(session)
    draw = page.evaluate(
        "(g) => { const start = performance.now(); callboardExplorer.show(g); document.body.offsetHeight;"
        " return performance.now() - start; }",
        selector,
    )
    before = worked(session)
    frames, longest = page.evaluate(FRAMES, "map" if not selector else "graph")
    each = (worked(session) - before) / 120
    nodes = page.locator(".cb-atlas-frame:not([hidden]) [data-node]").count()
    elements = page.evaluate("document.querySelectorAll('*').length")
    figures = f"{ready:8.0f}  {loaded:7.0f}  {draw:7.1f}  {frames:8.1f}  {longest:7.1f}  {each:9.1f}"
    return f"{figures}  {nodes:5}  {elements:8}"


def worked(session: CDPSession) -> float:
    """Milliseconds that the page's main thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(each["value"]) for each in metrics if each["name"] == "TaskDuration")


if __name__ == "__main__":
    main()
