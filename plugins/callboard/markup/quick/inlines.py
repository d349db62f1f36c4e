"""The words of a block: code, emphasis, links, pictures and addresses in their plainest forms.

Python-Markdown tries forty patterns on every piece of text. Here one pattern looks for all that begins
something, takes the forms that mean the same to everybody, and gives up on the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Final

from callboard.markup.quick.unusual import Unusual

ADDRESS: Final = r"(?<![^\s([<])https?://(?=[a-zA-Z0-9])"
"""How an address in running text begins."""

# Looking like a tag, code is seen by the parser of raw HTML first, to which these mean nothing.
_IN_CODE: Final = (
    r"(?:[^`\n<&]|&(?![#\w])|<(?!(?:script|style|textarea|title|xmp|plaintext)\b)[a-zA-Z][\w-]*>)"
)
_CODE: Final = rf"(?<!`)`(?![:#`]){_IN_CODE}+`(?!`)"
# An underscore inside a word is one; so is a star inside a link's label, where the label is looked at again.
_WORD: Final = rf"(?:[^\[\]*`\\<>&\n~^{{$_=|]|(?<=\w)_(?=\w)|{_CODE})"
_TARGET: Final = r"[\w./#?=%+;,:@!&~-]+"
_PICTURE: Final = rf"!\[[\w .,:()/'-]*\]\({_TARGET}\)"
_LINKED: Final = rf"\[(?:{_WORD})+\]\({_TARGET}\)"
_ADDRESS: Final = rf"{ADDRESS}[\w./#?=%+&:-]*[a-zA-Z0-9/]"
_LABEL: Final = rf"{_ADDRESS}(?=\])|(?:{_WORD}|\*|\n(?=\S)|{_PICTURE})+"
_TITLE: Final = r"[^\"\\<>&`*_\[\]\n{]+"
_NOT_MORE: Final = r"(?![(\[{])"
# Emphasis begins behind a blank or an opening bracket and ends before a blank or punctuation.
_BEFORE: Final = r"(?<![^\s(\"'/])"
_AFTER: Final = r"(?![^\s).,:;!?\"'/])"
_INNER: Final = rf"(?:[\w(\"]|{_CODE}|{_LINKED})(?:(?:{_WORD}|{_LINKED})*(?:[\w).\"!?:%]|{_CODE}|{_LINKED}))?"
_SPAN: Final = re.compile(
    rf"(?P<code>{_CODE})"
    rf"|(?<![\]!])\[(?P<label>{_LABEL})\]\((?P<target>{_TARGET})(?: \"(?P<title>{_TITLE})\")?\){_NOT_MORE}"
    rf"|!\[(?P<alt>[\w .,:()/'-]*)\]\((?P<source>{_TARGET})\){_NOT_MORE}"
    rf"|{_BEFORE}\*\*(?P<strong>{_INNER})\*\*{_AFTER}"
    rf"|{_BEFORE}\*(?P<em>{_INNER})\*{_AFTER}"
    rf"|{_BEFORE}_(?P<underlined>[a-zA-Z](?:[a-zA-Z ,-]*[a-zA-Z.])?)_{_AFTER}"
    rf"|<(?P<pointed>{_ADDRESS})>"
    rf"|(?P<address>{_ADDRESS})(?=\)?[.,]?(?:\s|\Z))"
    r"|(?P<literal>(?<![\]!])\[[A-Z0-9][\w .,-]+\](?![\[(:])|(?<=\w)_+(?=\w)|<br ?/?>)"
    r"|(?P<sign>&(?=\s)|(?<![-=])>(?!\S))"
)
_IS_ADDRESS: Final = re.compile(_ADDRESS)
# A set of characters comes first because the search for one is quick.
_SPECIAL: Final = re.compile(r"[`*_\[\]<>&\\{$!:](?:(?<![!:])|(?<=!)(?=\[)|(?<=:)(?=//))")
_BREAK: Final = "  \n"


def inline(text: str) -> str:
    """The HTML of a piece of text.

    Raises:
        Unusual: something in it is left to the parser.
    """
    found = _SPECIAL.search(text)
    if _BREAK in text:
        return "<br>\n".join(_line(part) for part in text.split(_BREAK))
    if found is None:
        return text
    out: list[str] = []
    position = 0
    while found is not None:
        start = _start(text, found.start())
        match = _SPAN.match(text, start) if start >= position else None
        if match is None:
            raise Unusual(found[0])
        out += (text[position : match.start()], _FORMS[match.lastgroup or ""](match))
        position = match.end()
        found = _SPECIAL.search(text, position)
    out.append(text[position:])
    return "".join(out)


def _line(text: str) -> str:
    """The HTML of a line that the author ended."""
    if text[:1].isspace() or text[-1:].isspace() or not text:
        raise Unusual("blanks")
    return inline(text)


def _start(text: str, sign: int) -> int:
    """Where that begins of which a sign has been seen."""
    schemes = (scheme for scheme in ("https", "http") if text[sign] == ":" and text.endswith(scheme, 0, sign))
    return sign - len(next(schemes, ""))


def _link(match: re.Match[str]) -> str:
    # In a link, an address is only text.
    label = match["label"]
    label = escape(label) if _IS_ADDRESS.fullmatch(label) else inline(label)
    if "<a " in label:
        raise Unusual("a link in a link")
    title = f' title="{match["title"]}"' if match["title"] else ""
    return f'<a href="{escape(match["target"])}"{title}>{label}</a>'


def _image(match: re.Match[str]) -> str:
    return f'<img alt="{match["alt"]}" src="{escape(match["source"])}">'


def _code(match: re.Match[str]) -> str:
    return f"<code>{escape(match['code'][1:-1].strip(), quote=False)}</code>"


def _address(match: re.Match[str]) -> str:
    address = escape(match["pointed"] or match["address"])
    return f'<a href="{address}">{address}</a>'


_FORMS: Final[Mapping[str, Callable[[re.Match[str]], str]]] = {
    "code": _code,
    "target": _link,
    "title": _link,
    "source": _image,
    "strong": lambda match: f"<strong>{inline(match['strong'])}</strong>",
    "em": lambda match: f"<em>{inline(match['em'])}</em>",
    "underlined": lambda match: f"<em>{match['underlined']}</em>",
    "address": _address,
    "pointed": _address,
    "literal": lambda match: match[0],
    "sign": lambda match: escape(match[0]),
}
