"""gRPC services in Protocol Buffers files (https://protobuf.dev/reference/protobuf/proto3-spec/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from proto_schema_parser import ast
from proto_schema_parser.parser import Parser

from callboard.apis.reading import anchored, bounded, in_groups, line
from callboard.apis.summary import ApiSummary, Operation

MOST_TEXT: Final = 200_000
"""Characters: the parser is exact, but takes a second for so much."""


class _FirstError:
    """Listens to the parser, which would print otherwise, and keeps its first complaint."""

    def __init__(self) -> None:
        self.told = ""

    def attach(self, recogniser: Any) -> None:
        """Take the place of the parser's own listener."""
        recogniser.removeErrorListeners()
        recogniser.addErrorListener(self)

    def syntaxError(self, _: Any, __: Any, at: int, ___: int, message: str, ____: Any) -> None:  # noqa: N802
        """Hear of an error; the name is the parser's."""
        # What follows is a list of half the grammar.
        self.told = self.told or f"line {at}: {message.partition(' expecting ')[0]}"

    def ignore(self, *_: Any) -> None:
        """Hear of a difficulty of the grammar, which concerns nobody."""

    reportAmbiguity = reportAttemptingFullContext = reportContextSensitivity = ignore  # noqa: N815


def read_grpc(text: str) -> ApiSummary:
    """What the file offers: the methods of its services, in order; after an error some may be missing."""
    if len(text) > MOST_TEXT:
        return ApiSummary("grpc", problem=f"The definition is longer than {MOST_TEXT} characters")
    errors = _FirstError()
    file = _parse(text, errors)
    found, problem = bounded(_operations(file.file_elements))
    if not found:
        problem = "The definition has no service with methods"
    return ApiSummary(
        "grpc",
        title=_package(file.file_elements),
        operations=anchored(in_groups(found, ())),
        problem=line(errors.told) or problem,
    )


def _parse(text: str, errors: _FirstError) -> ast.File:
    try:
        return Parser(setup_lexer=errors.attach, setup_parser=errors.attach).parse(text)
    except Exception:  # noqa: BLE001 - where its tree has a hole, it fails in whatever way comes first
        errors.told = errors.told or "The definition is not a Protocol Buffers file"
        return ast.File()


def _package(elements: Iterable[ast.FileElement]) -> str:
    return next((line(element.name) for element in elements if isinstance(element, ast.Package)), "")


def _operations(elements: Iterable[ast.FileElement]) -> Iterator[Operation]:
    for service in elements:
        if isinstance(service, ast.Service):
            yield from _methods(service)


def _methods(service: ast.Service) -> Iterator[Operation]:
    comment = ""
    for element in service.elements:
        if isinstance(element, ast.Comment):
            comment = comment or ("" if element.inline else _plain(element.text))
        elif isinstance(element, ast.Method):
            yield _operation(service, element, comment)
            comment = ""


def _operation(service: ast.Service, method: ast.Method, comment: str) -> Operation:
    signature = f"{method.name}({_message(method.input_type)}) returns ({_message(method.output_type)})"
    return Operation(
        verb="rpc",
        path=line(signature),
        summary=line(comment),
        group=line(service.name),
        deprecated=any(_is_deprecation(element) for element in method.elements),
        anchor=f"{service.name} {method.name}",
    )


def _message(message: ast.MessageType) -> str:
    return f"stream {message.type}" if message.stream else str(message.type)


def _is_deprecation(element: object) -> bool:
    return isinstance(element, ast.Option) and element.name == "deprecated" and element.value is True


def _plain(comment: str) -> str:
    """The first line of a comment that says anything, without the slashes and stars."""
    lines = (told.strip().lstrip("/*").removesuffix("*/").strip() for told in comment.splitlines())
    return next((told for told in lines if told), "")
