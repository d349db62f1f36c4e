"""The generated organisation that measurements are made with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ENTITIES = 34


@pytest.fixture(name="organisation")
def _organisation(root: Path) -> Callable[..., str]:
    """Run the generator in a process of its own."""

    def run(*arguments: str | Path, **environment: str) -> str:
        command = [sys.executable, str(root / "bench" / "organisation.py"), *map(str, arguments)]
        done = subprocess.run(
            command, env=os.environ | environment, check=True, capture_output=True, text=True, timeout=120
        )
        return done.stdout.strip()

    return run


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _heads(folder: Path, run_git: Callable[..., str]) -> dict[str, str]:
    """The last commit of each repository."""
    return {path.name: run_git(path, "rev-parse", "main") for path in sorted(folder.glob("*.git"))}


def test_a_seed_makes_the_same_folders(organisation: Callable[..., str], tmp_path: Path) -> None:
    """Whatever the process, the same bytes; with another seed others; a change changes two files alike."""
    for name, seed, hashes in (("one", 3, "1"), ("two", 3, "2"), ("other", 4, "1")):
        organisation("write", tmp_path / name, ENTITIES, "--seed", str(seed), PYTHONHASHSEED=hashes)
    before = _files(tmp_path / "one")
    assert before == _files(tmp_path / "two")
    assert before != _files(tmp_path / "other")
    assert sum(path.endswith(".md") for path in before) == 1 + 4 + 4 * 50
    changed = organisation("change", tmp_path / "one", "--turn", "2")
    assert organisation("change", tmp_path / "two", "--turn", "2") == changed
    after = _files(tmp_path / "one")
    assert after == _files(tmp_path / "two")
    differing = sorted(path for path in after if after[path] != before.get(path))
    assert len(differing) == 2
    assert f"repositories/{changed}/catalog-info.yaml" in differing


def test_a_seed_makes_the_same_commits(
    organisation: Callable[..., str], run_git: Callable[..., str], tmp_path: Path
) -> None:
    """The ids of commits are the same, and what they hold is what folders hold."""
    arguments = (ENTITIES, "--docs-per-entity", 1)
    for name in ("one", "two"):
        organisation("write", tmp_path / name, *arguments, "--layout", "git")
    organisation("write", tmp_path / "folders", *arguments)
    repositories = tmp_path / "one" / "repositories"
    heads = _heads(repositories, run_git)
    assert len(heads) == 5
    assert heads == _heads(tmp_path / "two" / "repositories", run_git)
    for name in heads:
        folder = _files(tmp_path / "folders" / "repositories" / name.removesuffix(".git"))
        assert set(run_git(repositories / name, "ls-tree", "-r", "--name-only", "main").split()) == set(
            folder
        )
        for path, data in folder.items():
            if path.endswith((".md", ".yaml")):
                assert run_git(repositories / name, "show", f"main:{path}") == data.decode().strip()
    assert int(run_git(repositories / "account-0.git", "rev-list", "--count", "main")) >= 4
    changed = organisation("change", tmp_path / "one")
    assert organisation("change", tmp_path / "two") == changed
    now = _heads(repositories, run_git)
    assert now == _heads(tmp_path / "two" / "repositories", run_git)
    assert [name for name in heads if heads[name] != now[name]] == [f"{changed}.git"]


@pytest.mark.parametrize("layout", ["folders", "git"])
def test_nothing_is_wrong_with_it(
    organisation: Callable[..., str],
    callboard: Callable[..., subprocess.CompletedProcess[str]],
    git_program: str,
    tmp_path: Path,
    layout: str,
) -> None:
    """A portal of it has all entities and pages, and no finding at all."""
    organisation("write", tmp_path, ENTITIES, "--docs-per-entity", "2", "--layout", layout)
    done = callboard("build", "--strict", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    api = tmp_path / "site" / "api"
    assert json.loads((api / "findings.json").read_text())["findings"] == []
    entities = json.loads((api / "catalog.json").read_text())["entities"]
    made = [each for each in entities if each["kind"] not in {"Group", "Domain"}]
    assert len(made) == ENTITIES
    docs = tmp_path / "site" / "docs" / "default" / "system" / "account-0"
    assert sum(1 for _ in docs.rglob("index.html")) == 20
