"""Annotations that a system or domain states for its parts."""

from __future__ import annotations

from typing import Final

from callboard.annotations import AnnotationFact, AnnotationSettings, entity_facts
from callboard.model import Catalog, Entity, EntityRef, Relation
from callboard.origin import Origin

_KEY: Final = "acme.example/cost-centre"
_SETTINGS: Final = AnnotationSettings(inherit=(_KEY,))


def _entity(ref: str, value: str | None = None) -> Entity:
    parsed = EntityRef.parse(ref)
    annotations = {"acme.example/other": "x"} | ({} if value is None else {_KEY: value})
    metadata = {"name": parsed.name, "annotations": annotations}
    return Entity(parsed, "v1", parsed.kind, "default", parsed.name, metadata, {}, Origin("r", "c.yaml", 1))


def _catalog(*entities: Entity, **parts: str) -> Catalog:
    """A catalog in which `shop="system:web"` says that the entity called shop is part of that system."""
    by_name = {entity.name: entity.ref for entity in entities}
    relations = {
        by_name[name]: tuple(
            Relation("partOf", by_name[name], EntityRef.parse(each)) for each in above.split()
        )
        for name, above in parts.items()
    }
    return Catalog({entity.ref: entity for entity in entities}, relations, {})


def _inherited(catalog: Catalog, ref: str) -> list[AnnotationFact]:
    facts = entity_facts(catalog, catalog.entities[EntityRef.parse(ref)], _SETTINGS)
    return [fact for fact in facts if fact.inherited_from]


def test_a_part_takes_what_its_system_states() -> None:
    """The fact says from whom, and only keys that the operator names are taken."""
    catalog = _catalog(_entity("component:shop"), _entity("system:web", "42"), shop="system:web")
    (fact,) = _inherited(catalog, "component:shop")
    assert (fact.key, fact.value, str(fact.inherited_from)) == (_KEY, "42", "system:default/web")


def test_the_nearest_holder_wins() -> None:
    """System before domain, domain before the domain above it."""
    entities = (
        _entity("component:shop"),
        _entity("system:web"),
        _entity("domain:sales", "near"),
        _entity("domain:all", "far"),
    )
    catalog = _catalog(*entities, shop="system:web", web="domain:sales", sales="domain:all")
    assert [fact.value for fact in _inherited(catalog, "component:shop")] == ["near"]


def test_a_domain_above_a_domain_counts() -> None:
    """`subdomainOf` is followed."""
    entities = (
        _entity("api:shop"),
        _entity("system:web"),
        _entity("domain:sales"),
        _entity("domain:all", "far"),
    )
    catalog = _catalog(*entities, shop="system:web", web="domain:sales", sales="domain:all")
    assert [fact.value for fact in _inherited(catalog, "api:shop")] == ["far"]


def test_an_own_annotation_wins() -> None:
    """Even an empty one: somebody wrote it."""
    catalog = _catalog(_entity("component:shop", ""), _entity("system:web", "42"), shop="system:web")
    assert _inherited(catalog, "component:shop") == []


def test_a_system_inherits_nothing() -> None:
    """Only what runs does."""
    catalog = _catalog(_entity("system:web"), _entity("domain:sales", "42"), web="domain:sales")
    assert _inherited(catalog, "system:web") == []


def test_a_component_that_it_is_part_of_is_passed_over() -> None:
    """`subcomponentOf` is no system."""
    entities = (_entity("component:shop"), _entity("component:big", "no"), _entity("system:web", "yes"))
    catalog = _catalog(*entities, shop="component:big system:web")
    assert [fact.value for fact in _inherited(catalog, "component:shop")] == ["yes"]


def test_a_circle_of_domains_ends() -> None:
    """And so does a system that is not in the catalog."""
    entities = (_entity("component:shop"), _entity("system:web"), _entity("domain:a"), _entity("domain:b"))
    catalog = _catalog(*entities, shop="system:web", web="domain:a", a="domain:b", b="domain:a")
    assert _inherited(catalog, "component:shop") == []
    assert _inherited(_catalog(_entity("component:shop"), shop="system:gone"), "component:shop") == []


def test_nothing_is_inherited_unless_asked_for() -> None:
    """Inheritance is opt-in."""
    catalog = _catalog(_entity("component:shop"), _entity("system:web", "42"), shop="system:web")
    facts = entity_facts(catalog, catalog.entities[EntityRef.parse("component:shop")], AnnotationSettings())
    assert [fact.key for fact in facts] == ["acme.example/other"]
