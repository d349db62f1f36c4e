"""Building a portal of innocent and hostile repositories, and watching what that costs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

CANARY = "CANARY-ENV-5c20de"
"""Stands in the environment of every run under the name of a token, and nowhere afterwards."""

NEIGHBOUR = {
    "catalog-info.yaml": "apiVersion: backstage.io/v1alpha1\nkind: Component\n"
    "metadata: {name: neighbour, annotations: {backstage.io/techdocs-ref: 'dir:.'}}\n"
    "spec: {type: service, lifecycle: production, owner: 'group:team-b'}\n",
    "docs/index.md": "# Neighbour\n\nSee [more](more.md).\n",
    "docs/more.md": "# More\n\n!!! note\n    A note.\n",
}
"""The files of the other team, whose pages nothing may change."""


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a command: `status` is negative for a signal, `megabytes` the most that it held."""

    status: int
    printed: str
    megabytes: int


def run_callboard(folder: Path, *arguments: str | Path, seconds: int = 60) -> Run:
    """Run `callboard` in a folder of its own; it is ended when it takes too long."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "printed.txt"
    environment = os.environ | {"CANARY_ENV_TOKEN": CANARY, "HOME": str(folder), "PYTHONUTF8": "1"}
    with log.open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "callboard", *map(str, arguments)],
            cwd=folder,
            env=environment | {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        # `wait4` is the one way to learn how much memory this process held.
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(process.returncode, log.read_text("utf-8", "replace"), usage.ru_maxrss >> 10)


def build_portal(
    folder: Path, repositories: Mapping[str, Path], *, git: Container[str] = (), seconds: int = 60
) -> Run:
    """Build a portal in `folder/site`; the repositories in `git` are fetched, the others are plain folders."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# Start\n")
    entries = (
        _entry(name, path, "git" if name in git else "directory") for name, path in repositories.items()
    )
    (folder / "mkdocs.yml").write_text(
        "site_name: Portal\ntheme: {name: material, font: false}\n"
        f"plugins:\n  - callboard:\n      sources:\n{''.join(entries)}"
    )
    return run_callboard(folder, "build", "-f", "mkdocs.yml", "-d", "site", seconds=seconds)


def _entry(name: str, path: Path, kind: str) -> str:
    layout = "          layout: repository\n" if kind == "directory" else ""
    return f"        - {kind}: {path}\n          url: https://forge.example/{name}\n{layout}"
