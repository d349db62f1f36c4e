"""How it is watched, and who is called."""

from __future__ import annotations

from typing import Final

from callboard.annotations.rules import AnnotationRule, LinkTemplate, Role, Shape, Tool

GRAFANA: Final = Tool("grafana")
PROMETHEUS: Final = Tool("prometheus")
NEW_RELIC: Final = Tool("newrelic", "https://one.newrelic.com")
DYNATRACE: Final = Tool("dynatrace")
SENTRY: Final = Tool("sentry", "https://sentry.io")
ROLLBAR: Final = Tool("rollbar", "https://rollbar.com")
BUGSNAG: Final = Tool("bugsnag", "https://app.bugsnag.com")
PAGERDUTY: Final = Tool("pagerduty")
OPSGENIE: Final = Tool("opsgenie")
ROOTLY: Final = Tool("rootly", "https://rootly.com")

_ORG_AND_SLUG: Final = r"(?:(?P<org>[^/]+)/)?(?P<slug>[^/]+)"
# An expression such as `tags @> 'x' && title == 'y'` cannot be put into an address.
_TAG: Final = r"[\w .:-]+"
_DASHBOARDS: Final = (LinkTemplate("Dashboards", GRAFANA, "/dashboards?tag={value}"),)
_ROOTLY_SERVICE: Final = (LinkTemplate("Rootly", ROOTLY, "/account/services/{value}"),)

OPERATING: Final = (
    AnnotationRule(
        "grafana/dashboard-selector", "Grafana dashboards", Role.DASHBOARD, pattern=_TAG, links=_DASHBOARDS,
        instance_key="grafana/instance",
    ),
    AnnotationRule(
        "grafana/tag-selector", "Grafana dashboards", Role.DASHBOARD, pattern=_TAG, links=_DASHBOARDS,
        instance_key="grafana/instance", deprecated_for="grafana/dashboard-selector",
    ),
    AnnotationRule(
        "grafana/alert-label-selector", "Grafana alerts", Role.DASHBOARD, instance_key="grafana/instance",
        links=(LinkTemplate("Alerts", GRAFANA, "/alerting/list?queryString={value}"),),
    ),
    AnnotationRule("grafana/overview-dashboard", "Overview dashboard", Role.DASHBOARD, Shape.ADDRESS),
    AnnotationRule("grafana/instance", "Grafana instance"),
    AnnotationRule(
        "prometheus.io/rule", "Prometheus expressions", Role.DASHBOARD, Shape.LIST,
        pattern=r"(?P<expression>[^|]+)(?:\|.*)?", instance_key="prometheus.io/service-name",
        links=(LinkTemplate("Prometheus", PROMETHEUS, "/graph?g0.expr={expression}"),),
    ),
    AnnotationRule(
        "prometheus.io/alert", "Prometheus alerts", Role.DASHBOARD, instance_key="prometheus.io/service-name",
        links=(LinkTemplate("Prometheus alerts", PROMETHEUS, "/alerts"),),
    ),
    AnnotationRule("prometheus.io/labels", "Prometheus labels"),
    AnnotationRule("prometheus.io/service-name", "Prometheus instance"),
    AnnotationRule("prometheus.io/scrape", "Scraped by Prometheus"),
    AnnotationRule("prometheus.io/port", "Metrics port"),
    AnnotationRule("prometheus.io/path", "Metrics path"),
    AnnotationRule("datadoghq.com/dashboard-url", "Datadog dashboard", Role.DASHBOARD, Shape.ADDRESS),
    AnnotationRule("datadoghq.com/site", "Datadog site"),
    AnnotationRule("datadoghq.com/graph-token", "Datadog graph", secret=True),
    AnnotationRule("datadoghq.com/graph-size", "Datadog graph size"),
    AnnotationRule(
        "newrelic.com/dashboard-guid", "New Relic dashboard", Role.DASHBOARD,
        links=(LinkTemplate("New Relic", NEW_RELIC, "/redirect/entity/{value}"),),
    ),
    AnnotationRule(
        "dynatrace.com/dynatrace-entity-id", "Dynatrace entity", Role.DASHBOARD,
        links=(LinkTemplate("Dynatrace", DYNATRACE, "/ui/entity/{value}"),),
    ),
    AnnotationRule("dynatrace.com/synthetics-ids", "Dynatrace monitors", shape=Shape.LIST),
    AnnotationRule(
        "sentry.io/project-slug", "Sentry project", Role.LOGS, pattern=_ORG_AND_SLUG,
        links=(LinkTemplate("Sentry", SENTRY, "/organizations/{org}/projects/{slug}/"),),
    ),
    AnnotationRule(
        "rollbar.com/project-slug", "Rollbar project", Role.LOGS, pattern=_ORG_AND_SLUG,
        links=(LinkTemplate("Rollbar", ROLLBAR, "/{org}/{slug}"),),
    ),
    AnnotationRule(
        "bugsnag.com/project-key", "Bugsnag project", Role.LOGS, pattern=r"[^/]+/[^/]+",
        links=(LinkTemplate("Bugsnag", BUGSNAG, "/{value:/}"),),
    ),
    AnnotationRule("periskop.io/service-name", "Periskop service"),
    AnnotationRule(
        "pagerduty.com/service-id", "PagerDuty service", Role.ONCALL, instance_key="pagerduty.com/account",
        links=(LinkTemplate("On-call", PAGERDUTY, "/service-directory/{value}"),),
    ),
    AnnotationRule("pagerduty.com/integration-key", "PagerDuty integration", Role.ONCALL, secret=True),
    AnnotationRule("pagerduty.com/account", "PagerDuty account"),
    AnnotationRule(
        "opsgenie.com/component-selector", "Opsgenie alerts", Role.ONCALL,
        links=(LinkTemplate("Opsgenie alerts", OPSGENIE, "/alert/list?query={value}"),),
    ),
    AnnotationRule(
        "opsgenie.com/team", "Opsgenie team", Role.ONCALL,
        links=(LinkTemplate("On-call", OPSGENIE, "/teams/dashboard/{value}"),),
    ),
    AnnotationRule("splunk.com/on-call-team", "Splunk on-call team", shape=Shape.LIST),
    AnnotationRule("splunk.com/on-call-routing-key", "Splunk routing key", Role.ONCALL, secret=True),
    AnnotationRule("ilert.com/integration-key", "iLert integration", Role.ONCALL, secret=True),
    AnnotationRule("rootly.com/service-slug", "Rootly service", Role.ONCALL, links=_ROOTLY_SERVICE),
    AnnotationRule("rootly.com/service-id", "Rootly service number"),
    AnnotationRule("rootly.com/service-name", "Rootly service name"),
    AnnotationRule("rootly.com/service-auto-import", "Imported into Rootly"),
    AnnotationRule("rootly.com/functionality-id", "Rootly functionality number"),
    AnnotationRule("rootly.com/functionality-slug", "Rootly functionality"),
    AnnotationRule("rootly.com/team-id", "Rootly team number"),
    AnnotationRule("rootly.com/team-slug", "Rootly team"),
    AnnotationRule("rootly.com/organization-id", "Rootly organisation"),
    AnnotationRule("firehydrant.com/service-name", "FireHydrant service"),
)  # fmt: skip
