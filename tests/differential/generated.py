"""Descriptors by the thousand: realistic entities, some of them mistaken, from a seed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, Final

_KINDS: Final = (
    "Component",
    "Component",
    "Component",
    "API",
    "Resource",
    "System",
    "Domain",
    "Group",
    "User",
    "Template",
)
_MISTAKES: Final = (None, "", 5, True, [], {}, [""], "a b", "A_b", "é", "x" * 64, ":", "group:", "a/b/c", " ")


def write_entities(folder: Path, count: int, seed: int) -> None:
    """Write `count` files of one entity each; one in three has one field spoilt."""
    chance = random.Random(seed)  # noqa: S311  (not cryptography)
    for number in range(count):
        entity = _entity(chance, number)
        if chance.random() < 1 / 3:
            _spoil(entity, chance)
        text = json.dumps(entity, ensure_ascii=False) if chance.random() < 1 / 4 else _as_block(entity)
        place = folder / f"part-{number // 200}" / f"entity-{number}.yaml"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text + "\n", "utf-8")


def _entity(chance: random.Random, number: int) -> dict[str, Any]:
    kind = chance.choice(_KINDS)
    version = "scaffolder.backstage.io/v1beta3" if kind == "Template" else "backstage.io/v1alpha1"
    metadata: dict[str, Any] = {"name": f"{kind.lower()}-{number}"}
    optional = {
        "namespace": "payments",
        "title": f"Number {number}",
        "description": "What it is, in a line: short, plain # and honest.",
        "labels": {"tier": "one", "example.com/area": "core"},
        "annotations": {"example.com/slug": f"acme/{number}", "other": "yes"},
        "tags": ["go", "tier-1", "pci"],
        "links": [{"url": "https://example.com/d?x=1#y", "title": "Dashboard", "icon": "dashboard"}],
    }
    metadata |= {key: value for key, value in optional.items() if chance.random() < 1 / 2}
    return {"apiVersion": version, "kind": kind, "metadata": metadata, "spec": _spec(chance, kind)}


def _spec(chance: random.Random, kind: str) -> dict[str, Any]:
    owner = chance.choice(("team-a", "group:team-a", "user:default/ann", "Group:Payments/Team-B"))
    depends = [f"resource:{name}" for name in chance.sample(("z", "b", "ns/q", "A"), 3)]
    service = {"type": "service", "lifecycle": "production", "owner": owner, "system": "shop"}
    return {
        "Component": {
            **service,
            "dependsOn": depends,
            "providesApis": ["z", "a"],
            "dependencyOf": ["component:up"],
        },
        "API": {**service, "definition": "openapi: 3.1.0\ninfo: {title: x}\n"},
        "Resource": {"type": "database", "owner": owner, "dependsOn": depends},
        "System": {"owner": owner, "domain": "shop", "type": "product"},
        "Domain": {"owner": owner, "subdomainOf": "all"},
        "Group": {"type": "team", "children": ["b", "a"], "parent": "root", "members": ["ann"]},
        "User": {"memberOf": ["b", "a"], "profile": {"displayName": "Ann"}},
        "Template": {"type": "service", "owner": owner, "steps": [{"id": "a", "action": "fetch:plain"}]},
    }[kind]


def _spoil(entity: dict[str, Any], chance: random.Random) -> None:
    holder = chance.choice((entity, entity["metadata"], entity["spec"], entity["spec"]))
    field = chance.choice(sorted(holder))
    if chance.random() < 1 / 3:
        del holder[field]
    else:
        holder[field] = chance.choice(_MISTAKES)


def _as_block(value: dict[str, Any]) -> str:
    """Block style by hand: the project writes no YAML, so no writer can hide a reader's fault."""
    return "\n".join(_lines(value, ""))


def _lines(value: Any, margin: str) -> list[str]:
    if isinstance(value, dict) and value:
        return [line for key, item in value.items() for line in _entry(f"{margin}{key}:", item, margin)]
    if isinstance(value, list) and value:
        return [line for item in value for line in _entry(f"{margin}-", item, margin)]
    return [margin + json.dumps(value, ensure_ascii=False)]


def _entry(head: str, item: Any, margin: str) -> list[str]:
    if isinstance(item, (dict, list)) and item:
        return [head, *_lines(item, f"{margin}  ")]
    if isinstance(item, str) and "\n" in item:
        return [f"{head} |", *(f"{margin}  {line}" for line in item.splitlines())]
    plain = isinstance(item, str) and item.replace("-", "").isalpha() and item.isascii()
    return [f"{head} {item if plain else json.dumps(item, ensure_ascii=False)}"]
