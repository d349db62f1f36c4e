"""Write a generated organisation of a given size, the same for the same size.

    python bench/organisation.py FOLDER ENTITIES [--docs PAGES_PER_REPOSITORY]

One repository holds ten entities: a system, services, libraries, an API with its definition, resources; teams
and domains live in a repository of their own. Dependencies follow a long-tailed distribution with a few hubs.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

PER_REPOSITORY = 10
WORDS = (
    "account audit basket billing booking cart catalog checkout claim consent credit customer delivery "
    "deposit discount fraud identity inventory invoice ledger loyalty mandate media notification offer "
    "order parcel payment payout pricing product profile quote refund report return review risk route "
    "search session settlement shipping stock subscription support tax token transfer upload voucher "
    "wallet warehouse "
).split()
ROLES = ("api", "worker", "gateway", "adapter", "store", "engine", "portal", "sync", "jobs", "edge")


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("entities", type=int)
    parser.add_argument("--docs", type=int, default=1)
    arguments = parser.parse_args()
    write_organisation(arguments.folder, arguments.entities, arguments.docs)


def write_organisation(folder: Path, entities: int, docs: int) -> None:
    """Fill `folder` with repositories of `entities` entities in all."""
    chance = random.Random(entities)
    repositories = max(1, entities // PER_REPOSITORY)
    for number in range(repositories):
        repository = folder / f"{WORDS[number % len(WORDS)]}-{number}"
        write(repository / "catalog-info.yaml", "---\n".join(documents(number, repositories, chance)))
        for page in range(docs):
            name = "index" if page == 0 else f"page-{page}"
            write(repository / "docs" / f"{name}.md", page_text(number, page))
    write(folder / "organisation" / "catalog-info.yaml", "---\n".join(organisation(repositories)))


def documents(number: int, repositories: int, chance: random.Random) -> Iterator[str]:
    """The descriptors of one repository."""
    word = WORDS[number % len(WORDS)]
    team = f"team-{number % max(1, repositories // 8)}"
    system = f"{word}-{number}"
    yield f"""apiVersion: backstage.io/v1alpha1
kind: System
metadata: {{name: {system}, description: The {word} platform}}
spec: {{owner: {team}, domain: domain-{number % 12}}}
"""
    yield f"""apiVersion: backstage.io/v1alpha1
kind: API
metadata: {{name: {system}-api, description: What the {word} platform offers}}
spec:
  type: openapi
  lifecycle: production
  owner: {team}
  system: {system}
  definition: |
    openapi: 3.0.0
    info: {{title: {word}, version: "1"}}
    paths:
      /{word}s: {{get: {{summary: List}}, post: {{summary: Create}}}}
"""
    for resource in ("database", "topic"):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {{name: {system}-{resource}}}
spec: {{type: {resource}, owner: {team}, system: {system}}}
"""
    for role in ROLES[: PER_REPOSITORY - 4]:
        yield component(number, role, team, repositories, chance)


def component(number: int, role: str, team: str, repositories: int, chance: random.Random) -> str:
    """A component with links and a few dependencies, of which hubs get more than their share."""
    system = name(number)
    others = [int(repositories * chance.random() ** 3) for _ in range(chance.randrange(4))]
    needs = [f"resource:{system}-database", *(f"component:{name(other)}-worker" for other in others)]
    uses = [f"{name(int(repositories * chance.random() ** 2))}-api" for _ in range(chance.randrange(3))]
    return f"""apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: {system}-{role}
  description: The {role} of the {WORDS[number % len(WORDS)]} platform
  labels: {{callboard.dev/tier: "{chance.randrange(1, 4)}"}}
  annotations: {{github.com/project-slug: acme/{system}}}
  tags: [go, {role}]
  links:
    - {{url: "https://runbooks.acme.example/{system}-{role}", title: Runbook, type: runbook}}
    - {{url: "https://grafana.acme.example/d/{system}-{role}", title: Dashboard, type: dashboard}}
spec:
  type: {"library" if role == "adapter" else "service"}
  lifecycle: production
  owner: {team}
  system: {system}
  providesApis: [{f"{system}-api" if role == "api" else ""}]
  consumesApis: [{", ".join(sorted(set(uses)))}]
  dependsOn: [{", ".join(sorted(set(needs)))}]
"""


def organisation(repositories: int) -> Iterator[str]:
    """Teams and domains."""
    for number in range(max(1, repositories // 8)):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {{name: team-{number}, description: A team}}
spec: {{type: team, children: []}}
"""
    for number in range(12):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {{name: domain-{number}}}
spec: {{owner: team-0}}
"""


def page_text(number: int, page: int) -> str:
    """A documentation page of ordinary length."""
    chance = random.Random(number * 1000 + page)
    sections = [f"# {WORDS[number % len(WORDS)].title()} {page}\n"]
    for section in range(4):
        words = " ".join(chance.choice(WORDS) for _ in range(70))
        sections.append(
            f"## Section {section}\n\n{words}.\n\n- {chance.choice(WORDS)}\n- {chance.choice(WORDS)}\n"
        )
    return "\n".join(sections)


def name(number: int) -> str:
    """The system of a repository."""
    return f"{WORDS[number % len(WORDS)]}-{number}"


def write(path: Path, text: str) -> None:
    """Write a file and its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
