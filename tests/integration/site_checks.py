"""What is true of every page of a built site, asked of the parsed HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

_FETCHED = (
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"), ("audio", "src"),
    ("embed", "src"), ("object", "data"), ("use", "href"), ("image", "href"),
)  # fmt: skip
_FETCHING_LINKS = frozenset(
    ("stylesheet", "preconnect", "preload", "prefetch", "dns-prefetch", "icon", "manifest")
)


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """A page of a built site."""

    site: Path
    path: Path
    root: lxml.html.HtmlElement

    @property
    def address(self) -> str:
        """The page's place relative to the site, as a browser asks for it."""
        return self.path.relative_to(self.site).as_posix().removesuffix("index.html")

    def ids(self) -> list[str]:
        """Every id and every named anchor."""
        return [*self.root.xpath("//@id"), *self.root.xpath("//a/@name")]


def pages(site: Path) -> Iterator[BuiltPage]:
    """Every HTML page below a folder, in order."""
    # An entity may be called `404.html`, and then a folder is.
    for path in sorted(path for path in site.rglob("*.html") if path.is_file()):
        yield BuiltPage(site, path, lxml.html.fromstring(path.read_bytes()))


def dead_links(site: Path) -> list[str]:
    """Every link and resource of every page that leads to no file, or to no anchor of one."""
    built = {page.path: page for page in pages(site)}
    anchors = {path: set(page.ids()) for path, page in built.items()}
    dead = []
    for path, page in built.items():
        for element, attribute, link, _ in page.root.iterlinks():
            if element.tag == "form" or page.address == "404.html":
                continue
            problem = _problem(site, path, link, anchors)
            if problem:
                dead.append(f"{page.address}: <{element.tag} {attribute}={link!r}> {problem}")
    return dead


def _problem(site: Path, path: Path, link: str, anchors: dict[Path, set[str]]) -> str:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    if link.startswith("/"):
        return "is absolute and works at the root only"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target = target / "index.html"
    if not target.is_relative_to(site.resolve()):
        return "leaves the site"
    if not target.is_file():
        return "leads to no file"
    fragment = unquote(parts.fragment)
    if fragment and target in anchors and fragment not in anchors[target] and not fragment.startswith("__"):
        return "leads to no anchor"
    return ""


def fetched_from_elsewhere(page: BuiltPage) -> list[str]:
    """What the page makes a browser ask another host for."""
    asked = [
        value
        for tag, attribute in _FETCHED
        for value in page.root.xpath(f"//*[local-name()='{tag}']/@{attribute}")
    ]
    asked.extend(
        link.get("href")
        for link in page.root.xpath("//link[@href]")
        if _FETCHING_LINKS.intersection(link.get("rel", "").split())
    )
    asked.extend(
        re.findall(r"url\(\s*['\"]?([^'\")]+)", " ".join(page.root.xpath("//style/text()|//@style")))
    )
    return [value for value in asked if urlsplit(value).netloc or urlsplit(value).scheme in {"http", "https"}]


def heading_problems(page: BuiltPage) -> list[str]:
    """Where the page's headings are not one h1 followed by no skipped level."""
    levels = [int(heading.tag[1]) for heading in page.root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    problems = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
    problems += [f"h{later} after h{earlier}" for earlier, later in pairwise(levels) if later > earlier + 1]
    return problems


def repeated_ids(page: BuiltPage) -> list[str]:
    """Ids that stand more than once."""
    ids = page.root.xpath("//@id")
    return sorted({value for value in ids if ids.count(value) > 1})
