"""What searching texts costs: shards, indexing, memory, and the bytes and seconds of queries.

    PYTHONPATH=plugins:tests python bench/full_text.py SITE PAGES

SITE is a built portal; it is copied aside, and its texts are replaced by PAGES made-up ones in 25 domains.
"""

from __future__ import annotations

import bisect
import gzip
import http.server
import itertools
import random
import resource
import shutil
import string
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from browser.visiting import chromium, visit
from callboard.fulltext import (
    Indexer,
    SearchPage,
    SearchSet,
    build_runtime,
    build_shards,
    digest_of_pages,
    find_indexer,
    manifest,
    plan,
)

PAGES_OF_A_SET = 20
DOMAINS = 25
LOAD = """() => new Promise((then) => {
    const script = document.createElement("script");
    script.src = "assets/callboard/fulltext.js";
    script.onload = then;
    document.head.append(script);
})"""
QUERY = """async ([words, domain]) => {
    const start = performance.now();
    const times = [];
    await callboardFullText.ask(words, domain, async ({results, done}) => {
        await Promise.all(results.slice(0, 8).map((result) => result.data()));
        times.push([Math.round(performance.now() - start), results.length, done]);
        if (times.length === 1) await fetch("/first");
    });
    await new Promise((then) => setTimeout(then, 300));
    return times;
}"""


class Language:
    """Words by Zipf's law, the same in every run."""

    def __init__(self) -> None:
        self._luck = random.Random(7)
        letters = string.ascii_lowercase
        self.words = ["".join(self._luck.choices(letters, k=self._luck.randint(3, 9))) for _ in range(30_000)]
        self._sums = list(itertools.accumulate(1 / (place + 2.7) ** 1.05 for place in range(len(self.words))))

    def say(self, count: int) -> str:
        """So many words."""
        draws = (self._luck.random() * self._sums[-1] for _ in range(count))
        return " ".join(self.words[bisect.bisect(self._sums, draw)] for draw in draws)

    def page(self) -> str:
        """Four sections of seventy words."""
        parts = (f'<h2 id="s{n}">{self.say(3)}</h2><p>{self.say(70)}</p>' for n in range(4))
        return f'<h1 id="t">{self.say(2)}</h1>{"".join(parts)}'


def sets_of(pages: int) -> Iterator[SearchSet]:
    """Sets of twenty pages; the first domains have many, the last few."""
    language = Language()
    luck = random.Random(3)
    shares = [1 / (n + 3) for n in range(DOMAINS)]
    for number in range(pages // PAGES_OF_A_SET):
        name = f"service-{number}"
        held = [
            SearchPage(
                f"docs/default/component/{name}/p{n}/", language.say(2), language.page(), f"Service {number}"
            )
            for n in range(PAGES_OF_A_SET)
        ]
        domain = f"domain:d{luck.choices(range(DOMAINS), shares)[0]}"
        weight = sum(len(page.html) for page in held)
        yield SearchSet(f"component:{name}", domain, weight, digest_of_pages(held), lambda held=held: held)


def index(folder: Path, indexer: Indexer, sets: list[SearchSet]) -> str:
    """Write the index as a build does; the domain of the largest shard."""
    shards = plan(sets)
    used = []
    for shard in shards:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.process_time()
        (bundle,) = build_shards([shard], indexer)
        if isinstance(bundle, Exception):
            raise bundle
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        children = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        count = sum(name.startswith("fragment/") for name in bundle)
        meta = sum(len(data) for name, data in bundle.items() if name.endswith("pf_meta"))
        used.append(
            (children + time.process_time() - start, children, count, meta, sum(map(len, bundle.values())))
        )
        for name, data in bundle.items():
            path = folder / shard.name / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for name, data in build_runtime(indexer).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "shards.js").write_bytes(manifest([(shard, shard.digest) for shard in shards], indexer))
    total = sum(row[0] for row in used)
    pages = sum(row[2] for row in used)
    worst = max(used)
    rss = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{pages} pages, {len(shards)} shards of {min(row[2] for row in used)}"
        f"-{max(row[2] for row in used)} pages;"
        f" CPU {total:.1f} s in all ({1000 * total / pages:.2f} ms a page), worst shard {worst[0]:.2f} s"
        f" (indexer {worst[1]:.2f}); indexer's memory at most {rss:.0f} MB;"
        f" meta {min(row[3] for row in used) / 1024:.1f}-{max(row[3] for row in used) / 1024:.1f} KB,"
        f" bundles {sum(row[4] for row in used) / 2**20:.1f} MB"
    )
    return max(shards, key=lambda shard: shard.weight).domains[0]


class Server(http.server.SimpleHTTPRequestHandler):
    """Compresses what is not compressed already, and counts the bytes of bodies and headers."""

    protocol_version = "HTTP/1.1"
    sent = 0
    first = 0
    asked = 0

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file."""
        kind = type(self)
        if self.path == "/first":
            kind.first = kind.sent
            self.send_response(204)
            self.end_headers()
            return
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        if path.suffix in {".js", ".json", ".html", ".css"}:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        kind.sent += len(body) + 250
        kind.asked += 1


def measure(site: Path, domain: str) -> None:
    """First and second queries in a browser, near the domain and nowhere near."""
    handler = type("Handler", (Server,), {})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: handler(*given, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    words = Language().words
    with chromium() as browser:
        for near in (domain, ""):
            with visit(browser, base) as page:
                page.goto(base)
                page.wait_for_timeout(500)
                handler.sent = handler.asked = 0
                page.evaluate(LOAD)
                for text in (words[400], f"{words[60]} {words[900]}", words[5000]):
                    before, asked = handler.sent, handler.asked
                    before = 0 if text == words[400] else before
                    times = page.evaluate(QUERY, [text, near])
                    print(
                        f"  near {near or 'nothing'}, {text!r}: (ms, results, done) {times};"
                        f" {(handler.first - before) / 1000:.0f} KB to the first results,"
                        f" {(handler.sent - before) / 1000:.0f} KB in all, {handler.asked - asked} requests"
                    )
    server.shutdown()


def main() -> None:
    """Index and measure."""
    indexer = find_indexer()
    if indexer is None:
        sys.exit("there is no indexer for this machine")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(sys.argv[1], site, ignore=shutil.ignore_patterns("search"))
        measure(site, index(site / "search", indexer, list(sets_of(int(sys.argv[2])))))


if __name__ == "__main__":
    main()
