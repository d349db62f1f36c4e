"""Directives that take any option and any argument, since those who wrote them wrote for another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive, states
from docutils.statemachine import StringList

from callboard.markup.restructured.shapes import not_run

_UNUSABLE: Final = object()


class Options(dict[str, Callable[[str], Any]]):
    """A specification that knows every option; the value of one that it does not know, or cannot read, is unusable."""

    def __missing__(self, _name: str) -> Callable[[str], Any]:
        return lambda value: (value or "").strip()


class Lenient(Directive):
    """A directive with whatever arguments, options and content there are."""

    optional_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = Options(name=lambda value: value or "")

    @property
    def argument(self) -> str:
        """Everything between the name and the options, on one line; `""` when there is nothing."""
        return " ".join(self.arguments[0].split()) if self.arguments else ""

    def lines(self) -> list[str]:
        """The content as it was written."""
        return list(self.content)

    def words(self, text: str) -> list[nodes.Node]:
        """A line of text with its inline markup."""
        return self.state.inline_text(text, self.lineno)[0]

    def fill(self, node: nodes.Element, lines: Sequence[str] | None = None) -> nodes.Element:
        """The node with the content below it, or with these lines instead."""
        content = self.content if lines is None else StringList(list(lines), source="")
        if content:
            self.state.nested_parse(content, self.content_offset, node)
        return node

    def named(self, node: nodes.Element) -> nodes.Element:
        """The node, which can be referred to by the option `name`."""
        if self.options.get("name"):
            self.add_name(node)
        else:
            self.options.pop("name", None)
        return node

    def in_substitution(self) -> bool:
        """Whether what it makes must fit into a line of text."""
        return isinstance(self.state, states.SubstitutionDef)


def forgiving(base: type[Directive]) -> type[Directive]:
    """docutils' directive, which goes on without the options that it does not know or cannot read."""

    class Forgiving(base):  # type: ignore[valid-type, misc]
        option_spec = Options({name: _tried(reading) for name, reading in (base.option_spec or {}).items()})

        def run(self) -> Sequence[nodes.Node]:
            self.options = {
                name: value
                for name, value in self.options.items()
                if name in self.option_spec and value is not _UNUSABLE
            }
            elsewhere = self.options.get("file") or self.options.get("url")
            if elsewhere:
                return [not_run(self.state.document, self.name.lower(), str(elsewhere))]
            made: Sequence[nodes.Node] = super().run()
            return made

    return Forgiving if base.option_spec else base


def _tried(reading: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        try:
            return reading(value)
        except (AttributeError, TypeError, ValueError):
            return _UNUSABLE

    return read
