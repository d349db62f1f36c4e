"""The sample organisation as plain YAML values, read without the product under test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CATALOG = Path(__file__).parents[3] / "catalog"
REPOSITORIES = CATALOG / "acme"

# The kind a bare name stands for, field by field, as in Backstage's descriptor format.
REFERENCES = {
    "owner": "group",
    "system": "system",
    "domain": "domain",
    "subdomainOf": "domain",
    "subcomponentOf": "component",
    "parent": "group",
    "children": "group",
    "members": "user",
    "memberOf": "group",
    "providesApis": "api",
    "consumesApis": "api",
    "dependsOn": None,
}


@dataclass(frozen=True, slots=True)
class Descriptor:
    """One entity document and the file it stands in."""

    path: Path
    value: dict[str, Any]

    @property
    def kind(self) -> str:
        """The kind, in lower case as references spell it."""
        return str(self.value["kind"]).lower()

    @property
    def ref(self) -> str:
        """The entity's reference, as `kind:name`; the sample has one namespace."""
        return f"{self.kind}:{self.value['metadata']['name']}"

    @property
    def spec(self) -> dict[str, Any]:
        """The entity's `spec`."""
        return dict(self.value["spec"])

    @property
    def links(self) -> list[dict[str, str]]:
        """The entity's `metadata.links`."""
        return list(self.value["metadata"].get("links", []))

    def references(self) -> list[tuple[str, str]]:
        """Every reference of the entity, as field and `kind:name`."""
        found: list[tuple[str, str]] = []
        for field, kind in REFERENCES.items():
            value = self.spec.get(field, [])
            targets = [value] if isinstance(value, str) else value
            found += [(field, target if ":" in target else f"{kind}:{target}") for target in targets]
        return found


def read_yaml(path: Path) -> list[Any]:
    """Every YAML document of a file."""
    return list(YAML(typ="safe", pure=True).load_all(path.read_text(encoding="utf-8")))


def descriptor_files() -> list[Path]:
    """The descriptor files: `org.yaml`, every `catalog-info.yaml` outside a skeleton, and what Locations name."""
    files = {CATALOG / "org.yaml"}
    for path in REPOSITORIES.rglob("catalog-info.yaml"):
        if "skeleton" in path.parts:
            continue
        files.add(path)
        for value in read_yaml(path):
            if value["kind"] == "Location":
                files.update(
                    match for target in value["spec"]["targets"] for match in path.parent.glob(target)
                )
    return sorted(files)


@cache
def descriptors() -> tuple[Descriptor, ...]:
    """Every entity of the sample organisation."""
    return tuple(Descriptor(path, value) for path in descriptor_files() for value in read_yaml(path))


def markdown_files() -> list[Path]:
    """Every Markdown file of the repositories, skeletons included."""
    return sorted(REPOSITORIES.rglob("*.md"))
