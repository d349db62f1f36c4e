"""What a cluster costs: a build from nothing on this machine, and on workers that are processes of it.

    python bench/cluster.py [ENTITIES] [--docs PAGES_PER_REPOSITORY] [--workers N]

Prints the processor time of the build itself (all its processes) and of the scheduler and workers (all of
theirs), the time on the wall, and whether both sites are the same. Of one machine no speed can be learned:
what counts is how much of the work has moved, and how much there is in all.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "plugins")]

from organisation import PER_REPOSITORY, write_organisation  # noqa: E402

PORT = 18786
CONFIGURATION = """site_name: Bench
site_url: https://portal.acme.example/
theme: {name: material, font: false}
plugins: [{callboard: {sources: [{directory: repositories}]}}]
"""


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("entities", type=int, nargs="?", default=1000)
    parser.add_argument("--docs", type=int, default=8)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    os.environ |= {"SOURCE_DATE_EPOCH": "1767322800", "PYTHONPATH": str(HERE.parent / "plugins")}
    with TemporaryDirectory(prefix="callboard-bench-") as temporary:
        folder = Path(temporary)
        write_organisation(folder / "repositories", arguments.entities, arguments.docs)
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text("# Bench\n")
        (folder / "mkdocs.yml").write_text(CONFIGURATION)
        print(f"{arguments.entities // PER_REPOSITORY} repositories, {arguments.docs} pages each")
        build("local", folder)
        with cluster(folder, arguments.workers):
            build("cluster", folder, "--executor", f"dask://127.0.0.1:{PORT}")
            own = spent()
        print(f"workers  {spent() - own:7.2f} s CPU, the scheduler and starting them included")
        same = subprocess.run(["diff", "-rq", "local", "cluster"], cwd=folder, check=False).returncode == 0
        print("the same bytes" if same else "THE SITES DIFFER")


def build(name: str, folder: Path, *options: str) -> None:
    """Build from nothing, and print what it took."""
    started, before = time.monotonic(), spent()
    command = [sys.executable, "-m", "callboard", "build", "-q", "--clean", "-d", str(folder / name)]
    (folder / "mkdocs.yml").write_text(
        CONFIGURATION.replace("callboard: {", f"callboard: {{cache_dir: cache-{name}, ")
    )
    subprocess.run([*command, *options], cwd=folder, check=True)
    print(f"{name:8} {spent() - before:7.2f} s CPU, {time.monotonic() - started:7.2f} s")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[None]:
    """A scheduler, and workers of one thread each."""
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    place = ("--host", "127.0.0.1", "--no-dashboard")
    scheduler = subprocess.Popen([*dask, "scheduler", *place, "--port", str(PORT)], **quiet)
    amount = ("--nworkers", str(workers), "--nthreads", "1", "--local-directory", str(folder))
    worker = subprocess.Popen([*dask, "worker", f"tcp://127.0.0.1:{PORT}", *place, *amount], **quiet)
    try:
        time.sleep(5)
        yield
    finally:
        for process in (worker, scheduler):
            process.terminate()
            process.wait()


def spent() -> float:
    """The processor time of all children that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
