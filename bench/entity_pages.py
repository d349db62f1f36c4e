"""Entity pages with their drawings, cold, against Hugo putting the same bodies into the same page.

    python bench/entity_pages.py [--entities 20000] [--rounds 3]

Ours is a whole `callboard build` of an organisation without documentation, into an empty folder with an empty
cache: crawl, descriptors, graph, all pages, their JSON and the search index. Hugo gets what that build wrote
below `/catalog/`, entity pages and the incident cards and lists under them, as finished HTML bodies, and the
rest of the page as a layout; it does nothing but put them together. So ours makes what Hugo is given.
"""

from __future__ import annotations

import sys

from acme.plan import Plan
from measuring import Contestant, Result, add_runs, arguments, callboard, emptied, in_turn, tell, work_folder
from organisation import write_organisation
from peers import available, installed_version
from rivals import hugo

TARGET = 0.6


def main() -> None:
    """Measure and print."""
    asked = arguments(__doc__, entities=20_000).parse_args()
    with work_folder(asked.work) as work:
        source = work / "acme"
        write_organisation(source, Plan(asked.entities))
        site = work / "site"
        command = callboard("build", "-q", "-f", source / "mkdocs.yml", "-d", site)
        ours = Contestant("callboard", command, source, site, emptied(site, source / ".callboard"))
        contestants = [ours]
        pages = 0
        first = in_turn([ours], 1)
        if available(["hugo"]):
            pages = hugo.make_project(site, ["catalog"], work / "hugo")
            contestants.append(hugo.contestant(work / "hugo"))
        costs = in_turn(contestants, asked.rounds, first)
        wrote = sum(1 for _ in (work / "hugo" / "public").rglob("index.html"))
        if wrote != pages:
            sys.exit(f"Hugo wrote {wrote} of {pages} pages")
    result = Result(
        "entity_pages",
        "Entity pages with their drawings, cold",
        f"{asked.entities:,} entities, {pages:,} pages below /catalog/, {asked.rounds} rounds",
        targets={"callboard / hugo": TARGET},
        versions={"hugo": installed_version("hugo")},
    )
    add_runs(result, costs)
    for name, each in costs.items():
        if pages:
            result.figures[f"{name}, CPU ms a page"] = 1000 * min(cost.cpu for cost in each) / pages
    tell(result)


if __name__ == "__main__":
    main()
