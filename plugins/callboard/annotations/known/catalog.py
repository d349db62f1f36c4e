"""What Backstage itself writes and reads: where an entity comes from, its documentation, its directory."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, Role, Shape

CATALOG: Final = (
    AnnotationRule("backstage.io/managed-by-location", "Read from", shape=Shape.LOCATION),
    AnnotationRule("backstage.io/managed-by-origin-location", "Registered as", shape=Shape.LOCATION),
    AnnotationRule("backstage.io/orphan", "Orphan"),
    AnnotationRule("backstage.io/view-url", "View", shape=Shape.ADDRESS),
    AnnotationRule("backstage.io/edit-url", "Edit", shape=Shape.ADDRESS),
    AnnotationRule("backstage.io/source-location", "Source", shape=Shape.LOCATION),
    AnnotationRule("backstage.io/source-template", "Made from template"),
    AnnotationRule("backstage.io/time-saved", "Time saved"),
    AnnotationRule("backstage.io/techdocs-ref", "Documentation folder"),
    AnnotationRule("backstage.io/techdocs-entity", "Documented by"),
    AnnotationRule("backstage.io/techdocs-entity-path", "Page of the documentation"),
    AnnotationRule("backstage.io/adr-location", "Decision records", Role.DOCS, Shape.ADDRESS),
    AnnotationRule("backstage.io/definition-at-location", "Definition at", deprecated_for="$text"),
    AnnotationRule("callboard.dev/aliases", "Formerly"),
    AnnotationRule("callboard.dev/replaced-by", "Replaced by"),
    AnnotationRule("backstage.io/ldap-rdn", "LDAP relative name"),
    AnnotationRule("backstage.io/ldap-uuid", "LDAP identifier"),
    AnnotationRule("backstage.io/ldap-dn", "LDAP name"),
    AnnotationRule("graph.microsoft.com/tenant-id", "Microsoft tenant"),
    AnnotationRule("graph.microsoft.com/group-id", "Microsoft group"),
    AnnotationRule("graph.microsoft.com/user-id", "Microsoft user"),
    AnnotationRule("feedback/type", "Feedback"),
    AnnotationRule("feedback/email-to", "Feedback to"),
)
