"""Where rules come from: every installed distribution with an entry point of the group, ours first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Final, Protocol

from callboard.annotations.rules import AnnotationRule
from callboard.errors import ConfigurationError

GROUP: Final = "callboard.annotations"
_OURS: Final = "callboard.annotations.known:KnownAnnotations"


class AnnotationProvider(Protocol):
    """What an entry point of the group names: a class that is made without arguments."""

    def annotations(self) -> Iterable[AnnotationRule]:
        """The rules that it brings."""
        ...


def load_rules() -> Mapping[str, AnnotationRule]:
    """The rules of every provider, by key; a rule of another distribution replaces ours of the same key.

    Raises:
        ConfigurationError: a provider cannot be used, or two others than ours have a rule for one key.
    """
    rules: dict[str, AnnotationRule] = {}
    owners: dict[str, str] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.value != _OURS, point.name)):
        for rule in _rules_of(point):
            other = owners.get(rule.key)
            if other is not None:
                raise ConfigurationError(
                    f"annotations: the plug-ins {other} and {point.name} both say what {rule.key} means;"
                    " uninstall one of them"
                )
            rules[rule.key] = rule
            if point.value != _OURS:
                owners[rule.key] = point.name
    return MappingProxyType(dict(sorted(rules.items())))


def _rules_of(point: EntryPoint) -> tuple[AnnotationRule, ...]:
    try:
        provider: AnnotationProvider = point.load()()
        given: tuple[object, ...] = tuple(provider.annotations())
    except Exception as error:  # a stranger's code may raise anything
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise ConfigurationError(f"{_name(point)} cannot be used: {told}") from error
    rules = tuple(rule for rule in given if isinstance(rule, AnnotationRule))
    if len(rules) < len(given):
        strange = next(rule for rule in given if not isinstance(rule, AnnotationRule))
        raise ConfigurationError(f"{_name(point)} gives {strange!r}, which is no AnnotationRule")
    return rules


def _name(point: EntryPoint) -> str:
    return f"annotations: the plug-in {point.name} ({point.value})"
