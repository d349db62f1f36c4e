"""The parts of a documentation page, and how each generator wants them written.

A page is made once and written as Markdown of Python-Markdown, as Markdown of Starlight and as AsciiDoc, so
that every generator is given the same text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or below."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text, with links, stress and code as Markdown writes them."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; an item's second text stands below it, a level deeper."""

    items: tuple[tuple[str, str], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of a programming language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A box beside the text; of the kinds that all generators have."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, relative to the page."""

    path: str
    words: str


Block: TypeAlias = Heading | Paragraph | Items | Table | Code | Note | Picture

KINDS = {"note": "note", "tip": "tip", "warning": "caution", "danger": "danger"}
_ADOC_KINDS = {"note": "NOTE", "tip": "TIP", "warning": "WARNING", "danger": "CAUTION"}
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Page:
    """A documentation page; `path` is relative to the folder of the pages and ends in `.md`."""

    path: str
    title: str
    blocks: tuple[Block, ...] = field(default=())

    def markdown(self) -> str:
        """As MkDocs, Zensical and Callboard read it."""
        return f"# {self.title}\n\n" + "\n".join(_markdown(block) for block in self.blocks)

    def starlight(self) -> str:
        """As Starlight reads it: the title in front matter, and boxes of its own."""
        return f'---\ntitle: "{self.title}"\n---\n\n' + "\n".join(_starlight(block) for block in self.blocks)

    def asciidoc(self) -> str:
        """As Antora reads it."""
        return f"= {self.title}\n\n" + "\n".join(_asciidoc(self, block) for block in self.blocks)


def _markdown(block: Block) -> str:  # noqa: PLR0911  # one for each kind of block
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}\n"
        case Paragraph(text):
            return f"{text}\n"
        case Items(items, ordered):
            return "".join(_item(text, below, "1." if ordered else "-") for text, below in items)
        case Table(head, rows):
            lines = [head, tuple("---" for _ in head), *rows]
            return "".join(f"| {' | '.join(line)} |\n" for line in lines)
        case Code(language, text):
            return f"```{language}\n{text}\n```\n"
        case Note(kind, title, text):
            return f'!!! {kind} "{title}"\n\n    ' + text.replace("\n", "\n    ") + "\n"
        case Picture(path, words):
            return f"![{words}]({path})\n"


def _item(text: str, below: str, sign: str) -> str:
    return f"{sign} {text}\n" + (f"    - {below}\n" if below else "")


def _starlight(block: Block) -> str:
    if isinstance(block, Note):
        return f":::{KINDS[block.kind]}[{block.title}]\n{block.text}\n:::\n"
    return _markdown(block)


def _asciidoc(page: Page, block: Block) -> str:  # noqa: PLR0911  # as above
    depth = page.path.count("/")

    def inline(text: str) -> str:
        return _LINK.sub(lambda found: _asciidoc_link(found[1], found[2], page.path), text).replace("**", "*")

    match block:
        case Heading(level, text):
            return f"{'=' * level} {text}\n"
        case Paragraph(text):
            return f"{inline(text)}\n"
        case Items(items, ordered):
            sign = "." if ordered else "*"
            return "".join(
                f"{sign} {inline(text)}\n" + (f"{sign * 2} {inline(below)}\n" if below else "")
                for text, below in items
            )
        case Table(head, rows):
            body = "\n".join(" ".join(f"|{inline(cell)}" for cell in row) for row in rows)
            return f"[%header]\n|===\n{' '.join(f'|{cell}' for cell in head)}\n\n{body}\n|===\n"
        case Code(language, text):
            return f"[source,{language}]\n----\n{text}\n----\n"
        case Note(kind, title, text):
            return f"[{_ADOC_KINDS[kind]}]\n.{title}\n====\n{inline(text)}\n====\n"
        case Picture(path, words):
            return f"image::{path.removeprefix('../' * depth)}[{words}]\n"


def _asciidoc_link(text: str, target: str, path: str) -> str:
    """A link as Antora has it: pages are named from the folder of the pages."""
    if ":" in target:
        return f"link:{target}[{text}]"
    file, _, part = target.partition("#")
    parts = path.split("/")[:-1]
    for step in file.split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    return f"xref:{'/'.join(parts).removesuffix('.md')}.adoc{f'#{part}' if part else ''}[{text}]"
