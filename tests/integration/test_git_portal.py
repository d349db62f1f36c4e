"""A portal of git repositories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from trees import write_tree

pytestmark = pytest.mark.git

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay}
spec: {type: library, lifecycle: production, owner: team}
"""
CONFIGURATION = """site_name: Git
theme: {name: material, font: false}
plugins: [{callboard: {sources: [{git: ./pay, url: "https://github.com/acme/pay"}]}}]
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, run_git: Callable[..., str]) -> Path:
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/index.md": "# Git\n",
            "pay/catalog-info.yaml": DESCRIPTOR,
            "pay/docs/index.md": "# Pay\n\n![A pixel](pixel.png)\n",
            "pay/docs/pixel.png": PIXEL,
        },
    )
    run_git(tmp_path / "pay", "init", "--quiet", "--initial-branch=trunk")
    run_git(tmp_path / "pay", "add", ".")
    run_git(tmp_path / "pay", "commit", "--quiet", "-m", "One")
    return tmp_path


@pytest.mark.parametrize("flags", [[], ["--strict"]])
def test_a_source_with_any_html_is_named_at_every_build(
    folder: Path, callboard: Callable[..., subprocess.CompletedProcess[str]], flags: list[str]
) -> None:
    """Once, on standard error, and it is no reason to stop; only a quiet build says nothing."""
    text = (
        (folder / "mkdocs.yml")
        .read_text()
        .replace("git: ./pay,", "git: ./pay, dangerously_allow_raw_html: true,")
    )
    (folder / "mkdocs.yml").write_text(text)
    told = "git: ./pay may put any HTML into the pages of the portal (dangerously_allow_raw_html)"
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site", *flags)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(told) == 1
    assert (
        told
        not in callboard("build", "-q", "-f", folder / "mkdocs.yml", "-d", folder / "site", *flags).stderr
    )


def test_pages_pictures_and_links_come_from_the_commit(
    folder: Path,
    callboard: Callable,
    run_git: Callable[..., str],  # type: ignore[type-arg]
) -> None:
    """The picture is published, the source link names the commit, the edit link the branch."""
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    assert (folder / "site/docs/default/component/pay/pixel.png").read_bytes() == PIXEL
    commit = run_git(folder / "pay", "rev-parse", "HEAD")
    page = (folder / "site/catalog/default/component/pay/index.html").read_text()
    assert f"https://github.com/acme/pay/blob/{commit}/catalog-info.yaml" in page
    assert "https://github.com/acme/pay/edit/trunk/catalog-info.yaml" in page


def test_a_remote_that_went_away_leaves_its_last_commit(folder: Path, callboard: Callable) -> None:  # type: ignore[type-arg]
    """The portal is published from the mirror, says that it is stale, and the status is 3."""
    assert callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site").returncode == 0
    (folder / "pay").rename(folder / "moved")
    (folder / "pay").mkdir()
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert done.returncode == 3, done.stderr
    assert "git: ./pay is stale" in done.stderr
    assert (folder / "site/docs/default/component/pay/pixel.png").is_file()
    (source,) = json.loads((folder / "site/api/findings.json").read_text())["sources"]
    assert source["state"] == "stale"
    assert "stale" in (folder / "site/health/index.html").read_text()


def test_a_commit_makes_only_the_pages_that_say_something_else(
    folder: Path,
    callboard: Callable,
    run_git: Callable[..., str],  # type: ignore[type-arg]
) -> None:
    """Who uses an entity of that repository stays untouched, and all is as in a build from nothing."""
    shop = folder / "shop"
    uses = DESCRIPTOR.replace("pay", "shop").replace("owner: team", "owner: team, dependsOn: [component:pay]")
    write_tree(shop, {"catalog-info.yaml": uses})
    run_git(shop, "init", "--quiet", "--initial-branch=trunk")
    run_git(shop, "add", ".")
    run_git(shop, "commit", "--quiet", "-m", "One")
    config = folder / "mkdocs.yml"
    config.write_text(CONFIGURATION.replace("sources: [", "sources: [{git: ./shop}, "))
    assert callboard("build", "-f", config, "-d", folder / "site").returncode == 0
    pages = {name: folder / f"site/catalog/default/component/{name}/index.html" for name in ("pay", "shop")}
    before = {name: page.stat().st_ino for name, page in pages.items()}
    run_git(folder / "pay", "commit", "--quiet", "--allow-empty", "-m", "Two")
    assert callboard("build", "-f", config, "-d", folder / "site").returncode == 0
    assert {name: page.stat().st_ino != before[name] for name, page in pages.items()} == {
        "pay": True,
        "shop": False,
    }
    assert run_git(folder / "pay", "rev-parse", "HEAD") in pages["pay"].read_text()
    assert callboard("build", "--clean", "-f", config, "-d", folder / "clean").returncode == 0
    found, clean = (
        {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (folder / "site", folder / "clean")
    )
    assert found == clean
