"""The links of a set answered, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Final
from urllib.parse import unquote

from callboard.docs.files import PAGE_ENDINGS
from callboard.docs.links import Answer, LinkMap, PageLinks
from callboard.docs.pages import PageSource
from callboard.docs.records import PageRecord, SetRecord
from callboard.findings import Finding, finding

_MOST_DEAD_LINKS: Final = 100
_MOST_FOREIGN: Final = 8


@dataclass(slots=True)
class Linked:
    """Pages with their answers; `foreign` as in `SetRecord`, `used` the files that pages show or lead to."""

    pages: list[PageRecord] = field(default_factory=list)
    foreign: list[tuple[str, int, Answer]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def answer_links(pages: Iterable[PageRecord], sources: Mapping[str, PageSource], links: LinkMap) -> Linked:
    """All links of a set answered; `sources` have the lines that they stand on."""
    linked = Linked()
    for page in pages:
        page_links = PageLinks(links, page.path, page.address)
        answers = [page_links.answer(link.target, link.kind) for link in page.draft.links]
        linked.foreign += (
            (page.path, number, answer) for number, answer in enumerate(answers) if answer.foreign
        )
        linked.used |= page_links.used
        linked.findings += _told(page, answers, sources[page.path], links)
        linked.pages.append(replace(page, answers=tuple(answer.address for answer in answers)))
    return linked


def answered_alike(record: SetRecord, links: LinkMap) -> bool:
    """Whether the rest of the portal answers as it did when the record was made."""
    pages = {page.path: page for page in record.pages} if record.foreign else {}
    for path, number, answer in record.foreign:
        link = pages[path].draft.links[number]
        if PageLinks(links, path, pages[path].address).answer(link.target, link.kind) != answer:
            return False
    return True


def _told(page: PageRecord, answers: list[Answer], source: PageSource, links: LinkMap) -> Iterator[Finding]:
    """What is wrong in a page, each link once, with its line."""
    origin = links.repository.origin(page.path)
    wrong: dict[str, Answer] = {}
    for link, answer in zip(page.draft.links, answers, strict=True):
        if answer.code:
            wrong.setdefault(link.target, answer)
    for target, answer in list(wrong.items())[:_MOST_DEAD_LINKS]:
        yield finding(answer.code, answer.message, origin.at(_line_of(source, target)), hint=answer.hint)
    if len(wrong) > _MOST_DEAD_LINKS:
        more = len(wrong) - _MOST_DEAD_LINKS
        yield finding("docs-link", f"{more} more links lead nowhere", origin)
    if page.draft.foreign:
        names = ", ".join(page.draft.foreign[:_MOST_FOREIGN])
        message = f"The page uses what only its own generator knows: {names}"
        yield finding("docs-markup", message, origin, hint="it is shown as text")
    if page.draft.problem:
        yield finding("docs-page", page.draft.problem, origin, hint="the page is shown as it was written")


def _line_of(source: PageSource, target: str) -> int:
    """The line that a target stands on, however it is spelt there; 0 where it is not found."""
    plain = unquote(target)
    stem = plain.rpartition(".")[0] if plain.lower().endswith(PAGE_ENDINGS) else ""
    for written in (target, plain, escape(target), plain.partition("#")[2], stem, stem.rpartition("/")[2]):
        place = source.body.find(written) if written else -1
        if place >= 0:
            return source.first_line + source.body.count("\n", 0, place) + 1
    return 0
