"""The incident card, and the first week."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.model import EntityRef
from unit.views.organisation import (
    ORBIT,
    PAYMENT,
    PAYMENT_API,
    World,
    acme,
    acme_docs,
    acme_portfolio,
    bodies,
    links,
    parsed,
    portfolio_of,
    section,
    text_of,
)

CARD = "catalog/default/component/payment-service/incident/"


def _with_links(world: World, ref: EntityRef, *kinds: str) -> None:
    """Give an entity links of these kinds."""
    entity = world.entities[ref]
    stated = [
        {"url": f"https://{kind}.example/{ref.name}", "title": f"{kind} {ref.name}", "type": kind}
        for kind in kinds
    ]
    world.entities[ref] = replace(entity, metadata={**entity.metadata, "links": stated})


def test_the_card_tells_what_to_do_now() -> None:
    """The entity's own links first, its owner's below, and what nobody has written down."""
    world = acme()
    _with_links(world, ORBIT, "on-call", "chat")
    page = parsed(bodies(portfolio_of(world))[CARD].html)
    assert list(links(section(page, "now"))) == ["Runbook", "Numbers", "Logs"]
    assert list(links(section(page, "owner"))) == ["Team Orbit", "on-call orbit", "chat orbit"]
    assert "Nobody has written down" not in text_of(page)


def test_a_gap_is_told_and_not_left_blank() -> None:
    """Neither the service nor its owner says who is called."""
    page = parsed(bodies(acme_portfolio())[CARD].html)
    assert "Nobody has written down: on-call schedule." in text_of(page)


def test_dependencies_come_with_their_owners_and_runbooks() -> None:
    """An entity without a schedule of its own is its owner's to answer for."""
    world = acme()
    ledger = EntityRef.parse("resource:ledger")
    world.relate(ledger, "ownedBy", ORBIT)
    _with_links(world, ledger, "runbook")
    _with_links(world, ORBIT, "on-call")
    rows = section(parsed(bodies(portfolio_of(world))[CARD].html), "stands-on").xpath(".//tbody/tr")
    told = {text_of(row[0].xpath(".//span")[0]): row for row in rows}
    assert text_of(told["ledger"][1]) == "Team Orbit"
    assert list(links(told["ledger"][2])) == ["runbook ledger", "on-call orbit"]
    assert text_of(told["component:kafka-clustr"][2]) == "none"


def test_a_dependency_through_an_api_is_its_provider() -> None:
    """The runbook that helps is that of the service behind the API."""
    page = parsed(bodies(portfolio_of(acme()))["catalog/default/component/shop/incident/"].html)
    (row,) = section(page, "stands-on").xpath(".//tbody/tr")
    assert "payment-service" in text_of(row[0])
    assert "via payment-api" in text_of(row[0])
    assert "Runbook" in links(row[2])


def test_a_runbook_in_the_docs_is_led_to_from_any_card() -> None:
    """The link is relative to the card that shows it."""
    world = acme()
    world.entities[PAYMENT] = replace(world.entities[PAYMENT], metadata={"name": "payment-service"})
    pages = bodies(portfolio_of(world, docs={PAYMENT: acme_docs()}))
    root = "../../../../../docs/default/component/payment-service/operations/runbook/"
    assert links(section(parsed(pages[CARD].html), "now"))["Runbook"] == root
    other = parsed(pages["catalog/default/component/shop/incident/"].html)
    assert root in links(section(other, "stands-on")).values()


def test_those_who_are_affected_stand_by_team() -> None:
    """With how to reach the team."""
    world = acme()
    _with_links(world, ORBIT, "chat")
    affected = section(parsed(bodies(portfolio_of(world))[CARD].html), "affected")
    assert text_of(affected).startswith("Who is affected 1 direct user, 1 within 2 calls, 0 of tier 1")
    (row,) = affected.xpath(".//tbody/tr")
    assert [text_of(cell) for cell in row] == ["Team Orbit", "chat orbit", "The shop"]


@pytest.mark.parametrize(
    ("type_", "tags", "has_card"),
    [
        ("service", [], True),
        ("website", [], True),
        ("library", [], False),
        ("job", ["tier-1"], True),
        ("job", ["tier-2"], False),
    ],
)
def test_what_somebody_is_called_for_has_a_card(type_: str, tags: list[str], *, has_card: bool) -> None:
    """Services, websites and whatever is of tier 1; the entity's page leads to it."""
    world = acme()
    world.add("component:x", {"tags": tags}, type=type_)
    pages = bodies(portfolio_of(world))
    assert ("catalog/default/component/x/incident/" in pages) is has_card
    page = parsed(pages["catalog/default/component/x/"].html)
    assert (links(page).get("Incident card") == "incident/") is has_card


def test_a_card_of_a_hub_is_short() -> None:
    """What does not fit on a sheet is counted."""
    world = acme()
    for number in range(300):
        user = world.add(f"component:user-{number:03}", type="service")
        world.relate(user, "dependsOn", PAYMENT)
        world.relate(user, "ownedBy", f"group:team-{number % 40}")
        world.relate(PAYMENT, "dependsOn", world.add(f"resource:r-{number:03}"))
    page = parsed(bodies(portfolio_of(world))[CARD].html)
    assert len(page.xpath("//tbody/tr")) == 20
    assert "31 more teams" in links(page)
    assert "292 more" in links(page)


def test_reading_goes_from_the_ground_up() -> None:
    """What others stand on is read before them, though an API be between."""
    world = acme()
    shop = EntityRef.parse("component:shop")
    world.relate(shop, "partOf", "system:checkout")
    world.relate(PAYMENT_API, "partOf", "system:checkout")
    docs = {ref: replace(acme_docs(), ref=ref) for ref in (PAYMENT, shop)}
    page = parsed(bodies(portfolio_of(world, docs=docs))["catalog/default/system/checkout/first-week/"].html)
    stops = [text_of(stop) for stop in section(page, "read").xpath(".//li")]
    assert [stop.split()[0] for stop in stops] == ["payment-service", "The"]
    assert "1 of the others uses it" in stops[0]
    assert "it uses 1 of the others" in stops[1]


def test_what_matters_most_is_known_first() -> None:
    """Tier 1 before everything, then what has most users; each says why."""
    page = parsed(bodies(acme_portfolio())["catalog/default/group/orbit/first-week/"].html)
    looks = [text_of(stop) for stop in section(page, "know").xpath(".//li")]
    assert looks[0].startswith("payment-service service tier 1, used by 1 entity of 1 team, production Takes")
    assert looks[1].startswith("The shop website nothing in the catalog uses it, experimental")


def test_whom_to_ask_is_the_team_and_its_people() -> None:
    """By name only."""
    world = acme()
    _with_links(world, ORBIT, "chat")
    page = parsed(bodies(portfolio_of(world))["catalog/default/group/orbit/first-week/"].html)
    ask = section(page, "ask")
    assert list(links(ask)) == ["Team Orbit", "chat orbit", "ada"]
    assert "owns 2 of these" in text_of(ask)


def test_who_has_nothing_has_no_first_week() -> None:
    """An empty plan helps nobody."""
    world = acme()
    world.add("group:idle")
    world.add("system:empty")
    pages = bodies(portfolio_of(world))
    assert "catalog/default/group/idle/first-week/" not in pages
    assert "catalog/default/system/empty/first-week/" not in pages
    assert "First week" not in links(parsed(pages["catalog/default/group/idle/"].html))
