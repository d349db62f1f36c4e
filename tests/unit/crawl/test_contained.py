"""What git would act on is told, once each."""

from __future__ import annotations

import pytest

from callboard.crawl.contained import contained
from callboard.model import Repository

REPOSITORY = Repository("acme/shop", "shop", "folder")


@pytest.mark.parametrize(
    ("paths", "place"),
    [
        ({".gitmodules", "a.md"}, ".gitmodules"),
        ({".lfsconfig"}, ".lfsconfig"),
        ({"docs/HEAD", "docs/config", "docs/objects/info/keep"}, "docs/HEAD"),
        ({"docs/HEAD", "docs/config"}, None),
        ({"docs/HEAD", "docs/objects/x"}, None),
        ({"docs/.gitmodules"}, None),
    ],
)
def test_what_git_would_act_on_is_told(paths: set[str], place: str | None) -> None:
    """With where it is; what only looks like it is not."""
    found = [str(each.origin) for each in contained(paths, REPOSITORY)]
    assert found == ([place] if place else [])


def test_a_repository_of_repositories_is_told_a_few_times() -> None:
    """Its owner needs no list of them all."""
    paths = {f"{number}/{name}" for number in range(50) for name in ("HEAD", "config", "objects/x")}
    assert len(list(contained(paths, REPOSITORY))) == 5
