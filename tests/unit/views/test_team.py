"""The page of a team, the index of teams, and what both are counted from."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from callboard.docs import Changed
from callboard.findings import finding
from callboard.graph import build_graph
from callboard.model import EntityRef
from callboard.origin import Origin
from callboard.views import gather
from callboard.views.team import TEAM_TYPES
from callboard.views.team_book import MOST_LEVELS, measure_teams
from unit.views.organisation import (
    KEY,
    ORBIT,
    PAYMENT,
    World,
    acme,
    acme_docs,
    bodies,
    empty_world,
    links,
    parsed,
    portfolio_of,
    section,
    text_of,
)

PAGE = "catalog/default/group/orbit/"
OTHERS = EntityRef.parse("group:others")


def _two_teams() -> World:
    """Orbit pays, others sell: the kiosk uses the payment API, payments use the others' queue."""
    world = acme()
    world.add("group:others", type="team")
    kiosk = world.add("component:kiosk", type="service")
    queue = world.add("resource:queue", type="queue")
    world.relate(kiosk, "ownedBy", OTHERS)
    world.relate(queue, "ownedBy", OTHERS)
    world.relate(kiosk, "dependsOn", PAYMENT)
    world.relate(PAYMENT, "dependsOn", queue)
    return world


def test_what_a_team_owns_stands_by_kind() -> None:
    """Components first, each kind with its count."""
    world = _two_teams()
    world.relate(EntityRef.parse("resource:ledger"), "ownedBy", ORBIT)
    owns = section(parsed(bodies(portfolio_of(world))[PAGE].html), "owns")
    assert [text_of(title) for title in owns.xpath(".//h3")] == ["Components 2", "Resources 1"]


def test_a_unit_owns_what_its_teams_own() -> None:
    """Each entity once, with the team below that owns it."""
    page = parsed(bodies(portfolio_of(_two_teams()))["catalog/default/group/department/"].html)
    owns = section(page, "owns")
    assert text_of(owns.xpath("./h2")[0]) == "Owns 2"
    assert "Team Orbit" in links(owns)


def test_who_depends_on_a_team_and_on_whom_it_does() -> None:
    """Other teams only: with their entities and the team's own."""
    page = parsed(bodies(portfolio_of(_two_teams()))[PAGE].html)
    (row,) = section(page, "relied-on").xpath(".//tbody/tr[contains(., 'others')]")
    assert [text_of(cell) for cell in row] == ["others", "kiosk", "payment-service"]
    rows = section(page, "relies-on").xpath(".//tbody/tr")
    told = [[text_of(cell) for cell in row] for row in rows]
    assert ["others", "queue", "payment-service"] in told
    assert "Team Orbit" not in text_of(section(page, "relied-on").xpath(".//tbody")[0])


def test_problems_of_what_a_team_owns_are_its_own() -> None:
    """Counted, and led to."""
    world = acme()
    found = finding("ref-unknown", "Wrong.", Origin(KEY, "catalog-info.yaml", 3), entity=str(PAYMENT))
    catalog = world.catalog([found])
    page = parsed(bodies(gather(catalog, build_graph(catalog)))[PAGE].html)
    problems = section(page, "team-problems")
    assert links(problems)["1 error"] == "../../component/payment-service/#problems"


def test_the_oldest_documentation_comes_first() -> None:
    """With its day; what nobody knows the age of comes last."""
    world = acme()
    shop = EntityRef.parse("component:shop")
    docs = {
        shop: replace(acme_docs(), ref=shop, changed=None),
        PAYMENT: replace(acme_docs(), changed=Changed(1_700_000_000)),
    }
    page = parsed(bodies(portfolio_of(world, docs=docs))[PAGE].html)
    rows = section(page, "team-docs").xpath(".//tbody/tr")
    assert [(text_of(row[0]), text_of(row[2])) for row in rows] == [
        ("payment-service", "14 Nov 2023"),
        ("The shop", "not known"),
    ]


def test_a_type_of_team_is_explained() -> None:
    """By the label; a word that nobody knows is nothing."""
    world = acme()
    for value, expected in (("platform", TEAM_TYPES["platform"][1]), ("fan-club", "")):
        entity = world.entities[ORBIT]
        labels = {"callboard.dev/team-type": value}
        world.entities[ORBIT] = replace(entity, metadata={**entity.metadata, "labels": labels})
        page = parsed(bodies(portfolio_of(world))[PAGE].html)
        assert expected in text_of(page)
        assert bool(page.xpath("//p[@class='cb-team-type']")) is bool(expected)


def test_a_group_is_reached_by_mail_and_a_person_is_not() -> None:
    """The mailbox of a team is a link; a person's address and picture are on no page."""
    world = acme()
    person = {"profile": {"email": "ada@acme.example", "picture": "https://acme.example/ada.png"}}
    world.add("user:ada", **person)
    world.add("group:orbit", type="team", profile={"email": "orbit@acme.example"})
    pages = bodies(portfolio_of(world))
    assert links(parsed(pages[PAGE].html))["Mail"] == "mailto:orbit@acme.example"
    assert not [
        address for address, page in pages.items() if "ada@acme" in page.html or "ada.png" in page.html
    ]


def test_teams_are_a_tree_and_a_list() -> None:
    """A team stands below its unit, and both are in the list."""
    page = parsed(bodies(portfolio_of(acme()))["teams/"].html)
    (below,) = section(page, "tree").xpath("./ul/li[contains(., 'department')]/ul/li")
    assert text_of(below).startswith("Team Orbit owns 2")
    assert len(section(page, "list").xpath(".//tbody/tr")) == 2


def test_a_circle_of_teams_ends() -> None:
    """Every team is in the tree once, whoever says to be whose."""
    world = empty_world()
    first, second = world.add("group:first"), world.add("group:second")
    world.relate(first, "childOf", second)
    world.relate(second, "childOf", first)
    world.relate(world.add("component:x"), "ownedBy", first)
    page = parsed(bodies(portfolio_of(world))["teams/"].html)
    names = section(page, "tree").xpath(".//li/a/span/text()")
    assert sorted(names) == ["first", "second"]
    assert "Owns 1" in text_of(parsed(bodies(portfolio_of(world))["catalog/default/group/second/"].html))


def test_a_very_deep_organisation_is_cut() -> None:
    """A team counts for those above it up to a depth that nobody has."""
    world = empty_world()
    teams = [world.add(f"group:level-{number:02}") for number in range(MOST_LEVELS + 5)]
    for above, below in pairwise(teams):
        world.relate(below, "childOf", above)
    world.relate(world.add("component:x"), "ownedBy", teams[-1])
    catalog = world.catalog()
    book = measure_teams(catalog, build_graph(catalog), {})
    assert [len(book.of(team).owned) for team in teams] == [0] * 5 + [1] * MOST_LEVELS
    assert "cb-tree" in bodies(portfolio_of(world))["teams/"].html


def test_counts_agree_with_a_walk() -> None:
    """What is counted once for everybody is what a walk for one team finds."""
    world = _two_teams()
    catalog = world.catalog()
    graph = build_graph(catalog)
    facts = measure_teams(catalog, graph, {}).of(ORBIT)
    owned = {ref for ref in catalog.entities if catalog.target(ref, "ownedBy") == ORBIT}
    assert set(facts.owned) == owned
    assert set(facts.incoming) == {
        (user, ref)
        for ref in owned
        for user in graph.incoming(ref)
        if user in catalog.entities and user not in owned
    }
    assert set(facts.outgoing) == {
        (ref, used)
        for ref in owned
        for used in graph.outgoing(ref)
        if used in catalog.entities and used not in owned
    }
