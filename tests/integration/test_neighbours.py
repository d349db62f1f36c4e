"""The portal beside everything else an operator has in a site of theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from trees import write_tree

CONFIGURATION = """site_name: Our <site> & "docs"
site_url: https://docs.acme.example/sub/
theme:
  name: material
  custom_dir: theme
  language: de
plugins:
  - search
  - tags
  - callboard:
      sources: [{directory: repositories}]
extra_css: [ours.css]
extra_javascript: [ours.js]
markdown_extensions: [admonition]
nav:
  - index.md
  - Guides:
      - guides/first.md
  - Service: catalog/default/component/pay/
  - Teams of ours: teams/
"""
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay}
spec: {type: library, lifecycle: production, owner: team}
"""
ANNOUNCEMENT = (
    '{% extends "base.html" %}{% block announce %}Read the rules of {{ config.site_name|e }}{% endblock %}'
)
SERVICE = "catalog/default/component/pay"


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory, callboard: Callable) -> Path:  # type: ignore[type-arg]
    folder = write_tree(
        tmp_path_factory.mktemp("neighbours"),
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/index.md": "# Welcome\n\n!!! note\n    Hello\n",
            "docs/guides/first.md": "---\ntags: [start]\n---\n# First\n\n[The service](../catalog/default/component/pay/)\n",
            "docs/ours.css": "a{}",
            "docs/ours.js": "1",
            "theme/main.html": ANNOUNCEMENT,
            "repositories/pay/catalog-info.yaml": DESCRIPTOR,
        },
    )
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def _page(site: Path, address: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / address / "index.html").read_bytes())


def test_the_operators_pages_are_there(site: Path) -> None:
    """Markdown, navigation and tags are as in any site."""
    first = _page(site, "guides/first")
    assert first.xpath("string(//article//h1)").startswith("First")
    assert first.xpath("//nav[contains(@class, 'md-tags')]")
    assert "Hello" in _page(site, ".").xpath("string(//div[contains(@class, 'admonition')])")


@pytest.mark.parametrize("address", [".", "guides/first", SERVICE, "health"])
def test_overrides_assets_and_language_reach_every_page(site: Path, address: str) -> None:
    """A template of the operator's own and their files stand on portal pages, too, after ours."""
    page = _page(site, address)
    assert "Read the rules" in page.xpath("string(//aside[contains(@class, 'md-banner')])")
    assert page.get("lang") == "de"
    styles = [Path(link).name for link in page.xpath("//link[@rel='stylesheet']/@href")]
    assert styles.index("callboard.css") < styles.index("ours.css")
    assert "ours.js" in [Path(link).name for link in page.xpath("//script/@src")]


def test_other_plugins_see_the_operators_pages_only(site: Path) -> None:
    """Entities are in our own index; the search plugin's stays small."""
    index = json.loads((site / "search" / "search_index.json").read_text())
    assert {entry["location"].partition("#")[0] for entry in index["docs"]} == {"", "guides/first/"}


def test_links_of_the_operators_navigation_work_from_everywhere(site: Path) -> None:
    """A link to a portal page in `nav` leads there from every depth, and ours to that section steps back."""
    for address in (".", "guides/first", SERVICE):
        links = _page(site, address).xpath("//nav[contains(@class, 'md-nav--primary')]//a[@href]")
        (service,) = [link.get("href") for link in links if "Service" in link.text_content()]
        assert (site / address / service / "index.html").resolve() == (
            site / SERVICE / "index.html"
        ).resolve()
        assert [link.text_content().strip() for link in links].count("Teams") == 0


def test_the_canonical_address_is_the_pages_own(site: Path) -> None:
    """Below the site's address, for portal pages as for the operator's."""
    canonical = _page(site, SERVICE).xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"https://docs.acme.example/sub/{SERVICE}/"]
