"""What pages look at is written down, all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

import pytest

from callboard.model import Entity, EntityRef
from callboard.origin import Origin
from callboard.views import (
    Portfolio,
    TracedPortfolio,
    ValueDigests,
    overview_pages,
    page_units,
    read_from,
    read_text,
    unit_pages,
)
from callboard.views.body import Here
from callboard.views.lifelines import Lifelines
from callboard.views.tracing.reads import TracedMapping, TracedSequence, TracedSet
from unit.views.organisation import KEY, REPOSITORY, acme_portfolio

REF = EntityRef("component", "default", "payment-service")
IN_EVERY_KEY = {"annotations", "guides", "site_name"}


@pytest.fixture(scope="module")
def acme() -> Portfolio:
    """The sample organisation."""
    return acme_portfolio()


def test_every_part_of_a_portfolio_is_traced(acme: Portfolio) -> None:
    """A new part of it must not be something that pages read and nobody knows."""
    traced = TracedPortfolio(acme).portfolio
    for field in fields(Portfolio):
        value = getattr(traced, field.name)
        if field.name in IN_EVERY_KEY:
            assert value is getattr(acme, field.name)
        elif field.name in {"catalog", "teams"}:
            parts = [getattr(value, part.name) for part in fields(value)]
            assert all(isinstance(part, TracedMapping | TracedSequence) for part in parts)
        elif field.name != "graph":
            assert isinstance(value, TracedMapping | TracedSet | TracedSequence), field.name


def test_what_the_graph_does_not_trace_cannot_be_asked(acme: Portfolio) -> None:
    """All its questions are written down; anything else fails instead of being forgotten."""
    traced = TracedPortfolio(acme)
    public = {name for name in dir(type(acme.graph)) if not name.startswith("_")}
    assert public <= set(vars(type(traced.portfolio.graph)))
    with pytest.raises(AttributeError, match="not traced"):
        traced.portfolio.graph._targets  # noqa: B018


def test_traced_pages_are_the_same_pages(acme: Portfolio) -> None:
    """Being watched changes nothing."""
    traced = TracedPortfolio(acme)
    for unit in page_units(acme):
        plain = list(unit_pages(acme, Lifelines(acme), unit))
        assert list(unit_pages(traced.portfolio, traced.lifelines, unit)) == plain
    assert list(overview_pages(traced.portfolio)) == list(overview_pages(acme))


def test_a_unit_reads_the_same_whoever_was_made_before(acme: Portfolio) -> None:
    """What is remembered for several pages counts as read by each of them."""
    units = list(page_units(acme))
    alone = [_reads(TracedPortfolio(acme), [unit])[0] for unit in units]
    assert _reads(TracedPortfolio(acme), units) == alone


def test_what_is_remembered_counts_as_read_each_time(acme: Portfolio) -> None:
    """A node of a drawing and the links of an emergency are made once, and read by every page that shows them."""
    traced = TracedPortfolio(acme)
    for _ in range(2):
        with traced.reads.apart() as seen:
            traced.portfolio.graph.book.entity(REF)
        assert ("entity", REF) in seen
    for _ in range(2):
        with traced.reads.apart() as seen:
            assert traced.lifelines.of(Here(""), REF)
        assert ("entity", REF) in seen


def test_reads_can_be_kept(acme: Portfolio) -> None:
    """As lines of text, and back."""
    for reads in _reads(TracedPortfolio(acme), list(page_units(acme))):
        assert {read_from(read_text(read)) for read in reads} == reads
    assert read_from("card\nonly\ntwo")[0] == "card"


def test_every_read_has_a_digest(acme: Portfolio) -> None:
    """Of what is there, of what is not, and of whole tables."""
    digests = ValueDigests(acme)
    for reads in _reads(TracedPortfolio(acme), list(page_units(acme))):
        assert not [read for read in reads if "unknown" in digests.of(read)]
    assert digests.of(("no such table", REF)) == "no such table is unknown"
    traced = TracedPortfolio(acme)
    with traced.reads.apart() as seen:
        list(overview_pages(traced.portfolio))
    assert not [read for read in seen if "unknown" in digests.of(read)]


CHANGES: Mapping[str, Callable[[Portfolio], Portfolio]] = {
    "card": lambda acme: replace(acme, cards={**acme.cards, REF: replace(acme.cards[REF], label="Other")}),
    "problems": lambda acme: replace(acme, problems={REF: acme.findings[:1]}),
    "tier_one": lambda acme: replace(acme, tier_one=acme.tier_one ^ {REF}),
    "implied": lambda acme: replace(acme, implied=acme.implied | {REF}),
    "impact": lambda acme: replace(
        acme, impact={**acme.impact, REF: replace(acme.impact[REF], teams=acme.impact[REF].teams + 1)}
    ),
    "entity": lambda acme: replace(
        acme,
        catalog=replace(
            acme.catalog,
            entities={
                **acme.catalog.entities,
                REF: replace(acme.catalog.entities[REF], positions={"spec": (99, 1)}),
            },
        ),
    ),
    "relations": lambda acme: replace(
        acme, catalog=replace(acme.catalog, relations={**acme.catalog.relations, REF: ()})
    ),
}


@pytest.mark.parametrize("table", CHANGES)
def test_a_digest_changes_with_its_value(acme: Portfolio, table: str) -> None:
    """And with no other."""
    before, after = ValueDigests(acme), ValueDigests(CHANGES[table](acme))
    assert before.of((table, REF)) != after.of((table, REF))
    other = EntityRef("component", "default", "ledger-service")
    assert before.of((table, other)) == after.of((table, other))
    assert before.of((table, "")) != after.of((table, ""))


def test_a_commit_is_known_from_its_repository(acme: Portfolio) -> None:
    """So a commit concerns nobody who looks at an entity; one that only the entity knows is still its own."""
    newer = "f" * 40
    entities = {ref: _at(newer, each) for ref, each in acme.catalog.entities.items()}
    alone = replace(acme, catalog=replace(acme.catalog, entities=entities))
    repositories = {KEY: replace(REPOSITORY, commit=newer)}
    both = replace(alone, catalog=replace(alone.catalog, repositories=repositories))
    before = ValueDigests(acme)
    assert before.of(("entity", REF)) == ValueDigests(both).of(("entity", REF))
    assert before.of(("entity", REF)) != ValueDigests(alone).of(("entity", REF))
    assert before.of(("repository", KEY)) != ValueDigests(both).of(("repository", KEY))
    for portfolio, own in ((both, ""), (alone, newer)):
        catalog = TracedPortfolio(portfolio).portfolio.catalog
        assert catalog.entities[REF].origin.commit == own
        assert catalog.commit_of(catalog.entities[REF]) == newer


def test_a_relation_that_leads_nowhere_says_where_it_was_declared(acme: Portfolio) -> None:
    """Any other may be declared elsewhere without anybody having to know."""
    relations = acme.catalog.relations[REF]
    shown = TracedPortfolio(acme).portfolio.catalog.relations[REF]
    nowhere = {each.target for each in shown if each.origin}
    assert nowhere == {each.target for each in relations if each.target not in acme.cards} != set()
    before = ValueDigests(acme).of(("relations", REF))
    for moved in relations:
        now = tuple(
            replace(each, origin=Origin(KEY, "other.yaml", 99)) if each is moved else each
            for each in relations
        )
        table = {**acme.catalog.relations, REF: now}
        after = ValueDigests(replace(acme, catalog=replace(acme.catalog, relations=table)))
        assert (after.of(("relations", REF)) != before) is (moved.target in nowhere)


def _at(commit: str, entity: Entity) -> Entity:
    return replace(entity, origin=replace(entity.origin, commit=commit))


def _reads(traced: TracedPortfolio, units: list) -> list[set]:
    found = []
    for unit in units:
        with traced.reads.apart() as seen:
            list(unit_pages(traced.portfolio, traced.lifelines, unit))
        found.append(seen)
    return found
