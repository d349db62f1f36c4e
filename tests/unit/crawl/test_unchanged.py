"""A crawl of what has not changed: the same snapshot, the same findings, and nobody is asked."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from callboard.crawl import Share, VersionPatterns, crawl, read_sources
from callboard.errors import SourceError
from callboard.model import Snapshot, SourceState
from callboard.sources import GitMirrors
from callboard.sources.git_program import GitProgram
from trees import write_tree

pytestmark = pytest.mark.git

RunGit = Callable[..., str]
Take = Callable[..., Snapshot]
TAGS = VersionPatterns(tags=("v*",))


@pytest.fixture(name="take")
def _take(tmp_path: Path) -> Iterator[Take]:
    opened: list[GitMirrors] = []

    def take(*entries: object, cache: str = "cache", **rest: object) -> Snapshot:
        opened.append(GitMirrors(tmp_path / cache))
        return crawl(read_sources(list(entries), tmp_path), opened[-1], **rest)  # type: ignore[arg-type]

    yield take
    for mirrors in opened:
        mirrors.close()


@pytest.fixture(name="make")
def _make(tmp_path: Path, run_git: RunGit) -> Callable[[str], Path]:
    """Makes a repository with something to find."""

    def make(name: str) -> Path:
        folder = write_tree(tmp_path / name, {"docs/index.md": f"# {name}\n", ".lfsconfig": "x"})
        (folder / "docs" / "link.md").symlink_to("index.md")
        run_git(folder, "init", "--quiet", "--initial-branch=trunk")
        run_git(folder, "add", ".")
        run_git(folder, "commit", "--quiet", "-m", name)
        run_git(folder, "tag", "v1")
        return folder

    return make


def facts(snapshot: Snapshot) -> object:
    """All that a snapshot says, the contents of all files included."""
    return (
        [
            (
                each.repository,
                {path: each.tree.read(path) for path in each.tree.files},
                each.history,
                [(version.slug, version.commit, dict(version.tree.files)) for version in each.versions],
                # Of a folder that was just written it will be another one when the clock has gone on.
                each.fingerprint if each.repository.source.startswith("git") else "",
            )
            for each in snapshot.repositories
        ],
        snapshot.sources,
        snapshot.findings,
    )


def test_the_second_crawl_sees_the_same_and_starts_nothing(
    take: Take, make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Findings, history and versions included; reading a file is all that git is needed for."""
    for name in ("a", "b"):
        make(name)
    wanted = {"history": 9, "versions": TAGS}
    first = facts(take({"git": "./a"}, {"git": "./b"}, {"directory": "a"}, **wanted))
    monkeypatch.setattr(GitProgram, "run", None)
    again = take({"git": "./a"}, {"git": "./b"}, {"directory": "a"}, **wanted)
    assert facts(again) == first
    assert [found.code for found in again.findings] == ["file-refused", "git-contained"] * 3
    assert all(each.fingerprint for each in again.repositories)


@pytest.mark.parametrize("damage", [b"", b"[]", b"[1,2,3]", b"null", b'["x", "y", [["file-refused", 1]]]'])
def test_findings_that_cannot_be_read_are_found_again(
    take: Take, make: Callable[[str], Path], tmp_path: Path, damage: bytes
) -> None:
    """They are of a cache, and may be of another release."""
    make("a")
    first = facts(take({"git": "./a"}))
    (kept,) = (tmp_path / "cache").glob("*/callboard-told.json")
    kept.write_bytes(damage)
    assert facts(take({"git": "./a"})) == first
    assert kept.read_bytes() != damage


def test_a_fingerprint_changes_with_whatever_can_be_read(
    take: Take, make: Callable[[str], Path], run_git: RunGit
) -> None:
    """A commit, a version, how much of the history is known; not with where it was read from."""
    folder = make("a")

    def seen(**wanted: object) -> str:
        return take({"git": "./a"}, **wanted).repositories[0].fingerprint

    prints = [seen(), seen(versions=TAGS), seen(history=9), seen(history=8)]
    run_git(folder, "tag", "v2")
    assert seen() == prints[0] == take({"git": "./a"}, cache="other").repositories[0].fingerprint
    prints.append(seen(versions=TAGS))
    run_git(folder, "commit", "--quiet", "--allow-empty", "-m", "Two")
    prints.append(seen())
    assert len(set(prints)) == 6


def test_two_sources_of_one_remote_ask_it_once(
    take: Take, make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have one mirror."""
    make("a")
    run, verbs = GitProgram.run, list[str]()

    def noted(self: GitProgram, arguments: list[str], **rest: object) -> bytes:
        verbs.append(arguments[0])
        return run(self, arguments, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(GitProgram, "run", noted)
    snapshot = take({"git": "./a"}, {"git": "./a", "url": "https://git.acme.example/a"})
    assert [each.repository.key for each in snapshot.repositories] == ["a", "a-2"]
    assert verbs.count("fetch") == 1


def test_remotes_are_asked_side_by_side_and_reported_in_order(
    take: Take, make: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow one keeps nobody waiting, and one that fails costs only itself."""
    names = ["d", "c", "b", "a"]
    for name in names:
        make(name)
    fetch, others = GitMirrors.fetch, threading.Semaphore(0)

    def slow(self: GitMirrors, url: str, *rest: object, **options: object) -> object:
        if url.endswith("/d"):
            # Goes on when the three others are through.
            assert all(others.acquire(timeout=60) for _ in range(3))
        try:
            if url.endswith("/b"):
                raise SourceError("the host is down")
            return fetch(self, url, *rest, **options)  # type: ignore[arg-type]
        finally:
            others.release()

    monkeypatch.setattr(GitMirrors, "fetch", slow)
    snapshot = take(*({"git": f"./{name}"} for name in names))
    assert [report.label for report in snapshot.sources] == [f"git: ./{name}" for name in names]
    states = [report.state for report in snapshot.sources]
    assert states == [SourceState.FRESH, SourceState.FRESH, SourceState.FAILED, SourceState.FRESH]
    assert [each.repository.key for each in snapshot.repositories] == ["a", "c", "d"]


def test_shares_crawled_apart_and_copied_together_are_the_whole(
    take: Take, make: Callable[[str], Path], tmp_path: Path
) -> None:
    """No file of one is in the way of another's."""
    names = [f"r{number}" for number in range(7)]
    for name in names:
        make(name)
    write_tree(tmp_path / "plain", {"x/docs/index.md": "", "y/docs/index.md": ""})
    entries = [{"git": f"./{name}"} for name in names] + [{"directory": "plain"}, {"directory": "r0"}]
    wanted = {"history": 9, "versions": TAGS}
    parts = [take(*entries, cache=f"part-{number}", share=Share(number, 3), **wanted) for number in (1, 2, 3)]
    counts = [len(part.repositories) for part in parts]
    assert sum(counts) == len(names) + 3
    assert all(counts)
    files: dict[str, bytes] = {}
    for number in (1, 2, 3):
        part = tmp_path / f"part-{number}"
        for path in part.rglob("*"):
            if path.is_file():
                name = path.relative_to(part).as_posix()
                assert files.setdefault(name, path.read_bytes()) == path.read_bytes()
        shutil.copytree(part, tmp_path / "merged", dirs_exist_ok=True)
    whole = take(*entries, **wanted)
    for name in names[1:]:
        shutil.rmtree(tmp_path / name)
        (tmp_path / name).mkdir()
    merged = take(*entries, cache="merged", offline=True, **wanted)
    assert facts(merged)[::2] == facts(whole)[::2]  # type: ignore[index]
