"""What annotations say, by our own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callboard.annotations import (
    AnnotationFact,
    AnnotationRule,
    AnnotationSettings,
    LinkTemplate,
    Role,
    Shape,
    Tool,
    facts_of,
    load_rules,
    read_settings,
)
from callboard.annotations.settings import tool_names

_RULES = load_rules()
_BASES = {tool: f"https://{tool}.acme.example" for tool in tool_names(_RULES)}


def _facts(annotations: dict[str, str], **bases: str) -> tuple[AnnotationFact, ...]:
    return facts_of(annotations, read_settings({"base_urls": bases}, _RULES))


def _links(annotations: dict[str, str], **bases: str) -> list[tuple[str, str]]:
    return [(link.title, link.url) for fact in _facts(annotations, **bases) for link in fact.links]


@pytest.mark.parametrize(
    ("annotations", "links"),
    [
        ({"argocd/app-name": "shop"}, ["https://argocd.acme.example/applications/shop"]),
        (
            {"argocd/app-name": "shop", "argocd/app-namespace": "sales"},
            ["https://argocd.acme.example/applications/sales/shop"],
        ),
        (
            {"argocd/app-name": "shop, cart"},
            [
                "https://argocd.acme.example/applications/shop",
                "https://argocd.acme.example/applications/cart",
            ],
        ),
        (
            {"jenkins.io/job-full-name": "sales/shop"},
            ["https://jenkins.acme.example/job/sales/job/shop"],
        ),
        ({"sonarqube.org/project-key": "shop"}, ["https://sonarqube.acme.example/dashboard?id=shop"]),
        (
            {"circleci.com/project-slug": "github/acme/shop"},
            ["https://circleci.acme.example/pipelines/github/acme/shop"],
        ),
        (
            {"circleci.com/project-slug": "acme/shop"},
            ["https://circleci.acme.example/pipelines/bitbucket/acme/shop"],
        ),
        (
            {"sentry.io/project-slug": "acme/shop"},
            ["https://sentry.acme.example/organizations/acme/projects/shop/"],
        ),
        ({"sentry.io/project-slug": "shop"}, []),
        (
            {"aws.com/lambda-function-name": "shop", "aws.com/lambda-region": "eu-west-1"},
            ["https://aws.acme.example/lambda/home?region=eu-west-1#/functions/shop"],
        ),
        ({"aws.com/lambda-function-name": "shop"}, []),
        (
            {"vault.io/secrets-path": "teams/shop"},
            ["https://vault.acme.example/ui/vault/secrets/secrets/list/teams/shop"],
        ),
        (
            {"vault.io/secrets-path": "shop", "vault.io/secrets-engine": "kv"},
            ["https://vault.acme.example/ui/vault/secrets/kv/list/shop"],
        ),
        (
            {"prometheus.io/rule": "sum(rate(x[5m]))|code"},
            ["https://prometheus.acme.example/graph?g0.expr=sum%28rate%28x%5B5m%5D%29%29"],
        ),
        ({"grafana/dashboard-selector": "shop"}, ["https://grafana.acme.example/dashboards?tag=shop"]),
        ({"grafana/dashboard-selector": "tags @> 'shop'"}, []),
        ({"jira/project-key": "SHOP"}, ["https://jira.acme.example/browse/SHOP"]),
        (
            {"dev.azure.com/project-repo": "sales/shop"},
            ["https://azure-devops.acme.example/sales/_git/shop"],
        ),
        ({"gitlab.com/project-slug": "sales/web/shop", "gitlab.com/instance": "elsewhere"}, []),
        ({"github.com/project-slug": "shop"}, []),
        ({"lighthouse.com/website-url": "https://shop.example"}, ["https://shop.example"]),
        ({"lighthouse.com/website-url": "javascript:alert(1)"}, []),
        ({"backstage.io/source-location": "url:https://g.example/a/"}, ["https://g.example/a/"]),
        ({"backstage.io/source-location": "file:/etc"}, []),
    ],
)
def test_a_known_annotation_links_into_its_tool(annotations: dict[str, str], links: list[str]) -> None:
    """Each value is taken apart as its plug-in does."""
    assert [url for _, url in _links(annotations, **_BASES)] == links


def test_a_project_slug_leads_to_all_of_github() -> None:
    """The host is GitHub's own unless the operator has one."""
    assert _links({"github.com/project-slug": "acme/shop"})[:2] == [
        ("GitHub", "https://github.com/acme/shop"),
        ("Actions", "https://github.com/acme/shop/actions"),
    ]
    enterprise = _links({"github.com/project-slug": "acme/shop"}, github="https://git.acme.example/")
    assert enterprise[0] == ("GitHub", "https://git.acme.example/acme/shop")


