"""Whether a page of documentation costs the same in a large organisation: CPU a page, and peak memory.

    python bench/growth.py [--sizes 200 2000 20000]

Sizes are entities; there are five pages of documentation for each. Ours is a whole cold build, once for
each size, so a row is as good as the machine was quiet. "a page more" is the difference to the size before,
without what every build costs once; its growth is what the target is about. Memory is that of the largest
process. Each site is then built again with nothing changed.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from acme.plan import PER_REPOSITORY, Plan
from docs_pages import build_of
from measuring import Cost, Result, add_runs, in_turn, tell, work_folder
from organisation import write_organisation

GROWTH, MEMORY = 1.2, 1536
SMALL, UNCHANGED = 2000, (3.0, 6.0)
"""Up to so many entities a build with nothing changed may take the one time, above it the other."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000, 20_000], metavar="ENTITIES")
    parser.add_argument("--layout", choices=("folders", "git"), default="folders")
    parser.add_argument("--work", type=Path)
    asked = parser.parse_args()
    plans = [Plan(size, 5 * PER_REPOSITORY) for size in sorted(asked.sizes)]
    pairs = [_costs(plan, asked.layout, asked.work) for plan in plans]
    costs = [cold for cold, _ in pairs]
    result = Result(
        "growth",
        "Growth with the number of pages, cold",
        f"{', '.join(f'{_pages(plan):,}' for plan in plans)} pages in {asked.layout}, once each",
        targets={"a page more, last / first": GROWTH},
    )
    add_runs(
        result,
        {f"callboard, {_pages(plan):,} pages": [cost] for plan, cost in zip(plans, costs, strict=True)},
    )
    each = [cost.cpu / _pages(plan) for plan, cost in zip(plans, costs, strict=True)]
    more = [
        (costs[at + 1].cpu - costs[at].cpu) / (_pages(plans[at + 1]) - _pages(plans[at]))
        for at in range(len(plans) - 1)
    ]
    for at, plan in enumerate(plans):
        result.figures[f"CPU ms a page at {_pages(plan):,}"] = 1000 * each[at]
        if at:
            result.figures[f"CPU ms a page more up to {_pages(plan):,}"] = 1000 * more[at - 1]
    result.figures["CPU a page, largest / smallest"] = each[-1] / each[0]
    if len(more) > 1:
        result.figures["a page more, last / first"] = more[-1] / more[0]
    for plan, (_, again) in zip(plans, pairs, strict=True):
        name = f"nothing changed, CPU s at {_pages(plan):,} pages"
        result.figures[name] = again.cpu
        result.targets[name] = UNCHANGED[plan.entities > SMALL]
    result.figures["peak memory, MiB"] = max(cost.memory for cost in costs)
    result.targets["peak memory, MiB"] = MEMORY
    tell(result)


def _costs(plan: Plan, layout: str, chosen: Path | None) -> tuple[Cost, Cost]:
    """What the first build of an organisation costs, and the next."""
    with work_folder(chosen / str(plan.entities) if chosen else None) as work:
        write_organisation(work / "acme", plan, layout)
        # What is younger than that would be read once more the next time.
        time.sleep(2.1)
        cold = build_of(work / "acme", work / "site")
        again = replace(cold, name=f"{cold.name}, again", prepare=lambda: None)
        found = in_turn([cold, again], 1)
        return found[cold.name][0], found[again.name][0]


def _pages(plan: Plan) -> int:
    return plan.repositories * plan.pages


if __name__ == "__main__":
    main()
