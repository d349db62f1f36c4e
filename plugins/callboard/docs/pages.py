"""One page at a time: its front matter, its title, its HTML, from the cache where nothing has changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from callboard.descriptors import YamlProblem, read_plain
from callboard.docs.files import MARKDOWN_ENDINGS
from callboard.docs.links import LinkMap, PageLinks
from callboard.docs.values import DocsPage
from callboard.findings import Finding, finding
from callboard.markup import LinkKind, RenderedPage, Renderer, TocItem, as_written, split_front_matter
from callboard.origin import Origin
from callboard.store import Cache, digest_of

_FORMAT: Final = "1"
_MAX_DEAD_LINKS: Final = 100
_HEADING: Final = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageSource:
    """A page before it is rendered: its text without front matter, and what the front matter says."""

    path: str
    address: str
    body: str
    title: str
    description: str
    first_line: int
    problem: str = ""


def read_page(path: str, address: str, data: bytes, fallback_title: str) -> PageSource:
    """The page in a file; its title is the front matter's, else its first heading's, else the fallback."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _front_matter(text) if path.lower().endswith(MARKDOWN_ENDINGS) else ({}, text)
    first = _HEADING.search(body) if path.lower().endswith(MARKDOWN_ENDINGS) else None
    written = first[1].strip() if first else ""
    return PageSource(
        path=path,
        address=address,
        body=body,
        title=_line(fields.get("title")) or _plain_heading(written) or fallback_title,
        description=_line(fields.get("description")),
        first_line=text.count("\n") - body.count("\n"),
        problem=_encoding_problem(data),
    )


def _encoding_problem(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "The page is not in UTF-8; characters that cannot be read are shown as \ufffd"
    return ""


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    yaml, body = split_front_matter(text)
    if not yaml:
        return {}, body
    try:
        fields = read_plain(yaml.encode("utf-8", "replace"))
    except YamlProblem:
        # Between two rules there was something else than fields: it is part of the page.
        return {}, text if ":" not in yaml else body
    return (fields, body) if isinstance(fields, Mapping) else ({}, text)


def _plain_heading(written: str) -> str:
    without_links = re.sub(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])", r"\1", written)
    without_attributes = re.sub(r"\{[^{}]*\}\s*$", "", without_links)
    return " ".join(re.sub(r"<[^<>]*>|[*`]|\\(?=\W)", "", without_attributes).split())


def _line(value: object) -> str:
    return " ".join(str(value).split())[:500] if isinstance(value, (str, int, float)) else ""


class PageRenderer:
    """Renders the pages of a set, or takes them from the cache.

    A cached page counts only while each of its links is answered as it was: a page is not rendered again
    because another file of its repository changed, and never keeps a link that has died.
    """

    def __init__(self, renderer: Renderer, links: LinkMap, cache: Cache | None) -> None:
        self._renderer = renderer
        self._links = links
        self._cache = cache

    def render(self, source: PageSource, origin: Origin) -> tuple[DocsPage, set[str], tuple[Finding, ...]]:
        """The page, the files it shows or links to, and what is wrong in it."""
        key = digest_of(_FORMAT, _versions(), source.path, source.address, source.title, source.body)
        links = PageLinks(self._links, source.path, source.address)
        stored = self._cache.get(key) if self._cache else None
        rendered = _from_cache(stored, links) if stored else None
        if rendered is None:
            links = PageLinks(self._links, source.path, source.address)
            rendered = self._rendered(source, links)
            if self._cache:
                self._cache.put(key, _to_cache(rendered, links))
        page = DocsPage(
            address=source.address,
            title=source.title,
            html=rendered.html,
            toc=rendered.toc,
            path=source.path,
            description=source.description,
            text=rendered.text,
        )
        return page, links.used, tuple(_findings(source, rendered.problem, links.dead, origin))

    def _rendered(self, source: PageSource, links: PageLinks) -> RenderedPage:
        if source.path.lower().endswith(MARKDOWN_ENDINGS):
            return self._renderer.render(source.body, links.resolve, title=source.title)
        return as_written(source.body, source.title)


def _to_cache(rendered: RenderedPage, links: PageLinks) -> bytes:
    answers = [[target, kind, answer] for (target, kind), answer in links.answers.items()]
    return json.dumps({"page": asdict(rendered), "answers": answers}).encode()


def _from_cache(data: bytes, links: PageLinks) -> RenderedPage | None:
    """The page as it was stored; None when a link of it leads elsewhere now."""
    record = json.loads(data)
    for target, kind, answer in record["answers"]:
        if links.resolve(target, LinkKind(kind)) != answer:
            return None
    page = record["page"]
    toc = tuple(_toc_item(item) for item in page["toc"])
    return RenderedPage(page["html"], page["title"], toc, page["text"], page["problem"])


def _toc_item(record: dict[str, Any]) -> TocItem:
    children = tuple(_toc_item(child) for child in record["children"])
    return TocItem(record["id"], record["title"], record["level"], children)


def _findings(source: PageSource, problem: str, dead: Iterable[str], origin: Origin) -> Iterator[Finding]:
    told = list(dead)
    for target in told[:_MAX_DEAD_LINKS]:
        yield finding(
            "docs-link",
            f"The link to {target[:200]} leads nowhere",
            origin.at(_line_of(source, target)),
            hint="correct it, or add the file",
        )
    if len(told) > _MAX_DEAD_LINKS:
        yield finding("docs-link", f"{len(told) - _MAX_DEAD_LINKS} more links lead nowhere", origin)
    if problem:
        yield finding("docs-page", problem, origin, hint="the page is shown as it was written")
    if source.problem:
        yield finding("docs-page", source.problem, origin, hint="save the file as UTF-8")


def _line_of(source: PageSource, target: str) -> int:
    place = source.body.find(target)
    return 0 if place < 0 else source.first_line + source.body.count("\n", 0, place) + 1


@cache
def _versions() -> str:
    return " ".join(
        f"{name}={version(name)}"
        for name in ("callboard", "markdown", "nh3", "pygments", "pymdown-extensions")
    )
