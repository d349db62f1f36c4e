"""A build that takes over what has not changed makes the same bytes as one that starts from nothing.

`CALLBOARD_PROPERTY_SECONDS=3600` goes on for an hour, with other organisations every time, and
`CALLBOARD_PROPERTY_REPOSITORIES=40` makes them larger.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from callboard.site.run import run_build
from integration.changing_organisation import Organisation

SECONDS = float(os.environ.get("CALLBOARD_PROPERTY_SECONDS", "0"))
REPOSITORIES = int(os.environ.get("CALLBOARD_PROPERTY_REPOSITORIES", "5"))
STEPS = 8


@pytest.fixture(autouse=True)
def same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs writes the day into its sitemap."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.mark.parametrize("seed", [1, 2])
def test_an_incremental_build_is_a_clean_one(tmp_path: Path, seed: int) -> None:
    """Whatever happens to an organisation, step by step."""
    until = time.monotonic() + SECONDS
    while True:
        _live(tmp_path / str(seed), seed)
        seed += 2
        if time.monotonic() >= until:
            return


@pytest.mark.git
def test_commit_by_commit_a_build_is_a_clean_one(tmp_path: Path, run_git: Callable[..., str]) -> None:
    """In git every change moves a commit, which pages elsewhere must not miss where they show it."""
    until, seed = time.monotonic() + SECONDS, 3
    while True:
        _live(tmp_path / str(seed), seed, run_git)
        seed += 1
        if time.monotonic() >= until:
            return


def _live(folder: Path, seed: int, git: Callable[..., str] | None = None) -> None:
    organisation = Organisation(folder / "organisation", seed, REPOSITORIES, git)
    config, site = organisation.root / "mkdocs.yml", folder / "site"
    told = []
    for step in range(STEPS):
        run_build(config, site)
        assert step or list((site / "catalog/default/component").iterdir()), "an organisation of nothing"
        clean = folder / "clean"
        run_build(config, clean, clean=True, jobs=1, cache_dir=folder / f"cache-{step}")
        assert _content(site) == _content(clean), f"seed {seed}: {' '.join(told)}"
        told += [organisation.change() for _ in range(organisation.chance.randrange(1, 3))]
    shutil.rmtree(folder)


def _content(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
