"""Kinds that an operator declares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from callboard.errors import ConfigurationError
from callboard.ingest import IngestSettings, read_kinds
from callboard.model import EntityRef
from unit.ingest.organisation import catalog_of, findings_of, repository

_OPTION: dict[str, Any] = {
    "Dashboard": {
        "api_version": "acme.example/v1",
        "icon": "dashboard",
        "schema": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}},
        "relations": {"monitors": {"relation": "monitors", "reverse": "monitoredBy", "kind": "component"}},
    }
}
_DESCRIPTOR = """apiVersion: acme.example/v1
kind: Dashboard
metadata:
  name: traffic
spec:
  url: https://grafana.example/d/traffic
  owner: team
  monitors: [shop]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
spec: {type: service, lifecycle: experimental, owner: team}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team
spec: {type: team, children: []}
"""


def _settings(option: dict[str, Any], base: Path) -> IngestSettings:
    return IngestSettings(custom_kinds={each.kind.name: each.kind for each in read_kinds(option, base)})


def test_a_declared_kind_is_one_like_any_other(tmp_path: Path) -> None:
    """It has no finding, and its fields make relations in both directions."""
    shop_repository = repository("acme/shop", {"catalog-info.yaml": _DESCRIPTOR})
    catalog = catalog_of(shop_repository, settings=_settings(_OPTION, tmp_path))
    traffic, shop = EntityRef.parse("dashboard:traffic"), EntityRef.parse("component:shop")
    assert findings_of(catalog) == []
    assert catalog.targets(traffic, "monitors") == (shop,)
    assert catalog.targets(shop, "monitoredBy") == (traffic,)
    assert catalog.target(traffic, "ownedBy") == EntityRef.parse("group:team")


def test_a_declared_kind_is_judged_by_its_schema(tmp_path: Path) -> None:
    """What is wrong with its spec is told like everything else."""
    text = _DESCRIPTOR.replace("  url: https://grafana.example/d/traffic\n", "")
    shop_repository = repository("acme/shop", {"catalog-info.yaml": text})
    (told, *_) = findings_of(catalog_of(shop_repository, settings=_settings(_OPTION, tmp_path)))
    assert "error field-invalid spec.url is missing" in told


@pytest.mark.parametrize("name", ["kind.json", "kind.yaml"])
def test_a_schema_may_be_a_file(tmp_path: Path, name: str) -> None:
    """JSON or YAML, relative to mkdocs.yml."""
    (tmp_path / name).write_text('{"$schema": "x", "required": ["url"]}')
    (only,) = read_kinds({"Dashboard": {"schema": name, "icon": "dashboard"}}, tmp_path)
    assert (only.kind.spec["required"], only.icon) == (["url"], "dashboard")
    assert only.kind.api_versions == ("backstage.io/v1alpha1", "backstage.io/v1beta1")


def test_a_kind_needs_no_more_than_a_name(tmp_path: Path) -> None:
    """It then takes any spec."""
    (only,) = read_kinds({"Dashboard": None}, tmp_path)
    assert only.kind.spec == {"type": "object"}


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"Component": {}}, "which exists"),
        ({"component": {}}, "'component' is Component, which exists"),
        ({"Board": {}, "board": {}}, "which exists"),
        ({"My Kind": {}}, "letters and digits"),
        ({"Board": "x"}, "expected a mapping"),
        ({"Board": {"icons": "x"}}, "did you mean icon?"),
        ({"Board": {"icon": 5}}, "name of a picture"),
        ({"Board": {"api_version": "a/b/c"}}, "such as acme.example/v1"),
        ({"Board": {"schema": "gone.json"}}, "gone.json cannot be read"),
        ({"Board": {"schema": "broken.yaml"}}, "broken.yaml:1:"),
        ({"Board": {"schema": {"patern": "x"}}}, "'patern' is not known here"),
        ({"Board": {"schema": {"type": "text"}}}, "'text' is not one of string"),
        ({"Board": {"schema": {"type": "array"}}}, "a spec is a mapping"),
        ({"Board": {"schema": {"required": "url"}}}, "schema.required: expected a list"),
        ({"Board": {"schema": {"minLength": True}}}, "expected a whole number"),
        (
            {"Board": {"schema": {"properties": {"a": 5}}}},
            "kinds.Board.schema.properties.a: expected a mapping",
        ),
        ({"Board": {"schema": {"properties": {"a": {"items": {"$ref": "#"}}}}}}, "'$ref' is not known here"),
        (
            {"Board": {"relations": {"a": {"relation": "b"}}}},
            "kinds.Board.relations.a.reverse: expected a word",
        ),
        ({"Board": {"relations": {"a": "b"}}}, "kinds.Board.relations.a: expected a mapping"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, option: dict[str, Any], told: str) -> None:
    """It names the option, down to the keyword."""
    (tmp_path / "broken.yaml").write_text("a: [")
    with pytest.raises(ConfigurationError) as caught:
        read_kinds(option, tmp_path)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_schema_without_end_is_refused(tmp_path: Path) -> None:
    """However deep it is written."""
    schema: dict[str, Any] = {}
    for _ in range(100):
        schema = {"items": schema}
    with pytest.raises(ConfigurationError, match="levels deep"):
        read_kinds({"Board": {"schema": {"properties": {"a": schema}}}}, tmp_path)
