"""Which pages are indexed together.

A small shard is quick to index again, and every shard costs a reader about 30 KB for each new word. So shards
grow in coarse steps with what there is to search, and a domain has shards of its own as soon as it fills half
of one: readers look around in their own domain, and its words are mostly its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.fulltext.pages import SearchPage, SearchSet, digest_of_pages
from callboard.store import digest_of

CAPACITIES: Final = (2_000_000, 4_000_000, 8_000_000, 12_000_000)
"""Characters of HTML that a shard is meant to hold at most; half as much again where one domain or set is
that large. Indexing 2 MB costs under 2 s of processor time; 12 MB cost under 1 GB of memory."""

MOST_SHARDS: Final = 24
"""Shards are made larger, while that is possible, until about so many hold everything."""

STEPS: Final = 64
"""Weights count in steps of this part of a shard."""

_SLUG: Final = re.compile(r"[^a-z0-9]+")
_SLUG_LENGTH: Final = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A set, or the pages of a very large one that fall into part `number` of `parts`."""

    source: SearchSet
    number: int = 0
    parts: int = 1

    def pages(self) -> Iterator[SearchPage]:
        """The pages, in the set's order."""
        for page in self.source.pages():
            if self.parts == 1 or part_of(page.address, self.parts) == self.number:
                yield page

    @property
    def digest(self) -> str:
        """Stands for all that `pages` gives; a page of another part may change without changing it."""
        return self.source.digest if self.parts == 1 else digest_of_pages(self.pages())


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """A shard before it is indexed: `domains` are the short references of whose pages it holds.

    `name` is safe in an address; `weight` is about how many characters of HTML there are. Parts are in the
    order of their entities.
    """

    name: str
    domains: tuple[str, ...]
    digest: str
    weight: int
    parts: tuple[Part, ...]

    def pages(self) -> Iterator[tuple[str, SearchPage]]:
        """Every page with its entity's short reference, made while it is asked for."""
        for part in self.parts:
            for page in part.pages():
                yield part.source.entity, page


def plan(sets: Iterable[SearchSet]) -> tuple[ShardPlan, ...]:
    """Deal sets out to shards; the result depends on nothing but the sets, whatever their order."""
    ordered = sorted(sets, key=lambda each: (each.entity, each.digest))
    capacity = capacity_for(sum(each.weight for each in ordered))
    shards: dict[str, list[Part]] = defaultdict(list)
    for name, part in _dealt(ordered, capacity):
        shards[name].append(part)
    return tuple(_planned(name, parts, capacity) for name, parts in sorted(shards.items()))


def capacity_for(weight: int) -> int:
    """How many characters a shard is meant to hold where there are so many in all."""
    return next((each for each in CAPACITIES if weight <= each * MOST_SHARDS), CAPACITIES[-1])


def dealt(weights: Mapping[str, int], buckets: int, step: int) -> dict[str, int]:
    """A bucket for each key, so that all weigh about the same.

    Keys lie in a row in the order of their digests, and the row is cut into equal lengths; a key belongs to
    where its middle lies. Weights count in whole steps: what grows by less moves no other key.
    """
    row = {key: -(-weights[key] // step) or 1 for key in sorted(weights, key=digest_of)}
    whole, place, found = sum(row.values()), 0, {}
    for key, steps in row.items():
        found[key] = (2 * place + steps) * buckets // (2 * whole)
        place += steps
    return found


def part_of(address: str, parts: int) -> int:
    """Into which of so many parts of a very large set a page falls, whatever other pages there are."""
    return int(digest_of("part", address)[:12], 16) % parts


def _dealt(sets: Sequence[SearchSet], capacity: int) -> Iterator[tuple[str, Part]]:
    domains: dict[str, list[SearchSet]] = defaultdict(list)
    for each in sets:
        domains[each.domain].append(each)
    large = {name for name, held in domains.items() if _weight(held) * 2 > capacity}
    small = {name: _weight(held) for name, held in domains.items() if name not in large}
    buckets = _buckets(sum(small.values()), capacity)
    shared = dealt(small, buckets, capacity // STEPS)
    for domain, held in sorted(domains.items()):
        if domain in large:
            yield from _spread(domain, held, capacity)
        else:
            name = _name("shared", shared[domain], buckets)
            yield from ((name, Part(each)) for each in held)


def _spread(domain: str, held: Sequence[SearchSet], capacity: int) -> Iterator[tuple[str, Part]]:
    """A domain in shards of its own; a set that would not fit into one is spread over all of them."""
    buckets = _buckets(_weight(held), capacity)
    names = [_name(domain or "none", number, buckets, domain) for number in range(buckets)]
    whole: dict[str, int] = defaultdict(int)
    for each in held:
        whole[each.entity] += each.weight if each.weight <= capacity else 0
    bucket = dealt(whole, buckets, capacity // STEPS)
    for each in held:
        if each.weight > capacity:
            yield from ((name, Part(each, number, buckets)) for number, name in enumerate(names))
        else:
            yield names[bucket[each.entity]], Part(each)


def _buckets(weight: int, capacity: int) -> int:
    return max(1, -(-weight // capacity))


def _weight(sets: Iterable[SearchSet]) -> int:
    return sum(each.weight for each in sets)


def _name(words: str, number: int, buckets: int, *told_apart: str) -> str:
    """Readable, safe in an address, and no other shard's: domains that read alike differ in the digest."""
    slug = _SLUG.sub("-", words.removeprefix("domain:").lower()).strip("-")[:_SLUG_LENGTH]
    mark = digest_of(*told_apart)[:6] if told_apart else ""
    return "-".join(part for part in (slug, mark, f"{number + 1}of{buckets}") if part)


def _planned(name: str, parts: Sequence[Part], capacity: int) -> ShardPlan:
    ordered = tuple(parts)
    domains: Mapping[str, None] = dict.fromkeys(sorted(part.source.domain for part in ordered))
    told = [text for part in ordered for text in (part.source.entity, part.digest)]
    return ShardPlan(
        name=name,
        domains=tuple(domains),
        digest=digest_of(name, *told),
        weight=sum(min(part.source.weight // part.parts, capacity) for part in ordered),
        parts=ordered,
    )
