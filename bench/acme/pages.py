"""Documentation pages of ordinary look and length, linked among each other and across repositories."""

from __future__ import annotations

import posixpath
import random
import struct
import zlib
from collections.abc import Iterator

from acme.blocks import KINDS, Block, Code, Heading, Items, Note, Page, Paragraph, Picture, Table
from acme.code import code
from acme.plan import BRANCH, FORGE, PER_REPOSITORY, Plan, name, word
from acme.prose import paragraph, sentence, title, words

PARTS = ("system", "contract", "database", "topic", "api", "worker", "gateway", "adapter", "store", "engine")
TOPICS = ("overview", "concepts", "operations", "runbook", "decisions")
PICTURE = "images/overview.png"


def page_path(index: int) -> str:
    """Where the page of this number stands; the first is the start page."""
    part, topic = PARTS[index % PER_REPOSITORY], index // PER_REPOSITORY
    if index == 0:
        return "index.md"
    return f"{part}/{TOPICS[topic] if topic < len(TOPICS) else f'note-{topic}'}.md"


def pages(plan: Plan, number: int) -> Iterator[Page]:
    """All pages of a repository."""
    for index in range(plan.pages):
        yield make_page(plan, number, index)


def make_page(plan: Plan, number: int, index: int) -> Page:
    """One page, the same whatever else is made."""
    chance = random.Random(f"{plan.seed} {number} {index}")
    path = page_path(index)
    about = f"{word(number).title()} {number}"
    part = PARTS[index % PER_REPOSITORY]
    heading = about if index == 0 else f"{about} {part}: {posixpath.basename(path)[:-3]}"
    return Page(path, heading, tuple(_blocks(plan, path, chance)))


def _blocks(plan: Plan, path: str, chance: random.Random) -> Iterator[Block]:
    yield Paragraph(paragraph(chance))
    if chance.random() < 0.15:
        yield Picture(_relative(PICTURE, path), title(chance))
    # Most pages are short and a few are long.
    for _ in range(min(14, int(chance.lognormvariate(1.3, 0.5)))):
        yield Heading(2, title(chance))
        yield Paragraph(f"{paragraph(chance)}\n{_link(plan, path, chance)}")
        yield from _matter(chance)
        if chance.random() < 0.3:
            yield Heading(3, title(chance))
            yield Paragraph(paragraph(chance, 1, 4))
            yield from _matter(chance)


def _matter(chance: random.Random) -> Iterator[Block]:
    """What stands between paragraphs, if anything."""
    what = chance.random()
    if what < 0.22:
        items = tuple(
            (sentence(chance), sentence(chance) if chance.random() < 0.2 else "")
            for _ in range(chance.randint(3, 7))
        )
        yield Items(items, ordered=chance.random() < 0.3)
    elif what < 0.45:
        yield Code(*code(chance))
    elif what < 0.58:
        head = tuple(words(chance, chance.randint(2, 4)))
        rows = tuple(
            tuple(" ".join(words(chance, chance.randint(1, 4))) for _ in head)
            for _ in range(chance.randint(3, 9))
        )
        yield Table(head, rows)
    elif what < 0.68:
        yield Note(chance.choice(list(KINDS)), title(chance), paragraph(chance, 1, 3))


def _link(plan: Plan, path: str, chance: random.Random) -> str:
    """A sentence with a link: to a page of the set, or to another repository or a page of it."""
    if plan.pages > 1 and chance.random() < 0.7:
        target = _relative(page_path(chance.randrange(plan.pages)), path)
        return f"See [{title(chance).lower()}]({target})."
    other = name(int(plan.repositories * chance.random() ** 3))
    if chance.random() < 0.5:
        return f"It is asked by [{other}]({FORGE}/{other})."
    return f"It is told in [{other}]({FORGE}/{other}/blob/{BRANCH}/docs/index.md)."


def _relative(target: str, path: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(path) or ".")


def picture() -> bytes:
    """A PNG of a few grey stripes, packed by hand: libraries pack it differently from release to release."""
    width, height = 160, 60
    rows = b"".join(b"\0" + bytes((x // 20 * 12 + y) % 256 for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    stored = b"\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    data = b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(rows))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part))
        for kind, part in ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    )
