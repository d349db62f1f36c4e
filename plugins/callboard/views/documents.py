"""Documentation pages: the strip that leads back to the entity, the page, its navigation and contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from callboard.docs import DocsPage, DocsSet, NavItem, PageText
from callboard.markup import TocItem
from callboard.views.body import Here, PageBody
from callboard.views.docs_files import files_page
from callboard.views.docs_navigation import FILES, DocsNavigation
from callboard.views.docs_strip import SetFacts, Strip, set_facts, strip_of
from callboard.views.docs_versions import Versions, canonical_address, versions_of
from callboard.views.embedded_graphs import with_graphs
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The page before or after."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A documentation page; `html` was sanitised when it was rendered.

    `contents` is its table of contents once more, for screens with no room beside the text.
    """

    title: str
    path: str
    crumbs: tuple[Crumb, ...]
    strip: Strip
    versions: Versions | None
    contents: tuple[TocItem, ...]
    html: Markup
    previous: Neighbour | None
    next: Neighbour | None


def docs_pages(portfolio: Portfolio, docs: DocsSet) -> Iterator[PageBody]:
    """Every page of a docs set, in address order."""
    facts = set_facts(portfolio, docs)
    navigation = DocsNavigation(docs, docs.root)
    yield from _in_order(portfolio, facts, navigation)


def _in_order(portfolio: Portfolio, facts: SetFacts, navigation: DocsNavigation) -> Iterator[PageBody]:
    docs = facts.docs
    texts = docs.bodies()
    awaited = bool(docs.files)
    for page in sorted(docs.pages, key=lambda page: page.address):
        if awaited and page.address > FILES:
            awaited = False
            yield files_page(portfolio, docs, navigation)
        yield _page(portfolio, facts, navigation, page, texts[page.address])
    if awaited:
        yield files_page(portfolio, docs, navigation)


def _page(
    portfolio: Portfolio, facts: SetFacts, navigation: DocsNavigation, page: DocsPage, text: PageText
) -> PageBody:
    docs = facts.docs
    here = Here(navigation.root + page.address)
    view = _view(portfolio, facts, navigation, page, text)
    titles = (page.title, docs.title) if page.title != docs.title else (docs.title,)
    return PageBody(
        address=here.address,
        section="docs",
        title=" - ".join((*titles, docs.version) if docs.version else titles),
        description=page.description,
        html=render("document.html", page=view),
        navigation=navigation.html(here, page.address),
        toc="" if "toc" in page.hidden else render("toc.html", items=text.toc),
        canonical=canonical_address(docs, page.address, facts.current) if docs.version else "",
        noindex=bool(docs.version),
        hides=page.hidden & {"navigation", "toc"},
    )


def _view(
    portfolio: Portfolio, facts: SetFacts, navigation: DocsNavigation, page: DocsPage, text: PageText
) -> DocumentView:
    here = Here(navigation.root + page.address)
    around = (None, None) if "footer" in page.hidden else navigation.around(page.address)
    before, after = (_neighbour(item, here, navigation) for item in around)
    return DocumentView(
        title=page.title,
        path=page.path,
        crumbs=_crumbs(facts.docs, navigation, page, here),
        strip=strip_of(portfolio, facts, page, here),
        versions=versions_of(portfolio, facts.docs, here, page.address, facts.current),
        contents=() if "toc" in page.hidden else below_title(text.toc),
        html=Markup(with_graphs(text.html, portfolio, here.to)),  # noqa: S704  # sanitised in `markup`
        previous=before,
        next=after,
    )


def below_title(toc: tuple[TocItem, ...]) -> tuple[TocItem, ...]:
    """The headings of a page without its own title."""
    return toc[0].children if len(toc) == 1 and toc[0].level == 1 else toc


def _crumbs(docs: DocsSet, navigation: DocsNavigation, page: DocsPage, here: Here) -> tuple[Crumb, ...]:
    first = Crumb("Docs", here.to("docs/"))
    if not page.address:
        return first, Crumb(docs.title)
    above = navigation.trail(here, page.address)
    return (first, Crumb(docs.title, here.to(navigation.root)), *above, Crumb(page.title))


def _neighbour(item: NavItem | None, here: Here, navigation: DocsNavigation) -> Neighbour | None:
    return None if item is None else Neighbour(item.title, navigation.link(here, item.address or ""))
