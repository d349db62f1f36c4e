"""Events become values: keys are texts, twins are refused, aliases are counted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from callboard.descriptors.document import NO_MARK, Document, Mark, Places, YamlProblem
from callboard.descriptors.exact import ExactParser
from callboard.descriptors.flow_text import flow_text
from callboard.descriptors.limits import MAX_ALIASES, MAX_DEPTH, MAX_NODES
from callboard.descriptors.scalars import jsonable, key_text
from callboard.descriptors.schemas import Moment, Schema, ValueProblemError
from callboard.descriptors.stream import DocumentText
from callboard.model import JsonValue

Event: TypeAlias = Any
_FRAME: Final = (StreamStartEvent, StreamEndEvent, DocumentStartEvent, DocumentEndEvent)


@dataclass(slots=True)
class _Anchor:
    """A value with a name, and how often it was used."""

    value: JsonValue
    mark: Mark
    nodes: int
    height: int
    count: int = 1
    weight: int = 0
    """The most aliases below it: Backstage's measure against alias bombs."""


@dataclass(slots=True)
class _Node:
    """A value on its way into its holder."""

    value: Any
    mark: Mark
    weight: int = 1
    nodes: int = 1
    height: int = 0
    scalar: bool = True
    alias: str = ""
    is_merge: bool = False
    is_there: bool = True


@dataclass(slots=True)
class Budget:
    """How many values have been read of a file so far."""

    nodes: int = 0


@dataclass(slots=True)
class _Composer:
    """Builds the value of one document."""

    parser: ExactParser
    schema: Schema
    budget: Budget
    events: Iterator[Event] = field(init=False)
    anchors: dict[str, _Anchor | None] = field(default_factory=dict)
    depth: int = 0
    warnings: list[str] = field(default_factory=list)
    late_problem: YamlProblem | None = None
    """The first alias that leads nowhere; npm `yaml` follows aliases last, so all other problems go first."""

    def __post_init__(self) -> None:
        self.events = _events(self.parser)

    def node(self, event: Event) -> _Node:
        """The node that starts with this event."""
        self.budget.nodes += 1
        if self.budget.nodes > MAX_NODES:
            message = f"The file holds more than {MAX_NODES} values"
            raise YamlProblem(message, *_place(event), code="yaml-limit", stops_file=True)
        if isinstance(event, AliasEvent):
            return self._alias(event)
        name = event.anchor
        if name is not None:
            self.anchors[name] = None
        if isinstance(event, ScalarEvent):
            node = self._scalar(event)
        elif isinstance(event, SequenceStartEvent):
            node = self._sequence(event)
        else:
            node = self._mapping(event)
        if name is not None:
            self.anchors[name] = _Anchor(node.value, node.mark, node.nodes, node.height, weight=node.weight)
        return node

    def _alias(self, event: Event) -> _Node:
        line, column = _place(event)
        anchor = self.anchors.get(event.anchor)
        if anchor is None:
            message = f"The alias *{event.anchor} has no anchor &{event.anchor} before it"
            return self._late(YamlProblem(message, line, column, stops_file=True))
        anchor.count += 1
        weight = anchor.count * anchor.weight
        nodes = self.budget.nodes + anchor.nodes
        if weight > MAX_ALIASES or nodes > MAX_NODES or self.depth + anchor.height > MAX_DEPTH:
            message = f"The anchor &{event.anchor} is used too often"
            return self._late(YamlProblem(message, line, column, code="yaml-limit", stops_file=True))
        self.budget.nodes = nodes
        mark = (line, column, 0, 0, anchor.mark[4])
        return _Node(
            anchor.value, mark, weight, anchor.nodes, anchor.height, scalar=False, alias=f"*{event.anchor}"
        )

    def _late(self, problem: YamlProblem) -> _Node:
        """Nothing, in the place of what cannot be had."""
        self.late_problem = self.late_problem or problem
        return _Node(None, (problem.line, problem.column, 0, 0, None), scalar=False)

    def _scalar(self, event: Event) -> _Node:
        tag = self.parser.tag_of(event)
        if tag is not None:
            try:
                value = self.schema.tagged(event.value, tag, self.warnings)
            except ValueProblemError as error:
                raise YamlProblem(str(error), *_place(event)) from None
        else:
            value = self.schema.plain(event.value) if event.implicit[0] else event.value
        is_merge = self.schema.is_11 and value == "<<" and (event.implicit[0] or tag is not None)
        is_there = event.value != "" or event.style is not None
        return _Node(value, (*_place(event), 0, 0, None), is_merge=is_merge, is_there=is_there)

    def _collection(self, event: Event, value: Any) -> Any:
        try:
            return self.schema.collection(value, self.parser.tag_of(event), self.warnings)
        except ValueProblemError as error:
            raise YamlProblem(str(error), *_place(event)) from None

    def _sequence(self, event: Event) -> _Node:
        values: list[Any] = []
        marks: list[Mark] = []
        weight, height, before = 0, 0, self.budget.nodes
        self.depth += 1
        for child in self._until(SequenceEndEvent):
            node = self.node(child)
            values.append(_as_json(node.value))
            marks.append(node.mark)
            weight, height = max(weight, node.weight), max(height, node.height)
        self.depth -= 1
        value = self._collection(event, values)
        return _Node(
            value,
            (*_place(event), 0, 0, marks),
            weight,
            self.budget.nodes - before + 1,
            height + 1,
            scalar=False,
        )

    def _mapping(self, event: Event) -> _Node:
        result: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        seen: set[tuple[type, Any]] = set()
        merges: list[_Node] = []
        weight, height, before = 0, 0, self.budget.nodes
        self.depth += 1
        for child in self._until(MappingEndEvent):
            key = self.node(child)
            self._refuse_twin(key, seen)
            value = self.node(next(self.events))
            weight = max(weight, key.weight, value.weight)
            height = max(height, key.height, value.height)
            if key.is_merge:
                merges.append(value)
                continue
            name = _name_of(key)
            result[name] = _as_json(value.value)
            # A value that is not there is pointed at by its key, not by whatever comes next.
            line, column, _, _, below = value.mark if value.is_there else key.mark
            marks[name] = (line, column, key.mark[0], key.mark[1], below)
        self.depth -= 1
        for merged in merges:
            self._merge(result, merged)
        value = self._collection(event, result)
        return _Node(
            value,
            (*_place(event), 0, 0, marks),
            weight,
            self.budget.nodes - before + 1,
            height + 1,
            scalar=False,
        )

    def _refuse_twin(self, key: _Node, seen: set[tuple[type, Any]]) -> None:
        if not key.scalar or _is_only_itself(key.value):
            return
        identity = (
            str if isinstance(key.value, str) else bool if isinstance(key.value, bool) else float,
            key.value,
        )
        if identity in seen:
            name = key_text(key.value)
            raise YamlProblem(f"The key {name!r} is there twice", key.mark[0], key.mark[1])
        seen.add(identity)

    def _merge(self, result: dict[str, Any], merged: _Node) -> None:
        sources = merged.value if isinstance(merged.value, list) else [merged.value]
        for source in sources:
            if not isinstance(source, Mapping):
                line, column = merged.mark[:2]
                self._late(YamlProblem("Only mappings can be merged", line, column, stops_file=True))
                return
            for name, value in source.items():
                result.setdefault(name, value)

    def finish(self) -> None:
        """Read what is left, for what may be wrong with it."""
        for _ in self.events:
            pass

    def _until(self, end: type) -> Iterator[Event]:
        for event in self.events:
            if isinstance(event, end):
                return
            yield event


