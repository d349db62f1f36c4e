"""From pages to the files of an index."""

from __future__ import annotations

import gzip
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from callboard.errors import FullTextError
from callboard.fulltext import (
    Bundle,
    Indexer,
    SearchPage,
    SearchSet,
    build_runtime,
    build_shards,
    digest_of_pages,
    find_indexer,
    manifest,
    packed,
    plan,
    shard_key,
    unpacked,
)

PAGES = [
    SearchPage(
        f"docs/default/component/pay/p{n}/",
        f"Page {n} <&>",
        f'<h1 id="top">Page {n}<a class="headerlink" href="#top">permalink</a></h1><p>Word{n} alpha</p>'
        '<h2 id="part">Part</h2><pre><code>kubectl get pods</code></pre><svg><text>drawn</text></svg>',
        "Payments pay",
    )
    for n in range(30)
]


@pytest.fixture(name="indexer", scope="module")
def _indexer() -> Indexer:
    indexer = find_indexer()
    if indexer is None:
        pytest.skip("there is no pagefind-bin for this machine")
    return indexer


def _bundle(indexer: Indexer, pages: list[SearchPage]) -> Bundle:
    sets = [SearchSet("component:pay", "", 1000, digest_of_pages(pages), lambda: pages)]
    (shard,) = plan(sets)
    (made,) = build_shards([shard], indexer)
    assert not isinstance(made, FullTextError)
    return made


def _fragments(bundle: Bundle) -> list[dict[str, Any]]:
    return [
        json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        for name, data in bundle.items()
        if name.startswith("fragment/")
    ]


def test_the_same_pages_make_the_same_bytes(indexer: Indexer) -> None:
    """Twice, in whatever order they come: an incremental build must equal a clean one."""
    first = _bundle(indexer, PAGES)
    assert _bundle(indexer, PAGES) == first
    assert _bundle(indexer, PAGES[::-1]) == first


def test_a_shard_holds_its_index_and_nothing_that_all_share(indexer: Indexer) -> None:
    """The program is there once, in the runtime."""
    assert {name.partition("/")[0].partition(".")[0] for name in _bundle(indexer, PAGES)} == {
        "entities", "fragment", "index", "pagefind", "pagefind-entry",
    }  # fmt: skip
    runtime = build_runtime(indexer)
    assert {"pagefind.js", "pagefind-worker.js", "wasm.en.pagefind"} <= set(runtime)
    assert not any("ui" in name or "highlight" in name for name in runtime)


def test_what_is_indexed_is_the_text(indexer: Indexer) -> None:
    """With its title and whose it is, and without permalinks and drawings."""
    fragments = {each["url"]: each for each in _fragments(_bundle(indexer, PAGES))}
    found = fragments["/docs/default/component/pay/p7/"]
    assert found["meta"] == {"of": "Payments pay", "title": "Page 7 <&>"}
    assert found["content"] == "Page 7. Word7 alpha. Part. kubectl get pods"
    assert [anchor["id"] for anchor in found["anchors"]] == ["top", "part"]


def test_an_author_has_no_say_in_the_index(indexer: Indexer) -> None:
    """Attributes for the indexer mean nothing; talking about them is allowed."""
    html = (
        '<p DATA-pagefind-ignore>alpha</p><p data-pagefind-filter="a:b">beta <code>data-pagefind-body</code></p>'
        '<p data-pagefind-meta="title:Other">gamma</p>'
    )
    bundle = _bundle(indexer, [SearchPage("docs/a/", "Mine", html, "a")])
    (found,) = _fragments(bundle)
    assert found["filters"] == {}
    assert found["meta"]["title"] == "Mine"
    assert found["content"] == "alpha. beta data-pagefind-body. gamma."


def test_every_result_has_its_entity(indexer: Indexer) -> None:
    """Facets are counted from that."""
    bundle = _bundle(indexer, PAGES)
    ids = json.loads(bundle["entities.json"])["component:pay"]
    assert sorted(ids) == sorted(
        name.removeprefix("fragment/").removesuffix(".pf_fragment")
        for name in bundle
        if name.startswith("fragment/")
    )


def test_pages_without_words_make_no_trouble(indexer: Indexer) -> None:
    """Nothing can be found in them."""
    bare = [SearchPage("docs/a/", "…", "", "…")]
    assert not _fragments(_bundle(indexer, bare))


@pytest.mark.parametrize("address", ["/etc/", "docs/../../up/"])
def test_no_page_is_written_elsewhere(indexer: Indexer, address: str) -> None:
    """Addresses come from repositories in the end."""
    with pytest.raises(FullTextError, match="outside the site"):
        indexer.index([(address, "<p>word</p>")])


def _program(folder: Path, text: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_indexer_gets_an_empty_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token of the build is nothing to it."""
    monkeypatch.setenv("SECRET_TOKEN", "hunter2")
    program = _program(tmp_path, "/usr/bin/env >&2; exit 1")
    with pytest.raises(FullTextError, match="status 1") as caught:
        Indexer(program, "0").index([("docs/", "<p>word</p>")])
    assert "hunter2" not in str(caught.value)


def test_an_indexer_that_hangs_is_ended(tmp_path: Path) -> None:
    """After its time."""
    program = _program(tmp_path, "exec /bin/sleep 60")
    with pytest.raises(FullTextError, match=r"longer than 0\.2 s"):
        Indexer(program, "0", seconds=0.2).index([("docs/", "<p>word</p>")])


def test_an_indexer_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    """And no traceback."""
    with pytest.raises(FullTextError, match="cannot be started"):
        Indexer(tmp_path / "none", "0").index([("docs/", "<p>word</p>")])


def test_the_key_stands_for_everything(indexer: Indexer) -> None:
    """Pages, language, and the release of the indexer."""
    (shard,) = plan([SearchSet("component:a", "", 10, "one", lambda: PAGES)])
    (other,) = plan([SearchSet("component:a", "", 10, "two", lambda: PAGES)])
    keys = {
        shard_key(shard, indexer),
        shard_key(other, indexer),
        shard_key(shard, Indexer(indexer.program, indexer.version, "de")),
        shard_key(shard, Indexer(indexer.program, "0", "en")),
    }
    assert len(keys) == 4


def test_a_bundle_survives_the_cache() -> None:
    """Byte by byte; anything else is refused."""
    bundle = {"a/b": b"\x00\x01", "c": b"", "d": b"text"}
    assert unpacked(packed(bundle)) == bundle
    with pytest.raises(ValueError, match="not a bundle"):
        unpacked(packed(bundle) + b"more")


def test_the_manifest_is_a_script_that_no_name_can_leave() -> None:
    """It says what there is and what is wrong."""
    text = manifest((), None, "</script>").decode()
    assert "</script>" not in text
    assert json.loads(text.removeprefix("globalThis.callboardShards = ").removesuffix(";\n")) == {
        "language": "", "problem": "</script>", "shards": [], "tag": "",
    }  # fmt: skip
