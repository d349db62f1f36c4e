"""Pages that are too much for the parser, and sources that are trusted with any HTML."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from callboard.docs import DocsSettings, drafts
from callboard.docs.drafts import DraftJob, draft_page
from callboard.isolation import pool
from callboard.markup import Draft
from callboard.store import Cache
from unit.docs.repositories import REPOSITORY, build, first_text, texts


def _hard(job: DraftJob) -> Draft:
    """Draft a page, but do to the worker what the page's first word says."""
    match job.text.partition(" ")[0]:
        case "LOOP":
            while True:
                pass
        case "EAT":
            bytearray(4_000_000_000)
        case "DIE":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "DIVE":
            _hard(job)
    return draft_page(job)


@pytest.fixture
def forking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are copies of this process, with what was put in its modules, whatever threads it has by now."""
    monkeypatch.setattr(pool, "_context", lambda _: multiprocessing.get_context("fork"))


@pytest.mark.usefixtures("forking")
@pytest.mark.parametrize(
    ("word", "problem"),
    [
        ("LOOP", "The page takes longer than 1 seconds"),
        ("EAT", "The page takes more than 256 MB of memory"),
        ("DIE", "The page ended its worker with signal 11"),
        ("DIVE", "The page is nested too deeply"),
    ],
)
def test_a_page_that_its_worker_cannot_stand_is_a_notice(
    word: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown as it was written, with a finding; its neighbours are what they are without it, and stay so."""
    monkeypatch.setattr(drafts, "draft_page", _hard)
    settings = DocsSettings(page_seconds=1, page_megabytes=256, processes=1)
    files = {"docs/index.md": "# I\n\n[b](b.md)", "docs/a.md": f"{word} <b>", "docs/b.md": "# B\n\n*b*"}
    cache = Cache(tmp_path)
    library = build(files, settings=settings, cache=cache)
    (docs,) = library.sets.values()
    by_path = texts(docs)
    assert f"{word} &lt;b&gt;</pre>" in by_path["docs/a.md"]
    assert "<em>b</em>" in by_path["docs/b.md"]
    assert [(found.code, found.message, found.origin.path) for found in library.findings] == [
        ("docs-page", problem, "docs/a.md")
    ]
    # What a machine could not stand once it is not given again while nothing has changed.
    assert build(files, settings=settings, cache=cache) == library
    # Under other limits it is tried again.
    monkeypatch.setattr(drafts, "draft_page", draft_page)
    other = build(files, settings=replace(settings, page_seconds=2), cache=cache)
    assert not other.findings


def test_a_trusted_source_may_write_any_html() -> None:
    """Only the operator can say so; everybody else's scripts are gone."""
    files = {
        "docs/index.md": "# I\n\n<script>go()</script>\n\n<iframe src='https://videos.example/1'></iframe>\n"
    }
    (docs,) = build(files, repository=replace(REPOSITORY, raw_html=True)).sets.values()
    assert "<script>go()</script>" in first_text(docs)
    assert "videos.example" in first_text(docs)
    (docs,) = build(files).sets.values()
    assert "go()" not in first_text(docs)
    assert "videos.example" not in first_text(docs)


def test_a_page_in_an_old_encoding_is_read_as_it_was_meant() -> None:
    """Windows-1252 and UTF-16 are told and read; what is no text at all is shown as far as it can be."""
    library = build(
        {
            "docs/index.md": "# I",
            "docs/a.md": "# Caf\xe9 \u201cquoted\u201d".encode("cp1252"),
            "docs/b.md": "# Wide \u20ac".encode("utf-16"),
            "docs/c.md": b"\x00\x01\xff" * 10,
            "docs/d.md": b"",
        }
    )
    (docs,) = library.sets.values()
    titles = {page.path: page.title for page in docs.pages}
    assert titles["docs/a.md"] == "Caf\xe9 \u201cquoted\u201d"
    assert titles["docs/b.md"] == "Wide \u20ac"
    assert titles["docs/d.md"] == "D"
    told = [found.origin.path for found in library.findings if found.code == "docs-page"]
    assert told == ["docs/a.md", "docs/b.md", "docs/c.md"]
