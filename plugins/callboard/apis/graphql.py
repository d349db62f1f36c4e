"""GraphQL schemas in the schema definition language (https://spec.graphql.org/).

Read from the syntax tree, so that a subgraph that extends types of another one is understood too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphql import (
    DocumentNode,
    FieldDefinitionNode,
    GraphQLSyntaxError,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    SchemaDefinitionNode,
    SchemaExtensionNode,
    parse,
    print_ast,
)

from callboard.apis.reading import anchored, bounded, first_line, in_groups, line
from callboard.apis.summary import ApiSummary, Operation

MOST_TEXT: Final = 1_000_000
_MOST_TOKENS: Final = 200_000
_ROOTS: Final = {"Query": "query", "Mutation": "mutation", "Subscription": "subscription"}


def read_graphql(text: str) -> ApiSummary:
    """What the schema offers: the fields of its query, mutation and subscription types."""
    if len(text) > MOST_TEXT:
        return ApiSummary("graphql", problem=f"The schema is longer than {MOST_TEXT} characters")
    try:
        found, problem = bounded(_operations(parse(text, max_tokens=_MOST_TOKENS)))
    except GraphQLSyntaxError as error:
        place = f"line {error.locations[0].line}: " if error.locations else ""
        return ApiSummary("graphql", problem=line(f"{place}{error.message}"))
    except RecursionError:
        return ApiSummary("graphql", problem="The schema is nested too deeply to be read")
    if not found:
        problem = "The schema has no query, mutation or subscription type"
    return ApiSummary("graphql", operations=anchored(in_groups(found, _ROOTS.values())), problem=problem)


def _operations(document: DocumentNode) -> Iterator[Operation]:
    roots = _root_types(document)
    for definition in document.definitions:
        if not isinstance(definition, ObjectTypeDefinitionNode | ObjectTypeExtensionNode):
            continue
        verb = roots.get(definition.name.value)
        if verb is not None:
            for field in definition.fields or ():
                yield _operation(verb, field)


def _root_types(document: DocumentNode) -> dict[str, str]:
    """Which type answers queries and so on: what `schema` says, else the usual names."""
    said = {
        operation.type.name.value: operation.operation.value
        for definition in document.definitions
        if isinstance(definition, SchemaDefinitionNode | SchemaExtensionNode)
        for operation in definition.operation_types or ()
    }
    return said or dict(_ROOTS)


def _operation(verb: str, field: FieldDefinitionNode) -> Operation:
    name = field.name.value
    arguments = ", ".join(
        f"{argument.name.value}: {print_ast(argument.type)}" for argument in field.arguments or ()
    )
    signature = f"{name}({arguments})" if arguments else name
    return Operation(
        verb=verb,
        path=line(f"{signature}: {print_ast(field.type)}"),
        summary=first_line(field.description.value if field.description else ""),
        group=verb,
        deprecated=any(directive.name.value == "deprecated" for directive in field.directives or ()),
        anchor=f"{verb} {name}",
    )
