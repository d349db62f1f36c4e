"""A site that follows its sources holds what a build from nothing would hold, and only what differs is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from callboard.errors import ConfigurationError
from callboard.site.live import LiveSite
from callboard.site.plugin import CallboardPlugin
from callboard.site.run import load_site, plugin_of
from trees import write_tree

CONFIGURATION = """site_name: X
theme: {name: material, font: false}
plugins: [{callboard: {sources: [{directory: repositories}]}}]
"""
ENTITY = """apiVersion: backstage.io/v1alpha1
kind: KIND
metadata: {name: NAME, title: TITLE, annotations: {backstage.io/techdocs-ref: "dir:."}}
spec: {type: library, lifecycle: production, owner: team, children: []}
"""


def entity(name: str, title: str, kind: str = "Component") -> str:
    """A descriptor."""
    return ENTITY.replace("KIND", kind).replace("NAME", name).replace("TITLE", title)


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs writes the day into its sitemap."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture(name="portal")
def _portal(tmp_path: Path) -> Path:
    return write_tree(
        tmp_path / "portal",
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/index.md": "# X\n",
            "docs/map.md": "# Map\n\n```callboard-graph\n1+pay+1\n```\n",
            "repositories/pay/catalog-info.yaml": entity("pay", "Pay"),
            "repositories/pay/docs/index.md": "# Pay\n\n[Setup](setup.md)\n",
            "repositories/pay/docs/setup.md": "# Setup\n",
            "repositories/team/catalog-info.yaml": entity("team", "Team", "Group"),
        },
    )


def test_it_is_what_a_build_from_nothing_makes(portal: Path, tmp_path: Path) -> None:
    """After every change, be it of a page, a descriptor, a new or a lost repository, or the configuration."""
    pay = portal / "repositories" / "pay"
    till = portal / "repositories" / "till"
    steps: list[tuple[Callable[[], object], Path]] = [
        (lambda: (pay / "docs/setup.md").write_text("# Setup\n\nMore\n"), pay / "docs/setup.md"),
        (
            lambda: (pay / "catalog-info.yaml").write_text(entity("pay", "Payments")),
            pay / "catalog-info.yaml",
        ),
        (lambda: write_tree(till, {"catalog-info.yaml": entity("till", "Till", "System")}), till),
        (lambda: (pay / "docs/new.md").write_text("# New\n\n[Lost](lost.md)\n"), pay / "docs/new.md"),
        ((pay / "docs/setup.md").unlink, pay / "docs/setup.md"),
        (lambda: (portal / "docs/index.md").write_text("# Y\n"), portal / "docs/index.md"),
        ((till / "catalog-info.yaml").unlink, till / "catalog-info.yaml"),
        (lambda: (portal / "mkdocs.yml").write_text(CONFIGURATION.replace("X", "Z")), portal / "mkdocs.yml"),
    ]
    with live(portal, tmp_path / "live") as site:
        site.build()
        for number, (change, path) in enumerate(steps):
            change()
            site.build({path})
            with live(portal, tmp_path / str(number)) as fresh:
                fresh.build()
                assert contents(site.site) == contents(fresh.site), number


def test_only_what_differs_is_written(portal: Path, tmp_path: Path) -> None:
    """A changed page is one file and what lists its words; no change is none at all."""
    page = portal / "repositories" / "pay" / "docs" / "setup.md"
    with live(portal, tmp_path / "live") as site:
        site.build()
        before = written(site.site)
        assert site.build(frozenset()) == 0
        assert site.build({page}) == 0
        assert written(site.site) == before
        page.write_text("# Setup\n\nMore\n")
        count = site.build({page})
        after = written(site.site)
        changed = {address for address, stamp in after.items() if before.get(address) != stamp}
        assert "docs/default/component/pay/setup/index.html" in changed
        assert "docs/default/component/pay/index.html" not in changed
        assert not any(address.startswith("catalog/") for address in changed)
        assert len(changed) == count


def test_after_a_mistake_the_site_is_what_it_was(portal: Path, tmp_path: Path) -> None:
    """And comes to what it should be when that is mended."""
    configuration = portal / "mkdocs.yml"
    with live(portal, tmp_path / "live") as site:
        site.build()
        before = contents(site.site)
        configuration.write_text(CONFIGURATION.replace("sources:", "sauces:"))
        with pytest.raises(ConfigurationError, match="did you mean sources"):
            site.build({configuration})
        assert contents(site.site) == before
        configuration.write_text(CONFIGURATION)
        assert site.build({configuration}) == 0


@contextmanager
def live(portal: Path, folder: Path) -> Iterator[LiveSite]:
    """A live site with a cache of its own."""

    def load() -> tuple[MkDocsConfig, CallboardPlugin]:
        config = load_site(portal / "mkdocs.yml", None, strict=False)
        plugin = plugin_of(config, portal / "mkdocs.yml")
        plugin.config.cache_dir = str(folder / "cache")
        return config, plugin

    (folder / "site").mkdir(parents=True)
    with closing(LiveSite(load, folder / "site", folder / "staging", site_url="http://127.0.0.1/")) as site:
        yield site


def contents(site: Path) -> dict[str, bytes]:
    """All files."""
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def written(site: Path) -> dict[str, tuple[int, int]]:
    """What the file system says of when each file was written."""
    stamps = ((path, path.stat()) for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): (stamp.st_ino, stamp.st_mtime_ns) for path, stamp in stamps}