def test_a_fact_without_an_address_for_its_tool_is_said_all_the_same() -> None:
    """Its value is worth knowing."""
    (fact,) = _facts({"argocd/app-name": "shop"})
    assert (fact.label, fact.value, fact.role, fact.links) == ("Argo CD application", "shop", Role.DEPLOY, ())


@pytest.mark.parametrize(
    "key",
    [
        "pagerduty.com/integration-key",
        "splunk.com/on-call-routing-key",
        "datadoghq.com/graph-token",
        "ilert.com/integration-key",
        "acme.example/deploy-token",
        "acme.example/client-secret",
    ],
)
def test_a_secret_never_carries_its_value(key: str) -> None:
    """Known or not: what opens a door is not in any field of the fact."""
    (fact,) = _facts({key: "CANARY"})
    assert fact.secret
    assert "CANARY" not in repr(fact)


@pytest.mark.parametrize("key", ["jira/project-key", "sonarqube.org/project-key", "bugsnag.com/project-key"])
def test_a_known_key_is_no_secret_for_its_name(key: str) -> None:
    """A project's key is its name."""
    (fact,) = _facts({key: "shop"})
    assert (fact.secret, fact.value) == (False, "shop")


def test_an_unknown_annotation_is_listed_under_its_key() -> None:
    """It is a link only where its value is an address."""
    first, second = _facts({"b.example/note": "text", "a.example/home": "https://a.example/x"})
    assert (first.label, [link.url for link in first.links]) == ("a.example/home", ["https://a.example/x"])
    assert (second.value, second.links, second.is_known) == ("text", (), False)


def test_a_deprecated_annotation_still_means_what_it_meant() -> None:
    """And says what took its place."""
    (fact,) = _facts({"backstage.io/github-actions-id": "acme/shop"})
    assert fact.deprecated_for == "github.com/project-slug"
    assert fact.links[0].url == "https://github.com/acme/shop"


def test_a_list_is_bounded() -> None:
    """Ten thousand entries do not become ten thousand links."""
    assert len(_links({"gocd.org/pipelines": ",".join("abcdefghij" * 1000)}, **_BASES)) == 20


def test_a_rule_may_not_name_a_part_that_nothing_gives() -> None:
    """The author of a rule learns of it when the rule is made."""
    link = LinkTemplate("Tool", Tool("tool"), "/{nothing}")
    with pytest.raises(ValueError, match="nothing gives"):
        AnnotationRule("acme.example/a", "A", links=(link,))


def test_every_role_has_its_picture(root: Path) -> None:
    """The sprite holds one for each role."""
    sprite = (root / "overrides/partials/callboard-icons.html").read_text()
    assert {role.value for role in Role} <= set(re.findall(r'id="cb-icon-([a-z]+)"', sprite))


def test_a_rule_whose_value_is_an_address_has_no_template() -> None:
    """It is one or the other."""
    whole = {Shape.ADDRESS, Shape.LOCATION}
    assert [rule.key for rule in _RULES.values() if rule.shape in whole and rule.links] == []


def test_without_rules_everything_is_unknown() -> None:
    """The default settings know nothing and still show it."""
    (fact,) = facts_of({"github.com/project-slug": "acme/shop"}, AnnotationSettings())
    assert (fact.label, fact.links) == ("github.com/project-slug", ())
