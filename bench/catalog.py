"""What the catalog page and the palette cost in a browser: `python bench/catalog.py SITE [TEXT]`.

SITE is a built portal, e.g. of `bench/organisation.py`. A key is timed from the event to the end of the
frame that shows its effect, and a tick alike; scrolling counts frames while the table jumps through its rows.
"""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]

TYPE = """async ([selector, text]) => {
  const box = document.querySelector(selector), times = [];
  for (let end = 1; end <= text.length; end += 1) {
    const start = performance.now();
    box.value = text.slice(0, end);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}"""

TICK = """async () => {
  const times = [];
  for (let round = 0; round < 8; round += 1) {
    const boxes = document.querySelectorAll("[data-cb-facet] input[type=checkbox]");
    const start = performance.now();
    boxes[round * 3 % boxes.length].click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}"""

SCROLL = """async () => {
  const frame = document.querySelector("[data-cb-frame]"), start = performance.now();
  let frames = 0;
  while (performance.now() - start < 2000) {
    frame.scrollTop += 137;
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  return frames / 2;
}"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


def main() -> None:
    """Serve the portal, open it, and print what it took."""
    site, text = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "payment-1"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 860})
        measure(page, f"http://127.0.0.1:{server.server_port}/", text)
        browser.close()
    server.shutdown()


def measure(page: Page, base: str, text: str) -> None:
    """Print one line for each thing that a reader waits for."""
    page.goto(f"{base}catalog/")
    page.wait_for_selector("[data-cb-ready=yes]")
    print(f"{page.locator('[data-cb-count]').inner_text()}; the table is live after {since(page):.0f} ms")
    say("a key in the text box", page.evaluate(TYPE, ["[data-cb-text]", text]))
    page.goto(f"{base}catalog/")
    page.wait_for_selector("[data-cb-ready=yes]")
    say("a tick", page.evaluate(TICK))
    page.goto(f"{base}catalog/")
    page.wait_for_selector("[data-cb-ready=yes]")
    print(f"scrolling 137 pixels a frame: {page.evaluate(SCROLL):.0f} frames a second")
    print(f"{page.evaluate('document.querySelectorAll(`*`).length')} elements in the page")
    page.keyboard.press("Control+k")
    page.keyboard.type("a")
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(300)
    say("a key in the palette", page.evaluate(TYPE, [".cb-palette input[type=text]", text]))
    say("a key in the palette, mistyped", page.evaluate(TYPE, [".cb-palette input[type=text]", "paymnet"]))


def since(page: Page) -> float:
    """Milliseconds from the beginning of the navigation until now."""
    return float(page.evaluate("performance.now()"))


def say(what: str, times: list[float]) -> None:
    """The median and the worst, and all of them for whoever wonders."""
    ranked = sorted(times)
    listed = json.dumps([round(time) for time in times])
    print(f"{what}: median {ranked[len(ranked) // 2]:.0f} ms, worst {ranked[-1]:.0f} ms  {listed}")


if __name__ == "__main__":
    main()
