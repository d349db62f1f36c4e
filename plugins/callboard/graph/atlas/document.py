"""The index for the browser: columns of numbers and words, small once compressed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from callboard.graph.atlas.index import NOBODY, AtlasIndex
from callboard.model import JsonValue

VERSION: Final = 1
_UNKNOWN: Final = 1
_TIER_ONE: Final = 2
_PROBLEM: Final = 4


def atlas_document(index: AtlasIndex, problems: Iterable[int] = ()) -> dict[str, JsonValue]:
    """Every column of the index.

    Entities stand in the order of kind, namespace and name. `groups` are `[kind, namespace, how many]` in
    that order; `name` are names, and `title` those that differ, by position. `type` and `lifecycle` are
    positions in `words`, `tags` in `tagSets`. `owner`, `system` and `domain` are positions of entities plus
    one, 0 for none; a domain that is that of the system is left out. `flags` are a sum of 1 (not in the
    catalog), 2 (tier 1) and 4 (has problems). `uses` has for each entity how many it uses, then the first
    position and the distances to the next.
    """
    columns = index.columns
    words = sorted({*columns.types, *columns.lifecycles})
    word_at = {word: at for at, word in enumerate(words)}
    tag_sets = sorted(set(columns.tags))
    set_at = {tags: at for at, tags in enumerate(tag_sets)}
    groups = groupby(index.refs, key=lambda ref: (ref.kind, ref.namespace))
    broken = set(problems)
    titled = (
        (at, t) for at, (ref, t) in enumerate(zip(index.refs, columns.titles, strict=True)) if t != ref.name
    )
    return {
        "version": VERSION,
        "groups": [[kind, namespace, sum(1 for _ in refs)] for (kind, namespace), refs in groups],
        "name": [ref.name for ref in index.refs],
        "title": {str(at): title for at, title in titled},
        "words": words,
        "type": [word_at[word] for word in columns.types],
        "lifecycle": [word_at[word] for word in columns.lifecycles],
        "tagSets": [list(tags) for tags in tag_sets],
        "tags": [set_at[tags] for tags in columns.tags],
        "owner": _from_one(columns.owners),
        "system": _from_one(columns.systems),
        "domain": _from_one(_own_domains(index)),
        "flags": [
            (0 if known else _UNKNOWN) + (_TIER_ONE if tier else 0) + (_PROBLEM if at in broken else 0)
            for at, (known, tier) in enumerate(zip(columns.known, columns.tier_one, strict=True))
        ],
        "uses": _deltas(columns.targets),
    }


def _own_domains(index: AtlasIndex) -> list[int]:
    """The domains, without those that follow from the system's."""
    domains, systems = index.columns.domains, index.columns.systems
    return [
        NOBODY if system != NOBODY and domain == domains[system] else domain
        for domain, system in zip(domains, systems, strict=True)
    ]


def _from_one(column: Sequence[int]) -> list[JsonValue]:
    return [at + 1 for at in column]


def _deltas(targets: Iterable[Sequence[int]]) -> list[JsonValue]:
    numbers: list[JsonValue] = []
    for held in targets:
        numbers.append(len(held))
        before = 0
        for at in held:
            numbers.append(at - before)
            before = at
    return numbers
