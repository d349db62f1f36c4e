"""The descriptors of a repository, and of the organisation above it.

What is depended on follows a power law: a few components are needed by very many, as everywhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from acme.plan import DOMAINS, FORGE, PER_REPOSITORY, Plan, name, word

ROLES = ("api", "worker", "gateway", "adapter", "store", "engine", "portal", "sync", "jobs", "edge")


def descriptors(plan: Plan) -> list[str]:
    """The text of each repository's `catalog-info.yaml`."""
    # One chance for all: who depends on whom is a question of the whole organisation.
    chance = random.Random(plan.entities + plan.seed)
    return [
        "---\n".join(list(documents(plan, number, chance))[: plan.entities_of(number)])
        for number in range(plan.repositories)
    ]


def documents(plan: Plan, number: int, chance: random.Random) -> Iterator[str]:
    """The descriptors of one repository, a whole one."""
    about, system, team = word(number), name(number), f"team-{number % plan.teams}"
    asks = 'annotations: {backstage.io/techdocs-ref: "dir:."}, ' if plan.pages else ""
    yield f"""apiVersion: backstage.io/v1alpha1
kind: System
metadata: {{name: {system}, {asks}description: The {about} platform}}
spec: {{owner: {team}, domain: domain-{number % DOMAINS}}}
"""
    yield f"""apiVersion: backstage.io/v1alpha1
kind: API
metadata: {{name: {system}-api, description: What the {about} platform offers}}
spec:
  type: openapi
  lifecycle: production
  owner: {team}
  system: {system}
  definition: {{$text: ./openapi.yaml}}
"""
    for resource in ("database", "topic"):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {{name: {system}-{resource}}}
spec: {{type: {resource}, owner: {team}, system: {system}}}
"""
    for role in ROLES[: PER_REPOSITORY - 4]:
        yield component(plan, number, role, team, chance)


def component(plan: Plan, number: int, role: str, team: str, chance: random.Random) -> str:
    """A component with links and a few dependencies, of which hubs get more than their share."""
    system = name(number)
    others = [int(plan.whole * chance.random() ** 3) for _ in range(chance.randrange(4))]
    needs = [f"resource:{system}-database", *(f"component:{name(other)}-worker" for other in others)]
    uses = [f"{name(int(plan.whole * chance.random() ** 2))}-api" for _ in range(chance.randrange(3))]
    if not plan.whole:
        needs, uses = [], []
    return f"""apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: {system}-{role}
  description: The {role} of the {word(number)} platform
  labels: {{callboard.dev/tier: "{chance.randrange(1, 4)}"}}
  annotations: {{github.com/project-slug: {FORGE.rpartition("/")[2]}/{system}}}
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


def organisation(plan: Plan) -> Iterator[str]:
    """Teams and domains."""
    for number in range(plan.teams):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {{name: team-{number}, description: A team}}
spec: {{type: team, children: []}}
"""
    for number in range(DOMAINS):
        yield f"""apiVersion: backstage.io/v1alpha1
kind: Domain
metadata: {{name: domain-{number}}}
spec: {{owner: team-0}}
"""


def definition(number: int) -> str:
    """The OpenAPI definition that a repository's API points to."""
    about = word(number)
    noun = about.title()
    one, page = (f'{{$ref: "#/components/schemas/{noun}{part}"}}' for part in ("", "Page"))
    return f"""openapi: 3.0.3
info:
  title: {noun} {number}
  version: "1.{number % 20}"
  description: What the {about} platform offers to other teams.
servers:
  - url: https://{name(number)}.acme.example/v1
paths:
  /{about}s:
    get:
      operationId: list{noun}s
      summary: All {about}s of the caller
      parameters:
        - {{name: limit, in: query, schema: {{type: integer, minimum: 1, maximum: 200}}}}
        - {{name: after, in: query, schema: {{type: string}}}}
      responses:
        "200": {{description: A page, content: {{application/json: {{schema: {page}}}}}}}
    post:
      operationId: create{noun}
      summary: A new {about}
      requestBody:
        required: true
        content: {{application/json: {{schema: {one}}}}}
      responses:
        "201": {{description: Made}}
        "409": {{description: There is one already}}
  /{about}s/{{id}}:
    parameters:
      - {{name: id, in: path, required: true, schema: {{type: string, format: uuid}}}}
    get:
      operationId: read{noun}
      summary: One {about}
      responses:
        "200": {{description: It, content: {{application/json: {{schema: {one}}}}}}}
        "404": {{description: There is none}}
    delete:
      operationId: delete{noun}
      deprecated: {"true" if number % 7 == 0 else "false"}
      summary: End a {about}
      responses:
        "204": {{description: Gone}}
components:
  schemas:
    {noun}:
      type: object
      required: [id, state]
      properties:
        id: {{type: string, format: uuid}}
        state: {{type: string, enum: [open, held, done]}}
        amount: {{type: integer, description: In the smallest unit}}
        changed: {{type: string, format: date-time}}
    {noun}Page:
      type: object
      properties:
        items: {{type: array, items: {{$ref: "#/components/schemas/{noun}"}}}}
        next: {{type: string}}
"""
