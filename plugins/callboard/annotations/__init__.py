"""What the annotations of an entity mean: a label, a role, and links into the organisation's tools.

Rules are data (`known/` holds ours) and come through the entry point group `callboard.annotations`, ours as
anybody's. A link's host is the rule's or the operator's, never the value's, unless the value is an address as
a whole. Knows neither YAML nor pages; must not import its siblings.
"""

from __future__ import annotations

from callboard.annotations.facts import AnnotationFact, AnnotationLink, facts_of
from callboard.annotations.inheriting import entity_facts
from callboard.annotations.personal import spec_without_contact
from callboard.annotations.registry import GROUP, AnnotationProvider, load_rules
from callboard.annotations.rules import AnnotationRule, Companion, LinkTemplate, Role, Shape, Tool
from callboard.annotations.secret_keys import is_secret
from callboard.annotations.settings import AnnotationSettings, read_settings

__all__ = [
    "GROUP",
    "AnnotationFact",
    "AnnotationLink",
    "AnnotationProvider",
    "AnnotationRule",
    "AnnotationSettings",
    "Companion",
    "LinkTemplate",
    "Role",
    "Shape",
    "Tool",
    "entity_facts",
    "facts_of",
    "is_secret",
    "load_rules",
    "read_settings",
    "spec_without_contact",
]
