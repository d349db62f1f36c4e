"""What the annotations of one entity say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from callboard.annotations.links import fill_in, followable
from callboard.annotations.rules import AnnotationRule, LinkTemplate, Role, Shape
from callboard.annotations.settings import AnnotationSettings
from callboard.model import EntityRef

_MOST_ITEMS: Final = 20
"""A list longer than this is a mistake, and its page would be all links."""


class AnnotationLink(NamedTuple):
    """An address that may be followed."""

    title: str
    url: str
    role: Role


@dataclass(frozen=True, slots=True)
class AnnotationFact:
    """One annotation, understood as far as it is known.

    `value` is `""` for a secret. `is_known` is false where no rule has the key; its label is the key then.
    `inherited_from` is the System or Domain that states it, None where the entity does.
    """

    key: str
    label: str
    role: Role
    value: str
    links: tuple[AnnotationLink, ...] = ()
    secret: bool = False
    is_known: bool = True
    deprecated_for: str = ""
    inherited_from: EntityRef | None = None

    @property
    def icon(self) -> str:
        """The name of its picture."""
        return self.role.value


def facts_of(annotations: Mapping[str, str], settings: AnnotationSettings) -> tuple[AnnotationFact, ...]:
    """One fact for each annotation, in the order of their keys; no link for what the settings do not know."""
    return tuple(_fact(key, annotations, settings) for key in sorted(annotations))


def _fact(key: str, annotations: Mapping[str, str], settings: AnnotationSettings) -> AnnotationFact:
    value, rule = annotations[key], settings.rules.get(key)
    if settings.hides(key):
        label, role = (rule.label, rule.role) if rule else (key, Role.FACT)
        return AnnotationFact(key, label, role, "", secret=True, is_known=rule is not None)
    if rule is None:
        return _unknown(key, value)
    links = tuple(_links(rule, annotations, settings))
    return AnnotationFact(key, rule.label, rule.role, value, links, deprecated_for=rule.deprecated_for)


def _unknown(key: str, value: str) -> AnnotationFact:
    address = followable(value)
    links = (AnnotationLink(key, address, Role.FACT),) if address else ()
    return AnnotationFact(key, key, Role.FACT, value, links, is_known=False)


def _links(
    rule: AnnotationRule, annotations: Mapping[str, str], settings: AnnotationSettings
) -> Iterator[AnnotationLink]:
    value = annotations[rule.key].strip()
    if rule.shape in {Shape.ADDRESS, Shape.LOCATION}:
        address = followable(value.removeprefix("url:") if rule.shape is Shape.LOCATION else value)
        if address:
            yield AnnotationLink(rule.label, address, rule.role)
        return
    items = value.split(",")[:_MOST_ITEMS] if rule.shape is Shape.LIST else [value]
    names = [item.strip() for item in items if item.strip()]
    for name in names:
        parts = rule.parts_of(name)
        if parts is not None:
            suffix = f": {name}" if len(names) > 1 else ""
            yield from _filled(rule, _others(rule, annotations) | parts, suffix, settings)


def _others(rule: AnnotationRule, annotations: Mapping[str, str]) -> dict[str, str]:
    """The parts that other annotations give, and the instance that one of them names."""
    wanted = {other.part: annotations.get(other.key, other.default) for other in rule.companions}
    if rule.instance_key:
        wanted["instance"] = annotations.get(rule.instance_key, "")
    return {part: value.strip() for part, value in wanted.items()}


def _filled(
    rule: AnnotationRule, parts: Mapping[str, str], suffix: str, settings: AnnotationSettings
) -> Iterator[AnnotationLink]:
    made: set[str] = set()
    for template in rule.links:
        address = "" if template.title in made else fill_in(template, parts, settings.base_urls)
        if address:
            made.add(template.title)
            yield AnnotationLink(f"{template.title}{suffix}", address, _role(rule, template))


def _role(rule: AnnotationRule, template: LinkTemplate) -> Role:
    return template.role or rule.role
