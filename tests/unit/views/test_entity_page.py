"""The page of an entity, asked of its parsed HTML."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.apis import ApiSummary
from callboard.findings import finding
from callboard.graph import build_graph
from callboard.model import EntityRef, History
from callboard.origin import Origin
from callboard.views import PageBody, gather
from callboard.views.about import is_secret
from callboard.views.interfaces import INLINE_DEFINITION
from unit.views.organisation import (
    COMMIT,
    KEY,
    ORBIT,
    PAYMENT,
    PAYMENT_API,
    World,
    acme,
    acme_portfolio,
    bodies,
    links,
    parsed,
    portfolio_of,
    section,
    text_of,
)

PAGE = "catalog/default/component/payment-service/"
BLOB = f"https://github.com/acme/payment-service/blob/{COMMIT}/catalog-info.yaml"


@pytest.fixture(name="pages", scope="module")
def _pages() -> dict[str, PageBody]:
    return dict(bodies(acme_portfolio()))


def test_the_header_says_what_it_is_and_whose(pages: dict[str, PageBody]) -> None:
    """Kind, type, title, description; owner and system as links, lifecycle and tier as words."""
    tree = parsed(pages[PAGE].html)
    assert text_of(tree.xpath("//h1")[0]) == "payment-service"
    (header,) = tree.xpath("//header")
    assert text_of(header).startswith("Component · service payment-service Takes the money")
    facts = {text_of(fact[0]): text_of(fact[1]) for fact in header.xpath(".//dl/div")}
    assert facts == {"Owner": "Team Orbit", "System": "checkout", "Lifecycle": "production", "Tier": "Tier 1"}
    assert links(header)["Team Orbit"] == "../../group/orbit/"


def test_the_way_leads_through_domain_and_system(pages: dict[str, PageBody]) -> None:
    """What has no system is reached through the list of its kind."""
    way = parsed(pages[PAGE].html).xpath("//nav[@aria-label='Breadcrumbs']//li")
    assert [text_of(step) for step in way] == ["Catalog", "commerce", "checkout", "payment-service"]
    other = parsed(pages["catalog/default/user/ada/"].html).xpath("//nav[@aria-label='Breadcrumbs']")[0]
    assert links(other) == {"Catalog": "../../../", "Users": "../"}


def test_operate_links_stand_before_everything_else(pages: dict[str, PageBody]) -> None:
    """Runbook and dashboard, then what is missing of the three, then the rest; a gap leads to the line."""
    (operate,) = parsed(pages[PAGE].html).xpath("//nav[@aria-label='Operate']")
    assert [text_of(item) for item in operate.xpath(".//li")] == [
        "Runbook",
        "Numbers",
        "Add on-call link",
        "Logs",
        "Source",
    ]
    keys = [link.get("data-cb-key") for link in operate.xpath(".//a")]
    assert keys[:3] == ["runbook", "dashboard", None]
    assert links(operate)["Add on-call link"].endswith("/edit/main/catalog-info.yaml#L1")


def test_problems_lead_to_their_line(pages: dict[str, PageBody]) -> None:
    """Errors and warnings are counted; notes are told with them, after them."""
    box = section(parsed(pages[PAGE].html), "problems")
    assert text_of(box.xpath(".//h2")[0]) == "1 problem in catalog-info.yaml"
    items = [text_of(item) for item in box.xpath(".//li")]
    assert items[0].startswith("error line 27:16 component:kafka-clustr is not in the catalog; did you mean")
    assert items[1].startswith("note skeleton/catalog-info.yaml A skeleton")
    assert links(box)["line 27:16"] == f"{BLOB}#L27"


def test_impact_is_told_in_figures_and_names(pages: dict[str, PageBody]) -> None:
    """Direct users, two calls, teams to tell, tier-1."""
    impact = section(parsed(pages[PAGE].html), "impact")
    figures = {text_of(figure[1]): text_of(figure[0]) for figure in impact.xpath(".//dl/div")}
    assert figures == {
        "direct user": "1",
        "within 2 calls": "1",
        "team to tell": "1",
        "tier-1 within 3 calls": "0",
    }
    assert "Team Orbit" in links(impact)


def test_the_drawing_has_a_list_beside_it(pages: dict[str, PageBody]) -> None:
    """Narrow screens and readers of text get the same nodes."""
    graph = section(parsed(pages[PAGE].html), "graph")
    assert graph.xpath(".//*[local-name()='svg'][@class='cb-graph']")
    listed = text_of(graph.xpath(".//div[@class='cb-drawing-list']")[0])
    for name in ("The shop", "payment-api", "ledger", "kafka-clustr"):
        assert name in listed


def test_what_is_missing_is_never_linked(pages: dict[str, PageBody]) -> None:
    """A dangling reference is named, with the line that holds it."""
    tree = parsed(pages[PAGE].html)
    (row,) = tree.xpath("//tr[@class='cb-missing-row']")
    assert [text_of(cell) for cell in row] == ["component:kafka-clustr", "Not in the catalog (line 27)"]
    assert links(row) == {"line 27": f"{BLOB}#L27"}
    assert not any("kafka-clustr" in href for href in links(tree).values())


def test_an_owner_that_is_missing_has_a_page_that_says_so(pages: dict[str, PageBody]) -> None:
    """Most owners live in an identity provider: the link leads to who names them, not to nothing."""
    tree = parsed(pages["catalog/default/api/payment-api/"].html)
    (owner,) = tree.xpath("//dl[@class='cb-facts']//dt[text()='Owner']/../dd")
    assert text_of(owner) == "group:nobody-knows (not in the catalog)"
    assert links(owner) == {"group:nobody-knows": "../../group/nobody-knows/"}
    implied = parsed(pages["catalog/default/group/nobody-knows/"].html)
    assert "Not in the catalog; 1 entity names it." in text_of(implied)
    assert "../../api/payment-api/" in links(implied).values()


def test_errors_come_before_warnings() -> None:
    """Whatever their place; a line about another file names it."""
    found = (
        finding("docs-link", "A dead link.", Origin(KEY, "docs/index.md", 3), entity=str(PAYMENT)),
        finding("ref-unknown", "A dead reference.", Origin(KEY, "catalog-info.yaml", 9), entity=str(PAYMENT)),
    )
    catalog = acme().catalog(found)
    html = bodies(gather(catalog, build_graph(catalog)))[PAGE].html
    box = section(parsed(html), "problems")
    assert text_of(box.xpath("./h2")[0]) == "2 problems"
    assert [text_of(item) for item in box.xpath(".//li")] == [
        "error catalog-info.yaml line 9 A dead reference. ref-unknown",
        "warning docs/index.md line 3 A dead link. docs-link",
    ]


def test_a_team_that_is_missing_is_no_alarm() -> None:
    """Most teams live in an identity provider; a component that is missing is a fault."""
    world = acme()
    world.relate(EntityRef.parse("component:shop"), "dependsOn", "resource:ledger")
    del world.entities[ORBIT]
    impact = section(parsed(bodies(portfolio_of(world))["catalog/default/resource/ledger/"].html), "impact")
    assert "group:orbit" in text_of(impact)
    assert not impact.xpath(".//*[contains(@class, 'cb-missing')]")


def test_apis_tell_their_role_and_users(pages: dict[str, PageBody]) -> None:
    """Provided before consumed."""
    table = section(parsed(pages[PAGE].html), "apis")
    (row,) = table.xpath(".//tbody/tr")
    assert [text_of(cell) for cell in row] == ["payment-api", "Provides", "openapi", "1", "Definition"]
    assert row.xpath(".//a/@href")[-1] == "../../api/payment-api/#definition"


def test_users_stand_under_their_team(pages: dict[str, PageBody]) -> None:
    """With the API that they come through."""
    uses = section(parsed(pages[PAGE].html), "dependencies")
    (team,) = uses.xpath(".//details")
    assert text_of(team.xpath("./summary")[0]) == "Team Orbit 1"
    (row,) = team.xpath(".//tbody/tr")
    assert [text_of(cell) for cell in row] == [
        "The shop via payment-api",
        "Component · website",
        "experimental",
    ]


def test_a_team_page_shows_what_it_owns(pages: dict[str, PageBody]) -> None:
    """What it owns first, then its members; the unit above is in the header."""
    tree = parsed(pages["catalog/default/group/orbit/"].html)
    titles = [text_of(heading) for heading in tree.xpath("//section/h2")]
    assert titles[0] == "Owns 2"
    assert "Members 1" in titles
    assert "payment-service" in text_of(section(tree, "owns"))
    assert links(tree)["department"] == "../department/"


def test_a_system_page_shows_its_parts(pages: dict[str, PageBody]) -> None:
    """And the domain it belongs to."""
    tree = parsed(pages["catalog/default/system/checkout/"].html)
    assert links(tree)["payment-service"] == "../../component/payment-service/"
    assert links(tree)["commerce"] == "../../domain/commerce/"


def test_an_api_page_shows_operations_and_text(pages: dict[str, PageBody]) -> None:
    """The definition stands there as text, never as markup."""
    definition = section(parsed(pages["catalog/default/api/payment-api/"].html), "definition")
    (row,) = definition.xpath(".//tr[@id]")
    assert row.get("id") == "op-get-payments"
    assert [text_of(cell) for cell in row] == ["GET", "/payments", "List payments"]
    assert definition.xpath(".//pre/code")[0].text == "openapi: 3.1.0\n"


def test_a_long_definition_has_a_page_of_its_own() -> None:
    """So that the entity's page stays small."""
    world = acme()
    api = world.entities[PAYMENT_API]
    text = "openapi: 3.1.0\n" + "# line\n" * (INLINE_DEFINITION // 7)
    world.entities[PAYMENT_API] = replace(api, spec={**api.spec, "definition": text})
    pages = bodies(portfolio_of(world))
    tree = parsed(pages["catalog/default/api/payment-api/"].html)
    assert not section(tree, "definition").xpath(".//pre")
    assert "definition/" in links(section(tree, "definition")).values()
    whole = parsed(pages["catalog/default/api/payment-api/definition/"].html)
    assert whole.xpath("//pre/code")[0].text == text


def test_a_definition_that_cannot_be_read_says_why() -> None:
    """The text is shown all the same."""
    problem = ApiSummary("openapi", problem="The definition is a list; an OpenAPI document is a mapping.")
    pages = bodies(portfolio_of(acme(), apis={PAYMENT_API: problem}))
    definition = section(parsed(pages["catalog/default/api/payment-api/"].html), "definition")
    assert "an OpenAPI document is a mapping" in text_of(definition)
    assert definition.xpath(".//pre")


def test_docs_and_machine_form_are_a_click_away(pages: dict[str, PageBody]) -> None:
    """The card repeats the start of the docs' navigation."""
    tree = parsed(pages[PAGE].html)
    docs = links(section(tree, "docs"))
    root = "../../../../docs/default/component/payment-service/"
    assert docs["Home"] == root
    assert docs["Runbook"] == f"{root}operations/runbook/"
    about = links(section(tree, "about"))
    assert about["JSON"] == "../../../../api/entities/by-name/component/default/payment-service.json"


def test_an_entity_without_docs_has_no_docs_card(pages: dict[str, PageBody]) -> None:
    """An empty box would be a lie."""
    assert 'aria-labelledby="docs"' not in pages["catalog/default/component/shop/"].html


def test_a_library_does_not_break() -> None:
    """Its users have to upgrade; the heading says so."""
    world = acme()
    payment = world.entities[PAYMENT]
    world.entities[PAYMENT] = replace(payment, spec={**payment.spec, "type": "library"})
    impact = section(parsed(bodies(portfolio_of(world))[PAGE].html), "impact")
    assert text_of(impact.xpath("./h2")[0]) == "Users to upgrade"


def test_secrets_are_not_published() -> None:
    """Neither the value nor the key of an annotation that lets its reader do something."""
    world = acme()
    payment = world.entities[PAYMENT]
    annotations = {
        "pagerduty.com/integration-key": "R0123",
        "acme.example/deploy-token": "T0123",
        "github.com/project-slug": "acme/payment-service",
    }
    world.entities[PAYMENT] = replace(payment, metadata={**payment.metadata, "annotations": annotations})
    html = bodies(portfolio_of(world))[PAGE].html
    assert "acme/payment-service" in html
    for word in ("R0123", "T0123", "integration-key", "deploy-token"):
        assert word not in html


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("pagerduty.com/integration-key", True),
        ("datadoghq.com/graph-token", True),
        ("acme.example/dbPassword", True),
        ("acme.example/client-secret", True),
        ("acme.example/api_key", True),
        ("jira/project-key", False),
        ("backstage.io/techdocs-ref", False),
        ("acme.example/keyboard", False),
        ("pagerduty.com/service-id", False),
    ],
)
def test_secret_keys_are_known_by_their_name(key: str, *, secret: bool) -> None:
    """Too many are hidden rather than too few."""
    assert is_secret(key) is secret


