"""What editors say about a descriptor's fields when somebody hovers or completes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

KIND_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Component": "A piece of software: a service, a website, a library.",
        "API": "An interface that components provide and consume.",
        "Resource": "What a component needs to run: a database, a queue, a bucket.",
        "System": "Components, APIs and resources that belong together.",
        "Domain": "Systems that serve one part of the business.",
        "Group": "A team, or a part of the organisation that holds teams.",
        "User": "A person.",
        "Location": "Other descriptors, by their addresses.",
        "Template": "A way to start something new: a golden path.",
    }
)

METADATA_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": "The name that references use; unique among entities of this kind and namespace.",
        "namespace": "Where the name is unique. Left out, it is `default`.",
        "title": "What people read in place of the name.",
        "description": "One or two sentences on what this is for.",
        "labels": "Short values to sort by, under keys such as `acme.example/tier`.",
        "annotations": "What ties the entity to other tools, under keys such as `github.com/project-slug`.",
        "tags": "Words to filter by, in lower case.",
        "links": "Where people go from here. Runbook, dashboard and on-call links come first on the page.",
        "url": "An absolute address.",
        "icon": "The name of a picture, e.g. `dashboard`.",
        "type": "What the link is for, e.g. `runbook`, `dashboard` or `on-call`.",
    }
)

SPEC_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "type": "What sort of thing it is. Free text; agree on a few words.",
        "lifecycle": "How far along it is.",
        "owner": "Who answers for it, e.g. `group:payments`. A name alone is a Group's.",
        "system": "The System that it is part of.",
        "subcomponentOf": "The Component that it is part of.",
        "providesApis": "The APIs that it offers.",
        "consumesApis": "The APIs that it calls.",
        "dependsOn": "What it needs, with the kind, e.g. `resource:orders-db`.",
        "dependencyOf": "What needs it, with the kind.",
        "definition": "The definition as text; usually `$text: ./openapi.yaml`.",
        "domain": "The Domain that it is part of.",
        "subdomainOf": "The Domain that it is part of.",
        "profile": "How to show it: name, address for mail, picture.",
        "parent": "The Group that it is part of.",
        "children": "The Groups that are part of it; may be empty, must be there.",
        "members": "The Users who are members.",
        "memberOf": "The Groups that the person is a member of; may be empty, must be there.",
        "target": "One address, absolute or relative to this file.",
        "targets": "Addresses, absolute or relative to this file; `./*/catalog-info.yaml` names many.",
        "presence": "Whether a target that is not there is a mistake.",
        "parameters": "The questions that the form asks: a JSON Schema, or one for each page.",
        "steps": "What is done, in order.",
        "output": "What is shown at the end.",
    }
)

EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Component.type": ("service", "website", "library"),
        "API.type": ("openapi", "asyncapi", "graphql", "grpc", "trpc"),
        "Resource.type": ("database", "s3-bucket", "kubernetes-cluster"),
        "System.type": ("product", "service", "feature-set"),
        "Domain.type": ("product-area", "product-group", "bundle"),
        "Group.type": ("team", "business-unit", "product-area", "root"),
        "Location.type": ("url",),
        "Component.lifecycle": ("experimental", "production", "deprecated"),
        "API.lifecycle": ("experimental", "production", "deprecated"),
    }
)
"""Usual values, by kind and field; nothing enforces them."""
