"""Findings as JSON knows them; what the catalog of rules says of a code is not repeated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from callboard.findings import RULES, Finding
from callboard.origin import Origin


def finding_record(found: Finding) -> list[Any]:
    """A finding as JSON knows it."""
    origin = found.origin
    place = [origin.repository, origin.path, origin.line, origin.column, origin.commit]
    return [found.code, found.message, place, found.hint, found.entity]


def finding_from(code: str, message: str, place: Iterable[Any], hint: str, entity: str) -> Finding:
    """The finding that a record was made from."""
    return Finding(code, RULES[code].level, message, Origin(*place), hint, entity)
