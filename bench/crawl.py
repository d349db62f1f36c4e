"""What a crawl costs: milliseconds of processor time a repository, the git processes included.

    python bench/crawl.py [COUNT] [--only git|folders|ingest]

Makes COUNT bare git repositories and COUNT plain folders of FILES files each in a temporary folder, and
crawls each kind three times: for the first time, again with nothing changed, and after a change in one of
them. `ingest` is reading the descriptors of an organisation of COUNT repositories, ten entities each, and
their API definitions.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "plugins")]

from organisation import PER_REPOSITORY, write_organisation  # noqa: E402

from callboard.crawl import SourceSettings, crawl  # noqa: E402
from callboard.ingest import IngestSettings, build_catalog, read_definitions  # noqa: E402
from callboard.model import Snapshot  # noqa: E402
from callboard.sources import GitMirrors  # noqa: E402
from callboard.store import Cache  # noqa: E402

FILES = 50
HISTORY = 1000


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=200)
    parser.add_argument("--only", choices=["git", "folders", "ingest"], default="")
    arguments = parser.parse_args()
    for name, measure in {"git": measure_git, "folders": measure_folders, "ingest": measure_ingest}.items():
        if arguments.only in {"", name}:
            with TemporaryDirectory() as folder:
                measure(Path(folder), arguments.count)


def measure_git(place: Path, count: int) -> None:
    """Bare repositories at local paths."""
    remotes = [place / f"remote-{number}.git" for number in range(count)]
    for remote in remotes:
        subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
        commit(remote, dict(files()))
    sources = [SourceSettings("git", str(remote), place) for remote in remotes]
    three(lambda: take(place, sources), lambda: commit(remotes[0], {"docs/new.md": b"# New\n"}), "git", count)


def measure_folders(place: Path, count: int) -> None:
    """Plain folders."""
    for number in range(count):
        for path, data in files():
            write(place / "folders" / f"folder-{number}" / path, data)
    # A file that was just written is read to know it: that is not what a crawl of what has not changed costs.
    time.sleep(2.5)
    sources = [SourceSettings("directory", "folders", place)]
    change = place / "folders" / "folder-0" / "docs" / "new.md"
    three(lambda: take(place, sources), lambda: write(change, b"# New\n"), "folders", count)


def measure_ingest(place: Path, count: int) -> None:
    """Descriptors of an organisation of so many repositories."""
    write_organisation(place / "folders", count * PER_REPOSITORY, 1)
    time.sleep(2.5)
    sources = [SourceSettings("directory", "folders", place)]
    cache = Cache(place / "cache" / "catalog")

    def read(snapshot: Snapshot) -> Snapshot:
        read_definitions(build_catalog(snapshot, IngestSettings(), cache), cache)
        return snapshot

    snapshots = [take(place, sources)]
    first = next(iter(snapshots[0].repositories)).repository.name

    def change() -> None:
        with (place / "folders" / first / "catalog-info.yaml").open("a") as file:
            file.write("# changed\n")
        snapshots[0] = take(place, sources)

    three(lambda: read(snapshots[0]), change, "ingest", count)


def take(place: Path, sources: Sequence[SourceSettings]) -> Snapshot:
    """A crawl, which must find everything."""
    mirrors = GitMirrors(place / "cache" / "git")
    snapshot = crawl(sources, mirrors, history=HISTORY)
    mirrors.close()
    if snapshot.findings:
        sys.exit(f"the crawl is not what is to be measured: {snapshot.findings[0]}")
    return snapshot


def three(run: Callable[[], object], change: Callable[[], object], what: str, count: int) -> None:
    """Print the figures of three runs."""
    for name in ("first", "unchanged", "one changed"):
        if name == "one changed":
            change()
        started, cpu = time.monotonic(), spent()
        run()
        seconds, used = time.monotonic() - started, spent() - cpu
        print(
            f"{what:8} {name:12} {used / count * 1000:8.2f} ms CPU each, {used:6.2f} s CPU, {seconds:6.2f} s"
        )


def spent() -> float:
    """The processor time of this process and its children so far."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def files() -> Iterator[tuple[str, bytes]]:
    """The files of one repository."""
    yield "catalog-info.yaml", b"kind: Component\n"
    for number in range(FILES - 1):
        yield f"{'docs' if number % 2 else 'src/module'}/file-{number}.md", b"# A file\n\nWith text.\n" * 20


def commit(remote: Path, contents: dict[str, bytes]) -> None:
    """Add a commit with these files to the branch `main` of a bare repository."""
    before = b"" if not (remote / "refs" / "heads" / "main").exists() else b"from refs/heads/main^0\n"
    parts = [b"commit refs/heads/main\ncommitter A <a@acme.example> 1767322800 +0000\ndata 3\nOne\n", before]
    for path, data in contents.items():
        parts.append(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
    (remote / "HEAD").write_text("ref: refs/heads/main\n")
    subprocess.run(
        ["git", f"--git-dir={remote}", "fast-import", "--quiet"], input=b"".join(parts), check=True
    )


def write(path: Path, data: bytes) -> None:
    """Write a file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
