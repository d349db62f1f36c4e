"""The `annotations` option."""

from __future__ import annotations

from typing import Any

import pytest

from callboard.annotations import load_rules, read_settings
from callboard.errors import ConfigurationError


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ({"base_url": {}}, "did you mean base_urls?"),
        (
            {"base_urls": {"argo-cd": "https://a.example"}},
            "no tool is called 'argo-cd'; did you mean argocd?",
        ),
        ({"base_urls": {"nothing": "https://a.example"}}, "it has argocd"),
        (
            {"base_urls": {"argocd": "javascript:alert(1)"}},
            "annotations.base_urls.argocd: expected an address",
        ),
        ({"base_urls": {"argocd": "https://a.example/?x"}}, "without ? and #"),
        ({"base_urls": {"argocd": "https://u:p@a.example/"}}, "expected an address"),
        ({"base_urls": {"argocd": 5}}, "found 5"),
        ({"base_urls": ["argocd"]}, "expected a mapping"),
        ({"inherit": "github.com/project-slug"}, "expected a list"),
        ({"inherit": ["github.com/project-slugs"]}, "did you mean github.com/project-slug?"),
    ],
)
def test_a_mistake_is_one_sentence(option: dict[str, Any], told: str) -> None:
    """It names the option and, where there is one, what was meant."""
    with pytest.raises(ConfigurationError) as caught:
        read_settings(option, load_rules())
    assert told in str(caught.value)


def test_addresses_are_kept_without_their_last_slash() -> None:
    """Templates begin with one."""
    settings = read_settings({"base_urls": {"argocd/eu": "https://a.example/x/"}}, load_rules())
    assert settings.base_urls == {"argocd/eu": "https://a.example/x"}


def test_a_key_of_ones_own_may_be_inherited() -> None:
    """No rule is needed for that."""
    assert read_settings({"inherit": ["acme.example/cost-centre"]}, {}).inherit == (
        "acme.example/cost-centre",
    )


def test_nothing_configured_is_nothing_wrong() -> None:
    """An empty key in mkdocs.yml counts as absent."""
    settings = read_settings({"base_urls": None, "inherit": None}, load_rules())
    assert (settings.base_urls, settings.inherit) == ({}, ())
