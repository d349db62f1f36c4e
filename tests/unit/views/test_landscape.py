"""What the page of a domain says, from its systems to the other domains."""

from __future__ import annotations

from callboard.findings import finding
from callboard.graph import build_graph, neighbourhood
from callboard.model import EntityRef
from callboard.origin import Origin
from callboard.views import gather
from unit.views.organisation import World, bodies, empty_world, parsed, section

PAGE = "catalog/default/domain/commerce/"
COMMERCE = EntityRef.parse("domain:commerce")


def _world() -> World:
    """Two systems of one domain, what uses them and what they use; a subdomain; a part without a system."""
    world = empty_world()
    for text in ("domain:commerce", "domain:money", "domain:shopping", "domain:returns", "group:orbit"):
        world.add(text)
    for system, domain in (
        ("checkout", "commerce"),
        ("stock", "commerce"),
        ("ledger", "money"),
        ("web", "shopping"),
    ):
        world.relate(world.add(f"system:{system}"), "partOf", f"domain:{domain}")
        world.relate(EntityRef.parse(f"system:{system}"), "ownedBy", "group:orbit")
    world.relate(EntityRef.parse("domain:returns"), "partOf", "domain:commerce")
    for part, system in (
        ("cart", "checkout"),
        ("till", "checkout"),
        ("shelf", "stock"),
        ("book", "ledger"),
        ("shop", "web"),
    ):
        ref = world.add(f"component:{part}", type="service")
        world.relate(ref, "partOf", f"system:{system}")
        world.relate(ref, "ownedBy", "group:orbit" if part == "cart" else "group:nova")
    world.relate(world.add("resource:queue"), "partOf", "domain:commerce")
    for source, target in (
        ("shop", "cart"),
        ("shop", "till"),
        ("cart", "shelf"),
        ("till", "book"),
        ("cart", "book"),
    ):
        world.relate(EntityRef.parse(f"component:{source}"), "dependsOn", f"component:{target}")
    return world


def _page() -> dict[str, object]:
    world = _world()
    broken = finding("ref-unknown", "it is not there", Origin("acme/x"), entity="component:default/till")
    catalog = world.catalog([broken])
    return {
        address: parsed(body.html) for address, body in bodies(gather(catalog, build_graph(catalog))).items()
    }


def test_systems_have_counts_owners_and_problems() -> None:
    """Of each: what runs in it, what is wrong there, and how many uses come from outside."""
    tree = _page()[PAGE]
    rows = section(tree, "systems").xpath(".//tbody/tr")
    told = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    assert told == [
        ["checkout System", "orbit", "2", "1 error", "2"],
        ["stock System", "orbit", "1", "", "1"],
        ["returns Domain", "", "", "", "0"],
        ["queue Resource", "", "", "", "0"],
    ]
    assert not tree.xpath("//*[starts-with(@id, 'relation-')]")


def test_teams_and_other_domains_are_told_with_their_numbers() -> None:
    """Who owns what is in the domain, who uses it, and what it uses."""
    tree = _page()[PAGE]
    teams = [" ".join(chip.text_content().split()) for chip in section(tree, "teams").xpath(".//li")]
    assert teams == ["group:nova 2", "orbit 1"]
    domains = [" ".join(chip.text_content().split()) for chip in section(tree, "domains").xpath(".//li")]
    assert domains == ["shopping 2", "money 2"]
    assert section(tree, "domains").xpath(".//a/@href") == ["../shopping/", "../money/"]


def test_a_domain_alone_has_no_landscape() -> None:
    """Nothing in it, nothing to say."""
    tree = _page()["catalog/default/domain/returns/"]
    assert not tree.xpath("//*[@id='systems' or @id='teams' or @id='domains']")


def test_the_drawing_has_systems_between_domains() -> None:
    """Who uses comes before who is used; what has no system stands for itself."""
    catalog = _world().catalog()
    around = neighbourhood(build_graph(catalog), catalog, COMMERCE)
    columns = [[(node.label, node.detail) for node in column.nodes] for column in around.columns]
    assert columns == [
        [("shopping", "1 component")],
        [("checkout", "2 services"), ("queue", "")],
        [("stock", "1 component")],
        [("money", "1 component")],
    ]
    assert around.uses
    labels = [node.label for node in around.nodes]
    assert {(labels[source], labels[target]) for source, target in around.edges} == {
        ("shopping", "checkout"),
        ("checkout", "stock"),
        ("checkout", "money"),
    }
    assert [column.heading for column in around.columns] == [
        "Used by others (1)",
        "Systems (3)",
        "",
        "Depends on others (1)",
    ]


def test_a_large_domain_is_folded_and_loses_nobody() -> None:
    """However many systems and neighbours, a column holds a dozen nodes, and all entities are in one."""
    world = _world()
    for number in range(60):
        world.relate(world.add(f"system:s{number:02}"), "partOf", "domain:commerce")
        world.relate(world.add(f"component:part-{number:02}"), "partOf", f"system:s{number:02}")
        world.relate(world.add(f"domain:d{number:02}"), "partOf", "domain:commerce")
        world.relate(world.add(f"component:user-{number:02}"), "partOf", f"domain:d{number:02}")
        world.relate(
            EntityRef.parse(f"component:user-{number:02}"), "dependsOn", f"component:part-{number:02}"
        )
        world.relate(
            EntityRef.parse(f"component:part-{number:02}"),
            "dependsOn",
            f"component:part-{(number + 1) % 60:02}",
        )
    catalog = world.catalog()
    around = neighbourhood(build_graph(catalog), catalog, COMMERCE)
    assert max(len(column.nodes) for column in around.columns) <= 12
    own = sum(node.count for column in around.columns[1:-1] for node in column.nodes)
    assert own == 60 + 4
    assert sum(node.count for node in around.columns[0].nodes) == 61
