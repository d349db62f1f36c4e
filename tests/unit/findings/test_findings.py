"""Findings, their order and their levels."""

from __future__ import annotations

import pytest

from callboard.errors import ConfigurationError
from callboard.findings import RULES, Level, apply_levels, finding, in_order, read_levels
from callboard.origin import Origin

HERE = Origin("acme/pay", "catalog-info.yaml", 27, 7)


def test_the_text_form_is_what_editors_parse() -> None:
    """`path:line:col level code message; hint`, with no more than is known."""
    found = finding(
        "ref-unknown", "component:x is not in the catalog", HERE, hint="did you mean component:y?"
    )
    assert str(found) == (
        "catalog-info.yaml:27:7 error ref-unknown component:x is not in the catalog; did you mean component:y?"
    )
    assert str(Origin("acme/pay")) == "acme/pay"
    assert str(Origin("acme/pay", "a.yaml", 3)) == "a.yaml:3"


def test_a_report_is_sorted_and_tells_everything_once() -> None:
    """Order depends on places, not on who found what first."""
    first = finding("ref-unknown", "b", HERE)
    second = finding("ref-unknown", "a", HERE.at(28))
    other = finding("yaml-syntax", "c", Origin("acme/abc", "z.yaml"))
    assert in_order([second, first, other, first]) == (other, first, second)


def test_levels_are_the_operators_choice() -> None:
    """A code can be raised, lowered or switched off; others keep their level."""
    found = [finding("ref-unknown", "a", HERE), finding("runbook-missing", "b", HERE)]
    assert apply_levels(found, {"ref-unknown": Level.OFF})[0].code == "runbook-missing"
    assert apply_levels(found, {"runbook-missing": Level.ERROR})[1].level is Level.ERROR


def test_off_may_arrive_as_a_boolean() -> None:
    """YAML 1.1 reads a bare `off` as false; the operator meant the word."""
    assert read_levels({"ref-unknown": False}) == {"ref-unknown": Level.OFF}


@pytest.mark.parametrize("settings", [{"nope": "error"}, {"ref-unknown": "fatal"}, {"ref-unknown": True}])
def test_unknown_codes_and_levels_are_refused(settings: dict[str, object]) -> None:
    """A misspelt setting would silently do nothing."""
    with pytest.raises(ConfigurationError, match="levels"):
        read_levels(settings)


def test_codes_are_words_and_none_is_off_by_nature() -> None:
    """A code is a stable name for reports and settings."""
    for code, rule in RULES.items():
        assert code == rule.code
        assert code.replace("-", "").isalpha()
        assert rule.level is not Level.OFF
