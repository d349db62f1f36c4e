"""Reading values whose types nobody promised, and names for what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from callboard.apis.summary import LONGEST_LINE, LONGEST_TEXT, MOST_OPERATIONS, Operation
from callboard.model import JsonMapping, JsonValue

_LONGEST_ANCHOR: Final = 80
_NOT_IN_ANCHOR: Final = re.compile(r"[^a-z0-9]+")
_NOTHING: Final[JsonMapping] = {}


def mapping(value: JsonValue) -> JsonMapping:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, Mapping) else _NOTHING


def items(value: JsonValue) -> Sequence[JsonValue]:
    """The value if it is a list, else an empty one."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def pairs(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """The entries of a mapping with their keys as text: YAML allows any scalar as a key."""
    for key, item in mapping(value).items():
        yield line(key), item


def line(value: JsonValue) -> str:
    """A word or a number as one line of text of bearable length; `""` for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        told = str(value)[:LONGEST_TEXT]
    except ValueError:  # an integer with more digits than Python prints
        return ""
    short = " ".join(_printable(told).split())
    return short if len(short) <= LONGEST_LINE else f"{short[: LONGEST_LINE - 1]}…"


def paragraph(value: JsonValue) -> str:
    """A text with its line breaks, cut to a bearable length; `""` for anything else."""
    return _printable(value[:LONGEST_TEXT]).strip() if isinstance(value, str) else ""


def first_line(value: JsonValue) -> str:
    """The first line of a text that says anything."""
    return line(next(iter(paragraph(value).splitlines()), ""))


def in_groups(operations: Iterable[Operation], order: Iterable[str]) -> tuple[Operation, ...]:
    """The operations by group: the groups given, then others as they appear, then those without one."""
    groups: dict[str, list[Operation]] = {name: [] for name in order}
    for operation in operations:
        groups.setdefault(operation.group, []).append(operation)
    ungrouped = groups.pop("", [])
    return tuple(operation for group in (*groups.values(), ungrouped) for operation in group)


def anchored(operations: Iterable[Operation]) -> tuple[Operation, ...]:
    """The operations, each with an anchor of its own: what it was given, else verb and path, made safe."""
    taken: dict[str, int] = {}
    return tuple(_anchor(operation, taken) for operation in operations)


def bounded(operations: Iterator[Operation]) -> tuple[tuple[Operation, ...], str]:
    """As many operations as anybody lists, and the problem if there were more."""
    kept = tuple(islice(operations, MOST_OPERATIONS))
    if next(operations, None) is None:
        return kept, ""
    return kept, f"The definition has more than {MOST_OPERATIONS} operations; only the first are listed"


def _printable(text: str) -> str:
    """The text without control characters, of which some end a page and some turn its words around."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in "\n\t" else " " for char in text)


def _anchor(operation: Operation, taken: dict[str, int]) -> Operation:
    told = operation.anchor or f"{operation.verb} {operation.path}"
    safe = _NOT_IN_ANCHOR.sub("-", told.lower()).strip("-")[:_LONGEST_ANCHOR] or "operation"
    anchor = f"op-{safe}"
    taken[anchor] = taken.get(anchor, 0) + 1
    while taken[anchor] > 1:
        anchor = f"{anchor}-{taken[anchor]}"
        taken[anchor] = taken.get(anchor, 0) + 1
    return replace(operation, anchor=anchor)