def _hub(users: int) -> World:
    world = acme()
    for number in range(users):
        user = world.add(f"component:user-{number:04}", type="service")
        world.relate(user, "dependsOn", PAYMENT)
        world.relate(user, "ownedBy", f"group:team-{number % 40}")
    return world


def test_a_hub_is_cut_and_told_in_full_elsewhere() -> None:
    """Its page stays small, states the true total, and leads to a page with everybody."""
    pages = bodies(portfolio_of(_hub(1000)))
    tree = parsed(pages[PAGE].html)
    uses = section(tree, "dependencies")
    assert "All 1,001 users in 41 teams" in links(uses)
    assert len(uses.xpath(".//details")) == 12
    assert len(pages[PAGE].html) < 60_000
    everybody = parsed(pages[f"{PAGE}relations/"].html)
    assert links(uses)["All 1,001 users in 41 teams"] == "relations/#used-by"
    users = section(everybody, "used-by").xpath(".//tbody//a/@href")
    assert len(set(users)) == len(users) == 1001


def test_many_users_lead_to_the_table_of_the_catalog() -> None:
    """Where they can be sorted and filtered; a few are seen at a glance."""
    words = "In the catalog, to sort and filter"
    pages = bodies(portfolio_of(_hub(12)))
    assert links(parsed(pages[PAGE].html))[words] == "../../../?uses=component:payment-service"
    few = parsed(bodies(portfolio_of(_hub(1)))[PAGE].html)
    assert words not in links(few)


