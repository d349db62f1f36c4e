"""One pass over sanitised HTML: links answered, headings numbered off, words gathered.

It runs on `sanitise_html`'s output, whose spelling is fixed, so tags can be told by a pattern: a `<` in text
is always escaped, and so are `<`, `>` and `"` inside attributes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from callboard.markup.addresses import is_external, safe_address
from callboard.markup.page import LinkKind, Resolve, TocItem

_TAG: Final = re.compile(r"<(/?)(a|img|input|h[1-6])((?: [^<>]*)?)>")
_ANY_TAG: Final = re.compile(r"<(/?)([a-z0-9]+)[^<>]*>")
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_NOT_IN_SLUG: Final = re.compile(r"[^\w\s-]")
_BREAKS: Final = re.compile(r"[-\s]+")
# Between these, words of two elements are not one word.
_INLINE: Final = frozenset(
    (
        "a",
        "abbr",
        "b",
        "code",
        "del",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
    )
)


@dataclass(slots=True)
class Rewriting:
    """What has been found so far, and the HTML as far as it is finished."""

    resolve: Resolve
    out: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    repeats: dict[str, int] = field(default_factory=dict)
    heading: tuple[int, int, dict[str, str]] | None = None
    title: str | None = None

    def run(self, html: str) -> str:
        """The HTML with published links and with headings that can be linked to."""
        position = 0
        for match in _TAG.finditer(html):
            self.out.append(html[position : match.start()])
            position = match.end()
            closing, name, rest = match.groups()
            attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)}
            if name == "img":
                self._image(attributes)
            elif name == "input":
                self._input(attributes)
            elif name == "a":
                self._close_link() if closing else self._open_link(attributes)
            elif closing:
                self._close_heading(int(name[1]))
            else:
                self._open_heading(int(name[1]), attributes)
        self.out.append(html[position:])
        return "".join(self.out)

    def _open_link(self, attributes: dict[str, str]) -> None:
        target = attributes.pop("href", None)
        if target is None:
            # A named place, as `<a id="x">`; it takes no click.
            self._open("a" if attributes.get("id") else "span", attributes)
            return
        address = self._address(target, LinkKind.LINK)
        if not address:
            if address is None:
                attributes = _with_class(attributes, "cb-dead-link")
            self._open("span", attributes)
            return
        relation = {"rel": "noopener noreferrer"} if is_external(address) else {}
        self._open("a", {"href": address, **attributes, **relation})

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.links.append(name)
        self.out.append(_tag(name, attributes))

    def _close_link(self) -> None:
        if self.links:
            self.out.append(f"</{self.links.pop()}>")

    def _image(self, attributes: dict[str, str]) -> None:
        source = attributes.pop("src", "")
        alternative = " ".join(attributes.get("alt", "").split())
        address = self._address(source, LinkKind.IMAGE) if source else None
        if address and not is_external(address):
            self.out.append(_tag("img", {"src": address, "alt": alternative, **attributes}))
            return
        words = escape(alternative or _file_name(source))
        if address and not self.links:
            # A picture elsewhere would tell its host who reads this page: the reader decides.
            link = {"href": address, "class": "cb-remote-image", "rel": "noopener noreferrer"}
            self.out.append(f"{_tag('a', link)}{words}</a>")
        elif address is None:
            self.out.append(f'<span class="cb-dead-link">{words}</span>')
        else:
            self.out.append(words)

    def _input(self, attributes: dict[str, str]) -> None:
        # Without its type it would be a field to type into, and nobody should type anything here.
        if attributes.get("type") in {"radio", "checkbox"}:
            if not attributes.get("name", "").startswith("__tabbed_"):
                attributes["disabled"] = ""
            self.out.append(_tag("input", attributes))

    def _address(self, target: str, kind: LinkKind) -> str | None:
        target = target.strip()
        if target.startswith("#") and kind is LinkKind.LINK:
            return safe_address(target) or None
        answer = self.resolve(target, kind)
        return answer if answer is None else safe_address(answer)

    def _open_heading(self, level: int, attributes: dict[str, str]) -> None:
        if self.heading is None:
            self.heading = (level, len(self.out), attributes)

    def _close_heading(self, level: int) -> None:
        if self.heading is None or self.heading[0] != level:
            return
        _, start, attributes = self.heading
        self.heading = None
        content = "".join(self.out[start:])
        words = words_of(content)
        if level == 1 and self.title is not None:
            level = 2
        wanted = attributes.pop("id", "") or slug(words)
        anchor = self.free_anchor(wanted)
        if level == 1:
            self.title = words
        elif words:
            self.headings.append((level, anchor, words))
        permalink = _tag("a", {"class": "headerlink", "href": f"#{anchor}", "title": "Permanent link"})
        opening = _tag(f"h{level}", {"id": anchor, **attributes})
        self.out[start:] = [f"{opening}{content}{permalink}&para;</a></h{level}>"]

    def free_anchor(self, wanted: str) -> str:
        """An id that no heading of the page has yet; it is taken now."""
        anchor = wanted
        while anchor in self.ids:
            self.repeats[wanted] = self.repeats.get(wanted, 0) + 1
            anchor = f"{wanted}_{self.repeats[wanted]}"
        self.ids.add(anchor)
        return anchor


def words_of(html: str) -> str:
    """The text of sanitised HTML on one line."""
    spaced = _ANY_TAG.sub(lambda match: "" if match[2] in _INLINE else " ", html)
    return " ".join(unescape(spaced).split())


def slug(words: str) -> str:
    """The id of a heading, as Python-Markdown makes it, but never one that the theme keeps for itself."""
    cleaned = _NOT_IN_SLUG.sub("", words).strip().lower()
    return _BREAKS.sub("-", cleaned).strip("-_") or "section"


def heading(title: str, anchor: str) -> str:
    """A page's title as its `h1`."""
    permalink = _tag("a", {"class": "headerlink", "href": f"#{anchor}", "title": "Permanent link"})
    return f"{_tag('h1', {'id': anchor})}{escape(title)}{permalink}&para;</a></h1>\n"


def contents(headings: list[tuple[int, str, str]]) -> tuple[TocItem, ...]:
    """The headings as a tree: each below the nearest earlier one of a higher rank."""
    items, _ = _children(headings, 0, 0)
    return items


def _children(
    headings: list[tuple[int, str, str]], position: int, above: int
) -> tuple[tuple[TocItem, ...], int]:
    items: list[TocItem] = []
    while position < len(headings) and headings[position][0] > above:
        level, anchor, title = headings[position]
        below, position = _children(headings, position + 1, level)
        items.append(TocItem(anchor, title, level, below))
    return tuple(items), position


def _with_class(attributes: dict[str, str], name: str) -> dict[str, str]:
    return {**attributes, "class": f"{attributes.get('class', '')} {name}".strip()}


def _tag(name: str, attributes: dict[str, str]) -> str:
    written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>"


def _file_name(source: str) -> str:
    return source.partition("?")[0].rstrip("/").rpartition("/")[2] or "image"
