"""Documentation pages: the strip that leads back to the entity, the page, its navigation and contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from callboard.docs import DocsPage, DocsSet, NavItem
from callboard.model import docs_address, edit_url
from callboard.views.body import SECTIONS, Here, PageBody
from callboard.views.environment import render
from callboard.views.header import Crumb
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Portfolio
from callboard.views.urls import web_url

# Cannot occur in escaped text, so it can stand for the way to the root of the docs until that is known.
_ROOT: Final = "\x00"

# On narrow screens the docs' navigation stands where the site's own would.
_WAYS: Final = (("Start", ""), *((title, f"{section}/") for section, title in SECTIONS.items()))


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of a docs navigation; `href` is `""` for a section without a page of its own."""

    title: str
    href: str
    outside: bool
    children: tuple[NavEntry, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The page before or after."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A documentation page; `html` was sanitised when it was rendered."""

    entity: Mention
    kind: str
    owner: Mention | None
    crumbs: tuple[Crumb, ...]
    html: Markup
    edit_href: str
    previous: Neighbour | None
    next: Neighbour | None


def docs_pages(portfolio: Portfolio, docs: DocsSet) -> Iterator[PageBody]:
    """Every page of a docs set, in address order."""
    root = docs_address(docs.ref)
    navigation = _navigation_template(docs)
    order = [item for item in flatten(docs.navigation) if item.address is not None]
    places = {item.address: position for position, item in reversed(list(enumerate(order)))}
    for page in sorted(docs.pages, key=lambda page: page.address):
        here = Here(root + page.address)
        position = places.get(page.address)
        before = order[position - 1] if position else None
        after = order[position + 1] if position is not None and position + 1 < len(order) else None
        view = _view(portfolio, docs, page, here, (before, after))
        yield PageBody(
            address=here.address,
            section="docs",
            title=page.title if page.title == docs.title else f"{page.title} - {docs.title}",
            description=page.description,
            html=render("document.html", page=view),
            navigation=_fill(navigation, here, root, page.address),
            toc=render("toc.html", items=page.toc),
        )


def flatten(items: Sequence[NavItem]) -> Iterator[NavItem]:
    """Every entry of a navigation, in reading order."""
    for item in items:
        yield item
        yield from flatten(item.children)


def nav_entries(items: Sequence[NavItem], prefix: str) -> tuple[NavEntry, ...]:
    """A navigation with links; `prefix` leads to the root of the docs."""
    return tuple(_entry(item, prefix) for item in items)


def _entry(item: NavItem, prefix: str) -> NavEntry:
    outside = item.address is None and bool(item.url)
    href = web_url(item.url) if outside else ""
    if item.address is not None:
        href = f"{prefix}{item.address}" or "./"
    return NavEntry(item.title, href, outside, nav_entries(item.children, prefix))


def _navigation_template(docs: DocsSet) -> str:
    """The navigation of a set, rendered once; the way to the root is still open."""
    up = "../" * docs_address(docs.ref).count("/")
    return render(
        "docs_navigation.html",
        title=docs.title,
        items=nav_entries(docs.navigation, _ROOT),
        sections=[Crumb(label, f"{_ROOT}{up}{address}") for label, address in _WAYS],
    )


def _fill(navigation: str, here: Here, root: str, current: str) -> str:
    """The navigation on one page: the page itself marked, the way to the root filled in."""
    target = str(Markup.escape(f"{_ROOT}{current}"))
    marked = navigation.replace(f'href="{target}"', f'href="{target}" aria-current="page"', 1)
    return marked.replace(_ROOT, here.to(root))


def _view(
    portfolio: Portfolio,
    docs: DocsSet,
    page: DocsPage,
    here: Here,
    around: tuple[NavItem | None, NavItem | None],
) -> DocumentView:
    root = docs_address(docs.ref)
    card = portfolio.cards.get(docs.ref)
    repository = portfolio.catalog.repositories.get(docs.repository)
    before, after = (None if item is None else _neighbour(item, here, root) for item in around)
    return DocumentView(
        entity=mention(portfolio, here, docs.ref),
        kind=card.kind_and_type if card else docs.ref.kind,
        owner=mention_any(portfolio, here, card.owner if card else None),
        crumbs=(Crumb("Docs", here.to("docs/")), Crumb(docs.title, here.to(root))),
        html=Markup(page.html),  # noqa: S704  # sanitised in `markup`
        edit_href=edit_url(repository, page.path),
        previous=before,
        next=after,
    )


def _neighbour(item: NavItem, here: Here, root: str) -> Neighbour:
    return Neighbour(item.title, here.to(f"{root}{item.address}"))
