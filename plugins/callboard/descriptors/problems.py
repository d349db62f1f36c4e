"""What is wrong with one document, before it has a place in the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from callboard.descriptors.json_schema import SchemaError
from callboard.descriptors.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that a document breaks; `code` is the finding it becomes, `path` the field to point at.

    `at_key` is true where the key is what is wrong, not its value.
    """

    code: str
    path: str
    message: str
    hint: str = ""
    at_key: bool = False


_EMPTY_FIELD: Final = "give it a value or take the line out; an empty field is not the same as no field"


def from_schema(errors: Iterable[SchemaError], code: str = "field-invalid") -> Iterator[Problem]:
    """Explain the errors of a schema; a missing field is pointed at where its holder stands."""
    for error in errors:
        yield Problem(
            code, error.field, str(error), _hint(error), at_key=error.keyword == "additionalProperties"
        )


def _hint(error: SchemaError) -> str:
    if error.keyword == "additionalProperties":
        return did_you_mean(error.path[-1], error.expected) or "indent it if it belongs to metadata or spec"
    if error.keyword == "enum":
        return did_you_mean(str(error.actual), map(str, error.expected))
    if error.keyword in {"type", "minLength"} and error.actual in (None, ""):
        return _EMPTY_FIELD
    if (
        error.keyword == "type"
        and error.expected == "string"
        and isinstance(error.actual, (bool, int, float))
    ):
        return "put it in quotes"
    if error.keyword == "type" and error.expected == "array" and isinstance(error.actual, str):
        return "write it as a list, one entry a line after a dash"
    return ""
