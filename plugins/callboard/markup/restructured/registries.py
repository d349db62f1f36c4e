"""The names of directives and roles, looked up in our own tables while a page is parsed.

docutils keeps its registries in modules, and a page's `role` directive writes to one of them. For the time of
a page they are exchanged, so that nothing a page defines outlives it and nothing of ours is seen by another
user of docutils in the same process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from docutils import nodes
from docutils.parsers.rst import Directive, directives, roles, states

from callboard.markup.restructured.directives import directive_named
from callboard.markup.restructured.roles import OF_DOCUTILS, RoleFunction, foreign_role, role_named

_LOCK: Final = Lock()
_find_directive: Final = directives.directive
_find_role: Final = roles.role


@contextmanager
def own_registries() -> Iterator[None]:
    """Let this page, and no other, see our directives and roles and those that it defines itself."""
    defined: dict[str, RoleFunction] = {}

    def find_role(
        name: str, language: Any, line: int, reporter: Any
    ) -> tuple[Any, list[nodes.system_message]]:
        lowered = name.lower()
        known: Any = defined.get(lowered) or role_named(lowered)
        if known is None and (lowered in OF_DOCUTILS or not lowered):
            known = _find_role(lowered, language, line, reporter)[0]
        return known or foreign_role, []

    exchanged: tuple[tuple[Any, str, Any], ...] = (
        (directives, "directive", _directive),
        (directives, "_directives", {}),
        (roles, "role", find_role),
        (roles, "_roles", defined),
        # Parsers that docutils keeps for later hold on to the last page.
        (states.RSTState, "nested_sm_cache", []),
    )
    with _LOCK:
        kept = [(owner, name, getattr(owner, name)) for owner, name, _ in exchanged]
        try:
            _set(exchanged)
            yield
        finally:
            _set(kept)


def _set(values: Any) -> None:
    for owner, name, value in values:
        setattr(owner, name, value)


def _directive(
    name: str, language: Any, document: nodes.document
) -> tuple[type[Directive], list[nodes.system_message]]:
    def of_docutils(wanted: str) -> type[Directive] | None:
        return _find_directive(wanted, language, document)[0]

    return directive_named(name.lower(), of_docutils), []
