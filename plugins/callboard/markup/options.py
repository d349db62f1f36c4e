"""What kinds of values an option of a Markdown extension may have, when a repository chooses it.

A reader answers with the value to use, with `OURS` when the option is understood but makes no difference
here, or with None when the value is refused. None of them can name code, a file or a program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

from callboard.model import JsonValue

Value: TypeAlias = bool | int | str
Reader: TypeAlias = Callable[[JsonValue], "Value | None"]

OURS: Final = ""
"""Understood, and settled here for all pages alike."""

_TRUE: Final = frozenset(("true", "yes", "on", "1"))
_FALSE: Final = frozenset(("false", "no", "off", "0"))
_TEXT: Final = re.compile(r"[^\x00-\x1f\x7f<>&\"`{}\\]{1,100}")
_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?")
_DEPTH: Final = re.compile(r"[1-6](?:-[1-6])?")


def ours(_value: JsonValue) -> Value | None:
    """Any value: the site has one answer for everybody."""
    return OURS


def flag(value: JsonValue) -> Value | None:
    """A truth value, also as the words that Python-Markdown takes for one."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower() if isinstance(value, (str, int)) else ""
    return True if word in _TRUE else False if word in _FALSE else None


def unset_or_flag(value: JsonValue) -> Value | None:
    """A truth value, or nothing, which leaves the extension's own."""
    return OURS if value is None else flag(value)


def kept_on(value: JsonValue) -> Value | None:
    """What is always on and must not be switched off."""
    return OURS if flag(value) is True else None


def kept_off(value: JsonValue) -> Value | None:
    """What is always off and must not be switched on."""
    return OURS if flag(value) is False else None


def whole(least: int, most: int) -> Reader:
    """A whole number between two bounds, also as digits in a text."""

    def read(value: JsonValue) -> Value | None:
        if isinstance(value, str) and len(value) <= len(str(most)) and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if least <= value <= most else None

    return read


def one_of(*words: str) -> Reader:
    """One of a set of words."""
    return lambda value: value if isinstance(value, str) and value in words else None


def short_text(value: JsonValue) -> Value | None:
    """A short line without anything that HTML or Markdown would act on."""
    return value if isinstance(value, str) and _TEXT.fullmatch(value) else None


def name(value: JsonValue) -> Value | None:
    """A short name as of a user, a project or a language."""
    return value if isinstance(value, str) and _NAME.fullmatch(value) and ".." not in value else None


def heading_depth(value: JsonValue) -> Value | None:
    """A level of headings or a range of them."""
    text = str(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else ""
    return text if _DEPTH.fullmatch(text) and text[0] <= text[-1] else None
