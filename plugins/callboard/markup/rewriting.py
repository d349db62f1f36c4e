"""One pass over sanitised HTML: links opened, headings numbered off, words gathered.

It runs on `sanitise_html`'s output, whose spelling is fixed, so tags can be told by a pattern: a `<` in text
is always escaped, and so are `<`, `>` and `"` inside attributes.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Final

from callboard.markup.filling import HOLE, filled, tag
from callboard.markup.headings import Heading, HeadingLines, forge_slugs, slug
from callboard.markup.page import LinkKind, OpenLink, Places

_TAG: Final = re.compile(r"<(/?)(a|img|input|h[1-6])((?: [^<>]*)?)>")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_HOLE: Final = re.compile(f"{HOLE}([0-9]+){HOLE}")
_ID: Final = re.compile(r'<[a-z0-9]+(?: [a-z-]+="[^"]*")*? id="([^"]+)"')
# A reference to a footnote is no word of a heading.
_NOTE: Final = re.compile(r'<sup id="fnref[^<>]*>.*?</sup>', re.DOTALL)
# Between these, words of two elements are not one word.
_INLINE: Final = re.compile(
    r"</?(?:a|abbr|b|code|del|em|i|ins|kbd|mark|s|samp|small|span|strong|sub|sup|u|var)(?: [^<>]*)?>"
)


@dataclass(slots=True)
class Rewriting:
    """What has been found so far, and the HTML as far as it is finished.

    `lines` are those of the text that the page is made from; None where nobody asks for them.
    """

    lines: HeadingLines | None = None
    out: list[str] = field(default_factory=list)
    links: list[OpenLink] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    """All of them, the page's title among them."""
    ids: set[str] = field(default_factory=set)
    title: str | None = None
    _repeats: dict[str, int] = field(default_factory=dict)
    _heading: tuple[int, int, dict[str, str]] | None = None
    _inside: list[str] = field(default_factory=list)
    _within: bool = False
    _elsewhere: set[str] = field(default_factory=set)
    """The ids that the page had before headings got theirs."""

    def run(self, html: str) -> str:
        """The HTML with open links and with headings that can be linked to."""
        position = 0
        out = self.out
        if ' id="' in html:
            self._elsewhere = {unescape(found) for found in _ID.findall(html)}
        for match in _TAG.finditer(html):
            out.append(html[position : match.start()])
            position = match.end()
            closing, name, rest = match.groups()
            if closing:
                self._close(name)
            else:
                self._open(name, {key: unescape(value) for key, value in _ATTRIBUTE.findall(rest)})
        out.append(html[position:])
        return "".join(out)

    def settled(self, html: str, places: Places) -> tuple[str, tuple[OpenLink, ...]]:
        """The page and its open links, without those that stay within it."""
        if not self._within:
            return html, tuple(self.links)
        kept: list[OpenLink] = []

        def settle(match: re.Match[str]) -> str:
            link = self.links[int(match[1])]
            within = link.kind is LinkKind.LINK and link.target[:1] == "#"
            found = places.find(link.target[1:]) if within else ""
            if found:
                return filled(link, f"#{found}")
            kept.append(link)
            return f"{HOLE}{len(kept) - 1}{HOLE}"

        return _HOLE.sub(settle, html), tuple(kept)

    def places(self, html: str) -> Places:
        """Where links into the finished page can lead."""
        ids = {unescape(found) for found in _ID.findall(html)} if ' id="' in html else set()
        other = forge_slugs(self.headings)
        return Places(frozenset(ids), {name: place for name, place in other.items() if name not in ids})

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "img":
            self._image(attributes)
        elif name == "input":
            self._input(attributes)
        elif name == "a":
            self._open_link(attributes)
        elif self._heading is None:
            self._heading = (int(name[1]), len(self.out), attributes)

    def _close(self, name: str) -> None:
        if name == "a":
            if self._inside:
                self.out.append(f"</{self._inside.pop()}>")
        elif name[0] == "h":
            self._close_heading(int(name[1]))

    def _open_link(self, attributes: dict[str, str]) -> None:
        target = attributes.pop("href", None)
        named = attributes.pop("name", "")
        if named and "id" not in attributes:
            # What HTML 4 called the place that a link leads to; half of all READMEs still do.
            attributes["id"] = named
        if target is None:
            # A named place, as `<a id="x">`; it takes no click.
            name = "a" if attributes.get("id") else "span"
            self._inside.append(name)
            self.out.append(tag(name, list(attributes.items())))
            return
        self._inside.append("a")
        target = target.strip()
        self._within = self._within or target.startswith("#")
        self._hole(OpenLink(target, LinkKind.LINK, tuple(attributes.items())))

    def _image(self, attributes: dict[str, str]) -> None:
        source = attributes.pop("src", "").strip()
        words = " ".join(attributes.pop("alt", "").split())
        nested = bool(self._inside)
        self._hole(OpenLink(source, LinkKind.IMAGE, tuple(attributes.items()), words, nested))

    def _hole(self, link: OpenLink) -> None:
        self.out.append(f"{HOLE}{len(self.links)}{HOLE}")
        self.links.append(link)

    def _input(self, attributes: dict[str, str]) -> None:
        # Without its type it would be a field to type into, and nobody should type anything here.
        if attributes.get("type") in {"radio", "checkbox"}:
            if not attributes.get("name", "").startswith("__tabbed_"):
                attributes["disabled"] = ""
            self.out.append(tag("input", list(attributes.items())))

    def _close_heading(self, level: int) -> None:
        if self._heading is None or self._heading[0] != level:
            return
        _, start, attributes = self._heading
        self._heading = None
        content = "".join(self.out[start:])
        words = words_of(_NOTE.sub("", content) if "fnref" in content else content)
        if level == 1 and self.title is not None:
            level = 2
        stated = attributes.pop("id", "")
        anchor = self.free_anchor(stated) if stated else self.free_anchor(slug(words), self._elsewhere)
        line = self.lines.line_of(words) if self.lines and words else 0
        if level == 1:
            self.title = words
        if words:
            self.headings.append(Heading(level, anchor, words, line))
        placed = {"data-cb-line": str(line)} if line else {}
        opening = tag(f"h{level}", [("id", anchor), *attributes.items(), *placed.items()])
        self.out[start:] = [f"{opening}{content}{_permalink(anchor)}</h{level}>"]

    def free_anchor(self, wanted: str, elsewhere: AbstractSet[str] = frozenset()) -> str:
        """An id that no heading of the page has yet, and nothing `elsewhere` in it; it is taken now."""
        anchor = wanted
        while not anchor or anchor in self.ids or anchor in elsewhere:
            self._repeats[wanted] = self._repeats.get(wanted, 0) + 1
            anchor = f"{wanted}_{self._repeats[wanted]}"
        self.ids.add(anchor)
        return anchor


def words_of(html: str) -> str:
    """The text of sanitised HTML on one line."""
    return " ".join(unescape(_ANY_TAG.sub(" ", _INLINE.sub("", _HOLE.sub("", html)))).split())


def title_heading(title: str, anchor: str) -> str:
    """A page's title as its `h1`."""
    return f"{tag('h1', [('id', anchor)])}{escape(title)}{_permalink(anchor)}</h1>\n"


def _permalink(anchor: str) -> str:
    attributes = [("class", "headerlink"), ("href", f"#{anchor}"), ("title", "Permanent link")]
    return f"{tag('a', attributes)}&para;</a>"
