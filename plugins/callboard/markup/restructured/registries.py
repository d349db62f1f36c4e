"""The names of directives and roles, looked up in our own tables while a page is parsed.

docutils keeps its registries in modules, and a page's `role` directive writes to one of them. For the time of a
page they are exchanged, so that nothing a page defines outlives it and nothing of ours is seen by another user of
docutils in the same process.
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
    with _LOCK:
        kept = (directives.directive, roles.role, roles._roles, directives._directives)  # type: ignore[attr-defined]
        cached = states.RSTState.nested_sm_cache
        directives.directive, roles.role = _directive, _role
        roles._roles, directives._directives = {}, dict(kept[3])  # type: ignore[attr-defined]
        states.RSTState.nested_sm_cache = []
        try:
            yield
        finally:
            directives.directive, roles.role, roles._roles, directives._directives = kept  # type: ignore[attr-defined]
            states.RSTState.nested_sm_cache = cached


def _directive(
    name: str, language: Any, document: nodes.document
) -> tuple[type[Directive], list[nodes.system_message]]:
    def of_docutils(wanted: str) -> type[Directive] | None:
        return _find_directive(wanted, language, document)[0]

    return directive_named(name.lower(), of_docutils), []


def _role(
    name: str, language: Any, line: int, reporter: Any
) -> tuple[RoleFunction, list[nodes.system_message]]:
    lowered = name.lower()
    known = roles._roles.get(lowered) or role_named(lowered)  # type: ignore[attr-defined]
    if known is None and (lowered in OF_DOCUTILS or not lowered):
        known = _find_role(lowered, language, line, reporter)[0]
    return known or foreign_role, []
