"""CPU of whole builds of generated organisations, and what one more page costs.

    python bench/pages.py [ENTITIES …]        default: 500 2000

Each size is built once in a process of its own, into an empty folder with an empty cache. "all" is the CPU of
the whole process from start to published site: crawl, descriptors, documentation, graph, pages, files.
"pages" is the last part alone: rendering, splicing and writing the pages and their JSON; its system time,
which is the disk's, stands apart. The marginal cost is the difference to the smallest size, by page.
TMPDIR=/dev/shm takes the disk out of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from acme.plan import Plan
from organisation import write_repositories

CONFIGURATION = """site_name: Bench
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: [{directory: repositories, layout: repositories}]
"""


def main() -> None:
    """Build every size and print a table."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(build(Path(sys.argv[2]))))
        return
    sizes = [int(argument) for argument in sys.argv[1:]] or [500, 2000]
    rows = [(size, *measure(size)) for size in sizes]
    print("entities   pages   all CPU s  ms/page   pages user s  ms/page   pages system s  ms/page")
    for size, count, *seconds in rows:
        more = count - rows[0][1]
        print(f"{size:8}  {count:6}", end="")
        for now, then, width in zip(seconds, rows[0][2:], (12, 15, 17), strict=True):
            print(f"{now:{width}.2f}  {f'{1000 * (now - then) / more:7.2f}' if more else '      -'}", end="")
        print()


def measure(entities: int) -> tuple[int, float, float, float]:
    """Pages, CPU seconds of the whole process, user and system seconds of its page stage."""
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as temporary:
        folder = Path(temporary)
        write_repositories(folder / "repositories", Plan(entities, pages=1))
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text("# Bench\n")
        (folder / "mkdocs.yml").write_text(CONFIGURATION)
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(folder)], check=True, capture_output=True, text=True
        )
        pages = sum(1 for path in (folder / "site").rglob("*.html") if path.is_file())
    return pages, *json.loads(done.stdout)


def build(folder: Path) -> tuple[float, float, float]:
    """Build one site in this process; CPU seconds of all of it, user and system seconds of its page stage."""
    from callboard.site import plugin
    from callboard.site.run import run_build

    write_portal = plugin.write_portal
    spent: list[float] = []

    def timed(*arguments):  # noqa: ANN002, ANN202
        before = os.times()
        kept = write_portal(*arguments)
        after = os.times()
        spent.extend((after.user - before.user, after.system - before.system))
        return kept

    plugin.write_portal = timed
    run_build(folder / "mkdocs.yml", folder / "site")
    return time.process_time(), spent[0], spent[1]


if __name__ == "__main__":
    main()
