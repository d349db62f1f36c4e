"""A hostile repository is published as text, and its neighbour does not notice it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from integration.hostile import repository
from integration.site_checks import dead_links, fetched_from_elsewhere, pages, repeated_ids
from trees import write_tree

NEIGHBOUR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: neighbour, description: An innocent service}
spec: {type: library, lifecycle: production, owner: group:neighbours}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: neighbours}
spec: {type: team, children: []}
"""
OURS = {"assets/callboard/callboard.js", "assets/callboard/catalog.js"}


@pytest.fixture(name="site", scope="module")
def _site(
    tmp_path_factory: pytest.TempPathFactory,
    build_minimal: Callable[[Path, str | Path], subprocess.CompletedProcess[str]],
) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_tree(folder / "repositories" / "hostile", repository())
    write_tree(
        folder / "repositories" / "neighbour", {"catalog-info.yaml": NEIGHBOUR, "docs/index.md": "# Hello\n"}
    )
    done = build_minimal(folder, "repositories")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "\n::error::" not in done.stdout + done.stderr
    return folder / "site"


def test_the_hostile_entities_have_pages(site: Path) -> None:
    """An ugly title is no reason to leave an entity out."""
    refs = {row["ref"] for row in json.loads((site / "api" / "catalog.json").read_text())["entities"]}
    assert {"component:default/second", "api:default/hostile-api", "group:default/team"} <= refs


def test_no_element_of_a_stranger_is_in_the_page(site: Path) -> None:
    """Scripts are the theme's and ours; no frame, form, style or object came in."""
    for page in pages(site):
        if page.address == "404.html":
            continue
        for script in page.root.xpath("//script"):
            source = script.get("src", "")
            assert "__pwned" not in (script.text or ""), page.address
            ours = "assets/" in source or source.endswith("/api/atlas.js")
            assert not source or ours, page.address
        assert not page.root.xpath("//article//style | //main//style | //iframe | //object | //embed"), (
            page.address
        )
        assert not page.root.xpath("//form[@action]"), page.address
        assert len(page.root.xpath("//title[not(ancestor::svg)]")) == 1, page.address


def test_no_attribute_of_a_stranger_runs(site: Path) -> None:
    """No event handler anywhere, and every link is http, https, mailto, tel or within the site."""
    for page in pages(site):
        assert not page.root.xpath("//@*[starts-with(name(), 'on')]"), page.address
        for element, attribute, link, _ in page.root.iterlinks():
            scheme = urlsplit(link.strip()).scheme.lower()
            assert scheme in {"", "http", "https", "mailto", "tel"}, (
                page.address,
                element.tag,
                attribute,
                link,
            )
            assert not link.startswith("//"), (page.address, link)


def test_the_themes_own_ids_are_its_own(site: Path) -> None:
    """Nobody else defines `__config`, which the theme's script trusts."""
    for page in pages(site):
        owners = page.root.xpath("//*[@id='__config']")
        assert [owner.tag for owner in owners] in (["script"], []), page.address
        assert repeated_ids(page) == [], page.address


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    """Remote images are links, not requests."""
    assert {page.address: found for page in pages(site) if (found := fetched_from_elsewhere(page))} == {}


def test_no_link_is_dead(site: Path) -> None:
    """What leads nowhere is text."""
    assert dead_links(site) == []


def test_files_that_run_are_not_published(site: Path) -> None:
    """HTML and active SVG of a repository never reach the site."""
    assert not list(site.rglob("evil.html"))
    assert all(b"__pwned" not in path.read_bytes() for path in site.rglob("*.svg"))


def test_secrets_are_in_no_file(site: Path) -> None:
    """Neither pages nor files for machines hold the value of an annotation that looks secret."""
    files = [path for path in site.rglob("*") if path.is_file()]
    assert [str(path) for path in files if b"SECRET-KEY-CANARY" in path.read_bytes()] == []


def test_the_neighbour_is_untouched(
    site: Path,
    tmp_path: Path,
    build_minimal: Callable[[Path, str | Path], subprocess.CompletedProcess[str]],
) -> None:
    """The innocent team's pages are the same bytes with and without the hostile repository."""
    write_tree(
        tmp_path / "repositories" / "neighbour",
        {"catalog-info.yaml": NEIGHBOUR, "docs/index.md": "# Hello\n"},
    )
    assert build_minimal(tmp_path, "repositories").returncode == 0
    for address in ("catalog/default/component/neighbour", "docs/default/component/neighbour"):
        alone = (tmp_path / "site" / address / "index.html").read_bytes()
        assert (site / address / "index.html").read_bytes() == alone
