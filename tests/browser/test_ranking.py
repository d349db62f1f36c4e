"""What people look for is among the first three: golden files of questions and answers."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.visiting import served, visit
from callboard.fulltext import find_indexer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_indexer() is None, reason="there is no pagefind-bin for this machine"),
]

_FIRST = 3
_LOAD = """(root) => new Promise((then) => {
    const script = document.createElement("script");
    script.src = `${root}assets/callboard/fulltext.js`;
    script.onload = then;
    document.head.append(script);
})"""
_ASK = """async (words) => {
    let found = [];
    await callboardFullText.ask(words, "", ({results, done}) => { if (done) found = results; });
    const pages = await Promise.all(found.slice(0, 3).map((result) => result.data()));
    return pages.map(({url}) => url.replace(/^\\//, ""));
}"""


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            words, address = line.split(" | ")
            yield words, address


def _misses(browser: Any, site: Path, golden: Path, prefix: str) -> list[str]:
    questions = list(_questions(golden))
    assert len(questions) >= 30
    assert len(dict(questions)) == len(questions)
    missed = []
    with served(site) as base, visit(browser, base) as page:
        page.goto(base)
        page.evaluate(_LOAD, base)
        for words, address in questions:
            first = page.evaluate(_ASK, words)
            assert len(first) <= _FIRST
            if not any(each.startswith(prefix + address) for each in first):
                missed.append(f"{words}: {first}")
    return missed


def test_the_sample_organisation(browser: Any, demo_site: Path, root: Path) -> None:
    """Questions of somebody who works there."""
    golden = root / "tests" / "golden" / "search" / "acme.txt"
    assert _misses(browser, demo_site, golden, "docs/default/component/") == []


def test_real_repositories(
    browser: Any,
    root: Path,
    shared: Path,
    tmp_path: Path,
    callboard: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """Documentation that nobody wrote for this search."""
    if not (shared / "corpus").is_dir():
        pytest.skip("needs ../shared/corpus, which is not part of the project")
    site = tmp_path / "site"
    done = callboard("build", "-f", root / "bench" / "corpus" / "mkdocs.yml", "-d", site)
    assert done.returncode == 0, done.stderr
    assert _misses(browser, site, root / "tests" / "golden" / "search" / "corpus.txt", "docs/") == []
