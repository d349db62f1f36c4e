"""What the pages of a set say, as one entry of the cache, and the way from there to HTML.

The entry is lines of JSON: a head, then for each page what it is, its draft, and the answers to its links. A
line that is not wanted is not read, and one that has not changed is written as it was: in a set of a thousand
pages of which one has changed, one draft is taken apart.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from callboard.docs.drafts import PackedDraft, as_json, draft_from, places_from
from callboard.docs.git_dates import GIT_DATE, with_date
from callboard.docs.values import Bodies, DocsPage, PageText
from callboard.errors import BodiesLostError
from callboard.markup import Draft, Places, fill
from callboard.store import Entries, SharedCache, digest_of

_FORMAT: Final = 1
_NO_ANSWERS: Final = b"[]"


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page's draft under the digest of its job; `packed` is the draft, `answers` a list, both as JSON.

    `problem` is the draft's.
    """

    path: str
    address: str
    job: str
    problem: str
    packed: bytes
    answers: bytes = _NO_ANSWERS

    @classmethod
    def of(cls, path: str, address: str, job: str, draft: PackedDraft) -> PageDraft:
        """The page of a draft whose links have no answers yet."""
        return cls(path, address, job, draft.problem, draft.packed)

    def draft(self) -> Draft:
        """The draft, taken apart."""
        return draft_from(json.loads(self.packed))

    def answered(self, answers: Sequence[str | None]) -> PageDraft:
        """The page with an answer for each of its links."""
        return replace(self, answers=as_json(answers))


@dataclass(frozen=True, slots=True)
class Packed:
    """The drafts of a set; `drafts` is a digest of them, `texts` of them and the answers to their links."""

    pages: tuple[PageDraft, ...]
    drafts: str
    texts: str

    @classmethod
    def of(cls, pages: Iterable[PageDraft]) -> Packed:
        """These drafts, in this order."""
        pages = tuple(pages)
        drafts = digest_of(
            *(part for page in pages for part in (page.path, page.address, page.job, page.problem))
        )
        return cls(pages, drafts, digest_of(drafts, *(page.answers for page in pages)))

    def entry(self) -> bytes:
        """The drafts as an entry of the cache."""
        lines = [as_json([_FORMAT, self.drafts, self.texts])]
        for page in self.pages:
            lines += (as_json([page.path, page.address, page.job, page.problem]), page.packed, page.answers)
        return b"\n".join(lines)


def unpacked(entry: bytes | None) -> Packed | None:
    """The drafts of an entry; None where it is missing or of no use."""
    try:
        head, *lines = (entry or b"[0,0,0]").split(b"\n")
        version, drafts, texts = json.loads(head)
        if version != _FORMAT:
            return None
        rows = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
        pages = tuple(_page(json.loads(what), packed, answers) for what, packed, answers in rows)
    except (ValueError, TypeError):
        return None
    return Packed(pages, drafts, texts)


def _page(what: list[str], packed: bytes, answers: bytes) -> PageDraft:
    path, address, job, problem = what
    return PageDraft(path, address, job, problem, packed, answers)


def bodies_slot(slot: str) -> str:
    """Where the drafts of a set are kept."""
    return digest_of("docs-bodies", slot)


def places_entry(drafts: str, places: Mapping[str, bytes]) -> bytes:
    """The places in pages, by path and as JSON, as an entry of the cache; `drafts` is that of `Packed`."""
    rows = b",".join(b"%b:%b" % (as_json(path), row) for path, row in places.items())
    return b"[%d,%b,{%b}]" % (_FORMAT, as_json(drafts), rows)


def places_in(entry: bytes | None, drafts: str) -> dict[str, Places] | None:
    """The places of an entry; None where it is missing, of no use, or that of other drafts."""
    try:
        version, made_of, rows = json.loads(entry or b"[0,0,0]")
        if (version, made_of) != (_FORMAT, drafts):
            return None
        return {path: places_from(row) for path, row in rows.items()}
    except (ValueError, TypeError, AttributeError):
        return None


def places_slot(slot: str) -> str:
    """Where the places in the pages of a set are kept."""
    return digest_of("docs-places", slot)


@dataclass(frozen=True, slots=True)
class Again:
    """Makes the entry of a set again; only the process that built the set can."""

    make: Callable[[], bytes]
    process: int = field(default_factory=os.getpid)


@dataclass(frozen=True, slots=True)
class KeptBodies:
    """The texts of a set in the cache; they are made again where they are lost, see `Bodies`."""

    cache: Entries = field(compare=False, repr=False)
    slot: str
    texts: str
    again: Again | None = field(default=None, compare=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process cannot make them again: nothing of that goes there."""
        return KeptBodies, (self.cache, self.slot, self.texts)

    def read(self, pages: Sequence[DocsPage]) -> Mapping[str, PageText]:
        """See `Bodies`."""
        found = unpacked(self.cache.get(bodies_slot(self.slot)))
        texts = _texts(found, pages) if found and found.texts == self.texts else None
        if texts is None:
            texts = _texts(unpacked(self._made_again()), pages)
        if texts is None:
            where = pages[0].path if pages else "a set"
            raise BodiesLostError(f"The texts of the documentation around {where} are gone from the cache")
        return texts

    def sent(self) -> Bodies:
        """See `Bodies`: the entry itself, unless the other machine can read it where it lies."""
        if isinstance(self.cache, SharedCache):
            return self
        entry = self.cache.get(bodies_slot(self.slot))
        found = unpacked(entry)
        if found is None or found.texts != self.texts:
            entry = self._made_again()
        if entry is None:
            raise BodiesLostError("The texts of documentation are gone from the cache")
        return PackedBodies(entry)

    def _made_again(self) -> bytes | None:
        if self.again is None or self.again.process != os.getpid():
            return None
        entry = self.again.make()
        self.cache.put(bodies_slot(self.slot), entry)
        return entry


@dataclass(frozen=True, slots=True)
class PackedBodies:
    """The texts of a set in memory, for a build without a cache."""

    entry: bytes

    def read(self, pages: Sequence[DocsPage]) -> Mapping[str, PageText]:
        """See `Bodies`."""
        return _texts(unpacked(self.entry), pages) or {}

    def sent(self) -> Bodies:
        """See `Bodies`."""
        return self


def _texts(found: Packed | None, pages: Sequence[DocsPage]) -> dict[str, PageText] | None:
    """The texts of all these pages by address; None where one is missing or cannot be read."""
    drafts = {page.address: page for page in found.pages} if found else {}
    try:
        return {page.address: _text(drafts[page.address], page) for page in pages}
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _text(kept: PageDraft, page: DocsPage) -> PageText:
    draft = kept.draft()
    html = fill(draft, json.loads(kept.answers))
    return PageText(with_date(html, page.changed) if GIT_DATE in html else html, draft.toc)
