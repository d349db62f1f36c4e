"""The links of a set answered, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import unquote

from callboard.docs.bodies import PageDraft
from callboard.docs.files import PAGE_ENDINGS
from callboard.docs.links import Answer, LinkMap, PageLinks
from callboard.docs.pages import PageSource
from callboard.findings import Finding, finding
from callboard.markup import Draft

_MOST_DEAD_LINKS: Final = 100
_MOST_FOREIGN: Final = 8


@dataclass(slots=True)
class Answered:
    """Pages with their answers; `used` are the files that they show or lead to."""

    pages: list[PageDraft] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def answer_links(
    pages: Iterable[tuple[PageDraft, Draft]], source: Callable[[str], PageSource | None], links: LinkMap
) -> Answered:
    """All links of a set answered; `source` reads a page for the lines that its broken links stand on."""
    answered = Answered()
    for page, draft in pages:
        page_links = PageLinks(links, page.path, page.address)
        answers = [page_links.answer(link.target, link.kind) for link in draft.links]
        answered.used |= page_links.used
        answered.findings += _told(page.path, draft, answers, source, links)
        answered.pages.append(page.answered([answer.address for answer in answers]))
    return answered


def _told(
    path: str,
    draft: Draft,
    answers: list[Answer],
    source: Callable[[str], PageSource | None],
    links: LinkMap,
) -> Iterator[Finding]:
    """What is wrong in a page, each link once, with its line."""
    origin = links.repository.origin(path)
    wrong: dict[str, Answer] = {}
    for link, answer in zip(draft.links, answers, strict=True):
        if answer.code:
            wrong.setdefault(link.target, answer)
    page = source(path) if wrong else None
    for target, answer in list(wrong.items())[:_MOST_DEAD_LINKS]:
        line = _line_of(page, target) if page else 0
        yield finding(answer.code, answer.message, origin.at(line), hint=answer.hint)
    if len(wrong) > _MOST_DEAD_LINKS:
        more = len(wrong) - _MOST_DEAD_LINKS
        yield finding("docs-link", f"{more} more links lead nowhere", origin)
    if draft.foreign:
        names = ", ".join(draft.foreign[:_MOST_FOREIGN])
        message = f"The page uses what only its own generator knows: {names}"
        yield finding("docs-markup", message, origin, hint="it is shown as text")
    if draft.problem:
        yield finding("docs-page", draft.problem, origin, hint="the page is shown as it was written")


def _line_of(source: PageSource, target: str) -> int:
    """The line that a target stands on, however it is spelt there; 0 where it is not found."""
    plain = unquote(target)
    stem = plain.rpartition(".")[0] if plain.lower().endswith(PAGE_ENDINGS) else ""
    for written in (target, plain, escape(target), plain.partition("#")[2], stem, stem.rpartition("/")[2]):
        place = source.body.find(written) if written else -1
        if place >= 0:
            return source.first_line + source.body.count("\n", 0, place) + 1
    return 0