def test_a_large_team_is_cut_and_told_in_full_elsewhere() -> None:
    """The same for what a team owns."""
    world = acme()
    for number in range(60):
        world.relate(world.add(f"resource:bucket-{number:02}", type="bucket"), "ownedBy", ORBIT)
    pages = bodies(portfolio_of(world))
    address = "catalog/default/group/orbit/"
    tree = parsed(pages[address].html)
    (more,) = (href for text, href in links(tree).items() if text == "All 62")
    everything = parsed(pages[f"{address}relations/"].html)
    assert more.startswith("relations/#")
    assert everything.xpath(f"//*[@id='{more.partition('#')[2]}']")
    assert len({text for text in links(everything) if text.startswith("bucket-")}) == 60


def test_an_entity_that_is_small_has_no_second_page(pages: dict[str, PageBody]) -> None:
    """Nothing was cut, so there is nothing more to tell."""
    assert not [address for address in pages if address.endswith("/relations/")]


def test_a_circle_of_systems_ends() -> None:
    """The way to an entity is short even where a catalog is a circle."""
    world = acme()
    first, second = world.add("system:first"), world.add("system:second")
    world.relate(first, "partOf", second)
    world.relate(second, "partOf", first)
    world.relate(first, "partOf", EntityRef.parse("domain:commerce"))
    way = parsed(bodies(portfolio_of(world))["catalog/default/system/first/"].html)
    assert len(way.xpath("//nav[@aria-label='Breadcrumbs']//li")) <= 5


