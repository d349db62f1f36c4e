"""The scripts of the portal: their bundles are small, and made from the sources that stand beside them."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

_MADE_FROM = re.compile(
    r"/\* Made from (plugins/frontend/src/entries/([a-z-]+)\.js) by build\.mjs; edit that\. \*/\n"
)

# Kilobytes, gzipped, of what our own scripts cost a page. The theme's take 34 more.
_BUDGETS = {
    "every page": ({"callboard"}, 4.0),
    "palette, once it is open": ({"callboard", "finder"}, 11.0),
    "catalog": ({"callboard", "catalog"}, 14.0),
    "entity": ({"callboard", "people"}, 6.0),
    "atlas": ({"callboard", "atlas"}, 26.0),
    "documentation": ({"callboard", "docs"}, 14.0),
    "documentation, beyond every page": ({"docs"}, 8.0),
    "results of a search": ({"callboard", "search"}, 14.0),
    "searching in texts, once somebody does": ({"callboard", "fulltext"}, 12.0),
    "an API with marked hits": ({"callboard", "people", "hits"}, 11.0),
    "frame of diagrams, beside Mermaid": ({"diagrams"}, 2.5),
}
_NODE = 20


@pytest.fixture(name="bundles", scope="module")
def _bundles(root: Path) -> dict[str, Path]:
    """Every script of the portal's own, by name."""
    scripts = sorted((root / "overrides" / "assets" / "callboard").glob("*.js"))
    return {path.stem: path for path in scripts}


@pytest.fixture(name="frontend", scope="module")
def _frontend(root: Path) -> Path:
    """The folder of the sources, where Node and what it needs are there."""
    folder = root / "plugins" / "frontend"
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node, to bundle the scripts again")
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(found.removeprefix("v").partition(".")[0]) < _NODE:
        pytest.skip(f"needs Node {_NODE} or newer, and this is {found.strip()}")
    if not (folder / "node_modules").is_dir():
        pytest.skip("needs `npm ci --ignore-scripts` in plugins/frontend, which dev.py test runs")
    return folder


def _says(frontend: Path, *command: str) -> Iterator[str]:
    """What a command of Node's complains of; nothing where it succeeds."""
    done = subprocess.run(
        ["node", *command], cwd=frontend, capture_output=True, text=True, check=False, timeout=300
    )
    if done.returncode != 0:
        yield from (done.stdout + done.stderr).splitlines()


def test_every_bundle_names_its_source(root: Path, bundles: dict[str, Path]) -> None:
    """Every script begins with the entry it is made from, so none is written by hand, and every entry has its bundle."""
    for name, path in bundles.items():
        match = _MADE_FROM.match(path.read_text(encoding="utf-8"))
        assert match, f"{path.name} is made from nothing"
        assert match[2] == name
        assert (root / match[1]).is_file()
    entries = (root / "plugins" / "frontend" / "src" / "entries").glob("*.js")
    assert {path.stem for path in entries} == set(bundles)


@pytest.mark.parametrize("page", _BUDGETS)
def test_a_page_pays_little_for_our_scripts(bundles: dict[str, Path], page: str) -> None:
    """What a page loads of ours, gzipped, stays within its budget."""
    names, budget = _BUDGETS[page]
    sizes = {name: len(gzip.compress(bundles[name].read_bytes(), 9, mtime=0)) / 1024 for name in names}
    assert sum(sizes.values()) <= budget, sizes


def test_bundles_are_what_their_sources_make(frontend: Path) -> None:
    """Bundling again gives the same bytes."""
    assert list(_says(frontend, "build.mjs", "--check")) == []


def test_types_hold(frontend: Path) -> None:
    """The compiler of types has nothing to say about any source."""
    assert list(_says(frontend, "node_modules/typescript/bin/tsc", "--noEmit")) == []


def test_units_pass(frontend: Path) -> None:
    """The scripts' own tests pass, and there are some."""
    tests = sorted(str(path.relative_to(frontend)) for path in (frontend / "test").glob("*.test.mjs"))
    assert tests
    assert list(_says(frontend, "--test", *tests)) == []


def test_the_lock_names_no_registry(root: Path) -> None:
    """What is installed is pinned by version and digest, and comes from wherever npm is told to ask."""
    text = (root / "plugins" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in text
    assert all(row["integrity"].startswith("sha512-") for place, row in packages.items() if place)


def test_the_distribution_leaves_the_sources_of_scripts_out(settings: dict[str, object]) -> None:
    """Neither archive carries what only Node reads."""
    targets = settings["tool"]["hatch"]["build"]["targets"]  # type: ignore[index]
    assert targets["wheel"]["packages"] == ["plugins/callboard"]
    assert "plugins" not in targets["sdist"]["include"]
