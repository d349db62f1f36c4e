"""CPU of rendering documentation, against Python-Markdown alone on the same pages with the same extensions.

    python bench/docs.py [FOLDER] [ROUNDS]        default: ../shared/corpus 5

"cold" is all of `build_docs` with an empty cache and one worker: reading, front matter, drafting in the
worker, sanitising, links and anchors, and writing the cache. "warm" is the same again with nothing changed,
of repositories whose files have to be looked at to know that; "unchanged" is that of repositories which are
known by their fingerprints to be the same. "memory" is what the process of the cold build holds at most, in
MB, and "its growth" how much of that the build added.
"Markdown" converts the same texts in one process with the same extensions of Python-Markdown and
pymdown-extensions and the same options, and does nothing else; what Callboard adds to them, be it to save
time, is not in it. "sanitiser" is nh3 on its results. They run in turn, each in a process of its own, and
start-up is left out. Pages are the Markdown files only. Ratios are printed as minimum, median and maximum.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROUNDS = 5


def main() -> None:
    """Measure in turn and print a table."""
    if sys.argv[1:2] == ["--one"]:
        measure = _listed if sys.argv[2] == "texts" else _MEASURES[sys.argv[2]]
        print(json.dumps(measure(Path(sys.argv[3]))))
        return
    corpus = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus").resolve()
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    measured = [_round(corpus) for _ in range(rounds)]
    cold, warm, unchanged, markdown, sanitiser = (
        [row[name] for row in measured] for name in ("cold", "warm", "unchanged", "markdown", "sanitiser")
    )
    print(f"pages {measured[0]['pages']:.0f}")
    _row("Markdown alone, CPU s", markdown)
    _row("sanitiser, CPU s", sanitiser)
    _row("cold, CPU s", cold)
    _row("warm, CPU s", warm)
    _row("unchanged, CPU s", unchanged)
    _row("memory, MB", [row["memory"] for row in measured])
    _row("its growth, MB", [row["growth"] for row in measured])
    _row(
        "(cold - sanitiser) / Markdown",
        [(a - s) / b for a, s, b in zip(cold, sanitiser, markdown, strict=True)],
    )
    _row("warm / cold", [a / b for a, b in zip(warm, cold, strict=True)])
    _row("unchanged / cold", [a / b for a, b in zip(unchanged, cold, strict=True)])


def _row(name: str, figures: list[float]) -> None:
    print(f"{name:32} {min(figures):8.3f} {statistics.median(figures):8.3f} {max(figures):8.3f}")


def _round(corpus: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    for measure in _MEASURES:
        done = subprocess.run(
            [sys.executable, __file__, "--one", measure, str(corpus)],
            check=True,
            capture_output=True,
            text=True,
        )
        found |= json.loads(done.stdout)
    return found


def _seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of the workers that it has waited for."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def _ours(corpus: Path) -> dict[str, float]:
    from callboard.docs import DocsSettings, build_docs
    from callboard.docs.drafts import DraftJob, draft_page, versions
    from callboard.model import Snapshot
    from callboard.store import Cache

    catalog, snapshot = _portal(corpus)
    # Libraries are loaded and a Markdown instance is made before the clock starts, here and there.
    versions()
    draft_page(DraftJob("x.md", "X", "x", "x", 0, "x"))
    with tempfile.TemporaryDirectory(prefix="callboard-bench-") as folder:
        cache = Cache(Path(folder))
        settings = DocsSettings(processes=1)
        known = replace(
            snapshot, repositories=tuple(replace(each, fingerprint="known") for each in snapshot.repositories)
        )

        def build(snapshot: Snapshot = snapshot) -> None:
            build_docs(catalog, snapshot, cache=cache, settings=settings)

        before = _megabytes()
        cold = _seconds(build)
        memory = _megabytes()
        warm = min(_seconds(build) for _ in range(3))
        build(known)
        unchanged = min(_seconds(lambda: build(known)) for _ in range(3))
    return {
        "cold": cold,
        "warm": warm,
        "unchanged": unchanged,
        "memory": memory,
        "growth": memory - before,
    }


def _megabytes() -> float:
    """The most memory that this process has held until now, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _theirs(corpus: Path) -> dict[str, float]:
    from markdown import Markdown

    from callboard.markup import sanitise_html
    from callboard.markup.extensions import extension_options
    from callboard.markup.understood import ALWAYS

    texts = _texts(corpus)
    names = [name for name in ALWAYS if name != "pymdownx.snippets"]
    markdown = Markdown(extensions=names, extension_configs=extension_options(), output_format="html")
    markdown.convert("x")
    made: list[str] = []
    seconds = _seconds(lambda: made.extend(markdown.reset().convert(text) for text in texts))
    cleaning = _seconds(lambda: [sanitise_html(html) for html in made])
    return {"pages": len(texts), "markdown": seconds, "sanitiser": cleaning}


def _texts(corpus: Path) -> list[str]:
    """The pages that the other measure drafts, found by another process: this one must know no short cuts."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", "texts", str(corpus)], check=True, capture_output=True, text=True
    )
    return list(json.loads(done.stdout))


def _listed(corpus: Path) -> list[str]:
    from callboard.docs import DocsSettings, build_docs
    from callboard.docs.pages import decoded
    from callboard.markup import split_front_matter

    catalog, snapshot = _portal(corpus)
    library = build_docs(catalog, snapshot, cache=None, settings=DocsSettings())
    trees = {source.repository.key: source.tree for source in snapshot.repositories}
    return [
        split_front_matter(decoded(trees[docs.repository].read(page.path))[0].replace("\r\n", "\n"))[1]
        for docs in library.sets.values()
        for page in docs.pages
    ]


_MEASURES: dict[str, Callable[[Path], dict[str, float]]] = {"ours": _ours, "theirs": _theirs}


def _portal(corpus: Path) -> tuple:  # type: ignore[type-arg]
    """Catalog and snapshot of the repositories below a folder, two levels deep, without reStructuredText."""
    from callboard.crawl import crawl, read_sources
    from callboard.ingest import IngestSettings, build_catalog
    from callboard.sources import GitMirrors

    owners = sorted(folder.name for folder in corpus.iterdir() if folder.is_dir())
    sources = read_sources([{"directory": name, "layout": "repositories"} for name in owners], corpus)
    snapshot = crawl(sources, GitMirrors(corpus / "none"))
    kept = tuple(replace(source, tree=_Markdown(source.tree)) for source in snapshot.repositories)
    snapshot = replace(snapshot, repositories=kept)
    return build_catalog(snapshot, IngestSettings()), snapshot


class _Markdown:
    """A tree without the pages that are not Markdown."""

    def __init__(self, tree) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        self.read = tree.read
        self.files = {
            path: entry for path, entry in tree.files.items() if not path.lower().endswith((".rst", ".rest"))
        }


if __name__ == "__main__":
    main()
