"""Links to what other repositories, and the catalog, have in the portal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from callboard.docs import DocsLibrary, DocsSettings, build_docs
from callboard.model import Catalog, Repository, RepositorySnapshot, Snapshot
from callboard.store import Cache
from unit.docs.repositories import REPOSITORY, MemoryTree, entity, first_text

OTHER = replace(
    REPOSITORY, key="acme/till", name="till", web_url="https://gitlab.example/pay/till", branch="release/1"
)
FILES = {
    "docs/index.md": "# T",
    "docs/guide/a b.md": "# A\n\n## Part one\n",
    "docs/img/x.png": "\x89PNG\r\n\x1a\n",
    "src/x.md": "# X",
}


def library(
    text: str,
    files: Mapping[str, str] = FILES,
    cache: Cache | None = None,
    annotations: Mapping[str, str] = MappingProxyType({}),
) -> DocsLibrary:
    """The documentation of `shop`, with this text on its start page, and of `till` in another repository."""
    till = replace(entity("till"), origin=replace(entity("till").origin, repository=OTHER.key))
    entities = {found.ref: found for found in (entity(annotations=annotations), till)}
    trees: list[tuple[Repository, Mapping[str, str]]] = [
        (REPOSITORY, {"docs/index.md": text, "docs/own.png": "\x89PNG\r\n\x1a\n"}),
        (OTHER, files),
    ]
    snapshot = Snapshot(
        tuple(
            RepositorySnapshot(
                repository, MemoryTree({path: data.encode("latin-1") for path, data in tree.items()})
            )
            for repository, tree in trees
        )
    )
    repositories = {repository.key: repository for repository, _ in trees}
    catalog = Catalog(entities=entities, relations={}, repositories=repositories)
    return build_docs(catalog, snapshot, cache=cache, settings=DocsSettings(processes=1))


def href(target: str) -> str | None:
    """Where a link on the start page of `shop` leads."""
    html = first_text(next(iter(library(f"[link](<{target}>)").sets.values())))
    match = re.search(r'<a href="([^"]*)"[^>]*>link', html)
    return match[1] if match else None


TILL = "https://gitlab.example/pay/till"
PAGE = "../till/guide/a%20b/"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (f"{TILL}/-/blob/release/1/docs/guide/a%20b.md", PAGE),
        (f"{TILL}/-/blob/HEAD/docs/guide/a b.md#part-one", f"{PAGE}#part-one"),
        (f"{TILL.upper().replace('HTTPS', 'https')}/-/blob/release/1/docs/index.md", "../till/"),
        (f"{TILL}/-/tree/release/1/docs", "../till/"),
        (f"{TILL}/-/blob/v1/docs/index.md", f"{TILL}/-/blob/v1/docs/index.md"),
        (f"{TILL}/-/blob/release/1/src/x.md", f"{TILL}/-/blob/release/1/src/x.md"),
        (f"{TILL}/-/blob/release/1/docs/index.md#L3", f"{TILL}/-/blob/release/1/docs/index.md#L3"),
        (f"{TILL}/-/blob/release/1/../docs/index.md", f"{TILL}/-/blob/release/1/../docs/index.md"),
        (TILL, TILL),
        ("https://elsewhere.example/pay/till/-/blob/HEAD/docs/index.md",) * 2,
        ("https://[bad/blob/main/x", None),
        ("entity:component:till", "../../../../catalog/default/component/till/"),
        ("entity:component:default/till", "../../../../catalog/default/component/till/"),
        ("entity:till", "../../../../catalog/default/component/till/"),
        ("entity:component:gone", None),
        ("entity:", None),
    ],
)
def test_a_link_to_what_the_portal_has_stays_in_the_portal(target: str, expected: str | None) -> None:
    """The file of a crawled repository on its default branch is our page for it; an entity is its page."""
    assert href(target) == expected


@pytest.mark.parametrize(
    ("link", "code"),
    [
        (f"{TILL}/-/blob/HEAD/docs/guide/a%20b.md#gone", "docs-anchor"),
        ("entity:component:gone", "docs-link"),
    ],
)
def test_a_broken_link_elsewhere_is_told_with_its_line(link: str, code: str) -> None:
    """Like one within the documentation."""
    (found,) = library(f"# A\n\n[link]({link})").findings
    assert (found.code, str(found.origin)) == (code, "docs/index.md:3")


def test_a_picture_of_the_repository_itself_is_shown_however_it_is_addressed() -> None:
    """READMEs name their pictures by full addresses, because they are shown on package registries, too."""
    for url in (
        "https://github.com/acme/shop/blob/main/docs/own.png?raw=true",
        "https://raw.githubusercontent.com/acme/shop/main/docs/own.png",
    ):
        assert '<img src="own.png"' in first_text(next(iter(library(f"![x]({url})").sets.values())))


def test_a_kept_set_notices_what_changes_elsewhere(tmp_path: Path) -> None:
    """Nothing in its repository has changed, but the page that it links to has come, gone, or lost a heading."""
    cache = Cache(tmp_path)
    text = f"[link]({TILL}/-/blob/HEAD/docs/guide/a%20b.md#part-one) [x](entity:till)"
    for files in (
        FILES,
        {**FILES, "docs/guide/a b.md": "# A"},
        {path: data for path, data in FILES.items() if "guide" not in path},
        FILES,
    ):
        assert library(text, files, cache) == library(text, files)


@pytest.mark.parametrize(
    ("reference", "lent"),
    [
        (f"url:{TILL}/-/tree/release/1", True),
        (f"url:{TILL}/-/tree/release/1/docs", True),
        (f"url:{TILL}", True),
        (f"url:{TILL}/-/tree/v1", False),
        ("url:https://elsewhere.example/x/y", False),
    ],
)
def test_documentation_may_lie_in_another_crawled_repository(reference: str, lent: bool) -> None:  # noqa: FBT001
    """By its address; what was not crawled is a finding, and nothing is fetched for it."""
    made = library("# A", annotations={"backstage.io/techdocs-ref": reference})
    shop, till = (entity(name).ref for name in ("shop", "till"))
    shared = [ref for ref, found in made.borrowed.items() if found.ref in made.sets]
    assert ({*made.sets} | {*shared} == {shop, till}) is lent
    assert [found.code for found in made.findings] == ([] if lent else ["docs-missing"])
