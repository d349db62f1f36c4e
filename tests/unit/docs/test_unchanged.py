"""What has not changed is not done again, and what is left of it is what it was."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from caches import keys_in, remove
from callboard.docs import Changed, DocsLibrary, DocsSet, DocsSettings, build_docs, drafts
from callboard.errors import BodiesLostError
from callboard.model import (
    Catalog,
    FileEntry,
    History,
    Repository,
    RepositorySnapshot,
    Snapshot,
    VersionSnapshot,
)
from callboard.store import Cache
from unit.docs.repositories import REPOSITORY, MemoryTree, entity, texts

OTHER = Repository("pay/till", "till", "git", web_url="https://gitlab.example/pay/till", branch="main")
TILL = f"{OTHER.web_url}/-/blob/main"
SHOP = {
    "mkdocs.yml": "site_name: The shop\ndocs_dir: ../x\nnav: [index.md, {More: [a.md, gone.md]}, {Pdf: c.pdf}]",
    "docs/index.md": f"""---
description: About
tags: [x]
hide: [toc]
---
# Shop

## One

[a](a.md#part) [dead](b.md) ![c](c.png) [till]({TILL}/docs/index.md#heading) [e](entity:till)
[old]({TILL}/docs/old.md) {{{{ git_revision_date }}}} --8<-- "../x"
""",
    "docs/a.md": "# A\n\n## Part\n\n[own file](../src/x.py) [no place](index.md#gone)\n",
    "docs/c.png": "\x89PNG\r\n\x1a\n",
    "docs/c.pdf": "%PDF-1",
    "docs/page.html": "<p>",
    "src/x.py": "",
}
PAGES = {"docs/index.md": "# Till\n\n## Heading\n"}


class Shut:
    """A tree that nobody may look into."""

    @property
    def files(self) -> Mapping[str, FileEntry]:
        """Not to be listed."""
        raise AssertionError("The files are listed")

    def read(self, path: str) -> bytes:
        """Not to be read."""
        raise AssertionError(f"{path} is read")


@dataclass
class Portal:
    """Two repositories, `shop` and `till`, whose fingerprints are what is said of them."""

    cache: Cache | None
    shop: Mapping[str, str] = field(default_factory=lambda: SHOP)
    till: Mapping[str, str] = field(default_factory=lambda: PAGES)
    fingerprints: tuple[str, str] = ("shop-1", "till-1")
    shut: bool = False
    title: str = "Shop"
    history: History | None = None
    versions: tuple[VersionSnapshot, ...] = ()

    def build(self, **changes: object) -> DocsLibrary:
        """The documentation of both, something having changed."""
        return replace(self, **changes)._build() if changes else self._build()  # type: ignore[arg-type]

    def _build(self) -> DocsLibrary:
        till = replace(entity("till"), origin=OTHER.origin("catalog-info.yaml").at(1))
        shop = replace(entity(), metadata={"name": "shop", "title": self.title})
        snapshots = tuple(
            RepositorySnapshot(repository, Shut() if self.shut else tree_of(files), fingerprint=fingerprint)
            for repository, files, fingerprint in zip(
                (REPOSITORY, OTHER), (self.shop, self.till), self.fingerprints, strict=True
            )
        )
        first = replace(snapshots[0], history=self.history, versions=self.versions)
        catalog = Catalog(
            entities={each.ref: each for each in (shop, till)},
            relations={},
            repositories={REPOSITORY.key: REPOSITORY, OTHER.key: OTHER},
        )
        snapshot = Snapshot((first, *snapshots[1:]))
        return build_docs(catalog, snapshot, cache=self.cache, settings=DocsSettings(processes=1))


def tree_of(files: Mapping[str, str]) -> MemoryTree:
    """Texts, and what would be bytes, as a tree."""
    return MemoryTree({path: text.encode("latin-1") for path, text in files.items()})


def every(library: DocsLibrary) -> list[DocsSet]:
    """All sets, those of versions too."""
    return [*library.sets.values(), *(docs for sets in library.versions.values() for docs in sets)]


def said(library: DocsLibrary) -> list[dict[str, str]]:
    """What all pages say."""
    return [texts(docs) for docs in every(library)]


def same(one: DocsLibrary, other: DocsLibrary) -> bool:
    """Whether two builds made the same, texts and digests included."""
    return one == other and said(one) == said(other)


def shop_of(library: DocsLibrary) -> DocsSet:
    """The documentation of `shop`."""
    return library.sets[entity().ref]


def test_an_unchanged_repository_is_not_looked_into(tmp_path: Path) -> None:
    """No file is listed or read, and the result is what it was: findings, redirects and texts too."""
    version = VersionSnapshot("v1", "v1", "abc", tree_of({"docs/index.md": "# Old\n\n[x](index.md#no)\n"}))
    history = History({"docs/a.md": 1_700_000_000, "src/x.py": 1_700_000_001}, 1_600_000_000, complete=False)
    portal = Portal(Cache(tmp_path), versions=(version,), history=history)
    first = portal.build()
    assert len(every(first)) == 3
    codes = {"docs-anchor", "docs-config", "docs-file", "docs-link", "docs-nav"}
    assert {found.code for found in first.findings} == codes
    shut = (replace(version, tree=Shut()),)
    assert same(portal.build(shut=True, versions=shut), first)
    assert same(portal.build(cache=None), first)


@pytest.mark.parametrize(
    "change",
    [
        {"till": {}},
        {"till": {"docs/other.md": "# O"}},
        {"till": {"docs/index.md": "# Till\n\n## Other\n"}},
        {"till": {**PAGES, "docs/old.md": "# Found again"}},
    ],
)
def test_an_unchanged_set_notices_what_others_do(tmp_path: Path, change: dict[str, object]) -> None:
    """A page has gone, moved, come, or lost a heading: the links to it are answered again."""
    portal = Portal(Cache(tmp_path))
    first = portal.build()
    changed = portal.build(fingerprints=("shop-1", "till-2"), **change)
    assert shop_of(changed).digest != shop_of(first).digest
    assert same(changed, portal.build(cache=None, **change))
    assert same(portal.build(), first)


def test_the_places_of_an_unchanged_set_are_still_found(tmp_path: Path) -> None:
    """Whoever has changed may ask for them, and nothing else of it is read."""
    portal = Portal(Cache(tmp_path))
    portal.build()
    text = f"[x]({TILL}/docs/index.md#heading) [y]({TILL}/docs/index.md#gone)"
    changed = {"docs/index.md": text}
    mixed = portal.build(shop=changed, fingerprints=("shop-2", "till-1"))
    assert same(mixed, portal.build(cache=None, shop=changed))
    assert len(mixed.findings) == 1


@pytest.mark.parametrize(
    ("change", "drafted"),
    [
        ({"title": "Another", "shop": {**SHOP, "mkdocs.yml": "nav: [a.md]"}}, 0),
        ({"shop": {**SHOP, "docs/new.md": "# N"}}, 1),
        ({"shop": {**SHOP, "docs/a.md": "# B\n"}}, 1),
        ({"shop": {**SHOP, "docs/c.png": "no picture"}}, 0),
        ({"shop": {**SHOP, "docs/c.pdf": "no pdf"}}, 0),
        ({"history": History({"docs/index.md": 1_700_000_000}, 0, complete=True)}, 0),
    ],
)
def test_what_has_changed_in_a_repository_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], drafted: int
) -> None:
    """With the drafts of all pages that are the same."""
    portal = Portal(Cache(tmp_path))
    first = portal.build()
    made = []
    kept = drafts.draft_pages

    def counted(*arguments: object) -> object:
        for job, draft in kept(*arguments):  # type: ignore[arg-type]
            made.append(job.path)
            yield job, draft

    monkeypatch.setattr("callboard.docs.build.draft_pages", counted)
    changed = portal.build(fingerprints=("shop-2", "till-1"), **change)
    assert len(made) == drafted
    assert shop_of(changed).digest != shop_of(first).digest
    monkeypatch.undo()
    assert same(changed, portal.build(cache=None, **change))


def test_a_date_in_a_page_follows_the_history(tmp_path: Path) -> None:
    """It is filled in when the page is read, for the draft knows nothing of it."""
    portal = Portal(Cache(tmp_path))
    portal.build()
    history = History({"docs/index.md": 1_700_000_000}, 0, complete=True)
    docs = shop_of(portal.build(history=history, fingerprints=("shop-2", "till-1")))
    assert docs.changed == Changed(1_700_000_000)
    assert '<time datetime="2023-11-14">' in texts(docs)["docs/index.md"]


@pytest.mark.parametrize("other", ["shop-1", "shop-2", ""])
@pytest.mark.parametrize(
    "damage",
    [
        lambda _: None,
        lambda _: b"",
        lambda _: b"{}",
        lambda _: b"[5]",
        lambda _: b"[1, 2, 3]",
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"[", b"{"),
        lambda data: data.replace(b'"', b"", 2),
        lambda data: b"\n".join(data.split(b"\n")[:-1]),
    ],
)
def test_what_is_wrong_with_an_entry_is_nobodys_loss(
    tmp_path: Path, damage: Callable[[bytes], bytes | None], other: str
) -> None:
    """An entry that is missing, damaged, or sealed and of no use is made again; so is what is made of it."""
    portal = Portal(Cache(tmp_path))
    first = portal.build()
    for key in keys_in(tmp_path):
        data = portal.cache.get(key) if portal.cache else None
        assert data
        damaged = damage(data)
        if damaged is None:
            remove(tmp_path, key)
        else:
            Cache(tmp_path).put(key, damaged)
        assert same(portal.build(fingerprints=(other, "till-1")), first), data[:100]
        assert same(portal.build(), first)


def test_texts_are_read_by_whoever_has_the_set(tmp_path: Path) -> None:
    """It goes to another process as the few words that it is."""
    first = Portal(Cache(tmp_path)).build()
    docs = shop_of(first)
    sent = pickle.dumps(docs)
    assert b"Part" not in sent
    assert len(sent) < 4_000
    assert pickle.loads(sent).bodies() == docs.bodies()  # noqa: S301  # our own
    (without,) = [shop_of(Portal(None).build())]
    assert pickle.loads(pickle.dumps(without)).bodies() == docs.bodies()  # noqa: S301  # our own


def test_lost_texts_are_made_again_by_who_built_them(tmp_path: Path) -> None:
    """Another process says that they are lost."""
    docs = shop_of(Portal(Cache(tmp_path)).build())
    expected, sent = docs.bodies(), pickle.dumps(docs)
    for key in keys_in(tmp_path):
        remove(tmp_path, key)
    elsewhere = pickle.loads(sent)  # noqa: S301  # our own
    with pytest.raises(BodiesLostError):
        elsewhere.bodies()
    assert docs.bodies() == expected
    assert elsewhere.bodies() == expected
