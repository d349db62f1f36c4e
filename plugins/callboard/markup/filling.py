"""The last step of a page: its open links get their addresses.

Cheap, and apart from everything dear: when a page elsewhere moves, only this is done again.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from callboard.markup.addresses import is_external, safe_address
from callboard.markup.page import Draft, LinkKind, OpenLink, RenderedPage, Resolve

HOLE: Final = "\0"
"""What a hole begins and ends with; no parser of HTML lets it through, so no page can forge one."""


def fill(draft: Draft, answers: Sequence[str | None]) -> str:
    """The draft's HTML with an answer for each of its links, see `Resolve`."""
    if not draft.links:
        return draft.html
    parts = draft.html.split(HOLE)
    tags = [filled(link, answer) for link, answer in zip(draft.links, answers, strict=True)]
    parts[1::2] = [tags[int(number)] for number in parts[1::2]]
    return "".join(parts)


def filled(link: OpenLink, answer: str | None) -> str:
    """A link's opening tag, or what stands for a picture."""
    address = answer if answer is None else safe_address(answer)
    return (_image if link.kind is LinkKind.IMAGE else _anchor)(link, address)


def answered(draft: Draft, resolve: Resolve) -> RenderedPage:
    """The draft with its links answered one by one."""
    html = fill(draft, [resolve(link.target, link.kind) for link in draft.links])
    return RenderedPage(html, draft.title, draft.toc, draft.problem)


def tag(name: str, attributes: Sequence[tuple[str, str]]) -> str:
    """An opening tag."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes)
    return f"<{name}{written}>"


def _anchor(link: OpenLink, address: str | None) -> str:
    if address is None:
        return tag("a", _with_class(link.attributes, "cb-dead-link"))
    if not address:
        return tag("a", link.attributes)
    relation = (("rel", "noopener noreferrer"),) if is_external(address) else ()
    return tag("a", (("href", address), *link.attributes, *relation))


def _image(link: OpenLink, address: str | None) -> str:
    if address and not is_external(address):
        return tag("img", (("src", address), ("alt", link.words), *link.attributes))
    words = escape(link.words or _file_name(link.target))
    if address is None:
        return f'<span class="cb-dead-link">{words}</span>'
    if not address or link.nested:
        return words
    # A picture elsewhere would tell its host who reads this page: the reader decides.
    attributes = (("href", address), ("class", "cb-remote-image"), ("rel", "noopener noreferrer"))
    return f"{tag('a', attributes)}{words}</a>"


def _with_class(attributes: Sequence[tuple[str, str]], name: str) -> list[tuple[str, str]]:
    classes = dict(attributes).get("class", "")
    return [*(pair for pair in attributes if pair[0] != "class"), ("class", f"{classes} {name}".strip())]


def _file_name(source: str) -> str:
    return source.partition("?")[0].rstrip("/").rpartition("/")[2] or "image"
