"""Which pages are indexed together."""

from __future__ import annotations

import dataclasses
import random

from hypothesis import given
from hypothesis import strategies as st

from callboard.fulltext import SearchPage, SearchSet, digest_of_pages, plan
from callboard.fulltext.sharding import CAPACITIES, MOST_SHARDS, capacity_for

_LEAST = CAPACITIES[0]


def _set(entity: str, domain: str = "", weight: int = 1000, pages: int = 1) -> SearchSet:
    held = [
        SearchPage(f"docs/{entity}/p{n}/", f"Page {n}", f"<p>{entity} {n}</p>", entity) for n in range(pages)
    ]
    return SearchSet(entity, domain, weight, digest_of_pages(held), lambda: held)


_SETS = st.lists(
    st.builds(
        _set,
        st.from_regex(r"component:[a-z]{1,6}", fullmatch=True),
        st.sampled_from(["", "domain:a", "domain:b", "domain:c"]),
        st.integers(1, _LEAST * 2),
        st.integers(1, 5),
    ),
    max_size=25,
    unique_by=lambda each: each.entity,
)


@given(_SETS, st.randoms())
def test_the_plan_depends_on_the_sets_alone(sets: list[SearchSet], luck: random.Random) -> None:
    """Not on their order, and not on what was planned before."""
    shuffled = list(sets)
    luck.shuffle(shuffled)
    assert plan(sets) == plan(shuffled)


@given(_SETS)
def test_every_page_is_in_one_shard(sets: list[SearchSet]) -> None:
    """None is lost, none is found twice, and names differ."""
    shards = plan(sets)
    found = sorted(page.address for shard in shards for _, page in shard.pages())
    assert found == sorted(page.address for each in sets for page in each.pages())
    assert len({shard.name for shard in shards}) == len(shards)
    assert all(set(shard.name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for shard in shards)


def _organisation(pages: int) -> list[SearchSet]:
    luck = random.Random(3)  # noqa: S311  # the same in every run
    shares = [1 / (n + 3) for n in range(25)]
    return [
        _set(f"component:s{n}", f"domain:d{luck.choices(range(25), shares)[0]}", 40_210)
        for n in range(pages // 20)
    ]


def test_an_edit_changes_one_shard() -> None:
    """Whatever page it is: all other shards keep their digests."""
    sets = _organisation(10_000)
    before = {shard.name: shard.digest for shard in plan(sets)}
    for place in range(0, len(sets), 23):
        edited = list(sets)
        edited[place] = dataclasses.replace(sets[place], weight=sets[place].weight + 900, digest="another")
        after = {shard.name: shard.digest for shard in plan(edited)}
        assert after.keys() == before.keys()
        assert sum(after[name] != before[name] for name in after) == 1


def test_shards_are_few_and_none_is_much_too_large() -> None:
    """A reader pays for each; the indexer's memory is bounded by the largest."""
    for pages in (2_000, 10_000, 20_000, 40_000, 120_000):
        sets = _organisation(pages)
        whole = sum(each.weight for each in sets)
        capacity = capacity_for(whole)
        shards = plan(sets)
        assert max(shard.weight for shard in shards) <= capacity * 1.5
        assert len(shards) <= max(MOST_SHARDS, whole / capacity) * 1.5


def test_a_domain_of_some_size_has_shards_of_its_own() -> None:
    """Small ones share."""
    sets = [
        _set("component:a", "domain:large", _LEAST),
        _set("component:b", "domain:s1"),
        _set("component:c", "domain:s2"),
    ]
    assert sorted(shard.domains for shard in plan(sets)) == [("domain:large",), ("domain:s1", "domain:s2")]


def test_a_very_large_set_is_spread_and_an_edit_in_it_changes_one_part() -> None:
    """Five thousand pages of one repository are too much for one shard."""
    huge = _set("component:huge", "domain:d", _LEAST * 3, pages=60)
    before = {shard.name: shard.digest for shard in plan([huge])}
    pages = list(huge.pages())
    pages[17] = dataclasses.replace(pages[17], html="<p>other</p>")
    edited = SearchSet(huge.entity, huge.domain, huge.weight, digest_of_pages(pages), lambda: pages)
    after = {shard.name: shard.digest for shard in plan([edited])}
    assert len(before) == 3
    assert sum(after[name] != before[name] for name in after) == 1


def test_nothing_makes_no_shard() -> None:
    """A portal without texts."""
    assert plan([]) == ()