def compose(text: DocumentText, index: int, budget: Budget | None = None) -> Document:
    """Read one document exactly as Backstage does; what is wrong with it is in `problem`.

    `budget` is that of the file, for all its documents.
    """
    problem = text.problem
    composer = _Composer(ExactParser(text), Schema(is_11=text.version == "1.1"), budget or Budget())
    node = _Node(None, NO_MARK)
    if problem is None:
        try:
            first = next(composer.events, None)
            node = composer.node(first) if first is not None else node
            composer.finish()
            problem = composer.late_problem
        except YamlProblem as error:
            problem = error
    if problem is not None:
        return Document(index, None, problem.line, problem.column, problem)
    line, column = node.mark[0], node.mark[1]
    warnings = (*text.warnings, *composer.warnings)
    return Document(index, _as_json(node.value), line, column, None, Places(node.mark), warnings)


def _name_of(key: _Node) -> str:
    """The property name that a key becomes."""
    if key.scalar and not isinstance(key.value, dict):
        return key_text(key.value)
    if key.alias and isinstance(key.value, (dict, list, Moment)):
        return key.alias
    # A scalar with the value of a mapping is a Node buffer, whose name is what its bytes say.
    return bytes(key.value["data"]).decode("utf-8", "replace") if key.scalar else flow_text(key.value)


def _is_only_itself(value: Any) -> bool:
    """JavaScript takes the value for unlike any other: NaN, and the objects that buffers and dates are."""
    return isinstance(value, (dict, Moment)) or (isinstance(value, float) and math.isnan(value))


def _events(parser: ExactParser) -> Iterator[Event]:
    document = parser.document
    try:
        while parser.check_event():
            event = parser.get_event()
            if not isinstance(event, _FRAME):
                yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (document.line, document.column)
        raise YamlProblem(_sentence(error), line, column) from None
    except YAMLError as error:
        raise YamlProblem(str(error), document.line, document.column) from None


def _sentence(error: MarkedYAMLError) -> str:
    parts = [str(part) for part in (error.context, error.problem) if part]
    return ", ".join(parts)[:1].upper() + ", ".join(parts)[1:]


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _as_json(value: Any) -> Any:
    return jsonable(value) if isinstance(value, float) else value
