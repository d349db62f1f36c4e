"""Bytes and seconds to the first full-text result, in Chromium on this machine.

    python bench/search.py SITE [--query WORDS] [--rounds 5] [--of callboard|material]

SITE is a built site, e.g. of an organisation of 4,000 entities, which has 20,000 pages of documentation.
Every round is a new browser: a page is opened, and when it is still, the clock starts, the box is opened,
the words are put into it, and the clock stops when the first result that leads to a page's text is there.
Bytes are those on the wire, gzipped, from the click on; those of the page itself stand apart. The second
query is one more in the same page.

What is asked of a site is written down in `SEARCHES`, a `Search` each. A site whose search shows nothing of
the kind before `PATIENCE` is over is told as what it is: one without full-text search, and nothing is kept.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import shutil
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from measuring import Result, spread, tell
from playwright.sync_api import Error, Page, sync_playwright

PATIENCE = 60.0
NAMES = "api/search-index.js"
"""What is loaded to find names, before and whether or not texts are searched."""

SEEN = "/seen-in-the-page"
"""What the page asks the server for when it shows the first result, so that it knows what it had sent."""

WATCH = """([result, seen]) => {
  const start = performance.now();
  globalThis.seenAfter = undefined;
  const watch = new MutationObserver(() => {
    if (!document.querySelector(result)) return;
    watch.disconnect();
    const shown = performance.now() - start;
    fetch(seen).then(() => { globalThis.seenAfter = shown; });
  });
  watch.observe(document, { subtree: true, childList: true });
}"""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
BYTES_TARGET, SECONDS_TARGET = 250_000, 0.6


@dataclass(frozen=True, slots=True)
class Search:
    """How a site's search is used: the key that opens the box, the box, and a result that leads to text."""

    key: str
    box: str
    result: str


SEARCHES = {
    "callboard": Search("Control+k", ".cb-palette input[type=text]", ".cb-palette-text"),
    "material": Search("/", "input.md-search__input", ".md-search-result__item a"),
}


class _Counting(http.server.SimpleHTTPRequestHandler):
    """Serves files, gzipped as a web server would, and counts what goes out."""

    sent = seen = 0
    packed: dict[str, bytes] = {}  # noqa: RUF012  # one server, and no request changes a file

    def do_GET(self) -> None:
        if self.path == SEEN:
            type(self).seen = self.sent
            self.send_response(204)
            self.end_headers()
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        name = str(path)
        if name not in self.packed:
            self.packed[name] = gzip.compress(path.read_bytes(), 6, mtime=0)
        body = self.packed[name]
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        type(self).sent += len(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


def main() -> None:
    """Serve the site, search in it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--query", default="partition replica")
    parser.add_argument("--again", default="latency budget", help="the second query")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--of", choices=sorted(SEARCHES), default="callboard")
    asked = parser.parse_args()
    handler = functools.partial(_Counting, directory=str(asked.site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    # The first visit packs the files, as a web server has done before anybody comes; it is not counted.
    visits = range(asked.rounds + 1)
    found = [first_result(address, SEARCHES[asked.of], asked.query, asked.again) for _ in visits][1:]
    server.shutdown()
    pages = sum(1 for _ in asked.site.rglob("index.html"))
    setting = f"{asked.of}, {pages:,} pages, {asked.rounds} rounds"
    result = Result(f"search_{asked.of}", "Full-text search in a browser", setting)
    opened, sent, first, second = ([each[at] for each in found] for at in range(4))
    result.figures = {
        "page, bytes": max(opened),
        "first result, bytes": max(sent),
        "of these, the index of names, bytes": _packed_size(asked.site / NAMES),
        "page and first result, bytes": max(map(sum, zip(opened, sent, strict=True))),
        "first result, s (least, median, most)": spread(first),
        "first result, worst s": max(first),
        "second query, s (least, median, most)": spread(second),
    }
    if asked.of == "callboard":
        result.targets = {"first result, bytes": BYTES_TARGET, "first result, worst s": SECONDS_TARGET}
    tell(result)


def _packed_size(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6, mtime=0)) if path.is_file() else 0


def first_result(address: str, search: Search, query: str, again: str) -> tuple[float, float, float, float]:
    """Bytes of the page, bytes and seconds to the first result, and seconds to that of a second query."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 860})
        before = _Counting.sent
        page.goto(address, wait_until="networkidle")
        opened = _Counting.sent - before
        first = _ask(page, search, query, opening=True)
        sent = _Counting.seen - before - opened
        second = _ask(page, search, again, opening=False)
        browser.close()
    return float(opened), float(sent), first, second


def _ask(page: Page, search: Search, query: str, *, opening: bool) -> float:
    """Seconds until a result of a query is there; one of an earlier query does not count.

    The page itself looks at the clock, because it may be busy when somebody outside asks it.
    """
    if not opening:
        page.locator(search.box).fill("")
        page.wait_for_function("selector => !document.querySelector(selector)", arg=search.result)
    page.evaluate(WATCH, [search.result, SEEN])
    if opening:
        page.keyboard.press(search.key)
    # Some boxes listen to keys, others to what they hold; the last letter is a key.
    page.locator(search.box).fill(query[:-1])
    page.locator(search.box).press(query[-1])
    try:
        page.wait_for_function("() => globalThis.seenAfter !== undefined", timeout=PATIENCE * 1000)
    except Error:
        sys.exit(
            f"no {search.result} after {PATIENCE:.0f} s: this site has no full-text search that is known here"
        )
    return float(page.evaluate("() => globalThis.seenAfter")) / 1000


if __name__ == "__main__":
    main()
