"""Annotations, kinds and schemas, from `mkdocs.yml` to the published site."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from jsonschema import Draft7Validator

from trees import write_tree

Run = Callable[..., subprocess.CompletedProcess[str]]

_CONFIG = """site_name: X
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: [{directory: repositories}]
      ai_model: true
      kinds:
        SalesBoard:
          api_version: acme.example/v1
          icon: dashboard
          schema: board.yaml
          relations:
            monitors: {relation: monitors, reverse: monitoredBy, kind: component}
      annotations:
        base_urls: {pagerduty: "https://acme.pagerduty.example"}
        inherit: [pagerduty.com/service-id]
"""
_DESCRIPTORS = """apiVersion: acme.example/v1
kind: SalesBoard
metadata: {name: traffic}
spec: {url: "https://grafana.example/d/traffic", owner: team, monitors: [shop]}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: shop, annotations: {pagerduty.com/integration-key: CANARY}}
spec: {type: library, lifecycle: experimental, owner: team, system: web}
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: {name: web, annotations: {pagerduty.com/service-id: P1}}
spec: {owner: team}
---
apiVersion: backstage.io/v1alpha1
kind: AiResource
metadata: {name: style}
spec: {type: rule, lifecycle: production, owner: team, category: style, rationale: because}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: team}
spec: {type: team, children: []}
"""
_FILES = {
    "mkdocs.yml": _CONFIG,
    "docs/index.md": "# Start\n",
    "board.yaml": "required: [url]\nproperties: {url: {type: string, minLength: 1}}\n",
    "repositories/shop/catalog-info.yaml": _DESCRIPTORS,
    "repositories/shop/README.md": "# Shop\n",
}


@pytest.fixture
def built(tmp_path: Path, callboard: Run) -> Path:
    """The site of such a configuration."""
    write_tree(tmp_path, _FILES)
    done = callboard("build", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    return tmp_path / "site"


def test_the_options_reach_the_site(built: Path) -> None:
    """Nothing is wrong with any descriptor; page, JSON and schemas know what was configured."""
    found = json.loads((built / "api" / "findings.json").read_text())["findings"]
    assert [each["message"] for each in found] == []
    page = lxml.html.fromstring((built / "catalog/default/component/shop/index.html").read_text())
    (button,) = page.xpath("//a[@data-cb-key='oncall']")
    assert button.get("href") == "https://acme.pagerduty.example/service-directory/P1"
    assert "inherited from web" in " ".join(
        page.xpath("string(//dl[contains(@class, 'cb-stacked')])").split()
    )
    schemas = built / "api" / "schemas"
    names = {path.name for path in schemas.iterdir()}
    assert {"catalog-info.schema.json", "salesboard.schema.json", "airesource.schema.json"} <= names
    validator = Draft7Validator(json.loads((schemas / "catalog-info.schema.json").read_text()))
    entity = {"apiVersion": "acme.example/v1", "kind": "SalesBoard", "metadata": {"name": "x"}}
    assert validator.is_valid({**entity, "spec": {"url": "https://x.example"}})
    assert not validator.is_valid({**entity, "spec": {"url": ""}})


def test_a_secret_is_in_no_file(built: Path) -> None:
    """Neither on the page nor in the JSON of the entity."""
    assert [str(path) for path in built.rglob("*") if path.is_file() and b"CANARY" in path.read_bytes()] == []


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("icon: dashboard", "icon: dashbord", "did you mean dashboard?"),
        ("schema: board.yaml", "schema: gone.yaml", "gone.yaml cannot be read"),
        ("SalesBoard", "Component", "which exists"),
        ("pagerduty: ", "pagerdutty: ", "did you mean pagerduty?"),
        ("inherit: [", "inherits: [", "did you mean inherit?"),
        ("ai_model: true", "ai_model: perhaps", "ai_model"),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, callboard: Run, right: str, wrong: str, told: str) -> None:
    """It names what was meant; nothing is built."""
    write_tree(tmp_path, {**_FILES, "mkdocs.yml": _CONFIG.replace(right, wrong)})
    done = callboard("build", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert told in done.stderr
    assert not (tmp_path / "site").exists()
