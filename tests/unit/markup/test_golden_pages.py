"""Markdown in, HTML out: each case is a pair of files in tests/golden/markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from callboard.markup import LinkKind, Renderer

CASES = Path(__file__).parents[2] / "golden" / "markup"
RENDERER = Renderer()


def answer(target: str, _kind: LinkKind) -> str | None:
    """Answer `dead…` with nothing, `unseen…` with no address, entities with a page, all else with itself."""
    if target.startswith("entity:"):
        return target.replace(":", "/")
    if target.startswith("dead"):
        return None
    return "" if target.startswith("unseen") else target


@pytest.mark.parametrize("case", sorted(path.stem for path in CASES.glob("*.md")))
def test_a_page_becomes_its_golden_html(case: str) -> None:
    """The HTML of a case is the one beside it."""
    page = RENDERER.render((CASES / f"{case}.md").read_text(), answer, title="Fallback title")
    assert page.html + "\n" == (CASES / f"{case}.html").read_text()
    assert not page.problem
