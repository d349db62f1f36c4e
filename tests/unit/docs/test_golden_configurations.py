"""Every `mkdocs.yml` becomes the record and the findings of the golden file beside it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from callboard.docs.configuration import Configuration, read_configuration
from callboard.docs.patterns import Patterns, Segment
from callboard.docs.written import Written
from callboard.origin import Origin

_GOLDEN = Path(__file__).resolve().parents[2] / "golden" / "docs-configuration"
_INPUTS = sorted(_GOLDEN.glob("*.yml"))
_PLACES = {"origin", "lines"}


def described(data: bytes) -> list[str]:
    """What is left of a file: fields that differ from those of no file at all, and what is told."""
    found, findings = read_configuration(data, Origin("acme/shop", "mkdocs.yml"))
    usual, _ = read_configuration(b"strict: true", Origin("acme/shop", "mkdocs.yml"))
    values = [(field.name, getattr(found, field.name)) for field in fields(Configuration)]
    changed = [
        f"{name}: {_shown(value)}"
        for name, value in values
        if name not in _PLACES and value != getattr(usual, name)
    ]
    return [*changed, *(f"> {told}" for told in findings)]


def _shown(value: object) -> str:
    if isinstance(value, Written):
        return repr(value.value)
    if isinstance(value, Patterns):
        rules = (
            f"{'' if rule.takes else '!'}{'/'.join(map(_segment, rule.segments))}{'/' if rule.folders_only else ''}"
            for rule in value.rules
        )
        return ", ".join(rules)
    return repr(value)


def _segment(segment: Segment) -> str:
    return "**" if segment is None else segment if isinstance(segment, str) else f"<{segment.pattern}>"


@pytest.mark.parametrize("path", _INPUTS, ids=lambda path: path.stem)
def test_a_configuration_is_what_its_golden_file_says(path: Path) -> None:
    """Field by field, then each finding with its place."""
    expected = path.with_suffix(".txt").read_text("utf-8").splitlines()
    assert described(path.read_bytes()) == expected


def test_there_are_cases() -> None:
    """An empty folder would prove nothing."""
    assert len(_INPUTS) >= 20
