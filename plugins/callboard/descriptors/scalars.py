"""Plain scalars become values by the YAML 1.2 core schema; numbers are JavaScript's.

YAML 1.2.2, section 10.3.2. Backstage reads descriptors with the npm package `yaml`, so a value is whatever a
JavaScript double makes of it: `1.10` is 1.1, twenty digits are rounded, infinities do not survive JSON.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Final, TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

_FIRST: Final = frozenset("~-+.0123456789nNtTfF")
_WORDS: Final[dict[str, Scalar]] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_OCTAL: Final = re.compile(r"0o[0-7]+", re.ASCII)
_INTEGER: Final = re.compile(r"[-+]?[0-9]+", re.ASCII)
_HEXADECIMAL: Final = re.compile(r"0x[0-9a-fA-F]+", re.ASCII)
_NOT_FINITE: Final = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN", re.ASCII)
_FLOAT: Final = re.compile(
    r"[-+]?(?:(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|\.[0-9]+|[0-9]+\.[0-9]*)", re.ASCII
)

_LARGEST_EXACT: Final = 2**53
_FIRST_EXPONENTIAL: Final = 1e21
_SMALLEST_POSITIONAL: Final = 1e-6


def resolve_plain(text: str) -> Scalar:  # noqa: PLR0911  (one way out for each type)
    """The value of a plain scalar under YAML 1.2's core schema; infinities and NaN stay floats."""
    if text and text[0] not in _FIRST:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return number(float(text)) if len(text) > 15 else int(text)  # noqa: PLR2004  (15 digits are exact)
    if _FLOAT.fullmatch(text):
        return number(float(text))
    if _OCTAL.fullmatch(text):
        return _integer(text[2:], 8)
    if _HEXADECIMAL.fullmatch(text):
        return _integer(text[2:], 16)
    if _NOT_FINITE.fullmatch(text):
        return float(text.replace(".", "").lower())
    return text


def _integer(digits: str, base: int) -> int | float:
    value = int(digits, base)
    try:
        return number(float(value))
    except OverflowError:
        return math.inf


def number(value: float) -> int | float:
    """The number as JSON written by JavaScript shows it: whole numbers without a point, 17 digits at most."""
    if not math.isfinite(value) or not value.is_integer() or abs(value) >= _FIRST_EXPONENTIAL:
        return value
    return int(value) if abs(value) <= _LARGEST_EXACT else int(Decimal(repr(value)))


def jsonable(value: Scalar) -> Scalar:
    """The value after a trip through JSON: what is not finite is null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def key_text(value: Scalar) -> str:
    """The property name that JavaScript makes of a scalar used as a key."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _float_text(value)


def _float_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if _SMALLEST_POSITIONAL <= abs(value) < _FIRST_EXPONENTIAL:
        return format(Decimal(repr(value)), "f")
    mantissa, _, exponent = repr(value).partition("e")
    return f"{mantissa.removesuffix('.0')}e{int(exponent):+d}"
