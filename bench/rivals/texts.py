"""The documentation of a whole organisation as one folder of pages, as a single generator wants it."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from acme.blocks import Page
from acme.pages import PICTURE, pages, picture
from acme.plan import Plan, name

FORMS: dict[str, tuple[str, Callable[[Page], str]]] = {
    "markdown": (".md", Page.markdown),
    "starlight": (".md", Page.starlight),
    "asciidoc": (".adoc", Page.asciidoc),
}


def write_pages(plan: Plan, folder: Path, form: str, pictures: Path | None = None) -> None:
    """Write each repository's pages to a folder of its own; `pictures` is another place for pictures."""
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        work = partial(_write_one, plan, folder, form, pictures)
        for _ in workers.map(work, range(plan.repositories), chunksize=10):
            pass


def _write_one(plan: Plan, folder: Path, form: str, pictures: Path | None, number: int) -> None:
    ending, written = FORMS[form]
    home = folder / name(number)
    for page in pages(plan, number):
        write(home / (page.path[:-3] + ending), written(page))
    place = (pictures or home) / PICTURE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(picture())


def write(path: Path, text: str) -> None:
    """Write a text and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
