"""What it costs to build again: with nothing changed, and with one repository changed.

    python bench/again.py [--entities 2000] [--layout folders|git] [--rounds 3]

Ours is `callboard build` over an earlier build with its cache; a change is a page and the descriptor of one
repository, another one each time, in git a commit. Zensical gets the same pages and changes one of them; Hugo
gets the bodies of all our pages, has no cache, and changes the content of one. Everybody has built before,
and nobody builds within two seconds of a change: what is that young, we read once more the next time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median

from acme.plan import PER_REPOSITORY, Plan
from docs_pages import build_of
from measuring import Contestant, Result, add_runs, arguments, in_turn, tell, work_folder
from organisation import change_organisation, write_organisation
from peers import available, installed_version
from rivals import hugo, mkdocs

SETTLED = 2.1
UNCHANGED, CHANGED = "nothing changed", "one changed"


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__, entities=2000)
    parser.add_argument("--docs-per-entity", type=int, default=5)
    parser.add_argument("--layout", choices=("folders", "git"), default="folders")
    asked = parser.parse_args()
    plan = Plan(asked.entities, asked.docs_per_entity * PER_REPOSITORY)
    with work_folder(asked.work) as work:
        names = available(["hugo", "zensical"])
        source, site = work / "acme", work / "site"
        write_organisation(source, plan, asked.layout)
        time.sleep(SETTLED)
        cold = build_of(source, site)
        first = in_turn([cold], 1)
        turns = count(1)
        contestants = [*_both(cold, lambda: change_organisation(source, next(turns)))]
        for name in names:
            rival = _hugo(site, work / name) if name == "hugo" else _zensical(plan, work / name)
            first |= in_turn([rival], 1)
            contestants += _both(rival, _changing(_page(work / name)))
        costs = in_turn(contestants, asked.rounds)
    result = Result(
        f"again_{asked.layout}",
        "Building again",
        f"{plan.entities:,} entities and {plan.repositories * plan.pages:,} pages in {asked.layout},"
        f" {asked.rounds} rounds",
        versions={name: installed_version(name) for name in names},
    )
    add_runs(result, {**{f"{name}, cold": cost for name, cost in first.items()}, **costs}, "")
    for state in (UNCHANGED, CHANGED):
        ours = costs[f"callboard, {state}"]
        result.figures[f"callboard, {state} / cold"] = (
            median(each.cpu for each in ours) / first["callboard"][0].cpu
        )
        for name in names:
            pairs = zip(ours, costs[f"{name}, {state}"], strict=True)
            result.ratios[f"callboard / {name}, {state}"] = [a.cpu / b.cpu for a, b in pairs]
    tell(result)


def _both(cold: Contestant, change: Callable[[], object]) -> tuple[Contestant, Contestant]:
    """The same build over what is there, and after a change."""

    def changed() -> None:
        change()
        time.sleep(SETTLED)

    return (
        replace(cold, name=f"{cold.name}, {UNCHANGED}", prepare=lambda: None),
        replace(cold, name=f"{cold.name}, {CHANGED}", prepare=changed),
    )


def _hugo(site: Path, folder: Path) -> Contestant:
    hugo.make_project(site, ("catalog", "docs"), folder)
    return hugo.contestant(folder)


def _zensical(plan: Plan, folder: Path) -> Contestant:
    mkdocs.make_project(plan, folder)
    return mkdocs.zensical(folder)


def _page(folder: Path) -> Path:
    """Some page of a rival's project."""
    content = folder / "content"
    pages = content.rglob("*.html") if content.exists() else (folder / "docs").rglob("runbook.md")
    return min(pages)


def _changing(page: Path) -> Callable[[], object]:
    """Adds a sentence to a page, another one each time."""
    turns = count(1)
    return lambda: page.write_text(f"{page.read_text()}\n\nWhat changed in turn {next(turns)} stands here.\n")


if __name__ == "__main__":
    main()
