"""Documentation pages of ordinary look and length, linked among each other and across repositories."""

from __future__ import annotations

import posixpath
import random
import struct
import zlib
from collections.abc import Iterator

from acme.blocks import KINDS, Block, Code, Heading, Items, Note, Page, Paragraph, Picture, Table
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
    return Page(path, heading, tuple(_blocks(plan, number, path, chance)))


def _blocks(plan: Plan, number: int, path: str, chance: random.Random) -> Iterator[Block]:
    yield Paragraph(paragraph(chance))
    if chance.random() < 0.15:
        yield Picture(_relative(PICTURE, path), title(chance))
    # Most pages are short and a few are long.
    for _ in range(min(14, int(chance.lognormvariate(1.3, 0.5)))):
        yield Heading(2, title(chance))
        yield Paragraph(f"{paragraph(chance)}\n{_link(plan, number, path, chance)}")
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
        yield Code(*_code(chance))
    elif what < 0.58:
        head = tuple(words(chance, chance.randint(2, 4)))
        rows = tuple(
            tuple(" ".join(words(chance, chance.randint(1, 4))) for _ in head)
            for _ in range(chance.randint(3, 9))
        )
        yield Table(head, rows)
    elif what < 0.68:
        yield Note(chance.choice(list(KINDS)), title(chance), paragraph(chance, 1, 3))


def _link(plan: Plan, number: int, path: str, chance: random.Random) -> str:
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


def _code(chance: random.Random) -> tuple[str, str]:
    """A language and some lines of it."""
    a, b, c, d = (found.strip("s") or "x" for found in words(chance, 4))
    number = chance.randrange(10_000)
    return chance.choice(
        (
            (
                "python",
                f"from {a} import {b.title()}\n\n\ndef {c}_{d}(value: int = {number}) -> {b.title()}:\n"
                f'    """Make one."""\n    if value < 0:\n        raise ValueError(f"no {d}: {{value}}")\n'
                f'    return {b.title()}(value, name="{a}")',
            ),
            ("yaml", f"{a}:\n  {b}: {number}\n  {c}:\n    - name: {d}\n      enabled: true\n    - name: {a}"),
            (
                "bash",
                f"#!/bin/sh\nset -eu\nfor each in {a} {b} {c}; do\n"
                f'  kubectl -n "$each" get pods | grep {d} || exit {number % 100}\ndone',
            ),
            ("json", f'{{\n  "{a}": {number},\n  "{b}": ["{c}", "{d}"],\n  "valid": true\n}}'),
            (
                "go",
                f"func {b.title()}(ctx context.Context, {a} string) error {{\n"
                f'\tif {a} == "" {{\n\t\treturn fmt.Errorf("{c} %d", {number})\n\t}}\n\treturn nil\n}}',
            ),
            (
                "sql",
                f"SELECT {a}, count(*) AS n\nFROM {b}_{c}\nWHERE {d} > {number}\nGROUP BY {a}\nORDER BY n DESC;",
            ),
        )
    )


def picture() -> bytes:
    """A PNG of a few grey stripes."""
    width, height = 320, 120
    rows = b"".join(b"\0" + bytes((x // 20 * 12 + y) % 256 for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
