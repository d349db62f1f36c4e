"""What the operator says about annotations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.annotations.links import followable
from callboard.annotations.rules import AnnotationRule
from callboard.annotations.secret_keys import is_secret
from callboard.errors import ConfigurationError

_OPTIONS: Final = ("base_urls", "inherit")


@dataclass(frozen=True, slots=True)
class AnnotationSettings:
    """The rules by key, the tools' addresses by `tool` or `tool/instance`, and the keys that are inherited.

    Without rules every annotation is unknown: shown with its key, and linked only if it is an address.
    """

    rules: Mapping[str, AnnotationRule] = field(default_factory=lambda: MappingProxyType({}))
    base_urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inherit: tuple[str, ...] = ()

    def hides(self, key: str) -> bool:
        """Whether the values of a key must not be published: its rule says so, or its name does."""
        rule = self.rules.get(key)
        return is_secret(key) if rule is None else rule.secret


def read_settings(option: Mapping[str, object], rules: Mapping[str, AnnotationRule]) -> AnnotationSettings:
    """Check the `annotations` option against the rules that there are.

    Raises:
        ConfigurationError: a key, tool or address makes no sense.
    """
    for key in option:
        if key not in _OPTIONS:
            raise ConfigurationError(f"annotations: {key!r} is not known here{_meant(key, _OPTIONS)}")
    return AnnotationSettings(
        rules=rules,
        base_urls=MappingProxyType(_base_urls(option.get("base_urls") or {}, tool_names(rules))),
        inherit=_inherit(option.get("inherit") or [], rules),
    )


def tool_names(rules: Mapping[str, AnnotationRule]) -> tuple[str, ...]:
    """The tools that may have an address, sorted."""
    return tuple(sorted({link.tool.name for rule in rules.values() for link in rule.links}))


def _base_urls(option: object, tools: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(option, Mapping):
        raise ConfigurationError("annotations.base_urls: expected a mapping such as `argocd: https://…`")
    return {_tool(name, tools): _base_url(name, address) for name, address in option.items()}


def _tool(name: object, tools: tuple[str, ...]) -> str:
    tool = str(name).partition("/")[0]
    if tool not in tools:
        raise ConfigurationError(f"annotations.base_urls: no tool is called {tool!r}{_meant(tool, tools)}")
    return str(name)


def _base_url(name: object, address: object) -> str:
    found = followable(address) if isinstance(address, str) else ""
    if not found or re.search(r"[?#]", found):
        raise ConfigurationError(
            f"annotations.base_urls.{name}: expected an address such as https://{name}.acme.example"
            f" without ? and #, found {address!r}"
        )
    return found.rstrip("/")


def _inherit(option: object, rules: Mapping[str, AnnotationRule]) -> tuple[str, ...]:
    if not isinstance(option, list) or not all(isinstance(key, str) for key in option):
        raise ConfigurationError("annotations.inherit: expected a list of annotation keys")
    for key in option:
        close = "" if key in rules else next(iter(difflib.get_close_matches(key, rules, n=1, cutoff=0.9)), "")
        if close:
            raise ConfigurationError(f"annotations.inherit: {key!r} is not known; did you mean {close}?")
    return tuple(sorted(set(option)))


def _meant(word: object, known: Iterable[str]) -> str:
    names = tuple(known)
    close = next(iter(difflib.get_close_matches(str(word), names, n=1)), "")
    return f"; did you mean {close}?" if close else f"; it has {', '.join(names)}"
