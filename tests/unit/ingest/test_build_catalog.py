"""A catalog is everything that can be kept, related from both sides, with a finding for every mistake."""

from __future__ import annotations

import pytest

from callboard.ingest import IngestSettings
from callboard.model import EntityRef
from unit.ingest.organisation import TEAM, catalog_of, entity, findings_of, repository


def ref(text: str) -> EntityRef:
    """A reference written out."""
    return EntityRef.parse(text)


def test_relations_are_there_from_both_sides() -> None:
    """Whoever states a relation, both entities have it, once, where it was stated."""
    files = {
        "catalog-info.yaml": "---\n".join(
            (
                TEAM,
                entity("Component", "shop", "dependsOn: [component:till, component:till]"),
                entity("Component", "till"),
            )
        )
    }
    catalog = catalog_of(repository("acme/shop", files))
    [forth] = [each for each in catalog.relations[ref("component:shop")] if each.type == "dependsOn"]
    [back] = [each for each in catalog.relations[ref("component:till")] if each.type == "dependencyOf"]
    assert (forth.target, back.target) == (ref("component:till"), ref("component:shop"))
    assert forth.origin == back.origin
    assert str(forth.origin).startswith("catalog-info.yaml:9:")
    assert len(catalog.relations[ref("group:team")]) == 2


def test_good_documents_of_a_bad_file_are_kept() -> None:
    """Backstage would throw the file away; here its good documents stay and the bad ones are findings."""
    files = {
        "catalog-info.yaml": "---\n".join((TEAM, "kind: Component\n", "a: b: c\n", entity("System", "till")))
    }
    catalog = catalog_of(repository("acme/shop", files))
    assert list(catalog.entities) == [ref("group:team"), ref("system:till")]
    assert {found.code for found in catalog.findings} == {"envelope-invalid", "yaml-syntax"}


def test_the_last_of_a_file_and_the_first_of_several_keep_a_reference() -> None:
    """Both places are told, and the other repository is named."""
    one = repository(
        "acme/a",
        {
            "catalog-info.yaml": TEAM
            + "---\n"
            + entity("System", "s", metadata="title: one")
            + "---\n"
            + entity("System", "S", metadata="title: two")
        },
    )
    two = repository("acme/b", {"catalog-info.yaml": entity("System", "s", metadata="title: three")})
    catalog = catalog_of(one, two)
    assert catalog.entities[ref("system:s")].title == "two"
    duplicates = [found for found in catalog.findings if found.code == "ref-duplicate"]
    assert [(found.origin.repository, found.origin.line) for found in duplicates] == [
        ("acme/a", 6),
        ("acme/a", 11),
        ("acme/a", 11),
        ("acme/b", 1),
    ]
    assert "of acme/a" in duplicates[-1].message


def test_an_unknown_kind_is_kept_with_a_warning() -> None:
    """Its owner and system still mean what they mean everywhere."""
    text = (
        "apiVersion: acme.example/v1\nkind: Dashboard\nmetadata: {name: d}\nspec: {owner: team, rows: [1]}\n"
    )
    catalog = catalog_of(repository("acme/a", {"catalog-info.yaml": TEAM + "---\n" + text}))
    assert catalog.target(ref("dashboard:d"), "ownedBy") == ref("group:team")
    assert findings_of(catalog) == ["catalog-info.yaml:7:7 warn kind-unknown Dashboard is not a known kind"]


def test_a_reference_that_leads_nowhere_asks_what_was_meant() -> None:
    """Across kinds, and at the very place; owners are a warning because groups often live elsewhere."""
    files = {
        "catalog-info.yaml": entity("Component", "shop", "dependsOn: [component:kafka-clustr]").replace(
            "owner: team", "owner: teem"
        ),
        "catalog/kafka.yaml": TEAM + "---\n" + entity("Resource", "kafka-cluster"),
    }
    assert findings_of(catalog_of(repository("acme/shop", files))) == [
        "catalog-info.yaml:4:53 warn owner-unknown group:teem is not in the catalog",
        "catalog-info.yaml:4:71 error ref-unknown component:kafka-clustr is not in the catalog; did you mean resource:kafka-cluster?",
    ]


