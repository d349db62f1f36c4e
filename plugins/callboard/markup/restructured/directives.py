"""Which directive a name means: ours, that of docutils where it is right, or a foreign one shown as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive

from callboard.markup.restructured.boxes import BOXES
from callboard.markup.restructured.code_blocks import CODE_BLOCKS
from callboard.markup.restructured.including import Include
from callboard.markup.restructured.lenient import Lenient, forgiving
from callboard.markup.restructured.shapes import document_address, foreign_of, not_run, words
from callboard.markup.restructured.toctree import read_toctree

_OF_DOCUTILS: Final = words(
    "compound container csv-table default-role epigraph figure highlights image line-block list-table",
    "parsed-literal pull-quote replace role table unicode",
)
_OBJECTS: Final = words(
    "attribute classmethod cmdoption confval data decorator decoratormethod describe envvar exception",
    "function method object option program property staticmethod",
)
_CLASS_NAMES: Final = re.compile(r"[a-z0-9_-]+(?: [a-z0-9_-]+)*+\Z")


class Foreign(Lenient):
    """Something that another program would run or draw: its name, its argument and its content as text."""

    def _nodes(self) -> Sequence[nodes.Node]:
        line = not_run(self.state.document, self.name.lower(), self.argument)
        if self.in_substitution():
            return [nodes.literal("", f"{self.name} {self.argument}".strip())]
        return [line, *self._content()]

    def _content(self) -> list[nodes.Node]:
        if not self.content:
            return []
        made = self.fill(nodes.container())
        if any(made.findall(_is_trouble)):
            source = "\n".join(self.lines())
            return [nodes.literal_block(source, source)]
        return made.children


class Dropped(Lenient):
    """Something that leaves nothing to read here."""

    def _nodes(self) -> Sequence[nodes.Node]:
        return []


class Raw(Lenient):
    """Markup for another program, which is never passed on."""

    def _nodes(self) -> Sequence[nodes.Node]:
        foreign_of(self.state.document).add("raw")
        return []


class Contents(Lenient):
    """The pages of a `toctree` as a list of links, where Sphinx would show one."""

    optional_arguments: ClassVar[int] = 0

    def _nodes(self) -> Sequence[nodes.Node]:
        options = [f":{name}: {value or ''}" for name, value in self.options.items()]
        tree = read_toctree([*options, *self.lines()])
        if tree.hidden or not tree.entries:
            return []
        items = nodes.bullet_list(classes=["cb-toctree"])
        items.extend(_items(tree.entries, glob=tree.glob))
        caption = [nodes.paragraph("", "", nodes.strong("", tree.caption))] if tree.caption else []
        return [*caption, items] if items.children else []


class Glossary(Lenient):
    """Terms, several of which may share a definition, that can be referred to by `:term:`."""

    optional_arguments: ClassVar[int] = 0

    def _nodes(self) -> Sequence[nodes.Node]:
        listed = nodes.definition_list(classes=["glossary"])
        for terms, lines in _entries(self.lines()):
            item = nodes.definition_list_item()
            item.extend(self._term(term) for term in terms)
            item += self.fill(nodes.definition(), lines)
            listed += item
        return [listed]

    def _term(self, words: str) -> nodes.term:
        term = nodes.term("", "", *self.words(words.partition(" : ")[0]))
        name = nodes.fully_normalize_name(f"term-{term.astext()}")
        term["names"].append(name)
        self.state.document.note_explicit_target(term, term)
        return term


class Described(Lenient):
    """The signatures of a function, a command or the like, with what is said about them."""

    def _nodes(self) -> Sequence[nodes.Node]:
        signatures = self.arguments[0].split("\n") if self.arguments else []
        item = nodes.definition_list_item()
        item.extend(nodes.term("", "", nodes.literal("", line.strip())) for line in signatures)
        item += self.fill(nodes.definition())
        return [nodes.definition_list("", item)] if signatures else item[0].children


class ClassNames(Described):
    """Classes for what follows, which mean nothing in this theme, or the description of a class."""

    def _nodes(self) -> Sequence[nodes.Node]:
        if self.argument and not _CLASS_NAMES.match(self.argument):
            return super()._nodes()
        return self.fill(nodes.container()).children


_OURS: Final[Mapping[str, type[Directive]]] = {
    **BOXES,
    **CODE_BLOCKS,
    **dict.fromkeys(("include",), Include),
    **dict.fromkeys(("toctree",), Contents),
    **dict.fromkeys(("glossary",), Glossary),
    **dict.fromkeys(("class", "cssclass", "rst-class"), ClassNames),
    **dict.fromkeys(("raw",), Raw),
    **dict.fromkeys(
        words(
            "codeauthor contents currentmodule default-domain footer header index meta module moduleauthor",
            "py:currentmodule py:module sectionauthor sectnum tabularcolumns target-notes title",
        ),
        Dropped,
    ),
    **dict.fromkeys(_OBJECTS, Described),
}


def directive_named(name: str, of_docutils: Callable[[str], type[Directive] | None]) -> type[Directive]:
    """The directive of this name in lower case; there always is one."""
    if name in _OURS:
        return _OURS[name]
    if name in _OF_DOCUTILS and name not in _WRAPPED:
        base = of_docutils(name)
        if base is not None:
            _WRAPPED[name] = forgiving(base)
    return _WRAPPED.get(name) or (Described if ":" in name else Foreign)


# Filled as they are met, since docutils imports its directives one by one.
_WRAPPED: Final[dict[str, type[Directive]]] = {}


def _is_trouble(node: nodes.Node) -> bool:
    return isinstance(node, nodes.problematic) or (
        isinstance(node, nodes.system_message) and node["level"] > 1
    )


def _items(entries: tuple[tuple[str, str], ...], *, glob: bool) -> Iterator[nodes.list_item]:
    for title, target in entries:
        if target == "self" or (glob and set("*?[") & set(target)):
            continue
        outside = "://" in target
        link = nodes.reference(
            "",
            title or target,
            refuri=target if outside else document_address(target),
            classes=[] if title or outside else ["cb-untitled"],
        )
        yield nodes.list_item("", nodes.paragraph("", "", link))


def _entries(lines: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The terms at the margin, each group with the lines that are further in below it."""
    terms: list[str] = []
    body: list[str] = []
    for line in [*lines, "end"]:
        if not line.strip() or line[0].isspace():
            body.append(line)
        elif line.startswith(".. "):
            continue
        else:
            if any(body) and terms:
                yield terms, _flush_left(body)
                terms = []
            body = []
            terms.append(line)


def _flush_left(lines: list[str]) -> list[str]:
    margin = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    return [line[margin:] for line in lines]
