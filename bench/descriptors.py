"""How many descriptors a second one core reads, judges and stitches.

    python bench/descriptors.py [COUNT]

Generates realistic entities first, so that no disk is measured. `quick` is the share of the quick reader.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "plugins")]

from callboard.descriptors import envelope_problems, judge, read_documents  # noqa: E402
from callboard.descriptors.composing import compose  # noqa: E402
from callboard.descriptors.plain_lines import read_plain_lines  # noqa: E402
from callboard.descriptors.stream import split_documents  # noqa: E402
from differential.generated import write_entities  # noqa: E402


def measure(count: int) -> None:
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


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