def test_a_system_tells_what_its_parts_use() -> None:
    """Of each other, and, folded, outside; and how many use them from there."""
    world = acme()
    world.relate(PAYMENT_API, "partOf", "system:checkout")
    members = section(parsed(bodies(portfolio_of(world))["catalog/default/system/checkout/"].html), "members")
    service, api = members.xpath(".//tbody/tr")
    assert [text_of(cell) for cell in service.xpath("./td")][:2] == ["Team Orbit", ""]
    (outside,) = service.xpath(".//details")
    assert text_of(outside) == "2component:kafka-clustrledger"
    assert text_of(service[-1]) == "0"
    assert [text_of(cell) for cell in api.xpath("./td")][1:] == ["payment-service", "", "1"]


def test_the_teams_to_tell_can_be_copied() -> None:
    """As one line, by a button and, without a script, as text."""
    impact = section(parsed(bodies(portfolio_of(_hub(90)))[PAGE].html), "impact")
    (button,) = impact.xpath(".//button[@data-cb-copy]")
    names = button.get("data-cb-copy").split(", ")
    assert len(names) == len(set(names)) == 41
    assert text_of(impact.xpath(".//p[@class='cb-tell-text']")[0]) == button.get("data-cb-copy")


def test_many_tier_one_services_are_told_by_team() -> None:
    """Hundreds of names would help nobody; the figure is the true one."""
    world = _hub(60)
    for ref, entity in list(world.entities.items()):
        if ref.name.startswith("user-"):
            world.entities[ref] = replace(entity, metadata={**entity.metadata, "tags": ["tier-1"]})
    impact = section(parsed(bodies(portfolio_of(world))[PAGE].html), "impact")
    assert "60tier-1 within 3 calls" in text_of(impact)
    titles = [text_of(title) for title in impact.xpath(".//h3")]
    assert titles[0] == "Teams with tier-1 services reached"
    assert "32 more" in text_of(impact.xpath(".//ul")[0])


