"""Every repository gets the addresses, the navigation and the findings of the golden file beside it.

A repository is one file: a line `=== path` begins each of its files; `=== path * 3` writes it three times, with
the number for each `{n}` in the path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from callboard.docs import DocsLibrary, NavItem
from unit.docs.repositories import build

_GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "docs-navigation"
_INPUTS = sorted(_GOLDEN.glob("*.repository"))
_FILE = re.compile(r"^=== (\S+(?: \S+)*?)(?: \* ([0-9]+))?\n", re.MULTILINE)


def files_of(text: str) -> dict[str, str]:
    """The files of a written repository."""
    _, *parts = _FILE.split(text)
    files = {}
    for path, times, content in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        for number in range(int(times or 1)):
            files[path.replace("{n}", str(number))] = content
    return files


def described(library: DocsLibrary) -> list[str]:
    """The navigation as a list, then the pages that it does not name, then what is told."""
    (docs,) = library.sets.values()
    shown = list(_items(docs.navigation, 0))
    named = {address.partition("#")[0] for address in _addresses(docs.navigation)}
    rest = [f"+ {page.path} -> {page.address}" for page in docs.pages if page.address not in named]
    told = [f"> {found}" for found in library.findings]
    return [*shown, *rest, *told]


def _items(items: Sequence[NavItem], depth: int) -> Iterator[str]:
    for item in items:
        target = (
            f" ({item.url})" if item.url else "" if item.address is None else f" -> {item.address or '.'}"
        )
        yield f"{'  ' * depth}- {item.title}{target}"
        yield from _items(item.children, depth + 1)


def _addresses(items: Sequence[NavItem]) -> Iterator[str]:
    for item in items:
        if item.address is not None:
            yield item.address
        yield from _addresses(item.children)


@pytest.mark.parametrize("path", _INPUTS, ids=lambda path: path.stem)
def test_a_repository_has_the_navigation_of_its_golden_file(path: Path) -> None:
    """Titles, nesting and addresses; each finding with its place."""
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    assert described(build(files_of(path.read_text("utf-8")))) == expected


def test_there_are_cases() -> None:
    """An empty folder would prove nothing."""
    assert len(_INPUTS) >= 20
