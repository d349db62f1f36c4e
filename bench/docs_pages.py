"""Entities and five times as many pages of documentation, cold, against who gets the pages only.

    python bench/docs_pages.py [--entities 2000] [--rounds 3] [--rivals mkdocs zensical antora starlight]

Ours is a whole `callboard build` into an empty folder with an empty cache: entity pages, drawings, impact and
search included. Rivals get the same text of the documentation and nothing of the catalog: as one project of
MkDocs with Material and Zensical, with the same Markdown extensions and search on; as AsciiDoc for Antora and
as Starlight's Markdown, without search, which they are compared with a build of ours that has none of texts.
None of them has the pages in a navigation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from acme.plan import PER_REPOSITORY, Plan
from measuring import Contestant, Result, add_runs, arguments, callboard, emptied, in_turn, tell, work_folder
from organisation import write_organisation
from peers import available, installed_version
from rivals import antora, mkdocs, starlight

TARGETS = {"mkdocs": 0.85, "zensical": 0.5, "antora": 0.5, "starlight": 0.15}
WALL = 0.5
SEARCHED = ("mkdocs", "zensical")
UNSEARCHED = "callboard, texts not searched"
SHELL = "catalog/default/system/account-0/index.html"


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__, entities=2000)
    parser.add_argument("--docs-per-entity", type=int, default=5)
    parser.add_argument("--rivals", nargs="*", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--layout", choices=("folders", "git"), default="folders")
    asked = parser.parse_args()
    plan = Plan(asked.entities, asked.docs_per_entity * PER_REPOSITORY)
    with work_folder(asked.work) as work:
        write_organisation(work / "acme", plan, asked.layout)
        ours = build_of(work / "acme", work / "site")
        first = in_turn([ours], 1)
        page = (work / "site" / SHELL).read_text()
        names = available(asked.rivals)
        rivals = [rival(name, plan, work / name, page) for name in names]
        contestants = [ours, _unsearched(ours, work / "unsearched"), *rivals]
        costs = in_turn(contestants, asked.rounds, first)
        _count(contestants, plan)
    result = Result(
        "docs_pages",
        "Entities and documentation, cold",
        f"{plan.entities:,} entities and {_pages(plan):,} pages in {asked.layout}, {asked.rounds} rounds",
        targets={f"{_compared(name)} / {name}": TARGETS[name] for name in names},
        versions={name: installed_version(name) for name in names},
    )
    add_runs(result, costs, "")
    for name in names:
        pairs = list(zip(costs[_compared(name)], costs[name], strict=True))
        result.ratios[f"{_compared(name)} / {name}"] = [ours.cpu / theirs.cpu for ours, theirs in pairs]
        result.ratios[f"{_compared(name)} / {name}, wall"] = [
            ours.wall / theirs.wall for ours, theirs in pairs
        ]
    result.targets["callboard / mkdocs, wall"] = WALL
    tell(result)


def _compared(name: str) -> str:
    """The build of ours that does what a rival does."""
    return "callboard" if name in SEARCHED else UNSEARCHED


def _unsearched(ours: Contestant, site: Path) -> Contestant:
    """The same build without full-text search."""
    configuration = ours.folder / "unsearched.yml"
    text = (ours.folder / "mkdocs.yml").read_text()
    configuration.write_text(
        text.replace("- callboard:\n", "- callboard:\n      search: {full_text: false}\n")
    )
    command = callboard("build", "-q", "-f", configuration, "-d", site)
    return Contestant(UNSEARCHED, command, ours.folder, site, emptied(site, ours.folder / ".callboard"))


def build_of(source: Path, site: Path) -> Contestant:
    """Our own whole build, cold."""
    command = callboard("build", "-q", "-f", source / "mkdocs.yml", "-d", site)
    return Contestant("callboard", command, source, site, emptied(site, source / ".callboard"))


def rival(name: str, plan: Plan, folder: Path, page: str) -> Contestant:
    """The project of a rival and how it is built; `page` is one of ours, for its shell."""
    if name == "antora":
        antora.make_project(plan, folder, page)
        return antora.contestant(folder)
    if name == "starlight":
        return starlight.contestant(starlight.make_project(plan))
    mkdocs.make_project(plan, folder)
    return mkdocs.mkdocs(folder) if name == "mkdocs" else mkdocs.zensical(folder)


def _count(contestants: list[Contestant], plan: Plan) -> None:
    """Whoever wrote fewer pages than it was given has not taken part."""
    for each in contestants:
        wrote = sum(1 for _ in each.output.rglob("*.html"))
        if wrote < _pages(plan):
            sys.exit(f"{each.name} wrote {wrote} of {_pages(plan)} pages")


def _pages(plan: Plan) -> int:
    return plan.repositories * plan.pages


if __name__ == "__main__":
    main()
