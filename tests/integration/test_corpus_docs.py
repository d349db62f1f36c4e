"""The documentation of real repositories, which nobody wrote for this portal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from callboard.docs.files import PAGE_ENDINGS
from integration.site_checks import dead_links, pages


@pytest.fixture(name="corpus", scope="module")
def _corpus(
    root: Path,
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    callboard: Callable[..., subprocess.CompletedProcess[str]],
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A portal of all repositories of the corpus, and what was printed."""
    if not (shared / "corpus").is_dir():
        pytest.skip("needs ../shared/corpus, which is not part of the project")
    site = tmp_path_factory.mktemp("corpus") / "site"
    return site, callboard("build", "-f", root / "bench" / "corpus" / "mkdocs.yml", "-d", site)


def _json(site: Path, name: str) -> Any:
    return json.loads((site / "api" / name).read_text())


def test_every_repository_builds(corpus: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    """Without a traceback, and without a source that failed."""
    site, done = corpus
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    reports = _json(site, "findings.json")["sources"]
    assert sum(len(report["repositories"]) for report in reports) == 26
    assert {report["state"] for report in reports} == {"fresh"}


def test_no_link_or_anchor_of_the_output_is_dead(
    corpus: tuple[Path, subprocess.CompletedProcess[str]], shared: Path
) -> None:
    """What leads nowhere in a repository is text in the page and a finding with its line."""
    site, _ = corpus
    assert dead_links(site) == []
    findings = _json(site, "findings.json")["findings"]
    found = [each for each in findings if each["code"] in {"docs-link", "docs-anchor"}]
    assert any(page.root.xpath("//*[contains(@class, 'cb-dead-link')]") for page in pages(site))
    assert found
    for each in found:
        place = each["origin"]
        text = (shared / "corpus" / place["repository"] / place["path"]).read_text()
        # A link that stands in an included file has no line in the page.
        assert place["line"] or ".. include::" in text, each


def test_every_page_below_a_docs_root_is_published(
    corpus: tuple[Path, subprocess.CompletedProcess[str]], shared: Path
) -> None:
    """Save those that a finding names."""
    from callboard.crawl import crawl, read_sources
    from callboard.docs import DocsSettings, build_docs
    from callboard.ingest import IngestSettings, build_catalog
    from callboard.sources import GitMirrors

    site, _ = corpus
    folders = sorted(folder.name for folder in (shared / "corpus").iterdir() if folder.is_dir())
    sources = read_sources(
        [{"directory": name, "layout": "repositories"} for name in folders], shared / "corpus"
    )
    snapshot = crawl(sources, GitMirrors(site / "none"))
    library = build_docs(
        build_catalog(snapshot, IngestSettings()), snapshot, cache=None, settings=DocsSettings()
    )
    trees = {source.repository.key: source.tree for source in snapshot.repositories}
    told = {
        (found.origin.repository, found.origin.path)
        for found in library.findings
        if found.code == "docs-page"
    }
    missing = []
    for docs in library.sets.values():
        published = {page.path for page in docs.pages}
        if any(path.rpartition("/")[2].lower().startswith("readme") for path in published) and not docs.files:
            continue
        below = {
            path
            for path in trees[docs.repository].files
            if path.startswith(f"{docs.folder}/")
            and path.lower().endswith(PAGE_ENDINGS)
            and "/." not in f"/{path}"
        }
        missing += sorted(
            (docs.repository, path) for path in below - published if (docs.repository, path) not in told
        )
        assert all((site / docs.root / page.address / "index.html").is_file() for page in docs.pages)
    assert missing == []
