"""What must be true of a site, whoever wrote its repositories.

What a stranger wrote may stand in a page as text, so pages are judged by their elements and attributes. The
site of the innocent neighbour alone says what the theme itself brings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html

from integration.site_checks import BuiltPage, fetched_from_elsewhere, pages

_SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
_PUBLISHED = frozenset(
    (".html", ".json", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".pdf", ".txt", ".csv")
)
# The index of texts, compressed, and read by our own script alone.
_INDEX = frozenset((".pf_fragment", ".pf_index", ".pf_meta"))
# What a static host, a browser or a crawler would take for orders.
_ORDERS = frozenset(
    ("_headers", "_redirects", "CNAME", "robots.txt", "web.config", "staticwebapp.config.json")
)
_ACTING = (
    "//style | //iframe | //object | //embed | //base | //meta[@http-equiv] | //form[@action] | //link[@rel]"
)
# Loaded where a page needs them; no repository has a file there.
_OURS = re.compile(r"(?:\.\./)*(?:assets/callboard|api)/[a-z-]+\.js")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DRAWING = frozenset(("script", "foreignObject", "handler", "iframe", "style", "animate", "set"))


@dataclass(frozen=True, slots=True)
class Site:
    """A built site and all that is said about it."""

    folder: Path

    def files(self) -> dict[str, bytes]:
        """Every file by its address."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def findings(self, repository: str) -> list[dict[str, Any]]:
        """What was found in a repository, or in the source that should have given it."""
        document = json.loads((self.folder / "api" / "findings.json").read_text())
        names = (found["origin"]["repository"].rpartition("/")[2] for found in document["findings"])
        return [found for found, name in zip(document["findings"], names, strict=True) if name == repository]

    def pages_of(self, name: str) -> dict[str, bytes]:
        """The files about the default component of this name."""
        return {address: data for address, data in self.files().items() if f"/component/{name}/" in address}


def breaches(site: Site, innocent: Site) -> list[str]:
    """Every place where a stranger got more than words into the site."""
    found = list(_strange_files(site, innocent))
    usual = {acting for page in pages(innocent.folder) for acting in _acting(page)}
    for page in pages(site.folder):
        found += (f"{page.address}: {what}" for what in sorted(_acting(page) - usual))
        found += (f"{page.address}: {what}" for what in _reaching(page))
    return found


def _strange_files(site: Site, innocent: Site) -> Iterator[str]:
    usual = innocent.files().keys()
    for address, data in site.files().items():
        name = address.rpartition("/")[2]
        if address.endswith(".html") and _CONTROLS.search(data):
            yield f"{address} holds a control character"
        if address in usual:
            continue
        expected = _PUBLISHED | _INDEX if address.startswith("search/") else _PUBLISHED
        if Path(name).suffix.lower() not in expected or name in _ORDERS or "/." in f"/{address}":
            yield f"{address} is published"
        if address.lower().endswith(".svg"):
            yield from _drawing(address, data)


def _drawing(address: str, data: bytes) -> Iterator[str]:
    parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True)
    for element in lxml.etree.fromstring(data, parser).iter(lxml.etree.Element):
        if lxml.etree.QName(element).localname in _DRAWING:
            yield f"{address} holds {element.tag}"
        for name, value in element.items():
            if name.startswith("on") or (
                name.endswith("href") and not value.startswith(("#", "data:image/"))
            ):
                yield f"{address} holds {name}={value!r}"


def _acting(page: BuiltPage) -> set[str]:
    """Elements that run, load or steer, without the steps up to the site's root."""
    acting = [element for element in page.root.xpath(_ACTING) if not _leads_on(page, element)]
    scripts = [
        script for script in page.root.xpath("//script") if not _OURS.fullmatch(script.get("src") or "")
    ]
    elements = [*scripts, *acting]
    texts = (lxml.etree.tostring(element, encoding="unicode", with_tail=False) for element in elements)
    return {re.sub(r'(?:\.\./)+|"\.\."|"\."', "/", text) for text in texts if 'rel="canonical"' not in text}


def _leads_on(page: BuiltPage, element: lxml.html.HtmlElement) -> bool:
    """Whether it only leads from an old address to a page of this site."""
    refresh = re.fullmatch(r"0; url=((?:\.\./)*[^:]*/)", element.get("content") or "")
    if element.get("http-equiv") != "refresh" or refresh is None:
        return False
    target = page.path.parent / unquote(refresh[1]) / "index.html"
    return target.is_file() and target.resolve().is_relative_to(page.site.resolve())


def _reaching(page: BuiltPage) -> Iterator[str]:
    yield from (f"fetches {address}" for address in fetched_from_elsewhere(page))
    yield from (f"has a handler {name}" for name in page.root.xpath("//@*[starts-with(name(), 'on')]"))
    yield from (
        f"has {value!r}" for value in page.root.xpath("//@srcdoc | //@ping | //@srcset | //@formaction")
    )
    for _, attribute, link, _ in page.root.iterlinks():
        if urlsplit(link.strip()).scheme.lower() not in _SCHEMES or link.startswith("//"):
            yield f"has {attribute}={link!r}"
    for link in page.root.xpath("//a[starts-with(@href, 'http')]"):
        if "opener" in (link.get("rel") or "").split():
            yield f"opens {link.get('href')}"
