"""How scalars and collections get their values: by YAML 1.2's core schema, or 1.1's where a file asks for it.

Each method does what npm `yaml` 2.x does with the same tag; a tag that it does not know is a warning and the
value stays plain.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from callboard.descriptors.scalars import Scalar, number, resolve_plain
from callboard.descriptors.tags import CORE

_WORDS_11: Final[dict[str, Scalar]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("Y", "y", "Yes", "yes", "YES", "True", "true", "TRUE", "On", "on", "ON"), True),
    **dict.fromkeys(("N", "n", "No", "no", "NO", "False", "false", "FALSE", "Off", "off", "OFF"), False),
}
_TIMESTAMP: Final = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:t|T|[ \t]+)([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(\.[0-9]+)?"
    r"(?:[ \t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?)?",
    re.ASCII,
)
_NOT_BASE64: Final = re.compile(r"[^A-Za-z0-9+/]")


class Moment(str):
    """A timestamp: JSON writes JavaScript's date as a text."""

    __slots__ = ()


class ValueProblemError(ValueError):
    """Raised when a tag cannot be applied to a value."""


@dataclass(frozen=True, slots=True)
class Schema:
    """The types of one YAML version."""

    is_11: bool = False

    def plain(self, text: str) -> Scalar:
        """The value of a plain scalar without a tag."""
        return resolve_plain_11(text) if self.is_11 else resolve_plain(text)

    def tagged(self, text: str, tag: str, warnings: list[str]) -> Any:
        """The value of a scalar with a tag."""
        kind = tag.removeprefix(CORE) if tag.startswith(CORE) else ""
        if tag == "!" or kind == "str":
            return text
        if kind in {"null", "bool", "int", "float"}:
            value = self.plain(text)
            if _type_of(value, text) == kind:
                return value
        elif kind == "timestamp":
            return _timestamp(text)
        elif kind == "binary":
            return _binary(text)
        elif kind == "merge":
            return "<<"
        warnings.append(f"Unresolved tag: {tag}")
        return text

    def collection(self, value: Any, tag: str | None, warnings: list[str]) -> Any:
        """The value of a sequence or mapping with or without a tag."""
        kind = tag.removeprefix(CORE) if tag is not None and tag.startswith(CORE) else ""
        if tag is None or tag == "!" or kind == ("seq" if isinstance(value, list) else "map"):
            return value
        if isinstance(value, dict) and kind == "set":
            if any(item is not None for item in value.values()):
                raise ValueProblemError("The entries of a set have no values")
            # A JavaScript set has no properties, so nothing of it survives JSON.
            return {}
        if isinstance(value, list) and kind in {"pairs", "omap"}:
            return _pairs(value, kind)
        warnings.append(f"Unresolved tag: {tag}")
        return value


def resolve_plain_11(text: str) -> Scalar:
    """The value of a plain scalar under YAML 1.1; a timestamp is a text in ISO 8601."""
    if text in _WORDS_11:
        return _WORDS_11[text]
    for pattern, read in _NUMBERS_11:
        if pattern.fullmatch(text):
            return read(text)
    return _timestamp(text) if _TIMESTAMP.fullmatch(text) else text


def _integer(text: str, prefix: int, base: int) -> int | float:
    sign = text[0] if text[0] in "+-" else ""
    digits = text[len(sign) + prefix :].replace("_", "")
    if not digits:
        return math.nan
    # Python reads thousands of decimal digits only as a float; the other bases have no such limit.
    value = float(digits) if base == 10 else int(digits, base)  # noqa: PLR2004
    try:
        return number(float(-value if sign == "-" else value))
    except OverflowError:
        return -math.inf if sign == "-" else math.inf


def _float(text: str) -> int | float:
    """What JavaScript's `parseFloat` reads: the longest number at the start, else NaN."""
    match = re.match(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", text.replace("_", ""))
    return number(float(match[0])) if match else math.nan


def _sexagesimal(text: str) -> int | float:
    sign = -1 if text.startswith("-") else 1
    value = 0.0
    for part in text.lstrip("+-").replace("_", "").split(":"):
        value = value * 60 + (float(part) if part not in {"", "."} else 0)
    return number(sign * value)


def _timestamp(text: str) -> Moment | None:
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise ValueProblemError("A timestamp starts with yyyy-mm-dd")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    fraction = f"{match[7] or '.'}000"[1:4]
    try:
        # `Date.UTC`: years below 100 are of the twentieth century, month 13 is January of the next year.
        year += 1900 if year < 100 else 0  # noqa: PLR2004
        start = datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, tzinfo=UTC)
        moment = start + timedelta(
            days=day - 1, hours=hour, minutes=minute, seconds=second, milliseconds=int(fraction)
        )
        moment -= timedelta(minutes=_zone_minutes(match[8]))
    except (ValueError, OverflowError):
        return None
    return Moment(moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z")


def _zone_minutes(zone: str | None) -> float:
    if not zone or zone == "Z":
        return 0
    value = float(_sexagesimal(zone))
    return value * 60 if abs(value) < 30 else value  # noqa: PLR2004  (hours alone, as npm `yaml` tells them apart)


def _binary(text: str) -> dict[str, Any]:
    """A Node buffer as JSON; `Buffer.from` takes what is base64 and leaves the rest."""
    cleaned = _NOT_BASE64.sub("", text.replace("-", "+").replace("_", "/").partition("=")[0])
    if len(cleaned) % 4 == 1:
        cleaned = cleaned[:-1]
    try:
        data = base64.b64decode(cleaned + "=" * (-len(cleaned) % 4))
    except binascii.Error:
        data = b""
    return {"type": "Buffer", "data": list(data)}


def _pairs(value: list[Any], kind: str) -> Any:
    keys: list[Any] = []
    for item in value:
        if isinstance(item, dict) and len(item) > 1:
            raise ValueProblemError("Each pair stands on its own after a dash")
        keys.extend(item if isinstance(item, dict) else [item])
    if kind == "omap":
        if len(keys) != len({str(key) for key in keys}):
            raise ValueProblemError("An ordered map has no key twice")
        return {}
    return [item if isinstance(item, dict) else {"": item} for item in value]


def _type_of(value: Scalar, text: str) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "str"
    has_mark = any(mark in text for mark in ".eE") and not text.startswith("0x")
    is_float = not math.isfinite(value) or has_mark
    return "float" if is_float else "int"


_NUMBERS_11: Final[tuple[tuple[re.Pattern[str], Callable[[str], int | float]], ...]] = (
    (re.compile(r"[-+]?0b[01_]+"), lambda text: _integer(text, 2, 2)),
    (re.compile(r"[-+]?0[0-7_]+"), lambda text: _integer(text, 1, 8)),
    (re.compile(r"[-+]?[0-9][0-9_]*"), lambda text: _integer(text, 0, 10)),
    (re.compile(r"[-+]?0x[0-9a-fA-F_]+"), lambda text: _integer(text, 2, 16)),
    (
        re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN"),
        lambda text: float(text.replace(".", "").lower()),
    ),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+"), _float),
    (re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*"), _float),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+"), _sexagesimal),
    (re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"), _sexagesimal),
)
