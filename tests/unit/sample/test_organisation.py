"""What the demonstration promises of its entities, checked without the product."""

from __future__ import annotations

from collections import Counter

from unit.sample.organisation import CATALOG, REPOSITORIES, Descriptor, descriptors, read_yaml


def of_kind(kind: str) -> list[Descriptor]:
    """Return the sample's entities of one kind."""
    return [entity for entity in descriptors() if entity.kind == kind]


def test_the_organisation_is_large_enough_to_show_something() -> None:
    """There are about fifteen repositories, three domains, five systems, seven teams and a dozen people."""
    counts = Counter(entity.kind for entity in descriptors())
    assert 14 <= len([path for path in REPOSITORIES.iterdir() if path.is_dir()]) <= 18
    assert counts["domain"] >= 3
    assert counts["system"] >= 5
    assert counts["user"] >= 12
    assert len([group for group in of_kind("group") if group.spec["type"] == "team"]) >= 4


def test_every_kind_is_present() -> None:
    """All nine kinds of the descriptor format occur."""
    kinds = {entity.kind for entity in descriptors()}
    assert kinds == {
        "api",
        "component",
        "domain",
        "group",
        "location",
        "resource",
        "system",
        "template",
        "user",
    }


def test_no_two_entities_share_a_reference() -> None:
    """A reference names one entity."""
    doubles = [ref for ref, count in Counter(entity.ref for entity in descriptors()).items() if count > 1]
    assert doubles == []


def test_exactly_one_reference_dangles() -> None:
    """The misspelt Kafka cluster is the only reference that leads nowhere, and the right one exists."""
    known = {entity.ref for entity in descriptors()}
    dangling = [
        (entity.ref, field, target)
        for entity in descriptors()
        for field, target in entity.references()
        if target not in known
    ]
    assert dangling == [("component:notification-service", "dependsOn", "component:kafka-clustr")]
    assert "resource:kafka-cluster" in known


def test_exactly_one_production_service_has_no_runbook() -> None:
    """Every production service but `shipping-service` links its runbook."""
    lacking = [
        entity.ref
        for entity in of_kind("component")
        if (entity.spec["type"], entity.spec["lifecycle"]) == ("service", "production")
        and not any(link.get("type") == "runbook" and link["title"] == "Runbook" for link in entity.links)
    ]
    assert lacking == ["component:shipping-service"]


def test_everything_built_has_an_owner_and_a_system() -> None:
    """Components, APIs and resources are owned by a group and belong to a system."""
    for entity in (*of_kind("component"), *of_kind("api"), *of_kind("resource")):
        assert entity.spec["owner"].startswith("group:"), entity.ref
        assert entity.spec.get("system"), entity.ref


def test_every_entity_says_what_it_is() -> None:
    """Each entity has a description of one line."""
    for entity in descriptors():
        description = entity.value["metadata"].get("description", "")
        assert description, entity.ref
        assert "\n" not in description, entity.ref


def test_every_api_is_provided_and_consumed() -> None:
    """Each API has a provider and at least one consumer."""
    provided = {target for entity in descriptors() for target in entity.spec.get("providesApis", [])}
    consumed = {target for entity in descriptors() for target in entity.spec.get("consumesApis", [])}
    names = {api.value["metadata"]["name"] for api in of_kind("api")}
    assert names == provided
    assert names == consumed


def test_the_four_definition_formats_occur_and_their_files_exist() -> None:
    """OpenAPI, AsyncAPI, GraphQL and gRPC definitions stand in files beside their descriptors."""
    assert {api.spec["type"] for api in of_kind("api")} == {"openapi", "asyncapi", "graphql", "grpc"}
    for api in of_kind("api"):
        assert (api.path.parent / api.spec["definition"]["$text"]).is_file(), api.ref


def test_the_four_team_topologies_occur() -> None:
    """Each team says which of the four types it is, and none of the types is missing."""
    teams = [group for group in of_kind("group") if group.spec["type"] == "team"]
    types = {team.value["metadata"]["labels"]["callboard.dev/team-type"] for team in teams}
    assert types == {"stream-aligned", "platform", "enabling", "complicated-subsystem"}


def test_parents_and_children_agree() -> None:
    """A group's children name it as their parent, and the one root has none."""
    groups = {group.value["metadata"]["name"]: group.spec for group in of_kind("group")}
    for name, spec in groups.items():
        for child in spec["children"]:
            assert groups[child]["parent"] == name
    assert [name for name, spec in groups.items() if "parent" not in spec] == ["acme"]
    children = [child for spec in groups.values() for child in spec["children"]]
    assert sorted(children) == sorted(groups.keys() - {"acme"})


def test_every_team_has_a_member() -> None:
    """No team stands empty."""
    peopled = {group for user in of_kind("user") for group in user.spec["memberOf"]}
    teams = {g.value["metadata"]["name"] for g in of_kind("group") if g.spec["type"] == "team"}
    assert teams <= peopled


def test_links_lead_nowhere_real() -> None:
    """Links stay on made-up hosts, so that the demonstration points at no one's servers."""
    for entity in descriptors():
        for link in entity.links:
            host = link["url"].split("/")[2]
            assert host.endswith((".acme.example", ".internal")), link["url"]


def test_the_template_uses_every_parameter_it_asks_for() -> None:
    """Each parameter of the golden path is used by a step, and each folder a step fetches exists."""
    (template,) = of_kind("template")
    asked = {name for page in template.spec["parameters"] for name in page["properties"]}
    steps = template.spec["steps"]
    assert {name for name in asked if f"parameters.{name} " in str(steps)} == asked
    assert {"${{ parameters.database }}", "${{ parameters.queue }}"} <= {step.get("if") for step in steps}
    for step in steps:
        if step["action"] == "fetch:template":
            assert (template.path.parent / step["input"]["url"]).is_dir(), step["id"]


def test_the_sources_name_what_is_there() -> None:
    """`sources.yaml` names the organisation's file and the folder of repositories, both present."""
    (document,) = read_yaml(CATALOG / "sources.yaml")
    organisation, repositories = document["sources"]
    assert (CATALOG / organisation["file"]).is_file()
    assert CATALOG / repositories["directory"] == REPOSITORIES
    assert repositories["url"] == "https://github.com/acme/{repository}"


def test_the_whole_stays_small() -> None:
    """The sample takes less than 400 kB, for it is copied with every clone."""
    assert sum(path.stat().st_size for path in CATALOG.rglob("*") if path.is_file()) < 400_000
