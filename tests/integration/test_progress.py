"""What a build tells while it goes on and afterwards: lines, a bar, a report, budgets."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from jsonschema import Draft7Validator

from trees import write_tree

Run = Callable[..., subprocess.CompletedProcess[str]]

_CONFIG = """site_name: X
theme: {{name: material, font: false}}
plugins:
  - callboard:
      sources: [{{directory: acme}}]
      budgets: {budgets}
"""
_DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {{name: {name}}}
spec: {{type: library, lifecycle: production, owner: team}}
"""
_FILES = {
    "mkdocs.yml": _CONFIG.format(budgets="{}"),
    "docs/index.md": "# Start\n",
    "acme/pay/catalog-info.yaml": _DESCRIPTOR.format(name="pay"),
    "acme/pay/docs/index.md": "# Pay\n",
    "acme/pay/docs/more.md": "# More\n",
    "acme/shop/catalog-info.yaml": _DESCRIPTOR.format(name="shop"),
    "acme/shop/README.md": "# Shop\n",
    "acme/bare/notes.txt": "",
}
_STAGES = [
    r"crawl: 3 repositories in \d+\.\d s",
    r"catalog: 2 entities in \d+\.\d s",
    r"documentation: 3 pages in \d+\.\d s",
    r"relations: \d+ relations in \d+\.\d s",
    r"pages: 5 sets of pages in \d+\.\d s",
    r"search: \d+ files in \d+\.\d s",
    r"publish: \d+ pages in \d+\.\d s",
]
_LAST = r"2 entities from 3 repositories, \d+ pages in .* \(\d+\.\d s\)"

_NUMBER = {"type": "number", "minimum": 0}
_COUNT = {"type": "integer", "minimum": 0}


def closed(properties: dict[str, object], *optional: str) -> dict[str, object]:
    """A schema of an object that has these keys and no other."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties.keys() - set(optional)),
        "additionalProperties": False,
    }


def listed(schema: dict[str, object]) -> dict[str, object]:
    """A schema of a list."""
    return {"type": "array", "items": schema}


_TEXT = {"type": "string"}
_SECONDS: dict[str, object] = {"wall_seconds": _NUMBER, "processor_seconds": _NUMBER}
_PARTS = ("crawl_seconds", "documentation_seconds", "pages_seconds")
SCHEMA = closed(
    {
        "schema": {"const": "callboard/report/v1"},
        "published": {"type": "boolean"},
        "degraded": {"type": "boolean"},
        "seconds": closed(_SECONDS),
        "stages": listed(closed({"stage": _TEXT, "done": _COUNT, "kept": _COUNT, **_SECONDS})),
        "totals": closed(
            dict.fromkeys(
                [
                    "repositories", "entities", "docs_pages", "findings", "pages", "files", "bytes",
                    "units_made", "units_kept",
                ],
                _COUNT,
            )
        ),
        "bytes": closed(dict.fromkeys(["pages", "api", "search", "assets"], _COUNT)),
        "repositories": {
            "type": "object",
            "additionalProperties": closed(
                dict.fromkeys(["entities", "docs_pages", "bytes"], _COUNT) | dict.fromkeys(_PARTS, _NUMBER),
                *_PARTS,
            ),
        },
        "slowest": closed(
            {
                "repositories": listed(closed({"repository": _TEXT, "seconds": _NUMBER})),
                "pages": listed(
                    closed({"stage": _TEXT, "repository": _TEXT, "page": _TEXT, "seconds": _NUMBER})
                ),
            }
        ),
        "over_budget": listed(
            closed(
                {
                    "budget": _TEXT, "file": _TEXT, "size": _COUNT, "limit": _COUNT, "others": _COUNT,
                    "compressed": {"type": "boolean"},
                }
            )
        ),
        "versions": {"type": "object", "additionalProperties": _TEXT, "required": ["callboard", "python"]},
    }
)  # fmt: skip


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return write_tree(tmp_path, _FILES)


def let_files_age() -> None:
    """Until it can be seen whether they change: of younger ones the file system's clock does not tell."""
    time.sleep(2.1)


def report_in(place: Path) -> dict[str, Any]:
    """A report that is as it should be."""
    report: dict[str, Any] = json.loads(place.read_text())
    Draft7Validator(SCHEMA).validate(report)
    return report


def matches(patterns: list[str], lines: list[str]) -> bool:
    """Whether each line is what its pattern says, and there is no other."""
    return len(patterns) == len(lines) and all(map(re.fullmatch, patterns, lines))


