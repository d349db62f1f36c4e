"""Directives that take any option and any argument, since those who wrote them wrote for another program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import Directive, states
from docutils.statemachine import StringList

from callboard.markup.restructured.bounds import MAX_CELLS
from callboard.markup.restructured.shapes import not_run

_UNUSABLE: Final = object()


class Options(dict[str, Callable[[str], Any]]):
    """A specification that knows every option: those that nobody specified are text."""

    def __missing__(self, _name: str) -> Callable[[str], Any]:
        return lambda value: (value or "").strip()


class Lenient(Directive):
    """A directive with whatever arguments, options and content there are."""

    optional_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = Options(name=lambda value: value or "")

    def run(self) -> list[nodes.Node]:
        """What stands on the page in its place."""
        return list(self._nodes())

    def _nodes(self) -> Sequence[nodes.Node]:
        raise NotImplementedError

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
    """The directive of docutils, which goes on without the options that it does not know or cannot read."""
    known = base.option_spec or {}

    class Forgiving(base):  # type: ignore[valid-type, misc]
        options: dict[str, Any]
        option_spec = Options({name: _tried(reading) for name, reading in known.items()})

        def run(self) -> Sequence[nodes.Node]:
            self.options = {
                name: value
                for name, value in self.options.items()
                if name in known and value is not _UNUSABLE
            }
            elsewhere = self.options.get("file") or self.options.get("url")
            if elsewhere:
                return [not_run(self.state.document, self.name.lower(), str(elsewhere))]
            made: Sequence[nodes.Node] = super().run()
            return made

        def extend_short_rows_with_empty_cells(self, columns: int, parts: Sequence[Sequence[Any]]) -> None:
            # One long row makes every other one as long.
            if columns * sum(map(len, parts)) > MAX_CELLS:
                raise self.error("The table is too large")
            super().extend_short_rows_with_empty_cells(columns, parts)

    return Forgiving if known else base


def _tried(reading: Callable[[str], Any]) -> Callable[[str], Any]:
    def read(value: str) -> Any:
        try:
            return reading(value)
        except (AttributeError, TypeError, ValueError):
            return _UNUSABLE

    return read
