"""How many descriptors a second one core reads, judges and stitches.

    python bench/descriptors.py [COUNT]

Generates realistic entities first, so that no disk is measured. `quick` is the share of the quick reader.
At the end a portal of 200 entities is built twice: how many of its descriptors were read the second time,
with nothing changed, is what a profile of that build counts.
"""

from __future__ import annotations

import pstats
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "plugins")]

from acme.plan import Plan  # noqa: E402
from measuring import Result, keep, measure  # noqa: E402
from organisation import write_organisation  # noqa: E402

from callboard.descriptors import envelope_problems, judge, read_documents  # noqa: E402
from callboard.descriptors.composing import compose  # noqa: E402
from callboard.descriptors.plain_lines import read_plain_lines  # noqa: E402
from callboard.descriptors.stream import split_documents  # noqa: E402
from differential.generated import write_entities  # noqa: E402

TARGET = 2000


def measure_reading(count: int) -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        write_entities(Path(folder), count, seed=1)
        files = [path.read_bytes() for path in sorted(Path(folder).rglob("*.yaml"))]
    texts = [part for data in files for part in split_documents(data.decode())]
    quick = sum(read_plain_lines(part) is not None for part in texts)
    start = time.process_time()
    documents = [document for data in files for document in read_documents(data)]
    read = time.process_time()
    for document in documents:
        if not list(envelope_problems(document.value)) and isinstance(document.value, dict):
            judge(document.value)
    judged = time.process_time()
    for part in texts[: count // 10]:
        compose(part, 0)
    exact = time.process_time()
    print(f"{len(documents)} documents, quick {quick / len(texts):.0%}")
    print(f"read    {len(documents) / (read - start):8.0f} documents/s")
    print(f"judged  {len(documents) / (judged - read):8.0f} documents/s")
    print(f"both    {len(documents) / (judged - start):8.0f} documents/s")
    print(f"exact   {count // 10 / (exact - judged):8.0f} documents/s, where the quick reader gives up")
    first, again = read_in_builds(200)
    print(f"a portal of 200: {first} calls of the reader in the first build, {again} in the second")
    figures: dict[str, float | str] = {
        "CPU ms to read and judge a descriptor": 1000 * (judged - start) / len(documents),
        "read and judged a second": len(documents) / (judged - start),
        "descriptor files read, first build": float(first),
        "descriptor files read again, nothing changed": float(again),
    }
    targets = {
        "CPU ms to read and judge a descriptor": 1000 / TARGET,
        "descriptor files read again, nothing changed": 0.0,
    }
    keep(Result("descriptors", "Descriptors", f"{count:,} generated", figures=figures, targets=targets))


def read_in_builds(entities: int) -> tuple[int, int]:
    """How often two builds in a row call the reader of descriptor files, in their own process."""
    with TemporaryDirectory(prefix="callboard-bench-") as folder:
        work = Path(folder)
        write_organisation(work / "acme", Plan(entities))
        # What is younger than that would be read once more the next time.
        time.sleep(2.1)
        build = [
            "-m",
            "callboard",
            "build",
            "-q",
            "-f",
            str(work / "acme" / "mkdocs.yml"),
            "-d",
            str(work / "site"),
        ]
        calls = []
        for turn in ("first", "again"):
            profile = work / f"{turn}.profile"
            measure([sys.executable, "-m", "cProfile", "-o", str(profile), *build], work)
            calls.append(sum(map(_descriptors, pstats.Stats(str(profile)).stats.items())))
    return calls[0], calls[1]


def _descriptors(profiled: tuple) -> int:  # type: ignore[type-arg]  # as pstats has it
    """Calls of the reader but for the operator's own file of sources, by a line of a profile."""
    (file, _, name), (_, count, _, _, callers) = profiled
    if name != "read_documents" or not file.endswith("descriptors/reading.py"):
        return 0
    return count - sum(calls[1] for (*_, caller), calls in callers.items() if caller == "read_only_document")


if __name__ == "__main__":
    measure_reading(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
