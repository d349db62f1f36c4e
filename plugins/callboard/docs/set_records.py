"""A documentation set without what its pages say, as JSON knows it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from callboard.docs.values import Changed, DocsAsset, DocsFile, DocsPage, DocsSet, NavItem
from callboard.model import EntityRef
from callboard.store import digest_of

# What the end of a page's row is that is not written.
_BLANK: Final[tuple[Any, ...]] = ("", "", "", "", "", None, (), ())


def set_record(docs: DocsSet) -> list[Any]:
    """A set as JSON knows it, but for its digest and for what it knows of other versions.

    Most entries of a navigation are a page under its own title: these are a number.
    """
    numbers = {(page.title, page.address): number for number, page in enumerate(docs.pages)}
    return [
        str(docs.ref),
        docs.title,
        [_page(page) for page in docs.pages],
        [_item(item, numbers) for item in docs.navigation],
        [[asset.address, asset.path] for asset in docs.assets],
        docs.repository,
        docs.folder,
        [[file.path, file.size, file.url] for file in docs.files],
        _changed(docs.changed),
        _changed(docs.code_changed),
        docs.version,
    ]


def set_from(record: Sequence[Any], digest: str) -> DocsSet:
    """The set that a record was made from, with its digest."""
    ref, title, rows, items, assets, repository, folder, files, changed, code_changed, version = record
    pages = tuple(_page_from(row) for row in rows)
    return DocsSet(
        ref=EntityRef.parse(ref),
        title=title,
        pages=pages,
        navigation=tuple(_item_from(item, pages) for item in items),
        assets=tuple(DocsAsset(*asset) for asset in assets),
        repository=repository,
        folder=folder,
        files=tuple(DocsFile(*file) for file in files),
        changed=_changed_from(changed),
        code_changed=_changed_from(code_changed),
        version=version,
        digest=digest,
    )


def set_digest(docs: DocsSet, texts: str) -> str:
    """See `DocsSet.digest`; `texts` is that of the texts alone."""
    return digest_of(json.dumps(set_record(docs), ensure_ascii=False), texts)


def _page(page: DocsPage) -> list[Any]:
    row = [
        page.address,
        page.title,
        page.path,
        page.description,
        page.edit_url,
        _changed(page.changed),
        page.tags,
        sorted(page.hidden),
    ]
    while len(row) > 1 and not row[-1]:
        row.pop()
    return row


def _page_from(row: Sequence[Any]) -> DocsPage:
    row = (*row, *_BLANK[len(row) :])
    address, title, path, description, edit_url, changed, tags, hidden = row
    return DocsPage(
        address, title, path, description, edit_url, _changed_from(changed), tuple(tags), frozenset(hidden)
    )


def _item(item: NavItem, numbers: Mapping[tuple[str, str], int]) -> list[Any] | int:
    if item.address is not None and not item.url and not item.children:
        number = numbers.get((item.title, item.address))
        if number is not None:
            return number
    return [item.title, item.address, item.url, [_item(child, numbers) for child in item.children]]


def _item_from(item: list[Any] | int, pages: Sequence[DocsPage]) -> NavItem:
    if isinstance(item, int):
        return NavItem(pages[item].title, pages[item].address)
    title, address, url, children = item
    return NavItem(title, address, url, tuple(_item_from(child, pages) for child in children))


def _changed(changed: Changed | None) -> list[int] | None:
    return None if changed is None else [changed.at, int(changed.or_before)]


def _changed_from(record: list[int] | None) -> Changed | None:
    return None if record is None else _time(*record)


@lru_cache(maxsize=1_024)
def _time(at: int, before: int) -> Changed:
    """A commit that touches many pages is one time."""
    return Changed(at, bool(before))
