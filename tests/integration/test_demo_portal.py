"""The demonstration portal, looked at as a reader's browser and a link checker would."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import lxml.html
import pytest

from callboard.model import EntityRef, api_entity_address, entity_address
from conftest import build_demo
from integration.site_checks import (
    dead_links,
    fetched_from_elsewhere,
    heading_problems,
    pages,
    repeated_ids,
)

PORTAL = ("catalog/", "apis/", "teams/", "docs/", "health/")


def test_every_entity_has_its_page_and_its_json(demo_site: Path) -> None:
    """An entity of catalog.json is at the address its reference says, for people and for programs."""
    rows = json.loads((demo_site / "api" / "catalog.json").read_text())["entities"]
    assert len(rows) > 40
    for row in rows:
        ref = EntityRef.parse(row["ref"])
        page = lxml.html.fromstring((demo_site / entity_address(ref) / "index.html").read_bytes())
        assert row["title"] in page.xpath("string(//h1)")
        entity = json.loads((demo_site / api_entity_address(ref)).read_text())
        assert entity["metadata"]["name"] == row["name"]


def test_the_sections_are_there(demo_site: Path) -> None:
    """Home, the table, APIs, teams, documentation and health exist."""
    for address in ("", *PORTAL):
        assert (demo_site / address / "index.html").is_file(), address


def test_no_link_is_dead(demo_site: Path) -> None:
    """Every internal link, image, script and anchor of every page leads somewhere."""
    assert dead_links(demo_site) == []


def test_no_page_asks_another_host(demo_site: Path) -> None:
    """Scripts, styles, images and fonts all come from the site itself."""
    assert {page.address: found for page in pages(demo_site) if (found := fetched_from_elsewhere(page))} == {}


def test_headings_are_in_order(demo_site: Path) -> None:
    """Every portal page has one h1 and skips no level."""
    found = {
        page.address: heading_problems(page) for page in pages(demo_site) if page.address.startswith(PORTAL)
    }
    assert {address: problems for address, problems in found.items() if problems} == {}


def test_ids_are_unique(demo_site: Path) -> None:
    """No id stands twice on a page."""
    assert {page.address: found for page in pages(demo_site) if (found := repeated_ids(page))} == {}


def test_problems_are_shown_where_they_are(demo_site: Path) -> None:
    """The sample's two mistakes are in findings.json, on the health page and on the entities' own pages."""
    document = json.loads((demo_site / "api" / "findings.json").read_text())
    serious = [found for found in document["findings"] if found["level"] != "info"]
    assert sorted(found["code"] for found in serious) == ["ref-unknown", "runbook-missing"]
    health = lxml.html.fromstring((demo_site / "health" / "index.html").read_bytes()).text_content()
    for found in serious:
        place = f"{found['origin']['line']}:{found['origin']['column']}"
        page = demo_site / entity_address(EntityRef.parse(found["entity"])) / "index.html"
        assert place in health
        assert place in lxml.html.fromstring(page.read_bytes()).text_content()


def test_entity_pages_are_light(demo_site: Path) -> None:
    """No entity page is more than 25 KB on the wire; API pages carry their definition."""
    for page in demo_site.glob("catalog/*/*/*/index.html"):
        if page.parent.parent.name != "api":
            assert len(gzip.compress(page.read_bytes(), mtime=0)) <= 25_000, page


def test_two_builds_are_the_same_bytes(root: Path, demo_site: Path, tmp_path: Path) -> None:
    """Neither the hash seed, the time zone, the folder nor the cache shows in the site."""
    again = build_demo(root, tmp_path / "elsewhere" / "again", "mkdocs", PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    assert _contents(again) == _contents(demo_site)


def test_properdocs_builds_the_same_site(root: Path, demo_site: Path, tmp_path: Path) -> None:
    """The maintained fork of the host makes the same pages, but for its name in the generator tag."""
    pytest.importorskip("properdocs")
    other = _contents(build_demo(root, tmp_path / "properdocs", "properdocs"))
    ours = _contents(demo_site)
    assert sorted(other) == sorted(ours)
    different = [
        name for name, data in ours.items() if _without_generator(data) != _without_generator(other[name])
    ]
    assert [name for name in different if not name.endswith(".gz")] == []


def _contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def _without_generator(data: bytes) -> bytes:
    start = data.find(b'<meta name="generator"')
    return data if start < 0 else data[:start] + data[data.index(b">", start) :]