def test_locations_are_followed_once_each() -> None:
    """Paths, patterns, other crawled repositories; two that name each other end."""
    one = repository(
        "acme/a",
        {
            "catalog-info.yaml": entity(
                "Location",
                "all",
                "targets: [./more/*.yaml, /catalog-info.yaml, 'https://github.com/acme/b/blob/main/x.yaml', 'https://github.com/acme/c/blob/main/x.yaml', ./none.yaml]",
            ),
            "more/location.yaml": entity("Location", "back", "target: ../catalog-info.yaml"),
            "more/team.yaml": TEAM,
        },
        "https://github.com/acme/a",
    )
    two = repository("acme/b", {"x.yaml": entity("System", "x")}, "https://github.com/acme/b")
    catalog = catalog_of(one, two)
    assert [str(each) for each in catalog.entities] == [
        "group:default/team",
        "location:default/all",
        "location:default/back",
        "system:default/x",
    ]
    assert [
        (found.code, found.origin.column) for found in catalog.findings if found.origin.repository == "acme/a"
    ] == [
        ("location-foreign", 99),
        ("location-missing", 145),
    ]


def test_an_unreadable_file_costs_nothing_else() -> None:
    """It is a finding; its neighbour is read."""
    catalog = catalog_of(
        repository("acme/a", {"a/catalog-info.yaml": "UNREADABLE", "b/catalog-info.yaml": TEAM})
    )
    assert len(catalog) == 1
    assert findings_of(catalog) == [
        "a/catalog-info.yaml warn file-refused a/catalog-info.yaml cannot be read"
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n---\n"])
def test_an_empty_descriptor_is_told(text: str) -> None:
    """No document, or only null ones."""
    assert findings_of(catalog_of(repository("acme/a", {"catalog-info.yaml": text}))) == [
        "catalog-info.yaml warn descriptor-empty The file holds no entity; fill it in or delete it"
    ]


def test_a_repository_without_descriptor_is_told() -> None:
    """As information, for the repository as a whole."""
    assert findings_of(catalog_of(repository("acme/a", {"README.md": "hello"}))) == [
        "acme/a info repository-without-descriptor a has no catalog-info.yaml; add one to have it in the catalog"
    ]


def test_annotations_say_where_an_entity_lives() -> None:
    """Where the host is known; the entity's own words go first."""
    text = entity("Group", "team", metadata="annotations: {backstage.io/edit-url: 'https://mine'}")
    [team] = catalog_of(repository("acme/a", {"x/catalog-info.yaml": text}, "https://github.com/acme/a"))
    assert team.annotations == {
        "backstage.io/edit-url": "https://mine",
        "backstage.io/view-url": "https://github.com/acme/a/tree/main/x/catalog-info.yaml",
        "backstage.io/source-location": "url:https://github.com/acme/a/tree/main/x/",
        "backstage.io/managed-by-location": "url:https://github.com/acme/a/tree/main/x/catalog-info.yaml",
        "backstage.io/managed-by-origin-location": "url:https://github.com/acme/a/blob/main/x/catalog-info.yaml",
    }
    [plain] = catalog_of(repository("acme/a", {"catalog-info.yaml": TEAM}))
    assert plain.annotations == {}


def test_placeholders_are_filled_from_the_repository_only() -> None:
    """A file beside the descriptor is put in; one outside is a finding and the entity is left out."""
    files = {
        "catalog-info.yaml": "---\n".join(
            (
                TEAM,
                entity("API", "a", "definition: {$text: ./a.txt}"),
                entity("API", "b", "definition: {$text: ../../etc/passwd}"),
            )
        ),
        "a.txt": "the definition",
    }
    catalog = catalog_of(repository("acme/a", files))
    assert catalog.entities[ref("api:a")].spec["definition"] == "the definition"
    assert ref("api:b") not in catalog.entities
    [found] = catalog.findings
    assert (found.code, found.origin.line, found.entity) == ("placeholder-failed", 14, "api:default/b")


def test_the_result_does_not_depend_on_the_order_of_repositories() -> None:
    """Entities, relations and findings are sorted."""
    one = repository("acme/a", {"catalog-info.yaml": entity("System", "s")})
    two = repository("acme/b", {"catalog-info.yaml": entity("System", "s") + "---\n" + TEAM})
    assert catalog_of(one, two) == catalog_of(two, one)


def test_hostile_text_is_kept_as_text() -> None:
    """Markup, line ends and control characters in names of things reach the catalog unchanged or as findings."""
    text = entity("Group", "team", metadata='title: "<script>\\n\\0"')
    [team] = catalog_of(repository("acme/a", {"catalog-info.yaml": text}), settings=IngestSettings())
    assert team.title == "<script>\n\0"
