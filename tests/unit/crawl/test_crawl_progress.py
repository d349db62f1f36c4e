"""What a crawl tells of itself."""

from __future__ import annotations

from pathlib import Path

from callboard.crawl import crawl, read_sources
from callboard.progress import Stage
from callboard.site.metering import Meter
from callboard.sources import GitMirrors
from trees import write_tree


def test_every_repository_is_told_when_it_is_opened(tmp_path: Path) -> None:
    """Those of a folder one by one, and one that cannot be read as well."""
    write_tree(
        tmp_path,
        {"acme/a/README.md": "", "acme/b/README.md": "", "one/catalog-info.yaml": "", "org.yaml": ""},
    )
    sources = read_sources(
        [{"directory": "acme"}, {"directory": "one"}, {"file": "org.yaml"}, {"file": "gone.yaml"}], tmp_path
    )
    meter = Meter()
    with meter.stage(Stage.CRAWL):
        crawl(sources, GitMirrors(tmp_path / "cache"), progress=meter)
    assert meter.stages[0].done == 5
    assert sorted(key for key, _ in meter.spent) == ["acme/a", "acme/b", "gone.yaml", "one", "org.yaml"]
