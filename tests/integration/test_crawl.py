"""`callboard crawl`, alone and in shares."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from trees import write_tree

pytestmark = pytest.mark.git

Run = Callable[..., subprocess.CompletedProcess[str]]
CONFIGURATION = """site_name: Crawled
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: sources.yaml
      docs: {versions: {tags: ["v*"]}}
"""
NAMES = ("alpha", "beta", "gamma", "delta", "epsilon")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, run_git: Callable[..., str]) -> Path:
    """A portal of a few git repositories and a folder."""
    sources = "".join(f"- git: ./{name}\n" for name in NAMES)
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": CONFIGURATION,
            "sources.yaml": f"{sources}- directory: plain\n",
            "docs/index.md": "# Start\n",
            "plain/docs/index.md": "# Plain\n",
            "plain/catalog-info.yaml": descriptor("plain"),
        },
    )
    for name in NAMES:
        repository = write_tree(
            tmp_path / name, {"catalog-info.yaml": descriptor(name), "docs/index.md": f"# {name}\n"}
        )
        run_git(repository, "init", "--quiet", "--initial-branch=trunk")
        run_git(repository, "add", ".")
        run_git(repository, "commit", "--quiet", "-m", name)
        run_git(repository, "tag", "v1")
    return tmp_path


def descriptor(name: str) -> str:
    """A component with documentation."""
    return (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
        f"metadata: {{name: {name}, annotations: {{backstage.io/techdocs-ref: 'dir:.'}}}}\n"
        "spec: {type: library, lifecycle: production, owner: team}\n"
    )


def catalog(site: Path) -> object:
    """The entities of a site and what is known of their repositories."""
    return json.loads((site / "api" / "catalog.json").read_bytes())


def test_three_shares_copied_together_are_built_offline(folder: Path, callboard: Run) -> None:
    """Each job takes some of the repositories; together they took all, and the portal is the same."""
    assert callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "once").returncode == 0
    shutil.rmtree(folder / ".callboard")
    seen = []
    for number in (1, 2, 3):
        done = callboard("crawl", "-f", folder / "mkdocs.yml", "--shard", f"{number}/3")
        assert done.returncode == 0, done.stderr
        *lines, total = done.stdout.splitlines()
        assert total.startswith(f"{len(lines)} repositories from ")
        seen += [line.split()[1] for line in lines]
        (folder / ".callboard").rename(folder / f"share-{number}")
    assert sorted(seen) == sorted((*NAMES, "plain"))
    for number in (1, 2, 3):
        shutil.copytree(folder / f"share-{number}", folder / ".callboard", dirs_exist_ok=True)
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "shares", "--offline")
    assert done.returncode == 3, done.stderr
    assert done.stderr.count("is stale: this run is offline") == len(NAMES)
    assert catalog(folder / "shares") == catalog(folder / "once")
    for page in sorted((folder / "once" / "docs").rglob("*.html")):
        assert (folder / "shares" / page.relative_to(folder / "once")).is_file()


def test_a_crawl_builds_nothing_and_says_what_it_saw(folder: Path, callboard: Run) -> None:
    """Commits, versions and a sum; the second says the same."""
    first = callboard("crawl", "-f", folder / "mkdocs.yml")
    assert first.returncode == 0
    assert re.fullmatch(r"crawl: 6 repositories in \d+\.\d s\n", first.stderr), first.stderr
    assert first.stdout.endswith("6 repositories from 6 sources\n")
    assert "  alpha (v1)\n" in first.stdout
    assert not (folder / "site").exists()
    assert callboard("crawl", "-f", folder / "mkdocs.yml").stdout == first.stdout
    quiet = callboard("crawl", "-q", "-f", folder / "mkdocs.yml")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_the_status_says_what_became_of_the_sources(folder: Path, callboard: Run) -> None:
    """0 all was read, 2 the configuration cannot be used, 3 a source failed or is stale."""
    assert callboard("crawl", "-f", folder / "mkdocs.yml").returncode == 0
    shutil.rmtree(folder / "beta" / ".git")
    done = callboard("crawl", "-f", folder / "mkdocs.yml")
    assert done.returncode == 3
    assert "git: ./beta is stale" in done.stderr
    shutil.rmtree(folder / ".callboard")
    done = callboard("crawl", "-f", folder / "mkdocs.yml")
    assert done.returncode == 3
    assert "git: ./beta is failed" in done.stderr
    done = callboard("crawl", "-f", folder / "mkdocs.yml", "--shard", "4/3")
    assert (done.returncode, "no share" in done.stderr) == (2, True)
    assert callboard("crawl", "-f", folder / "gone.yml").returncode == 2
