"""Interpreted text: what Sphinx' roles look like where there is no Sphinx."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import Inliner

from callboard.markup.restructured.shapes import LABEL, MARKED, document_address, foreign_of, words
from callboard.markup.restructured.toctree import split_entry

Nodes: TypeAlias = list[nodes.Node]
RoleFunction: TypeAlias = Callable[..., tuple[Nodes, list[nodes.system_message]]]

# Those of docutils that are right as they are.
OF_DOCUTILS: Final = words(
    "ab abbreviation ac acronym emphasis literal pep pep-reference rfc rfc-reference strong sub subscript",
    "sup superscript t title title-reference",
)
_BRACES: Final = re.compile(r"\{([^{}]*+)\}")
_ACCELERATOR: Final = re.compile(r"&(?=\w)")
_CALLED: Final = frozenset(("func", "meth", "function", "method"))


def role_named(name: str) -> RoleFunction | None:
    """Our role of this name in lower case; None where docutils or nobody has one."""
    if name in OF_DOCUTILS or not name:
        return None
    short = name.rpartition(":")[2]
    if ":" in name:
        return _ROLES.get(name) or _object if name != "math:numref" else _plain
    return _ROLES.get(short) or foreign_role


def foreign_role(
    role: str, _raw: str, text: str, _line: int, inliner: Inliner, *_rest: object, **_more: object
) -> tuple[Nodes, list[nodes.system_message]]:
    """The words of a role that nobody here knows; its name is recorded."""
    foreign_of(inliner.document).add(role)
    return [nodes.Text(_split(text)[0])], []


def _role(make: Callable[[str], Nodes]) -> RoleFunction:
    """A role that depends on nothing but its text, with the escapes still in it."""

    def run(
        _role: str, _raw: str, text: str, *_rest: object, **_more: object
    ) -> tuple[Nodes, list[nodes.system_message]]:
        return make(text), []

    return run


def _split(text: str) -> tuple[str, str]:
    """What is shown, and what is meant."""
    if text.endswith(">") and "\x00<" not in text:
        title, target = split_entry(nodes.unescape(text))
        return (title or target), target
    words = nodes.unescape(text)
    return words, words


def _styled(node: type[nodes.TextElement], **attributes: Any) -> RoleFunction:
    return _role(lambda text: [node("", nodes.unescape(text), **attributes)])


def _marked(tag: str) -> RoleFunction:
    return _role(lambda text: [nodes.inline("", nodes.unescape(text), shape=MARKED, tag=tag)])


def _literal(text: str) -> Nodes:
    return [nodes.literal("", nodes.unescape(text, restore_backslashes=True))]


def _title_only(text: str) -> Nodes:
    return [nodes.Text(_split(text)[0])]


def _document(text: str) -> Nodes:
    shown, target = _split(text)
    untitled = ["cb-untitled"] if shown == target else []
    return [nodes.reference("", shown, refuri=document_address(target), classes=untitled)]


def _download(text: str) -> Nodes:
    shown, target = _split(text)
    return [nodes.reference("", shown, refuri=target)]


def _label(prefix: str) -> RoleFunction:
    """A reference to a label of this page, if it has it; told when the whole page is known."""

    def make(text: str) -> Nodes:
        shown, target = _split(text)
        return [nodes.inline("", shown, shape=LABEL, label=prefix + target, titled=shown != target)]

    return _role(make)


def _object(
    role: str, _raw: str, text: str, *_rest: object, **_more: object
) -> tuple[Nodes, list[nodes.system_message]]:
    """The name of a function, a class or the like, as Sphinx shortens it."""
    shown, target = _split(text)
    if shown == target:
        shown = shown.removeprefix("!")
        if shown.startswith("~"):
            shown = shown[1:].rpartition(".")[2]
        if role.rpartition(":")[2] in _CALLED and not shown.endswith(")"):
            shown += "()"
    return [nodes.literal("", shown)], []


def _placeholders(text: str) -> Nodes:
    words = nodes.unescape(text, restore_backslashes=True)
    parts = _BRACES.split(words)
    children = [
        nodes.emphasis("", part) if position % 2 else nodes.Text(part) for position, part in enumerate(parts)
    ]
    return [nodes.literal("", "", *(child for child in children if child.astext()))]


def _abbreviation(text: str) -> Nodes:
    words = nodes.unescape(text)
    short, opening, meaning = words.partition("(")
    if not opening or not words.endswith(")"):
        return [nodes.abbreviation("", words)]
    return [nodes.abbreviation("", short.strip(), title=meaning.removesuffix(")").strip())]


def _interface(text: str) -> Nodes:
    words = _ACCELERATOR.sub("", nodes.unescape(text)).replace("-->", "\N{TRIANGULAR BULLET}")
    return [nodes.strong("", words)]


def _code(
    _role: str,
    _raw: str,
    text: str,
    _line: int,
    _inliner: Inliner,
    options: Mapping[str, Any] | None = None,
    **_content: object,
) -> tuple[Nodes, list[nodes.system_message]]:
    words = nodes.unescape(text, restore_backslashes=True)
    return [nodes.literal("", words, language=(options or {}).get("language", ""))], []


def _raw(
    _role: str, _raw: str, _text: str, _line: int, inliner: Inliner, *_rest: object, **_more: object
) -> tuple[Nodes, list[nodes.system_message]]:
    foreign_of(inliner.document).add("raw")
    return [], []


# docutils reads a role's options off the function.
_code.options = {"language": directives.unchanged}  # type: ignore[attr-defined]
_raw.options = {"format": directives.unchanged}  # type: ignore[attr-defined]

_plain: Final = _role(_title_only)


def _named(function: RoleFunction, names: str) -> dict[str, RoleFunction]:
    return dict.fromkeys(names.split(), function)


_ROLES: Final[Mapping[str, RoleFunction]] = {
    "abbr": _role(_abbreviation),
    "code": _code,
    "dfn": _marked("dfn"),
    "doc": _role(_document),
    "std:doc": _role(_document),
    "download": _role(_download),
    "kbd": _marked("kbd"),
    "math": _role(lambda text: [nodes.math("", nodes.unescape(text, restore_backslashes=True))]),
    "raw": _raw,
    "term": _label("term-"),
    "std:term": _label("term-"),
    **_named(_label(""), "any numref ref std:numref std:ref"),
    **_named(_plain, "eq index keyword math:numref token"),
    **_named(_role(_placeholders), "file samp"),
    **_named(_role(_interface), "guilabel menuselection"),
    **_named(_styled(nodes.strong), "command program makevar"),
    **_named(_styled(nodes.emphasis), "mailheader manpage newsgroup"),
    **_named(_role(_literal), "confval envvar mimetype option regexp"),
    **_named(
        _object, "attr class cls const data dec exc func function meth method mod module obj property type"
    ),
}