def test_a_log_has_a_line_a_stage(folder: Path, callboard: Run) -> None:
    """On standard error, without anything that moves a cursor; the summary is the last line of the output."""
    let_files_age()
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site", FORCE_COLOR="1")
    assert done.returncode == 0, done.stderr
    assert matches(_STAGES, done.stderr.splitlines()), done.stderr
    assert re.fullmatch(_LAST, done.stdout.splitlines()[-1])
    again = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    crawled, published = r"crawl: 3 repositories in .*", r"publish: \d+ pages, all unchanged in .*"
    assert matches([crawled, published], again.stderr.splitlines()), again.stderr
    write_tree(folder, {"acme/pay/docs/more.md": "# More\n\nAnd more.\n"})
    third = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert "documentation: 3 pages, 2 unchanged in" in third.stderr
    assert "pages: 5 sets of pages, 3 unchanged in" in third.stderr


def test_a_quiet_build_says_nothing(folder: Path, callboard: Run) -> None:
    """The report is kept all the same."""
    done = callboard("build", "-q", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert report_in(folder / ".callboard" / "report.json")["published"] is True


def test_a_terminal_shows_a_bar(folder: Path) -> None:
    """It is gone in the end: a line is left for each stage. The summary is the last line here, too."""
    environment = {**os.environ, "TERM": "xterm", "CI": "", "COLUMNS": "120", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "callboard", "build", "-f", folder / "mkdocs.yml", "-d", folder / "site"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        told = _all_of(ours).decode()
    os.close(ours)
    assert process.returncode == 0, told
    assert "━" in told
    assert told.count("\x1b[?25l") == told.count("\x1b[?25h") == len(_STAGES), "the cursor is there again"
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", told).replace("\r", "\n").splitlines()
    done = [re.sub(r"✓ (\w+) +", r"\1: ", line) for line in lines if line.startswith("✓")]
    assert matches(_STAGES, done), told
    assert re.fullmatch(_LAST, [line for line in lines if line][-1])


def _all_of(terminal: int) -> bytes:
    """All that is written to a terminal until nobody is left to write."""
    told = b""
    while True:
        try:
            data = os.read(terminal, 65_536)
        except OSError:
            return told
        if not data:
            return told
        told += data


def test_a_report_says_what_the_build_took_and_made(folder: Path, callboard: Run) -> None:
    """What it counts is what lies in the site; a second build makes nothing and counts the same."""
    reports = []
    let_files_age()
    for number in range(2):
        place = folder / f"report-{number}.json"
        done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site", "--report", place)
        assert done.returncode == 0, done.stderr
        reports.append(report_in(place))
    first, second = reports
    files = [path for path in (folder / "site").rglob("*") if path.is_file() and path.name != "release.json"]
    totals = first["totals"]
    assert totals["files"] == len(files)
    assert totals["bytes"] == sum(path.stat().st_size for path in files) == sum(first["bytes"].values())
    assert totals["pages"] == sum(path.suffix == ".html" for path in files)
    assert (totals["units_made"], totals["units_kept"]) == (5, 0)
    assert (second["totals"]["units_made"], second["totals"]["units_kept"]) == (0, 5)
    assert [stage["stage"] for stage in first["stages"]] == [told.partition(":")[0] for told in _STAGES]
    assert [stage["stage"] for stage in second["stages"]] == ["crawl", "publish"]
    assert [stage["kept"] for stage in second["stages"]] == [0, totals["pages"]]
    assert first["bytes"] == second["bytes"]
    assert first["totals"] | {"units_made": 0, "units_kept": 5} == second["totals"]
    pay = first["repositories"]["acme/pay"]
    assert (pay["entities"], pay["docs_pages"]) == (1, 2)
    assert pay.keys() >= {"crawl_seconds", "documentation_seconds", "pages_seconds"}
    assert pay["bytes"] == second["repositories"]["acme/pay"]["bytes"]
    # Its pages without their frames, which are most of pages as small as these.
    assert 5_000 < pay["bytes"] < _bytes_about("pay", folder / "site") / 2
    assert {page["page"] for page in first["slowest"]["pages"]} >= {"docs/more.md", "README.md"}
    assert report_in(folder / ".callboard" / "report.json") == second


def _bytes_about(name: str, site: Path) -> int:
    places = [*site.glob(f"*/default/component/{name}/**/*"), *site.glob(f"api/**/component/**/{name}.json")]
    return sum(path.stat().st_size for path in places if path.is_file())


def test_the_page_of_health_says_the_same_however_it_was_built(folder: Path, callboard: Run) -> None:
    """The bytes of a report, and no times."""
    pages = []
    for flags in ([], [], ["--clean"]):
        callboard("build", "-q", "-f", folder / "mkdocs.yml", "-d", folder / "site", *flags)
        pages.append((folder / "site" / "health" / "index.html").read_bytes())
    assert len(set(pages)) == 1
    tree = lxml.html.fromstring(pages[0])
    rows = tree.xpath("//section[@aria-labelledby='repositories']//tbody/tr")
    shown = {row.xpath("string(th)").strip(): row.xpath("td[last()]/text()") for row in rows}
    report = report_in(folder / ".callboard" / "report.json")
    assert shown["acme/pay"] == [f"{report['repositories']['acme/pay']['bytes'] / 1000:.1f} kB"]
    assert shown["acme/bare"] == ["0 bytes"]


@pytest.mark.parametrize(
    ("budgets", "told"),
    [
        ("{page_kilobytes: 1}", r"\S+/index.html is over budget: .* kB, page_kilobytes allows 1.0 kB"),
        ("{site_megabytes: 1}", "the site is over budget: .* MB, site_megabytes allows 1.0 MB"),
        (
            "{search_index_kilobytes: 1}",
            r"api/search-index.js is over budget: .* kB compressed, search_index_kilobytes allows 1.0 kB",
        ),
    ],
)
def test_a_budget_is_a_warning_and_with_strict_a_veto(
    folder: Path, callboard: Run, budgets: str, told: str
) -> None:
    """The old site stands, and the report says why."""
    # Names that hardly compress.
    names = [f"lib-{hashlib.sha256(bytes([number])).hexdigest()[:32]}" for number in range(100)]
    many = "---\n".join(_DESCRIPTOR.format(name=name) for name in names)
    config = _CONFIG.format(budgets=budgets)
    write_tree(folder, {"mkdocs.yml": config, "acme/many/catalog-info.yaml": many})
    let_files_age()
    site = folder / "site"
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", site)
    assert done.returncode == 0, done.stderr
    assert re.search(f"^Warning: {told}", done.stderr, re.MULTILINE), done.stderr
    again = callboard("build", "-f", folder / "mkdocs.yml", "-d", site)
    assert "pages:" not in again.stderr, "nothing is made"
    assert re.search(f"^Warning: {told}", again.stderr, re.MULTILINE), again.stderr
    write_tree(folder, {"docs/index.md": f"# Start\n\n{'Much to read. ' * 10}\n"})
    again = callboard("build", "-f", folder / "mkdocs.yml", "-d", site)
    assert "pages:" not in again.stderr, "only the host's page is made"
    assert re.search(f"^Warning: {told}", again.stderr, re.MULTILINE), again.stderr
    unchanged = callboard("build", "--strict", "-f", folder / "mkdocs.yml", "-d", site)
    assert unchanged.returncode == 4, unchanged.stderr
    before = (site / "api" / "release.json").read_bytes()
    write_tree(folder, {"acme/pay/docs/index.md": "# Changed\n"})
    strict = callboard("build", "--strict", "-f", folder / "mkdocs.yml", "-d", site)
    assert strict.returncode == 4, strict.stderr
    assert re.search(f"^Error: --strict: {told}.*; the site was not published$", strict.stderr, re.MULTILINE)
    assert (site / "api" / "release.json").read_bytes() == before
    report = report_in(folder / ".callboard" / "report.json")
    assert report["published"] is False
    assert report["over_budget"][0]["budget"] == budgets.strip("{}").partition(":")[0]


def test_a_page_of_the_host_that_grows_is_told_though_no_other_is_made(folder: Path, callboard: Run) -> None:
    """What it weighs counts together with what lies in the site already; once it is small again all is well."""
    write_tree(folder, {"mkdocs.yml": _CONFIG.format(budgets="{page_kilobytes: 150}")})
    let_files_age()
    told = []
    for words in (1, 20_000, 20_000, 1):
        write_tree(folder, {"docs/index.md": f"# Start\n\n{'Much to read. ' * words}\n"})
        done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
        assert done.returncode == 0, done.stderr
        made = "pages:" in done.stderr
        warned = [line for line in done.stderr.splitlines() if line.startswith("Warning: ")]
        told.append((made, [line.partition(" is over budget")[0] for line in warned]))
        report = report_in(folder / ".callboard" / "report.json")
        files = [path for path in (folder / "site").rglob("*.*") if path.name != "release.json"]
        assert report["totals"]["bytes"] == sum(path.stat().st_size for path in files)
    large = ["Warning: index.html"]
    assert told == [(True, []), (False, large), (False, large), (False, [])]


def test_a_report_that_cannot_be_written_is_one_sentence(folder: Path, callboard: Run) -> None:
    """A folder is no file, which is known before anything is built; else the site is there all the same."""
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site", "--report", folder)
    assert done.returncode == 2
    assert not (folder / "site").exists()
    place = folder / "mkdocs.yml" / "report.json"
    done = callboard("build", "-q", "-f", folder / "mkdocs.yml", "-d", folder / "site", "--report", place)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert done.stderr.startswith(f"Error: the report {place} cannot be written: ")
    assert done.stderr.endswith("; the site was published\n")
    assert report_in(folder / ".callboard" / "report.json")["published"] is True
