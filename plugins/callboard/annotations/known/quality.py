"""How good and how safe it is."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, LinkTemplate, Role, Shape, Tool

SONARQUBE: Final = Tool("sonarqube")
SNYK: Final = Tool("snyk", "https://app.snyk.io")
CODESCENE: Final = Tool("codescene")

QUALITY: Final = (
    AnnotationRule(
        "sonarqube.org/project-key", "SonarQube project", Role.QUALITY,
        pattern=r"(?:(?P<instance>[^/]+)/)?(?P<project>[^/]+)",
        links=(LinkTemplate("SonarQube", SONARQUBE, "/dashboard?id={project}"),),
    ),
    AnnotationRule("backstage.io/code-coverage", "Code coverage"),
    AnnotationRule(
        "codescene.io/project-id", "CodeScene project", Role.QUALITY,
        links=(LinkTemplate("CodeScene", CODESCENE, "/{value}"),),
    ),
    AnnotationRule("lighthouse.com/website-url", "Audited website", shape=Shape.ADDRESS),
    AnnotationRule(
        "snyk.io/org-name", "Snyk organisation", Role.SECURITY,
        links=(LinkTemplate("Snyk", SNYK, "/org/{value}"),),
    ),
    AnnotationRule("snyk.io/org-id", "Snyk organisation number", shape=Shape.LIST),
    AnnotationRule("snyk.io/targets", "Snyk targets", shape=Shape.LIST),
    AnnotationRule("snyk.io/target-id", "Snyk target"),
    AnnotationRule("snyk.io/target-name", "Snyk target name"),
    AnnotationRule("snyk.io/project-ids", "Snyk projects", shape=Shape.LIST),
    AnnotationRule("snyk.io/exclude-project-ids", "Snyk projects left out", shape=Shape.LIST),
)  # fmt: skip
