"""Hostile repositories of our own beside an innocent one: nothing crashes, hangs, leaks or runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from hostile.judging import Site, breaches
from hostile.repositories import CANARY as FILE_CANARY
from hostile.repositories import HOSTILE
from hostile.running import CANARY, NEIGHBOUR, Run, build_portal, run_callboard
from trees import write_tree

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names and symbolic links")


@pytest.fixture(name="repositories", scope="module")
def _repositories(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(FILE_CANARY)
    (folder / "secret.yml").write_text(f"site_name: {FILE_CANARY}\n")
    return {name: hostile.write(folder / name) for name, hostile in HOSTILE.items()}


@pytest.fixture(name="innocent", scope="module")
def _innocent(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _build(tmp_path_factory.mktemp("innocent"), {})[1]


@pytest.fixture(name="built", scope="module")
def _built(repositories: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Site]:
    return _build(tmp_path_factory.mktemp("together"), repositories)


def _build(folder: Path, repositories: Mapping[str, Path]) -> tuple[Run, Site]:
    neighbour = write_tree(folder / "neighbour", NEIGHBOUR)
    run = build_portal(folder / "portal", {"neighbour": neighbour, **repositories}, seconds=120)
    assert run.status == 0, run.printed
    return run, Site(folder / "portal" / "site")


def test_the_build_says_nothing_but_findings(built: tuple[Run, Site]) -> None:
    """No fault of ours, no secret, nothing but lines of text; and it took no more memory than others do."""
    run, _ = built
    assert "Traceback" not in run.printed
    assert CANARY not in run.printed
    assert all(line.isprintable() for line in run.printed.splitlines())
    assert run.megabytes < 512


def test_every_component_has_its_page(built: tuple[Run, Site]) -> None:
    """What a repository tries elsewhere costs it neither its entity nor its documentation."""
    _, site = built
    for name in HOSTILE:
        folder = "index.html_" if name == "index.html" else name
        assert (site.folder / "catalog" / "default" / "component" / folder / "index.html").is_file(), name
        assert (
            b"HERE" in (site.folder / "docs" / "default" / "component" / folder / "index.html").read_bytes()
        ), name


@pytest.mark.parametrize("name", sorted(name for name, hostile in HOSTILE.items() if hostile.expected))
def test_what_was_refused_is_told(name: str, built: tuple[Run, Site]) -> None:
    """A finding names the file."""
    found = {(found["code"], found["origin"]["path"]) for found in built[1].findings(name)}
    assert HOSTILE[name].expected in found


def test_no_secret_is_in_any_file(built: tuple[Run, Site]) -> None:
    """Neither the environment nor a file beside the repositories comes into the site."""
    files = built[1].files()
    assert [
        address for address, data in files.items() if FILE_CANARY.encode() in data or CANARY.encode() in data
    ] == []


def test_nothing_acts_reaches_out_or_misleads(built: tuple[Run, Site], innocent: Site) -> None:
    """The site has no file, element or address that its own theme has not."""
    assert breaches(built[1], innocent) == []


def test_the_neighbour_does_not_notice(built: tuple[Run, Site], innocent: Site) -> None:
    """Its pages are the same bytes."""
    assert built[1].pages_of("neighbour") == innocent.pages_of("neighbour") != {}


@pytest.mark.parametrize("verb", ["check", "inspect"])
def test_one_repository_alone_is_judged_without_a_fault(
    verb: str, repositories: Mapping[str, Path], tmp_path: Path
) -> None:
    """All of them at once, as a folder: findings are the answer, and nothing is waited for."""
    run = run_callboard(tmp_path, verb, next(iter(repositories.values())).parent)
    assert run.status in {0, 1}, run.printed
    assert "fault of Callboard" not in run.printed
    assert FILE_CANARY not in run.printed
    assert run.megabytes < 512
