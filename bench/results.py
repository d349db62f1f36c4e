"""Put what the measurements kept into bench/RESULTS.md.

    python bench/results.py [--note TEXT]

Every measurement keeps its last run below `.callboard-bench/results`; this writes one table of all of them,
with targets, machine and versions. What was never run is not in it.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measuring import HERE, RESULTS, shown, spread, verdict

TARGET = HERE / "RESULTS.md"
HEAD = """# Results

Written by `python bench/results.py`; [README](README.md) says what each command measures. CPU is that of the
whole tree of processes, in seconds, and memory that of the largest process; three figures are the least, the
median and the most. Ratios are taken round by round, of runs that followed each other.
"""


def main() -> None:
    """Collect and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--note", default="", help="a sentence about the machine or the day")
    note = parser.parse_args().note
    found = [(path, json.loads(path.read_text())) for path in sorted(RESULTS.glob("*.json"))]
    if not found:
        raise SystemExit(f"{RESULTS} holds nothing: run a measurement first")
    parts = [HEAD, f"\n{note}\n" if note else ""]
    parts += [_section(path, result) for path, result in found]
    parts.append(_versions([result for _, result in found]))
    TARGET.write_text("".join(parts), encoding="utf-8")
    print(TARGET)


def _section(path: Path, result: dict[str, Any]) -> str:
    day = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    about = f"{result['setting']}; {result['machine']}; commit {result['commit']}, {day}."
    lines = [f"\n## {result['question']}\n\n{about}\n"]
    if result["runs"]:
        lines += ["\n| | CPU s | wall s | MiB | MB out | files |\n|---|---|---|---|---|---|\n"]
        lines += list(_runs(result["runs"]))
    if result["ratios"] or result["figures"]:
        lines += ["\n| | | |\n|---|---|---|\n"]
    for name, values in result["ratios"].items():
        lines.append(f"| {name} | {spread(values)} | {verdict(values, result['targets'].get(name))} |\n")
    for name, value in result["figures"].items():
        lines.append(f"| {name} | {shown(value)} | {verdict([value], result['targets'].get(name))} |\n")
    return "".join(lines)


def _runs(runs: dict[str, list[dict[str, float]]]) -> Iterator[str]:
    for name, each in runs.items():
        wall = statistics.median(run["wall"] for run in each)
        memory = max(run["memory"] for run in each)
        yield (
            f"| {name} | {spread([run['cpu'] for run in each])} | {wall:.1f} | {memory:.0f}"
            f" | {each[0]['bytes'] / 1e6:.1f} | {each[0]['files']:,.0f} |\n"
        )


def _versions(results: list[dict[str, Any]]) -> str:
    """What was measured against, once each."""
    versions = {name: version for result in results for name, version in result["versions"].items()}
    lines = [f"| {name} | {versions[name]} |\n" for name in sorted(versions)]
    return "".join(["\n## Versions\n\n| | |\n|---|---|\n", *lines]) if lines else ""


if __name__ == "__main__":
    main()
