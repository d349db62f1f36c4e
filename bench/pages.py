"""CPU of whole builds of generated organisations, and what one more page costs.

    python bench/pages.py [ENTITIES …]        default: 500 2000

Each size is built once into an empty folder with an empty cache, in a process of its own; user and system
time of that process are added. The marginal cost is the difference to the smallest size, by page.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from organisation import write_organisation

CONFIGURATION = """site_name: Bench
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: [{directory: repositories, layout: repositories}]
"""


def main() -> None:
    """Build every size and print a table."""
    sizes = [int(argument) for argument in sys.argv[1:]] or [500, 2000]
    rows = [(size, *measure(size)) for size in sizes]
    base_pages, base_seconds = rows[0][1:]
    print("entities   pages   CPU s   ms/page (marginal)")
    for size, pages, seconds in rows:
        marginal = 1000 * (seconds - base_seconds) / (pages - base_pages) if pages > base_pages else 0
        print(f"{size:8}  {pages:6}  {seconds:6.2f}   {marginal:.2f}")


def measure(entities: int) -> tuple[int, float]:
    """Pages and CPU seconds of one build."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as temporary:
        folder = Path(temporary)
        write_organisation(folder / "repositories", entities, docs=1)
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text("# Bench\n")
        (folder / "mkdocs.yml").write_text(CONFIGURATION)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "callboard", "build", "-q", "-f", str(folder / "mkdocs.yml")]
        subprocess.run(
            [*command, "-d", str(folder / "site")], check=True, env=os.environ | {"PYTHONUTF8": "1"}
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = sum(1 for path in (folder / "site").rglob("*.html") if path.is_file())
    return pages, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
