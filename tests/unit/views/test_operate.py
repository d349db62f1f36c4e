"""The links for when something is on fire."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callboard.model import Entity, EntityRef, Link
from callboard.origin import Origin
from callboard.views.body import Here
from callboard.views.operate import Role, operate, role_of, runbook_in, runbook_of
from unit.views.organisation import REPOSITORY, acme_docs

HERE = Here("catalog/default/component/pay/")


def _service(
    *links: dict[str, str],
    annotations: dict[str, str] | None = None,
    kind: str = "component",
    type_: str = "service",
) -> Entity:
    metadata = {"links": list(links), "annotations": annotations or {}}
    return Entity(
        EntityRef.of(kind, "default", "pay"),
        "v1",
        "Component",
        "default",
        "pay",
        metadata,
        {"type": type_},
        Origin(REPOSITORY.key, "catalog-info.yaml", 4),
    )


@pytest.mark.parametrize(
    ("link", "role"),
    [
        (Link("", "Runbook"), Role.RUNBOOK),
        (Link("", "Run book for refunds"), Role.RUNBOOK),
        (Link("", "Refunds", type="runbook"), Role.RUNBOOK),
        (Link("", "Grafana Dashboard"), Role.DASHBOARD),
        (Link("", "Numbers", icon="dashboard"), Role.DASHBOARD),
        (Link("", "On-call"), Role.ONCALL),
        (Link("", "PagerDuty"), Role.ONCALL),
        (Link("", "#payments"), Role.CHAT),
        (Link("", "Splunk"), Role.LOGS),
        (Link("", "Handbook", icon="book"), Role.DOCS),
        (Link("", "Terms and conditions"), Role.OTHER),
    ],
)
def test_a_link_is_known_by_its_words(link: Link, role: Role) -> None:
    """Type before title before icon."""
    assert role_of(link) is role


def test_runbook_dashboard_and_on_call_come_first() -> None:
    """Then everything else as it was written, the source last."""
    entity = _service(
        {"url": "https://wiki.example", "title": "Wiki"},
        {"url": "https://pager.example", "title": "On-call"},
        {"url": "https://run.example", "title": "Runbook"},
        {"url": "https://run2.example", "title": "Second runbook"},
        {"url": "https://grafana.example", "title": "Dashboard"},
    )
    shown = operate(entity, REPOSITORY, "", HERE)
    assert [link.title for link in shown.links] == [
        "Runbook",
        "Dashboard",
        "On-call",
        "Wiki",
        "Second runbook",
        "Source",
    ]
    assert [link.primary for link in shown.links] == [True, True, True, False, False, False]
    assert shown.missing == ()


def test_a_service_without_a_runbook_shows_the_gap() -> None:
    """The gap leads to the editor of the very file."""
    missing = operate(_service(), REPOSITORY, "", HERE).missing
    assert [link.title for link in missing] == ["Add runbook link", "Add dashboard link", "Add on-call link"]
    assert {link.href for link in missing} == {f"{REPOSITORY.web_url}/edit/main/catalog-info.yaml#L4"}


@pytest.mark.parametrize(("kind", "type_"), [("component", "library"), ("resource", "service")])
def test_only_services_are_asked_for_links(kind: str, type_: str) -> None:
    """Nobody runs a library at night."""
    assert operate(_service(kind=kind, type_=type_), REPOSITORY, "", HERE).missing == ()


def test_a_runbook_in_the_docs_is_a_runbook() -> None:
    """It is found by its title in the navigation, and linked inside the site."""
    shown = operate(_service(), REPOSITORY, runbook_in(acme_docs()), HERE)
    runbook = shown.links[0]
    assert (runbook.role, runbook.outside) == (Role.RUNBOOK, False)
    assert runbook.href == "../../../../docs/default/component/payment-service/operations/runbook/"
    assert Role.RUNBOOK not in {link.role for link in shown.missing}


def test_an_annotation_with_an_address_is_a_link() -> None:
    """Only where its key says which of the three it is."""
    entity = _service(
        annotations={
            "acme.example/runbook-url": "https://run.example",
            "acme.example/on-call": "not an address",
            "acme.example/home": "https://home.example",
        }
    )
    shown = operate(entity, REPOSITORY, "", HERE)
    assert [(link.title, link.href) for link in shown.links[:-1]] == [("Runbook", "https://run.example")]


def test_an_unsafe_link_is_text() -> None:
    """It is neither linked nor does it fill a gap."""
    shown = operate(_service({"url": "javascript:alert(1)", "title": "Runbook"}), REPOSITORY, "", HERE)
    assert [link.url for link in shown.unsafe] == ["javascript:alert(1)"]
    assert all("javascript" not in link.href for link in shown.links)
    assert Role.RUNBOOK in {link.role for link in shown.missing}


def test_the_source_is_told_once() -> None:
    """A link to the repository among the links is enough."""
    entity = _service({"url": REPOSITORY.web_url, "title": "Code"})
    assert [link.title for link in operate(entity, REPOSITORY, "", HERE).links] == ["Code"]
    nowhere = replace(REPOSITORY, web_url="")
    assert operate(_service(), nowhere, "", HERE).links == ()


@pytest.mark.parametrize(
    "links",
    [
        (),
        ({"url": "javascript:x", "title": "Runbook"},),
        (
            {"url": "https://a.example/", "title": "Dashboard"},
            {"url": "https://b.example/", "title": "Runbook"},
        ),
    ],
)
@pytest.mark.parametrize("runbook", ["", "docs/default/component/pay/runbook/"])
@pytest.mark.parametrize("key", ["acme.example/notes", "acme.example/runbook"])
def test_the_runbook_is_the_one_that_the_page_leads_with(
    links: tuple[dict[str, str], ...], runbook: str, key: str
) -> None:
    """Whoever states it; annotations are understood only where the entity lists none."""
    entity = _service(*links, annotations={key: "https://c.example/"})
    leading = [
        link.href for link in operate(entity, REPOSITORY, runbook, HERE).links if link.role is Role.RUNBOOK
    ]
    asked = []

    def facts() -> tuple[()]:
        asked.append(entity)
        return ()

    assert runbook_of(entity, runbook, HERE, facts) == "".join(leading[:1])
    assert bool(asked) is (len(links) < 2)
