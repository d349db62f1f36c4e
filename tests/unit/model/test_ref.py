"""The grammar of references."""

from __future__ import annotations

import pytest

from callboard.model import EntityRef, RefError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("component:default/payment-service", "component:default/payment-service"),
        ("Component:Payments/Payment-Service", "component:payments/payment-service"),
        ("group:team", "group:default/team"),
        ("team", "group:default/team"),
        ("payments/team", "group:payments/team"),
        ("a/b/c", "group:a/b/c"),
        ("a:b:c", "a:default/b:c"),
        ("ns/k:n", "group:ns/k:n"),
        ("group: t", "group:default/ t"),
    ],
)
def test_a_reference_is_cut_by_position_and_lowered(text: str, expected: str) -> None:
    """Kind ends at the first colon before a slash, namespace at the first slash, and nothing is trimmed."""
    assert str(EntityRef.parse(text, default_kind="group")) == expected


@pytest.mark.parametrize("text", ["", ":t", "group:", "/t", "ns/", "group:/t", "group:ns/"])
def test_an_empty_part_is_refused(text: str) -> None:
    """No part of a reference is empty, whatever the defaults are."""
    with pytest.raises(RefError):
        EntityRef.parse(text, default_kind="group")


def test_a_reference_without_kind_needs_a_default() -> None:
    """Where the field gives no kind the reference has to."""
    with pytest.raises(RefError, match="kind"):
        EntityRef.parse("kafka-cluster")


def test_the_default_namespace_is_that_of_the_referring_entity() -> None:
    """A bare name means a neighbour; `default/` escapes."""
    assert EntityRef.parse("t", default_kind="group", default_namespace="payments").namespace == "payments"
    assert (
        EntityRef.parse("default/t", default_kind="group", default_namespace="payments").namespace
        == "default"
    )


def test_the_short_form_leaves_the_default_namespace_out() -> None:
    """People read `group:team`, and the namespace only where it says something."""
    assert EntityRef.of("Group", "default", "Team").short() == "group:team"
    assert EntityRef.of("Group", "payments", "Team").short() == "group:payments/team"
