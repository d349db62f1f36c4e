"""What there is to do, and what it costs."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, LinkTemplate, Role, Shape, Tool

JIRA: Final = Tool("jira")

PLANNING: Final = (
    AnnotationRule(
        "jira/project-key", "Jira project", Role.ISSUES, Shape.LIST,
        pattern=r"(?:(?P<instance>[^/]+)/)?(?P<project>[^/]+)",
        links=(LinkTemplate("Jira", JIRA, "/browse/{project}"),),
    ),
    AnnotationRule("jira/component", "Jira component"),
    AnnotationRule("jira/label", "Jira label"),
    AnnotationRule(
        "jira/all-issues-jql", "Jira query",
        links=(LinkTemplate("Jira issues", JIRA, "/issues/?jql={value}"),),
    ),
    AnnotationRule("aws.amazon.com/cost-insights-tags", "Cost tags", Role.COST),
    AnnotationRule("aws.amazon.com/cost-insights-cost-categories", "Cost categories", Role.COST),
)  # fmt: skip
