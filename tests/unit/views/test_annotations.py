"""Annotations on an entity's page: buttons, facts, and who states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import lxml.html

from callboard.annotations import AnnotationSettings, load_rules
from callboard.model import EntityRef
from unit.views.organisation import PAYMENT, World, acme, bodies, links, parsed, portfolio_of, text_of

_BASES = {"argocd": "https://argocd.example", "pagerduty": "https://acme.pagerduty.example"}
_SYSTEM = EntityRef.parse("system:checkout")


def _annotate(world: World, ref: EntityRef, annotations: Mapping[str, str]) -> None:
    entity = world.entities[ref]
    world.entities[ref] = replace(entity, metadata={**entity.metadata, "annotations": annotations})


def _page(world: World, *inherit: str) -> lxml.html.HtmlElement:
    settings = AnnotationSettings(load_rules(), _BASES, inherit)
    pages = bodies(portfolio_of(world, annotations=settings))
    return parsed(pages["catalog/default/component/payment-service/"].html)


def _buttons(page: lxml.html.HtmlElement) -> dict[str, str]:
    return links(page.xpath("//nav[@aria-label='Operate']")[0])


def _facts(page: lxml.html.HtmlElement) -> dict[str, str]:
    rows = page.xpath("//details[summary[starts-with(., 'Annotations')]]//dl/div")
    return {text_of(row[0]): text_of(row[1]) for row in rows}


def test_a_known_annotation_is_a_button_and_a_fact() -> None:
    """The button after the links that the entity lists; the fact with its label, key and value."""
    world = acme()
    _annotate(world, PAYMENT, {"argocd/app-name": "payments", "acme.example/note": "hello"})
    page = _page(world)
    assert _buttons(page)["Argo CD"] == "https://argocd.example/applications/payments"
    assert list(_buttons(page))[:4] == ["Runbook", "Numbers", "Add on-call link", "Logs"]
    assert _facts(page) == {"Argo CD application argocd/app-name": "payments", "acme.example/note": "hello"}


def test_an_on_call_annotation_fills_the_gap() -> None:
    """It leads like a link would, and nobody is asked to add one."""
    world = acme()
    _annotate(world, PAYMENT, {"pagerduty.com/service-id": "P123"})
    page = _page(world)
    assert _buttons(page)["On-call"] == "https://acme.pagerduty.example/service-directory/P123"
    assert page.xpath("//a[@data-cb-key='oncall']")
    assert "Add on-call link" not in text_of(page)


def test_several_links_of_one_value_are_listed() -> None:
    """Those that are no buttons are in the About card."""
    world = acme()
    _annotate(world, PAYMENT, {"github.com/project-slug": "acme/pay"})
    page = _page(world)
    assert "Pull requests" not in _buttons(page)
    assert "https://github.com/acme/pay/pulls" in links(page).values()


def test_the_source_is_told_once() -> None:
    """Where an annotation leads to the repository that the entity was read from, one button does."""
    world = acme()
    _annotate(world, PAYMENT, {"github.com/project-slug": "acme/payment-service"})
    assert "GitHub" in _buttons(_page(world))
    assert "Source" not in _buttons(_page(world))
    _annotate(world, PAYMENT, {"github.com/project-slug": "acme/another"})
    assert "Source" in _buttons(_page(world))


def test_an_address_among_the_links_is_told_once() -> None:
    """The entity's own title for it stays."""
    world = acme()
    entity = world.entities[PAYMENT]
    mine = {"url": "https://argocd.example/applications/payments", "title": "Rollout"}
    metadata = {**entity.metadata, "links": [mine], "annotations": {"argocd/app-name": "payments"}}
    world.entities[PAYMENT] = replace(entity, metadata=metadata)
    assert "Rollout" in _buttons(_page(world))
    assert "Argo CD" not in _buttons(_page(world))


def test_an_inherited_annotation_says_from_whom() -> None:
    """Opt-in by key; the holder is linked."""
    world = acme()
    _annotate(world, _SYSTEM, {"pagerduty.com/service-id": "P9", "argocd/app-name": "checkout"})
    page = _page(world, "pagerduty.com/service-id")
    assert _buttons(page)["On-call"].endswith("/P9")
    assert _facts(page) == {"PagerDuty service pagerduty.com/service-id": "P9 inherited from checkout"}
    assert links(page)["checkout"] == "../../system/checkout/"
    assert "On-call" not in _buttons(_page(world))


def test_a_secret_of_a_system_is_not_inherited_into_a_page() -> None:
    """Inheritance opens nothing."""
    world = acme()
    _annotate(world, _SYSTEM, {"pagerduty.com/integration-key": "CANARY"})
    assert "CANARY" not in lxml.html.tostring(_page(world, "pagerduty.com/integration-key")).decode()


def test_a_hostile_value_stays_text() -> None:
    """It is escaped where it is shown, and encoded where it is part of an address."""
    world = acme()
    attack = '"><script>window.__pwned=1</script>'
    _annotate(
        world, PAYMENT, {"argocd/app-name": attack, "lighthouse.com/website-url": "javascript:alert(1)"}
    )
    page = _page(world)
    assert page.xpath("//script/@src") == ["../../../../assets/callboard/people.js"]
    assert _buttons(page)["Argo CD"].startswith("https://argocd.example/applications/%22%3E%3Cscript")
    assert not [href for href in links(page).values() if href.startswith("javascript")]


def test_a_full_row_takes_no_more_buttons() -> None:
    """Two hundred pipelines are a list, not a row of buttons."""
    world = acme()
    _annotate(world, PAYMENT, {"argocd/app-name": ",".join(f"app-{number}" for number in range(200))})
    assert len(_buttons(_page(world))) <= 14
