"""A documentation set as it was last built, so that what has not changed is not done again.

One file a set. `key` digests all that the whole set depends on inside its repository; `inputs` are further
files that were looked at, with their digests; `foreign` are the links whose answers depend on the rest of the
portal. While all three hold, the set is what it was. Otherwise every page whose own job has not changed
keeps its draft, and only the links are answered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from callboard.docs.drafts import draft_from, draft_record
from callboard.docs.links import Answer
from callboard.docs.pages import FrontMatter
from callboard.findings import RULES, Finding
from callboard.markup import Draft
from callboard.origin import Origin
from callboard.store import Cache, digest_of

_FORMAT: Final = 4


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: what its front matter says, its draft under its job's digest, and the answers to its links."""

    path: str
    address: str
    title: str
    front: FrontMatter
    job: str
    draft: Draft
    answers: tuple[str | None, ...]
    toctree: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetRecord:
    """A set as it was built; `foreign` are page, number of the link, and its answer."""

    key: str
    pages: tuple[PageRecord, ...]
    inputs: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[tuple[str, int, Answer], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


def slot_of(*names: str) -> str:
    """Where the record of a set is kept: what the set is called, not what is in it."""
    return digest_of("docs-set", *names)


def load(cache: Cache | None, slot: str) -> SetRecord | None:
    """The record of a set; None where there is none that this release can read."""
    data = cache.get(slot) if cache else None
    if data is None:
        return None
    record = json.loads(data)
    return _read(record) if record[0] == _FORMAT else None


def save(cache: Cache, slot: str, record: SetRecord) -> None:
    """Keep a record in place of the one before."""
    document = [
        _FORMAT,
        record.key,
        [_page(page) for page in record.pages],
        dict(record.inputs),
        [[path, number, list(answer)] for path, number, answer in record.foreign],
        record.assets,
        [_finding(found) for found in record.findings],
    ]
    cache.put(
        slot, json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    )


def _read(record: list[Any]) -> SetRecord:
    _, key, pages, inputs, foreign, assets, findings = record
    return SetRecord(
        key=key,
        pages=tuple(_page_from(page) for page in pages),
        inputs=inputs,
        foreign=tuple((path, number, Answer(*answer)) for path, number, answer in foreign),
        assets=tuple((address, path) for address, path in assets),
        findings=tuple(_finding_from(*found) for found in findings),
    )


def _page(page: PageRecord) -> list[Any]:
    front = page.front
    matter = [front.title, front.description, front.tags, sorted(front.hidden)]
    draft = draft_record(page.draft)
    return [page.path, page.address, page.title, matter, page.job, draft, page.answers, page.toctree]


def _page_from(record: list[Any]) -> PageRecord:
    path, address, title, (stated, description, tags, hidden), job, draft, answers, toctree = record
    front = FrontMatter(stated, description, tuple(tags), frozenset(hidden))
    listed = tuple((text, target) for text, target in toctree)
    return PageRecord(path, address, title, front, job, draft_from(draft), tuple(answers), listed)


def _finding(found: Finding) -> list[Any]:
    origin = found.origin
    place = [origin.repository, origin.path, origin.line, origin.column, origin.commit]
    return [found.code, found.message, place, found.hint]


def _finding_from(code: str, message: str, place: Iterable[Any], hint: str) -> Finding:
    return Finding(code, RULES[code].level, message, Origin(*place), hint)
