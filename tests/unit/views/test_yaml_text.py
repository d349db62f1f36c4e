"""An entity as YAML."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from callboard.annotations import AnnotationSettings
from callboard.descriptors import read_plain
from callboard.model import Entity, EntityRef, JsonMapping
from callboard.origin import Origin
from callboard.views.yaml_text import resolved_yaml

SETTINGS = AnnotationSettings()
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=30)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | _TEXTS | st.sampled_from(["yes", "null", "1e3", "a b", "- x", "a:"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


def _entity(kind: str = "component", metadata: JsonMapping | None = None, **spec: object) -> Entity:
    ref = EntityRef.parse(f"{kind}:x")
    origin = Origin("acme/x", "catalog-info.yaml")
    return Entity(ref, "backstage.io/v1alpha1", kind.title(), "default", "x", {"name": "x", **(metadata or {})}, spec, origin)  # type: ignore[arg-type]  # fmt: skip


@given(st.dictionaries(_TEXTS, _VALUES, max_size=4))
def test_what_is_written_can_be_read_again(spec: dict[str, object]) -> None:
    """The same values, whatever a descriptor holds."""
    assert read_plain(resolved_yaml(_entity(held=spec), SETTINGS).encode()) == {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Component",
        "metadata": {"name": "x", "namespace": "default"},
        "spec": {"held": spec},
    }


def test_it_reads_like_a_descriptor() -> None:
    """Lists and mappings in blocks, plain words without quotes."""
    entity = _entity(
        metadata={"tags": ["go", "a b"]}, owner="group:payments", links=[{"url": "x", "size": 1}]
    )
    assert resolved_yaml(entity, SETTINGS) == (
        "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: x\n  tags:\n    - go\n"
        "    - a b\n  namespace: default\nspec:\n  owner: group:payments\n  links:\n    - url: x\n      size: 1\n"
    )


def test_secrets_are_left_out() -> None:
    """With their keys, in annotations and labels alike."""
    kept = {"acme.example/team": "a"}
    metadata = {
        "annotations": {**kept, "acme.example/deploy-token": "CANARY"},
        "labels": {**kept, "acme.example/api-key": "CANARY"},
    }
    text = resolved_yaml(_entity(metadata=metadata), SETTINGS)
    assert "CANARY" not in text
    assert "token" not in text
    assert text.count("acme.example/team: a") == 2


def test_a_person_keeps_the_address_to_themselves() -> None:
    """The name is told; a group's mailbox is for everybody."""
    profile = {"displayName": "Ada", "email": "ada@acme.example", "picture": "https://x.example/"}
    text = resolved_yaml(_entity("user", profile=profile), SETTINGS)
    assert "displayName: Ada" in text
    assert "acme.example" not in text
    assert "x.example" not in text
    assert "email" in resolved_yaml(_entity("group", profile=profile), SETTINGS)


def test_long_texts_and_long_lists_are_cut() -> None:
    """A definition has its own place; the rest is said to be there."""
    text = resolved_yaml(_entity("api", definition="openapi: 3.1.0\n" * 400), SETTINGS)
    assert 'definition: "openapi: 3.1.0…" # 401 lines' in text
    long = resolved_yaml(_entity(dependsOn=[f"resource:r-{number}" for number in range(5000)]), SETTINGS)
    assert long.endswith("# and more\n")
    assert len(long) < 17_000
    deep: object = "x"
    for _ in range(500):
        deep = {"a": deep}
    assert "# deeper than is shown" in resolved_yaml(replace(_entity(), spec={"a": deep}), SETTINGS)  # type: ignore[dict-item]
