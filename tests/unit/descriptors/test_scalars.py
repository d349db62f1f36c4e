"""Plain scalars become the values that JavaScript and YAML 1.2 make of them."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from callboard.descriptors import read_documents
from callboard.descriptors.scalars import jsonable, key_text, number, resolve_plain
from callboard.descriptors.schemas import resolve_plain_11


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("Null", None), ("nULL", "nULL"), ("true", True), ("TRUE", True), ("tRUE", "tRUE"),
        ("yes", "yes"), ("on", "on"), ("n", "n"), ("010", 10), ("0o10", 8), ("0O10", "0O10"), ("0x1f", 31), ("+0x1F", "+0x1F"),
        ("1_000", "1_000"), ("0b11", "0b11"), ("1.10", 1.1), ("1.0", 1), ("5.", 5), (".5", 0.5), ("1e3", 1000),
        ("2024-01-01", "2024-01-01"), ("12:30:45", "12:30:45"), ("1.2.3", "1.2.3"), ("=", "="), ("<<", "<<"), ("-0", 0),
        ("12345678901234567890", 12345678901234567000), ("1e21", 1e21), ("٣", "٣"), ("1\n", "1\n"),
    ],
)  # fmt: skip
def test_plain_text_resolves_by_the_core_schema(text: str, value: object) -> None:
    """The value has the type and the digits that JSON from JavaScript would show."""
    resolved = resolve_plain(text)
    assert resolved == value
    assert type(resolved) is type(value)


@pytest.mark.parametrize("text", [".inf", "-.INF", "+.Inf", ".nan", ".NaN"])
def test_what_is_not_finite_does_not_survive_json(text: str) -> None:
    """Infinities and NaN are floats until they are stored, then null."""
    value = resolve_plain(text)
    assert isinstance(value, float)
    assert not math.isfinite(value)
    assert jsonable(value) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "1"), (1.5, "1.5"), (True, "true"), (None, ""), (1e21, "1e+21"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"), (1e-6, "0.000001"),
     (math.inf, "Infinity"), (-math.inf, "-Infinity"), (math.nan, "NaN"), ("a", "a")],
)  # fmt: skip
def test_keys_are_texts_as_in_javascript(value: object, text: str) -> None:
    """A key that is no text becomes the property name that JavaScript gives it."""
    assert key_text(value) == text  # type: ignore[arg-type]


def test_whole_numbers_have_no_point() -> None:
    """A double that is whole is an integer, with 17 digits that matter."""
    assert number(3.0) == 3
    assert isinstance(number(3.0), int)
    assert number(float(2**60)) == 1152921504606847000


@pytest.mark.parametrize(
    ("text", "value"),
    [("yes", True), ("Off", False), ("010", 8), ("0b11", 3), ("1_000", 1000), ("1:30", 90), ("1:30.5", 90.5), ("0o7", "0o7"),
     ("2024-01-01", "2024-01-01T00:00:00.000Z"), ("2001-12-14t21:59:43.10-05:00", "2001-12-15T02:59:43.100Z"), ("y", True)],
)  # fmt: skip
def test_yaml_1_1_has_its_own_types(text: str, value: object) -> None:
    """Where a file asks for YAML 1.1, yes is true and 010 is eight."""
    assert resolve_plain_11(text) == value


def test_scalars_agree_with_backstages(shared: Path) -> None:
    """Every text of the golden table, as the value of a key, has Backstage's value or is refused."""
    table = json.loads((shared / "backstage-oracle" / "golden" / "scalars.json").read_text("utf-8"))
    wrong = []
    for text, told in table.items():
        [document] = read_documents(f"x: {text}\n".encode())
        value = document.value["x"] if isinstance(document.value, dict) else None
        if (document.problem is None) is ("error" in told) or value != told.get("json"):
            wrong.append((text, told, value))
    assert wrong == []
