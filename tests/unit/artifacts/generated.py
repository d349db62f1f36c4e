"""A catalog of 20,000 entities, made in memory and the same on every run: what downloads are measured with.

It is shaped like what `bench/organisation.py` writes: systems of a domain with a team each, and in each system an
API, three resources and six components; a few resources without a system make the number round. Each component
depends on its system's database and on up to three components of others, and consumes up to two APIs; who is
depended on follows a long tail, so a few are hubs, the largest with more than a thousand users. Names are not made of a
few words but of syllables and numbers, and tags, types, lifecycles and tiers vary, because what repeats costs
a download nothing.
"""

from __future__ import annotations

import random
from functools import cache

from callboard.model import Catalog, Entity, EntityRef
from unit.graph.worlds import make_catalog, make_entity

ENTITIES = 20_000
_DOMAINS = 24
_PER_SYSTEM = 11
_PER_TEAM = 8
_ROLES = ("api", "worker", "gateway", "adapter", "store", "engine")
_TYPES = ("service", "service", "service", "library", "website", "job", "ml-model")
_LIVES = ("production", "production", "production", "experimental", "deprecated")
_SYLLABLES = [first + vowel + last for first in "bdklmnprst" for vowel in "aeiou" for last in ("", "n", "r")]

Uses = list[tuple[EntityRef, str, EntityRef]]


@cache
def twenty_thousand() -> Catalog:
    """The catalog."""
    chance = random.Random(20)  # noqa: S311  # the same catalog on every run
    words = ["".join(chance.sample(_SYLLABLES, 2)) for _ in range(600)]
    # The system itself counts, and its share of a team.
    systems = int((ENTITIES - _DOMAINS) / (_PER_SYSTEM + 1 / _PER_TEAM))
    domains = [EntityRef("domain", "default", f"{words[number]}-{number}") for number in range(_DOMAINS)]
    teams = [
        EntityRef("group", "default", f"{chance.choice(words)}-{number}")
        for number in range(systems // _PER_TEAM)
    ]
    names = [f"{chance.choice(words)}-{number}" for number in range(systems)]
    entities = [make_entity(ref) for ref in domains] + [make_entity(ref, type="team") for ref in teams]
    relations: Uses = []
    for name in names:
        system = EntityRef("system", "default", name)
        members = list(_members(name, words, chance))
        relations += [(system, "partOf", chance.choice(domains)), (system, "ownedBy", chance.choice(teams))]
        owner = relations[-1][2]
        for member in members:
            relations += [(member.ref, "partOf", system), (member.ref, "ownedBy", owner)]
        relations += _uses(name, names, chance)
        entities += [make_entity(system), *members]
    number = 0
    while len(entities) < ENTITIES:
        entities.append(make_entity(EntityRef("resource", "default", f"{chance.choice(words)}-{number}")))
        number += 1
    return make_catalog(entities, relations)


def _members(name: str, words: list[str], chance: random.Random) -> list[Entity]:
    """What runs in a system."""
    members = [
        make_entity(EntityRef("api", "default", f"{name}-api"), type="openapi", lifecycle="production")
    ]
    members += [
        make_entity(EntityRef("resource", "default", f"{name}-{kind}"), type=kind)
        for kind in ("database", "topic", "bucket")
    ]
    for role in _ROLES:
        tags = sorted(chance.sample(words[:60], chance.choice((0, 1, 2, 3))))
        facts = {"tags": ",".join(tags)} if tags else {}
        if chance.random() < 0.3:
            facts["tier"] = "1"
        members.append(
            make_entity(
                EntityRef("component", "default", f"{name}-{role}"),
                type=chance.choice(_TYPES),
                lifecycle=chance.choice(_LIVES),
                **facts,
            )
        )
    return members


def _uses(name: str, names: list[str], chance: random.Random) -> Uses:
    """Who provides the API, and what every component of a system stands on."""
    uses: Uses = [
        (
            EntityRef("component", "default", f"{name}-api"),
            "providesApi",
            EntityRef("api", "default", f"{name}-api"),
        )
    ]
    for role in _ROLES:
        ref = EntityRef("component", "default", f"{name}-{role}")
        uses.append((ref, "dependsOn", EntityRef("resource", "default", f"{name}-database")))
        for _ in range(chance.randrange(4)):
            other = names[int(len(names) * chance.random() ** 3)]
            uses.append((ref, "dependsOn", EntityRef("component", "default", f"{other}-worker")))
        for _ in range(chance.randrange(3)):
            other = names[int(len(names) * chance.random() ** 2)]
            uses.append((ref, "consumesApi", EntityRef("api", "default", f"{other}-api")))
    return uses
