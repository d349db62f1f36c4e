"""A documentation set as it was last built, so that what has not changed is not done again.

One small entry of the cache. `key` stands for all that the set depends on but the rest of the portal, as
far as the repository has a fingerprint; while it holds and the rest of the portal replies alike, the set is
what it was, and no file of it is looked at. Otherwise `content` and `inputs` say by the digests of files
whether the drafts and, with `replies`, the answers to their links are what they were.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from callboard.docs.finding_records import finding_from, finding_record
from callboard.docs.inquiries import Question, Reply, replies_from, reply_records
from callboard.docs.set_records import set_from, set_record
from callboard.docs.values import DocsSet, Redirect
from callboard.findings import Finding
from callboard.store import Entries, digest_of

_FORMAT: Final = 5

Toctrees = Mapping[str, tuple[tuple[str, str], ...]]
"""What pages in reStructuredText list, by path: titles (or `""`) and targets."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of drafting a set and answering its links.

    `content` digests what the set depends on in its repository, but for `inputs`: further files that were
    looked at, with their digests. `replies` are those of the rest of the portal. `drafts` and `texts` are the
    digests of `Packed`; `assets` are address and path of files that pages show. `read` is what was found
    wrong when the pages were read, `findings` what came out when their links were answered.
    """

    content: str
    drafts: str
    texts: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    replies: tuple[tuple[Question, Reply], ...] = ()
    assets: tuple[tuple[str, str], ...] = ()
    toctrees: Toctrees = field(default_factory=dict)
    read: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A set as it was built, without what its pages say; `unread` are pages that have an address and no more.

    `findings` are those beside the ones of `linked`.
    """

    key: str
    linked: Linked
    docs: DocsSet
    redirects: tuple[Redirect, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def slot_of(*names: str) -> str:
    """Where the summary of a set is kept: what the set is called, not what is in it."""
    return digest_of("docs-set", *names)


def load(cache: Entries, slot: str) -> Summary | None:
    """The summary of a set; None where there is none that this release can read."""
    data = cache.get(slot)
    try:
        version, *record = json.loads(data or b"[0]")
        return _read(record) if version == _FORMAT else None
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def save(cache: Entries, slot: str, summary: Summary) -> None:
    """Keep a summary in place of the one before."""
    linked = summary.linked
    document = [
        _FORMAT,
        summary.key,
        [
            linked.content,
            linked.drafts,
            linked.texts,
            dict(linked.inputs),
            reply_records(linked.replies),
            linked.assets,
            dict(linked.toctrees),
            [finding_record(found) for found in linked.read],
            [finding_record(found) for found in linked.findings],
        ],
        [summary.docs.digest, set_record(summary.docs)],
        [[each.address, each.target] for each in summary.redirects],
        dict(summary.unread),
        [finding_record(found) for found in summary.findings],
    ]
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    cache.put(slot, data.encode("utf-8", "replace"))


def _read(record: list[Any]) -> Summary:
    key, linked, (digest, docs), redirects, unread, findings = record
    return Summary(
        key=key,
        linked=_linked(linked),
        docs=set_from(docs, digest),
        redirects=tuple(Redirect(*each) for each in redirects),
        unread=dict(unread),
        findings=tuple(finding_from(*found) for found in findings),
    )


def _linked(record: list[Any]) -> Linked:
    content, drafts, texts, inputs, replies, assets, toctrees, read, findings = record
    return Linked(
        content=content,
        drafts=drafts,
        texts=texts,
        inputs=dict(inputs),
        replies=replies_from(replies),
        assets=tuple((address, path) for address, path in assets),
        toctrees={
            path: tuple((text, target) for text, target in listed) for path, listed in toctrees.items()
        },
        read=tuple(finding_from(*found) for found in read),
        findings=tuple(finding_from(*found) for found in findings),
    )