def test_dependencies_stand_under_their_owner() -> None:
    """What nobody owns, and what is missing, comes last."""
    world = acme()
    world.relate(EntityRef.parse("resource:ledger"), "ownedBy", ORBIT)
    uses = parsed(bodies(portfolio_of(world))[PAGE].html).xpath("//table[contains(@class, 'cb-by-team')]")[0]
    groups = [text_of(group.xpath(".//th[@scope='rowgroup']")[0]) for group in uses.xpath("./tbody")]
    assert groups == ["Team Orbit 1", "No owner 1"]
    assert "ledger" in text_of(uses.xpath("./tbody")[0])


def test_the_descriptor_tells_when_it_last_changed() -> None:
    """From the history of its repository; without one, nothing is said."""
    for history, told in (
        (History({"catalog-info.yaml": 1_700_000_000}, 0, complete=True), "14 Nov 2023"),
        (History({}, 1_700_000_000, complete=False), "before 14 Nov 2023"),
        (History({}, 0, complete=True), None),
    ):
        about = section(parsed(bodies(portfolio_of(acme(), histories={KEY: history}))[PAGE].html), "about")
        facts = {text_of(fact[0]): text_of(fact[1]) for fact in about.xpath("./dl/div")}
        assert facts.get("Last changed") == told


def test_keys_are_told_where_they_lead_somewhere() -> None:
    """Only those that the page has, and only then the script."""
    pages = bodies(acme_portfolio())
    page = parsed(pages[PAGE].html)
    assert text_of(page.xpath("//*[@data-cb-keys]")[0]) == "Keys: r runbook, d dashboard. Switch keys off"
    assert page.xpath("//*[@aria-keyshortcuts]/@aria-keyshortcuts") == ["r", "d"]
    bare = pages["catalog/default/resource/ledger/"].html
    assert "data-cb-keys" not in bare
    assert "people.js" not in bare


def test_no_box_waits_for_scorecards(pages: dict[str, PageBody]) -> None:
    """There is a place for them in the template, and nothing on the page."""
    assert "corecard" not in pages[PAGE].html


def test_nothing_empty_is_drawn() -> None:
    """A page of an entity that has to do with nothing has no column, list or card without words."""
    world = acme()
    world.add("location:alone", type="url", target="./x.yaml")
    world.add("component:alone")
    world.add("domain:alone")
    world.add("template:alone")
    for body in bodies(portfolio_of(world)).values():
        if not body.address.startswith("catalog/default/"):
            continue
        for element in parsed(body.html).iter("section", "ul", "ol", "dl", "div", "nav", "table", "h2", "h3"):
            shown = element.text_content().strip() or element.xpath(".//svg | .//button | .//input")
            assert shown, (body.address, element.tag, element.get("class"))
