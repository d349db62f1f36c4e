"""Formulas in TeX made into MathML, which every browser draws and prints without a script.

The converter was written for authors one trusts, so its tree is not published: it is built again from a
closed list of elements, attributes and values. What does not fit is dropped, and what cannot be converted
stays TeX.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape, unescape
from typing import Final
from xml.etree.ElementTree import Element

MOST_SOURCE: Final = 5_000
"""Characters of one formula."""

_MOST_DEPTH: Final = 60
_CONTAINERS: Final = frozenset(
    (
        "math",
        "menclose",
        "mfrac",
        "mmultiscripts",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtr",
        "munder",
        "munderover",
        "none",
    )
)
_WORDS: Final = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_ARITIES: Final = {
    "mfrac": 2,
    "mover": 2,
    "mroot": 2,
    "msub": 2,
    "msubsup": 3,
    "msup": 2,
    "munder": 2,
    "munderover": 3,
}
_BOOLEAN: Final = re.compile(r"true|false")
# Nothing large enough, or far enough to one side, to cover what is not the formula's own.
_LENGTH: Final = re.compile(r"[+-]?(?:\d?\.\d{1,6}|\d)(?:em|ex)|0(?:px)?|[+-]?\d{1,2}(?:\.\d+)?(?:px|pt)")
_VALUES: Final = {
    "accent": _BOOLEAN,
    "accentunder": _BOOLEAN,
    "columnalign": re.compile(r"(?:left|right|center)(?: (?:left|right|center)){0,20}"),
    "columnlines": re.compile(r"(?:solid|dashed|none)(?: (?:solid|dashed|none)){0,20}"),
    "columnspacing": re.compile(r"\d(?:\.\d+)?em(?: \d(?:\.\d+)?em){0,20}"),
    "display": re.compile(r"block|inline"),
    "displaystyle": _BOOLEAN,
    "fence": _BOOLEAN,
    "form": re.compile(r"prefix|infix|postfix"),
    "largeop": _BOOLEAN,
    "linethickness": _LENGTH,
    "lspace": _LENGTH,
    "mathvariant": re.compile(r"normal"),
    "maxsize": _LENGTH,
    "minsize": _LENGTH,
    "movablelimits": _BOOLEAN,
    "notation": re.compile(r"[a-z]{1,30}(?: [a-z]{1,30}){0,3}"),
    "rowlines": re.compile(r"(?:solid|dashed|none)(?: (?:solid|dashed|none)){0,50}"),
    "rowspacing": re.compile(r"\d(?:\.\d+)?em"),
    "rspace": _LENGTH,
    "scriptlevel": re.compile(r"[+-]?\d"),
    "separator": _BOOLEAN,
    "stretchy": _BOOLEAN,
    "symmetric": _BOOLEAN,
    "width": _LENGTH,
    "height": _LENGTH,
    "depth": _LENGTH,
}
# A definition can double itself, and the rest reach for what is not a formula's.
_FORBIDDEN: Final = re.compile(
    r"\\(?:re|provide)?newcommand|\\(?:[gex]?def|let|newenvironment|DeclareMathOperator|input|include|write"
    r"|href|url|require|unicode|style|class|cssId|includegraphics)(?![a-zA-Z])"
)
# The converter knows the first of each under the name of the second.
_ENVIRONMENTS: Final = {
    "aligned": "split",
    "alignedat": "split",
    "gather": "split",
    "gather*": "split",
    "gathered": "split",
    "multline": "split",
    "multline*": "split",
    "align": "align*",
    "eqnarray": "align*",
    "eqnarray*": "align*",
}
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\{([a-z]{1,20}\*?)\}")
_NO_ENVIRONMENT: Final = re.compile(
    r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}|\\(?:label|nonumber)(?:\{[^{}]*\})?"
)
_STYLES: Final = {
    "bold": "BOLD",
    "bold-italic": "BOLD ITALIC",
    "double-struck": "DOUBLE-STRUCK",
    "fraktur": "FRAKTUR",
    "italic": "ITALIC",
    "monospace": "MONOSPACE",
    "sans-serif": "SANS-SERIF",
    "script": "SCRIPT",
}
# Some letters had their own names before the alphabets came.
_OLDER: Final = {"FRAKTUR": "BLACK-LETTER"}


@lru_cache(maxsize=2_000)
def mathml(source: str, *, display: bool) -> str | None:
    """The formula as a `math` element in HTML, None when it is none or asks for more than a formula may."""
    if len(source) > MOST_SOURCE or _FORBIDDEN.search(source) or _deepest(source) > _MOST_DEPTH:
        return None
    source = _NO_ENVIRONMENT.sub("", source).strip()
    if not source:
        return None
    tree = _converted(_ENVIRONMENT.sub(_known_environment, source), "block" if display else "inline")
    return None if tree is None else _written(tree, 0)


def _converted(source: str, display: str) -> Element | None:
    from latex2mathml.converter import convert_to_element

    try:
        return convert_to_element(source, display=display)
    except Exception:  # noqa: BLE001  # its own errors have no common base; a formula it cannot read is shown as text
        return None


def _known_environment(match: re.Match[str]) -> str:
    return f"\\{match[1]}{{{_ENVIRONMENTS.get(match[2], match[2])}}}"


def _deepest(source: str) -> int:
    """How deep braces and brackets nest."""
    depth = deepest = 0
    for mark in re.findall(r"\\.|[{}\[\]]", source):
        depth += mark in "{["
        depth -= mark in "}]" and depth > 0
        deepest = max(deepest, depth)
    return deepest


def _written(element: Element, depth: int) -> str | None:
    """The element in HTML; None when something in it is not on the list, too deep or incomplete."""
    tag = element.tag
    if depth > 4 * _MOST_DEPTH or (tag not in _CONTAINERS and tag not in _WORDS):
        return None
    if len(element) != _ARITIES.get(tag, len(element)):
        return None
    children = [_written(child, depth + 1) for child in element]
    if any(child is None for child in children):
        return None
    if tag in _WORDS:
        content = escape(_text(element), quote=False)
    else:
        content = "".join(child for child in children if child is not None)
    return f"<{tag}{_attributes(element)}>{content}</{tag}>"


def _text(element: Element) -> str:
    # The converter's tree holds entities where its text will be pasted into HTML.
    words = "".join(
        character
        for character in unescape(element.text or "")
        if character.isprintable() or character.isspace()
    )
    style = _STYLES.get(element.get("mathvariant", ""))
    return "".join(_styled(character, style) for character in words) if style else words


def _styled(letter: str, style: str) -> str:
    """The letter in the mathematical alphabet of that style, for browsers know no other way to say it."""
    if not (letter.isascii() and letter.isalnum()):
        return letter
    kind = "DIGIT" if letter.isdigit() else "CAPITAL" if letter.isupper() else "SMALL"
    word = unicodedata.name(letter).rpartition(" ")[2]
    for name in (f"MATHEMATICAL {style} {kind} {word}", f"{_OLDER.get(style, style)} {kind} {word}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    # There is no such letter, as there are no italic digits.
    return letter


def _attributes(element: Element) -> str:
    kept = {
        name: value
        for name, value in element.attrib.items()
        if name in _VALUES and _VALUES[name].fullmatch(value)
    }
    if element.tag == "mtd" and kept.get("columnalign") in {"left", "right"}:
        # Not every browser heeds the attribute, and a style would need a looser policy.
        kept["class"] = f"cb-{kept['columnalign']}"
    return "".join(f' {name}="{value}"' for name, value in sorted(kept.items()))
