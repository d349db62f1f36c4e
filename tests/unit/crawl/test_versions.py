"""Which tags and branches are versions, their order and their names in addresses."""

from __future__ import annotations

import pytest

from callboard.crawl import VersionPatterns
from callboard.crawl.versions import newness, pick, slugs
from callboard.sources import RemoteRef


def tag(name: str) -> RemoteRef:
    """A tag."""
    return RemoteRef(name, "a" * 40, is_tag=True)


def branch(name: str) -> RemoteRef:
    """A branch."""
    return RemoteRef(name, "b" * 40, is_tag=False)


@pytest.mark.parametrize(
    "newest_first",
    [
        ["v1.10", "v1.9", "v1.9-rc10", "v1.9-rc9", "v1.9-beta.2", "v1.9-beta", "v1.8.12"],
        ["2.0.0", "v1.4.1", "release/1.4", "1.3.9+build7"],
        ["release/2.0", "release/1.10", "release/1.9"],
        ["k8s-1.30", "k8s-1.9"],
        ["pkg@2.0.0", "pkg@1.0.0"],
        ["release10", "stable9", "release8", "main"],
        ["2026-01-10", "2026-01-02", "2025-12-31"],
        ["v1.0.1", "v1.0", "v1.0-rc1"],
        ["v1.0.0", "v1-rc1"],
    ],
)
def test_names_have_the_order_of_versions(newest_first: list[str]) -> None:
    """Numbers count as numbers, what is not released yet comes before, and a name without one is older."""
    for start in (newest_first, newest_first[::-1], sorted(newest_first)):
        assert sorted(start, key=newness, reverse=True) == newest_first


def test_tags_and_branches_are_counted_together() -> None:
    """The newest are kept, and what is read anyway is none of them."""
    refs = [tag(f"v1.{number}") for number in range(12)] + [branch("release/1.10"), branch("main"), tag("x1")]
    patterns = VersionPatterns(("v*",), ("release/*", "main"), keep=3)
    assert [ref.name for ref in pick(refs, patterns, "main")] == ["v1.11", "v1.10", "release/1.10"]
    assert pick(refs, VersionPatterns(branches=("m?in",)), "main") == ()
    assert pick(refs, VersionPatterns(), "") == ()


def test_a_pattern_for_tags_takes_no_branch() -> None:
    """Each has patterns of its own."""
    refs = [tag("v1"), branch("v2"), tag("V3")]
    assert [ref.name for ref in pick(refs, VersionPatterns(tags=("v[0-9]",)), "")] == ["v1"]


def test_slugs_are_safe_and_no_two_are_the_same() -> None:
    """Other characters become dashes, and a name that is taken gets a number."""
    names = ["v1.4.0", "V1.4.0", "release/1.4", "release-1.4", "v1.4.0-2", "a@b+c", "x..y", "v1."]
    assert slugs(names) == (
        "v1.4.0", "v1.4.0-2", "release-1.4", "release-1.4-2", "v1.4.0-2-2", "a-b-c", "x-.y", "v1",
    )  # fmt: skip
