"""The reference of annotations and the rules say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callboard.annotations import AnnotationRule, Shape, load_rules

_ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \| (.*) \|$", re.MULTILINE)


def _rows(root: Path) -> dict[str, tuple[str, str]]:
    text = (root / "docs/reference/annotations.md").read_text()
    return {key: (meaning, leads_to) for key, meaning, leads_to in _ROW.findall(text)}


def _leads_to(rule: AnnotationRule) -> str:
    if rule.secret:
        return "*secret*"
    if rule.shape in {Shape.ADDRESS, Shape.LOCATION}:
        return "*address*"
    return ", ".join(f"{link.tool.name} `{link.path}`" for link in rule.links) or "none"


def test_every_annotation_has_its_row_and_every_row_an_annotation(root: Path) -> None:
    """With its label, and where its links lead."""
    documented = {key: (meaning.split(";")[0], leads_to) for key, (meaning, leads_to) in _rows(root).items()}
    assert documented == {key: (rule.label, _leads_to(rule)) for key, rule in load_rules().items()}


def test_what_is_deprecated_says_what_to_use(root: Path) -> None:
    """The row names the key that took its place."""
    rows = _rows(root)
    for key, rule in load_rules().items():
        assert (f"use `{rule.deprecated_for}`" in rows[key][0]) is bool(rule.deprecated_for)


def test_every_tool_has_its_row(root: Path) -> None:
    """With its own address, where it has one."""
    text = (root / "docs/reference/annotations.md").read_text().split("## Tools", 1)[1]
    documented = dict(re.findall(r"^\| `([a-z-]+)` \| (\S+) \|$", text, re.MULTILINE))
    tools = {link.tool for rule in load_rules().values() for link in rule.links}
    assert documented == {tool.name: tool.base or "none" for tool in tools}


def test_every_annotation_that_backstage_documents_is_known(root: Path) -> None:
    """The rules of the descriptor format name no key that we have not heard of."""
    spec = root.parent / "shared" / "descriptor-spec.md"
    if not spec.exists():
        pytest.skip("the descriptor rules are not beside this checkout")
    table = spec.read_text().split("## 11.", 1)[1].split("## 12.", 1)[0]
    cells = re.findall(r"^\| ([a-z][^|]*/[^|]*) \|", table, re.MULTILINE)
    keys = {word for cell in cells for word in re.findall(r"[a-z0-9.-]+/[A-Za-z][\w.-]*[A-Za-z]", cell)}
    known = load_rules()
    missing = {key for key in keys if key not in known and not any(name.startswith(key) for name in known)}
    assert missing == set()
