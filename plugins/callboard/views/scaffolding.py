"""What a template asks for, does and makes: Backstage's scaffolder format v1beta3, read and never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.model import Entity, JsonValue
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio, shorten
from callboard.views.source_links import origin_url

_MOST_PAGES: Final = 10
_MOST_FIELDS: Final = 30
_MOST_STEPS: Final = 50
_MOST_CHOICES: Final = 8
_MOST_MADE: Final = 30
_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a template asks for; `kind` says of what sort, `usual` what it is unless one says so."""

    name: str
    title: str
    kind: str
    required: bool
    usual: str
    description: str


@dataclass(frozen=True, slots=True)
class ParameterPage:
    """Values that are asked for together; `more` are not told."""

    title: str
    description: str
    parameters: tuple[Parameter, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Step:
    """Something that the template does, by an action of the scaffolder; `sometimes` when that depends."""

    title: str
    action: str
    sometimes: bool


@dataclass(frozen=True, slots=True)
class Scaffolding:
    """A template, as who uses it has to know it.

    `makes` is the type of what comes out; `results` are the titles of the links at its end. `made` are
    entities that name it as their origin, and the totals count what is not told.
    """

    makes: str
    pages: tuple[ParameterPage, ...]
    total_parameters: int
    steps: tuple[Step, ...]
    total_steps: int
    results: tuple[str, ...]
    made: tuple[Mention, ...]
    total_made: int
    source_href: str


def scaffolding_of(portfolio: Portfolio, here: Here, entity: Entity) -> Scaffolding | None:
    """What a template says of itself; None for every other kind."""
    if entity.ref.kind != "template":
        return None
    forms = _mappings(entity.spec.get("parameters"))
    steps = _mappings(entity.spec.get("steps"))
    output = _mapping(entity.spec.get("output"))
    made = portfolio.made_from.get(entity.ref, ())
    return Scaffolding(
        makes=entity.type,
        pages=tuple(_page(form, at) for at, form in enumerate(forms[:_MOST_PAGES], start=1)),
        total_parameters=sum(len(_mapping(form.get("properties"))) for form in forms),
        steps=tuple(_step(step, at) for at, step in enumerate(steps[:_MOST_STEPS], start=1)),
        total_steps=len(steps),
        results=tuple(_titles(output.get("links"))),
        made=tuple(mention(portfolio, here, ref) for ref in made[:_MOST_MADE]),
        total_made=len(made),
        source_href=origin_url(portfolio.catalog.origin_of(entity), entity.origin),
    )


def _page(form: Mapping[str, JsonValue], number: int) -> ParameterPage:
    properties = _mapping(form.get("properties"))
    required = form.get("required")
    names = required if isinstance(required, (list, tuple)) else ()
    told = list(properties.items())[:_MOST_FIELDS]
    return ParameterPage(
        title=_text(form.get("title")) or f"Page {number}",
        description=_text(form.get("description"), 200),
        parameters=tuple(_parameter(name, _mapping(field), required=name in names) for name, field in told),
        more=len(properties) - len(told),
    )


def _parameter(name: str, field: Mapping[str, JsonValue], *, required: bool) -> Parameter:
    return Parameter(
        name=shorten(name, _WORD),
        title=_text(field.get("title")),
        kind=", ".join(_kinds(field)),
        required=required,
        usual=_value(field.get("default")),
        description=_text(field.get("description"), 200),
    )


def _kinds(field: Mapping[str, JsonValue]) -> Iterator[str]:
    """The sort of a value as a person says it: its choices, or its type and the widget that asks for it."""
    choices = field.get("enum")
    if isinstance(choices, (list, tuple)):
        told = " | ".join(filter(None, map(_value, choices[:_MOST_CHOICES])))
        yield f"{told} and {len(choices) - _MOST_CHOICES} more" if len(choices) > _MOST_CHOICES else told
    else:
        yield _text(field.get("type")) or "any"
    widget = _text(field.get("ui:field"))
    if widget:
        yield widget


def _step(step: Mapping[str, JsonValue], number: int) -> Step:
    title = _text(step.get("name")) or _text(step.get("id")) or f"Step {number}"
    return Step(title, _text(step.get("action")), "if" in step or "each" in step)


def _titles(links: JsonValue) -> Iterator[str]:
    titles = (_text(link.get("title")) for link in _mappings(links)[:_MOST_STEPS])
    return (title for title in titles if title)


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: JsonValue) -> Sequence[Mapping[str, JsonValue]]:
    """A list without what is no mapping; a form that stands alone is a list of one."""
    if isinstance(value, Mapping):
        return [value]
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, (list, tuple)) else []


def _text(value: JsonValue, limit: int = _WORD) -> str:
    return shorten(value, limit) if isinstance(value, str) else ""


def _value(value: JsonValue) -> str:
    """A plain value in a word; a list or a mapping is too much for a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return shorten(str(value), _WORD) if isinstance(value, (str, int, float)) else ""
