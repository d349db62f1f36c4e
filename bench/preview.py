"""How long a save takes to be served by `callboard serve`: the file is written, and its page asked for.

    python bench/preview.py [PAGES [ENTITIES [ROUNDS]]]

A repository of so many pages beside a published catalog of so many entities. The server is a process of its
own, and its pages come over HTTP; each row is the median and the worst of the rounds.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request  # noqa: TID251  # it asks as a browser does
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measuring import Result, tell

TARGET = 1.0
_DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  title: TITLE
  annotations: {backstage.io/techdocs-ref: "dir:."}
spec:
  type: service
  lifecycle: production
  owner: team-1
  dependsOn: [component:service-2, component:service-3]
"""
_SECTION = (
    "## Part {part}\n\nA text with `code` and [a link](page-{link}.md).\n\n```python\nx = {part}\n```\n\n"
)


def main(pages: int, entities: int, rounds: int) -> None:
    """Measure both modes and both sorts of files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository = _repository(folder / "repositories" / "pay", pages)
        catalog = folder / "catalog.json"
        catalog.write_text(json.dumps(_catalog(entities)), "utf-8")
        setting = f"{pages} pages, {entities:,} entities elsewhere, {rounds} rounds"
        result = Result("preview", "From saving a file to its page being served", setting)
        options = ["--repository", str(repository), "--catalog", str(catalog)]
        result.figures |= _measure(folder, options, repository, rounds)
        (folder / "docs").mkdir()
        (folder / "mkdocs.yml").write_text(
            "site_name: Portal\ntheme: {name: material, font: false}\n"
            "plugins: [{callboard: {sources: [{directory: repositories}]}}]\n"
        )
        result.figures |= _measure(folder, ["-f", str(folder / "mkdocs.yml")], repository, rounds)
    result.targets = {"--repository, a page, median s": TARGET}
    tell(result)


def _measure(folder: Path, options: list[str], repository: Path, rounds: int) -> dict[str, float]:
    page, descriptor = repository / "docs" / "page-7.md", repository / "catalog-info.yaml"
    text, described = page.read_text(), descriptor.read_text()

    def write_page(mark: str) -> None:
        page.write_text(f"{text}\n{mark}\n")

    def write_descriptor(mark: str) -> None:
        descriptor.write_text(described.replace("TITLE", mark))

    started = time.perf_counter()
    with _server(folder, options) as address:
        found = {f"{options[0]}, ready after s": time.perf_counter() - started}
        for what, place, write in (
            ("a page", "docs/default/component/pay/page-7/", write_page),
            ("a descriptor", "catalog/default/component/pay/", write_descriptor),
        ):
            took = _seconds(f"{address}{place}", write, rounds)
            found[f"{options[0]}, {what}, median s"] = statistics.median(took)
            found[f"{options[0]}, {what}, worst s"] = max(took)
    page.write_text(text)
    descriptor.write_text(described)
    return found


def _seconds(address: str, write: Callable[[str], None], rounds: int) -> list[float]:
    took = []
    for number in range(rounds):
        # Whoever saves does so when the last change has long been shown.
        time.sleep(0.6)
        mark = f"mark-{number}-{time.monotonic_ns()}"
        started = time.perf_counter()
        write(mark)
        while mark not in _read(address):
            time.sleep(0.01)
        took.append(time.perf_counter() - started)
    return took


@contextmanager
def _server(folder: Path, options: list[str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "callboard", "serve", *options, "--address", f"127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            address = f"http://127.0.0.1:{port}/"
            while not _read(address):
                if process.poll() is not None:
                    raise SystemExit((folder / "log").read_text())
                time.sleep(0.05)
            yield address
        finally:
            process.terminate()


def _read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310, TID251  # our own
            return str(answer.read().decode())
    except OSError:
        return ""


def _repository(folder: Path, pages: int) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "catalog-info.yaml").write_text(_DESCRIPTOR)
    (folder / "mkdocs.yml").write_text("site_name: Pay\n")
    for number in range(pages):
        name = f"page-{number}.md" if number else "index.md"
        parts = (_SECTION.format(part=part, link=(number + part) % (pages - 1) + 1) for part in range(12))
        (folder / "docs" / name).write_text(f"# Page {number}\n\n{''.join(parts)}")
    return folder


def _catalog(count: int) -> dict[str, object]:
    rows = [_row_of("Group", f"team-{number}", []) for number in range(count // 20)]
    for number in range(count - len(rows)):
        owned = {"type": "ownedBy", "target": f"group:default/team-{number % (count // 20)}"}
        used = {"type": "dependsOn", "target": f"component:default/service-{number // 2}"}
        rows.append(_row_of("Component", f"service-{number}", [owned, used]))
    return {"schema": "callboard/catalog/v1", "generator": "bench", "entities": rows, "repositories": {}}


def _row_of(kind: str, name: str, relations: list[dict[str, str]]) -> dict[str, object]:
    return {
        "ref": f"{kind.lower()}:default/{name}",
        "kind": kind,
        "namespace": "default",
        "name": name,
        "title": name.replace("-", " ").title(),
        "type": "service",
        "lifecycle": "production",
        "description": "",
        "tags": [],
        "origin": {"repository": name, "path": "catalog-info.yaml", "line": 1, "column": 1, "commit": ""},
        "page": f"catalog/default/{kind.lower()}/{name}/",
        "relations": relations,
    }


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:])), *(50, 20_000, 10)[len(sys.argv) - 1 :])
