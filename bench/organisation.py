"""Write a generated organisation of a given size, the same for the same size and seed.

    python bench/organisation.py write FOLDER ENTITIES [--docs-per-entity 5] [--layout folders|git] [--seed 0]
    python bench/organisation.py change FOLDER [--turn 1]
    python bench/organisation.py FOLDER ENTITIES [--docs PAGES_PER_REPOSITORY]

`write` makes FOLDER/repositories and a portal of them: FOLDER/mkdocs.yml, its sources and its start page.
One repository holds ten entities: a system, services, libraries, an API with its definition, resources;
teams and domains live in a repository of their own and come on top of ENTITIES. Dependencies follow a power
law. The documentation of a repository is one set, of its system: ten times --docs-per-entity pages. With
`--layout git` repositories are bare and have a few commits with fixed dates and authors, so that commit ids
are the same everywhere. `change` edits a page and the descriptor of one repository, another one each turn;
in git it is a commit. Without a word in front only the repositories are written, as folders straight below
FOLDER.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from acme.descriptors import descriptors
from acme.plan import BRANCH, FORGE, PER_REPOSITORY, Plan, name
from acme.repositories import DESCRIPTOR, change, chosen, organisation_repository, repository
from acme.storing import LAYOUTS, append, read, store

REPOSITORIES = "repositories"
MADE = "organisation.json"
CONFIGURATION = """site_name: Acme
site_url: https://portal.acme.example/
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: sources.yaml
"""
START = "# Acme\n\nA made-up organisation, to measure with.\n"


def main(arguments: list[str]) -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    if arguments[:1] == ["change"]:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--turn", type=int, default=1)
        asked = parser.parse_args(arguments[1:])
        print(change_organisation(asked.folder, asked.turn))
        return
    portal = arguments[:1] == ["write"]
    parser.add_argument("folder", type=Path)
    parser.add_argument("entities", type=int)
    parser.add_argument("--seed", type=int, default=0)
    if not portal:
        parser.add_argument("--docs", type=int, default=1)
        asked = parser.parse_args(arguments)
        write_repositories(asked.folder, Plan(asked.entities, asked.docs, asked.seed))
        return
    parser.add_argument("--docs-per-entity", type=int, default=5)
    parser.add_argument("--layout", choices=LAYOUTS, default="folders")
    asked = parser.parse_args(arguments[1:])
    if (asked.folder / REPOSITORIES).exists():
        parser.error(f"{asked.folder} holds an organisation already")
    plan = Plan(asked.entities, asked.docs_per_entity * PER_REPOSITORY, asked.seed)
    write_organisation(asked.folder, plan, asked.layout)


def write_organisation(folder: Path, plan: Plan, layout: str = "folders") -> None:
    """Fill `folder`, which must be new or empty, with repositories and a portal of them.

    Raises:
        FileExistsError: there is an organisation in it.
    """
    (folder / REPOSITORIES).mkdir(parents=True)
    write_repositories(folder / REPOSITORIES, plan, layout)
    made = {"entities": plan.entities, "pages": plan.pages, "seed": plan.seed, "layout": layout}
    _write(folder / MADE, json.dumps(made) + "\n")
    _write(folder / "mkdocs.yml", CONFIGURATION)
    _write(folder / "docs" / "index.md", START)
    _write(folder / "sources.yaml", _sources(plan, layout))


def write_repositories(folder: Path, plan: Plan, layout: str = "folders") -> None:
    """Write the repositories alone, straight below `folder`."""
    store(folder, organisation_repository(plan), layout)
    work = partial(_write_one, folder, plan, layout)
    numbered = list(enumerate(descriptors(plan)))
    if len(numbered) < 20:
        for each in numbered:
            work(each)
        return
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for _ in workers.map(work, numbered, chunksize=10):
            pass


def change_organisation(folder: Path, turn: int) -> str:
    """Change one repository and give its name."""
    made = json.loads((folder / MADE).read_text())
    layout = made.pop("layout")
    plan = Plan(**made)
    where = name(chosen(plan, turn))
    now = read(folder / REPOSITORIES, where, DESCRIPTOR, layout).decode()
    append(folder / REPOSITORIES, where, change(plan, turn, now), layout)
    return where


def _write_one(folder: Path, plan: Plan, layout: str, numbered: tuple[int, str]) -> None:
    number, descriptor = numbered
    store(folder, repository(plan, number, descriptor), layout)


def _sources(plan: Plan, layout: str) -> str:
    if layout == "folders":
        entry = f"  - directory: {REPOSITORIES}\n    layout: repositories\n    url: {FORGE}/{{repository}}\n"
        return f"sources:\n{entry}    branch: {BRANCH}\n"
    names = ("organisation", *(name(number) for number in range(plan.repositories)))
    return "sources:\n" + "".join(
        f"  - git: {REPOSITORIES}/{each}.git\n    url: {FORGE}/{each}\n" for each in names
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
