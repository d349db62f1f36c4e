"""Seconds from saving a page to seeing it, with `callboard serve` on one repository.

    python bench/preview.py [--entities 10] [--docs-per-entity 5] [--saves 5]

A sentence is added to a page of documentation, and the preview's page is asked for every 20 ms until it has
it, as the browser's reload does once the preview is ready. CPU is what the preview and its children worked
meanwhile (from /proc, so on Linux only). The first seconds are those from the start to the first page.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request  # noqa: TID251  # asks its own server
from pathlib import Path

from acme.plan import PER_REPOSITORY, Plan
from measuring import QUIET, Result, callboard, spread, tell, work_folder
from organisation import CONFIGURATION, REPOSITORIES, write_organisation

PATIENCE = 600.0
PAGE = Path(REPOSITORIES, "account-0", "docs", "worker", "runbook.md")
ADDRESS = "docs/default/system/account-0/worker/runbook/"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entities", type=int, default=10)
    parser.add_argument("--docs-per-entity", type=int, default=5)
    parser.add_argument("--saves", type=int, default=5)
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    plan = Plan(asked.entities, asked.docs_per_entity * PER_REPOSITORY)
    with work_folder(asked.work) as work:
        write_organisation(work, plan)
        port = _free_port()
        configuration = work / "mkdocs.yml"
        # The address of the site decides below which path the preview is served.
        text = CONFIGURATION.replace("https://portal.acme.example/", f"http://127.0.0.1:{port}/")
        configuration.write_text(f"{text}dev_addr: 127.0.0.1:{port}\n")
        server = subprocess.Popen(
            callboard("serve", "-f", configuration),
            cwd=work,
            env=os.environ | QUIET,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            first, saves, worked = _watch(
                server, f"http://127.0.0.1:{port}/{ADDRESS}", work / PAGE, asked.saves
            )
        finally:
            server.terminate()
            server.wait()
    result = Result(
        "preview",
        "From saving a page to seeing it",
        f"{plan.entities:,} entities and {plan.repositories * plan.pages:,} pages, {asked.saves} saves",
    )
    result.figures = {
        "start, s": first,
        "saved to seen, s (least, median, most)": spread(saves),
        "CPU s a save (least, median, most)": spread(worked),
        "saved to seen, median s": statistics.median(saves),
    }
    tell(result)


def _watch(
    server: subprocess.Popen[bytes], address: str, page: Path, saves: int
) -> tuple[float, list[float], list[float]]:
    """Seconds to the first page, and for each save seconds until it is seen and CPU seconds."""
    first = _seen(server, address, "runbook")
    seconds, worked = [], []
    for turn in range(saves):
        # The preview looks at what changed while it built; a save in that moment is another question.
        time.sleep(2)
        before = _worked(server.pid)
        page.write_text(f"{page.read_text()}\n\nThis is save number {turn} of all.\n")
        seconds.append(_seen(server, address, f"save number {turn} of"))
        worked.append(_worked(server.pid) - before)
    return first, seconds, worked


def _seen(server: subprocess.Popen[bytes], address: str, text: str) -> float:
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        if server.poll() is not None:
            raise SystemExit(f"callboard serve ended with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310, TID251  # our own server
                if text in answer.read().decode():
                    return time.monotonic() - start
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.02)
    raise SystemExit(f"{address} did not come to show {text!r}")


def _worked(pid: int) -> float:
    """CPU seconds of a process and of the children that it has waited for."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
