"""What the measurements have in common: running, weighing, rounds in turn, ratios, and keeping the results.

A measurement is a module with a `main`; it asks here for a work folder, runs its contestants in turn, round
by round, so that a busy minute of the machine hits all of them, prints a table and keeps it as JSON below
`.callboard-bench/results`, from where `results.py` makes RESULTS.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from peers import CACHE, ROOT

RESULTS = CACHE / "results"
HERE = Path(__file__).resolve().parent
# This work tree's Callboard, whichever is installed.
sys.path.insert(0, str(ROOT / "plugins"))
# No host and no warning of a rival's making is part of what is measured.
QUIET = {
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
    "ASTRO_TELEMETRY_DISABLED": "1",
    # Astro holds all pages at once, and Node's own limit does not go by the machine's memory.
    "NODE_OPTIONS": "--max-old-space-size=8192",
    "PYTHONHASHSEED": "0",
    # Whoever installs a Python program has its bytecode; an environment that forbids writing it compiles this
    # work tree again in every run, and no rival.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPATH": str(ROOT / "plugins"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run has cost: seconds, MiB of the largest process, and the output's bytes and files."""

    cpu: float
    wall: float
    memory: float
    bytes: int = 0
    files: int = 0


@dataclass(frozen=True, slots=True)
class Contestant:
    """Someone who runs: `prepare` comes before every run and is not measured."""

    name: str
    command: Sequence[str]
    folder: Path
    output: Path
    prepare: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Result:
    """What a measurement found, as it is kept: figures of every run, ratios of every round, targets."""

    bench: str
    question: str
    setting: str
    runs: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    ratios: dict[str, list[float]] = field(default_factory=dict)
    figures: dict[str, float | str] = field(default_factory=dict)
    targets: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    machine: str = ""
    commit: str = ""


def callboard(*arguments: str | Path) -> list[str]:
    """The command of this work tree's Callboard."""
    return [sys.executable, "-m", "callboard", *map(str, arguments)]


def measure(command: Sequence[str], folder: Path, output: Path | None = None) -> Cost:
    """Run a command in a folder and weigh its output.

    Raises:
        RuntimeError: it failed; its last words are told.
    """
    with tempfile.TemporaryDirectory() as temporary:
        figures = Path(temporary, "figures.json")
        runner = [sys.executable, "-I", "-S", str(HERE / "measured.py"), "--into", str(figures)]
        done = subprocess.run(
            [*runner, *command],
            cwd=folder,
            env=os.environ | QUIET,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(
                f"{' '.join(command)}: {done.returncode}\n{(done.stdout + done.stderr)[-3000:]}"
            )
        found = json.loads(figures.read_text())
    size, files = weigh(output) if output else (0, 0)
    return Cost(found["cpu"], found["wall"], found["memory"], size, files)


def weigh(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files of a folder."""
    sizes = [os.lstat(f"{where}/{name}").st_size for where, _, names in os.walk(folder) for name in names]
    return sum(sizes), len(sizes)


def in_turn(
    contestants: Sequence[Contestant], rounds: int, had: Mapping[str, Sequence[Cost]] | None = None
) -> dict[str, list[Cost]]:
    """Every contestant once a round, another one first each time; `had` are first rounds that are over."""
    found = {each.name: list((had or {}).get(each.name, ())) for each in contestants}
    for turn in range(rounds):
        shift = turn % len(contestants)
        for each in (*contestants[shift:], *contestants[:shift]):
            if len(found[each.name]) > turn:
                continue
            each.prepare()
            cost = measure(each.command, each.folder, each.output)
            print(f"  round {turn + 1}  {each.name:24}{cost.cpu:9.2f} CPU s", file=sys.stderr, flush=True)
            found[each.name].append(cost)
    return found


def emptied(*folders: Path) -> Callable[[], None]:
    """Removes what an earlier run has left."""

    def remove() -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    return remove


def add_runs(result: Result, costs: Mapping[str, Sequence[Cost]], ours: str = "callboard") -> None:
    """Take figures into a result, and our ratio of CPU to each rival's, round by round."""
    result.runs |= {name: [asdict(cost) for cost in each] for name, each in costs.items()}
    for name, each in costs.items():
        if name != ours and ours in costs:
            pairs = zip(costs[ours], each, strict=True)
            result.ratios[f"{ours} / {name}"] = [a.cpu / b.cpu for a, b in pairs]


def tell(result: Result) -> None:
    """Print a result and keep it."""
    print(f"{result.question} ({result.setting})")
    if result.runs:
        print(f"{'':32}{'CPU s':>26}{'wall s':>9}{'MiB':>8}{'MB out':>9}{'files':>9}")
    for name, runs in result.runs.items():
        first = runs[0]
        wall = statistics.median(run["wall"] for run in runs)
        memory = max(run["memory"] for run in runs)
        print(f"{name:32}{spread([run['cpu'] for run in runs]):>26}{wall:9.1f}{memory:8.0f}", end="")
        print(f"{first['bytes'] / 1e6:9.1f}{first['files']:9.0f}")
    for name, values in result.ratios.items():
        print(f"{name:32}{spread(values):>26}  {verdict(values, result.targets.get(name))}")
    for name, value in result.figures.items():
        print(f"{name:48}{shown(value):>10}  {verdict([value], result.targets.get(name))}")
    keep(result)


def shown(value: float | str) -> str:
    """A figure as people read it."""
    if isinstance(value, str):
        return value
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def spread(values: Sequence[float]) -> str:
    """Least, median and most."""
    return " ".join(shown(each) for each in (min(values), statistics.median(values), max(values)))


def verdict(values: Sequence[float | str], target: float | None) -> str:
    """Whether the median keeps to a target."""
    if target is None or any(isinstance(value, str) for value in values):
        return ""
    return f"target {target:g}: {'met' if statistics.median(values) <= target else 'missed'}"


def keep(result: Result) -> None:
    """Write a result where `results.py` finds it."""
    result.machine = machine()
    result.commit = commit()
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / f"{result.bench}.json").write_text(json.dumps(asdict(result), indent=1) + "\n")


def commit() -> str:
    """The commit of this work tree, with a plus when files differ from it."""
    asked = [["git", "rev-parse", "--short=10", "HEAD"], ["git", "status", "--porcelain", "-uno"]]
    head, changes = (
        subprocess.run(each, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for each in asked
    )
    return f"{head}+" if changes else head


def machine() -> str:
    """The processor, its cores, the memory and the Python that ran."""
    model = platform.machine()
    cpus, memory = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    if cpus.exists():
        named = [line for line in cpus.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    size = f", {int(memory.read_text().split()[1]) >> 20} GiB" if memory.exists() else ""
    return f"{model}, {os.cpu_count()} cores{size}, {platform.system()}, Python {platform.python_version()}"


def arguments(text: str | None, *, entities: int, rounds: int = 3) -> argparse.ArgumentParser:
    """The options that most measurements have."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entities", type=int, default=entities)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--work", type=Path, help="a folder for sources and sites; default: a temporary one")
    return parser


@contextmanager
def work_folder(chosen: Path | None) -> Iterator[Path]:
    """An empty folder to work in: the chosen one stays, a temporary one goes."""
    if chosen:
        if chosen.exists() and any(chosen.iterdir()):
            raise SystemExit(f"{chosen} is not empty")
        chosen.mkdir(parents=True, exist_ok=True)
        yield chosen.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        yield Path(folder)
