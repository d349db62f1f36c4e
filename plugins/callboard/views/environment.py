"""The Jinja environment of the portal's own pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from callboard.views.urls import safe_url

KIND_ICONS: Final = frozenset(
    {"component", "api", "resource", "system", "domain", "group", "user", "location", "template"}
)

_REMEMBERED: Final = 65_536
_SPECIAL: Final = re.compile("[&<>\"']")


class _Generator(CodeGenerator):
    """Writes templates that escape what they put out by `escaped` instead of `markupsafe.escape`."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(Environment):
    """Values are frozen classes and mappings have no part in templates, so an attribute is just that."""

    code_generator_class = _Generator
    getattr = staticmethod(getattr)  # type: ignore[assignment]  # a method that takes the same

    @staticmethod
    def escaped(value: object) -> str:
        """A value as HTML, for a template to put out at once.

        As `escape` says, but without a `Markup` around what nobody will ask for its own: most texts are names
        in which nothing has to be escaped.
        """
        if type(value) is str:
            return escape(value) if _SPECIAL.search(value) else value
        return value if type(value) is Markup else escape(value)


@cache
def environment() -> Environment:
    """The environment: every value is escaped, an unknown name is a fault, nothing is kept on disk.

    The macros of `parts.html` are known everywhere: to import them takes a template as long as to render a
    table.
    """
    made = _Environment(
        loader=PackageLoader("callboard.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    # Filters and not functions: Jinja calls them at once, and works out those of constants when it compiles.
    made.filters["icon"] = icon
    made.filters |= {name: _remembered(name) for name in ("mention", "plain", "lifecycle")}
    made.filters["safe_url"] = safe_url
    made.filters["count"] = count
    parts = made.get_template("parts.html").module
    made.globals |= {name: macro for name, macro in vars(parts).items() if isinstance(macro, Macro)}
    return made


def _remembered(macro: str) -> Callable[[Hashable], Markup]:
    """A macro of `named.html` that renders each value once.

    The same few names stand on thousands of pages, with the same links wherever the pages lie in one folder.
    """

    @lru_cache(maxsize=_REMEMBERED)
    def rendered(value: Hashable) -> Markup:
        return Markup(getattr(_template("named.html").module, macro)(value))  # noqa: S704  # escaped there

    return rendered


@cache
def icon(name: str) -> Markup:
    """A picture of the sprite that the shell carries; decoration only, so it has no name of its own."""
    return Markup('<svg class="cb-icon" aria-hidden="true"><use href="#cb-icon-{}"/></svg>').format(name)


def count(number: int) -> str:
    """A number as people read it: `4,375`."""
    return f"{number:,}"


def render(template: str, **values: object) -> str:
    """The body that a template makes of a page's value."""
    return _template(template).render(values)


@cache
def _template(name: str) -> Template:
    made = environment().get_template(name)
    # Each page copies them, a plain dictionary in no time.
    made.globals = dict(made.globals)
    return made
