"""Full text search from `mkdocs.yml` to the published site."""

from __future__ import annotations

import gzip
import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callboard.fulltext import find_indexer
from trees import write_tree

Run = Callable[..., subprocess.CompletedProcess[str]]

_CONFIG = """site_name: X
theme: {{name: material, font: false}}
plugins: [{{callboard: {{sources: [{{directory: repositories}}], search: {options}}}}}]
"""
_DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: NAME, annotations: {backstage.io/techdocs-ref: "dir:."}}
spec: {type: service, lifecycle: production, owner: team}
"""
_TREE = {
    "mkdocs.yml": "",
    "docs/index.md": "# Start\n",
    "repositories/shop/catalog-info.yaml": _DESCRIPTOR.replace("NAME", "shop"),
    "repositories/shop/mkdocs.yml": "site_name: Shop\n",
    "repositories/shop/docs/index.md": "# Shop\n\nThe quokka sells apples.\n",
    "repositories/shop/docs/secret.md": "---\nsearch:\n  exclude: true\n---\n# Hidden\n\nA wombat.\n",
    "repositories/shop/docs/open.md": "---\nsearch:\n  boost: 2\n---\n# Open\n\nA numbat.\n",
    "repositories/stock/catalog-info.yaml": _DESCRIPTOR.replace("NAME", "stock"),
    "repositories/stock/mkdocs.yml": "site_name: Stock\n",
    "repositories/stock/docs/index.md": "# Stock\n\nA bandicoot counts pears.\n",
}


@pytest.fixture(name="portal")
def _portal(tmp_path: Path) -> Path:
    if find_indexer() is None:
        pytest.skip("there is no pagefind-bin for this machine")
    write_tree(tmp_path, _TREE | {"mkdocs.yml": _CONFIG.format(options="{}")})
    return tmp_path


def _texts(site: Path) -> str:
    found = sorted((site / "search").glob("*/fragment/*"))
    return "\n".join(gzip.decompress(path.read_bytes()).decode() for path in found)


def _manifest(site: Path) -> Any:
    text = (site / "search" / "shards.js").read_text()
    return json.loads(text.removeprefix("globalThis.callboardShards = ").removesuffix(";\n"))


def _files(site: Path) -> dict[str, bytes]:
    folder = site / "search"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_written_can_be_found_but_for_who_opts_out(portal: Path, callboard: Run) -> None:
    """Only `exclude: true` opts out."""
    done = callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "site")
    assert done.returncode == 0, done.stderr
    texts = _texts(portal / "site")
    assert all(word in texts for word in ("quokka", "numbat", "bandicoot"))
    assert "wombat" not in texts
    assert (portal / "site" / "docs" / "default" / "component" / "shop" / "secret" / "index.html").is_file()


def test_an_incremental_build_equals_a_clean_one(portal: Path, callboard: Run) -> None:
    """After a change, and after the change is taken back; what has not changed comes from the cache."""
    build = ("build", "-f", portal / "mkdocs.yml", "-d", portal / "site")
    callboard(*build)
    first = _files(portal / "site")
    page = portal / "repositories" / "stock" / "docs" / "index.md"
    before = page.read_text()
    page.write_text("# Stock\n\nA bilby counts plums.\n")
    callboard(*build)
    changed = _files(portal / "site")
    assert "bilby" in _texts(portal / "site")
    assert "bandicoot" not in _texts(portal / "site")
    callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "clean")
    assert changed == _files(portal / "clean")
    page.write_text(before)
    callboard(*build)
    assert _files(portal / "site") == first


def test_it_can_be_switched_off(portal: Path, callboard: Run) -> None:
    """Then nothing is indexed, and readers are told."""
    (portal / "mkdocs.yml").write_text(_CONFIG.format(options="{full_text: false}"))
    done = callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "site")
    assert done.returncode == 0, done.stderr
    assert sorted(_files(portal / "site")) == ["index.html", "shards.js"]
    assert _manifest(portal / "site")["problem"] == "This portal was built without full text search."


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("{fulltext: true}", "did you mean full_text?"),
        ("{full_text: 1}", "search.full_text: expected true or false"),
        ("{language: tlh}", "search.language: expected one of ar, ca"),
    ],
)
def test_an_option_that_makes_no_sense_is_an_error(
    portal: Path, callboard: Run, options: str, sentence: str
) -> None:
    """With what was probably meant."""
    (portal / "mkdocs.yml").write_text(_CONFIG.format(options=options))
    done = callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "site")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def _stand_in(folder: Path, module: str) -> dict[str, str]:
    """An environment in which the package of the indexer is another one."""
    (folder / "pagefind_bin.py").write_text(module)
    program = folder / "broken"
    program.write_text("#!/bin/sh\necho 'out of order' >&2\nexit 7\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return {"PYTHONPATH": f"{folder}:{':'.join(path for path in sys.path if path.endswith('plugins'))}"}


@pytest.mark.parametrize("strict", [False, True])
def test_a_broken_indexer_leaves_the_portal_published(
    portal: Path, callboard: Run, tmp_path_factory: pytest.TempPathFactory, *, strict: bool
) -> None:
    """Degraded: status 3, a warning, everything else there."""
    folder = tmp_path_factory.mktemp("broken")
    other = _stand_in(folder, f"def get_executable():\n    return {str(folder / 'broken')!r}\n")
    given = ("--strict",) if strict else ()
    done = callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "site", *given, **other)
    assert done.returncode == 3, done.stderr
    assert "the indexer ended with status 7: out of order" in done.stderr
    assert "Traceback" not in done.stderr
    assert (portal / "site" / "catalog" / "index.html").is_file()
    assert _manifest(portal / "site")["shards"] == []


def test_a_machine_without_an_indexer_builds_without(
    portal: Path, callboard: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """That is nobody's fault: status 0, and one remark."""
    other = _stand_in(tmp_path_factory.mktemp("none"), "raise ImportError\n")
    done = callboard("build", "-f", portal / "mkdocs.yml", "-d", portal / "site", **other)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("there is no indexer for this machine") == 1
    assert _manifest(portal / "site")["problem"]
