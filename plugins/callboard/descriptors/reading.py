"""A file becomes its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from callboard.descriptors.composing import Budget, compose
from callboard.descriptors.document import Document, Places, YamlProblem
from callboard.descriptors.envelope import LOST_INDENTATION
from callboard.descriptors.exact_scalars import UnclosedQuote
from callboard.descriptors.limits import MAX_BYTES, MAX_DOCUMENTS
from callboard.descriptors.plain_lines import read_plain_lines
from callboard.descriptors.stream import DocumentText, split_documents
from callboard.model import JsonValue

_LOST_INDENTATION: Final = re.compile(r"^metadata:[ \t]*\n(?:[ \t]*(?:#.*)?\n)*(?=name:)", re.MULTILINE)


def read_documents(data: bytes) -> tuple[Document, ...]:
    """Every YAML document of a file in order, each with its value or its problem; never raises."""
    if len(data) > MAX_BYTES:
        return (_refused(f"The file is larger than {MAX_BYTES >> 20} MiB"),)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    documents = tuple(islice(_documents(text), MAX_DOCUMENTS + 1))
    if len(documents) > MAX_DOCUMENTS:
        return (_refused(f"The file holds more than {MAX_DOCUMENTS} documents"),)
    return documents


def _refused(message: str) -> Document:
    return Document(0, problem=YamlProblem(message, 1, 1, code="yaml-limit", stops_file=True))


def _documents(text: str) -> Iterator[Document]:
    budget = Budget()
    for index, part in enumerate(split_documents(text)):
        plain = read_plain_lines(part)
        if plain is not None:
            value, mark = plain
            yield Document(index, value, mark[0], mark[1], None, Places(mark), part.warnings)
            continue
        document = compose(part, index, budget)
        problem = document.problem
        if isinstance(problem, UnclosedQuote) and problem.swallows(text, part.offset):
            document = replace(document, swallows_rest=True)
        if document.problem is not None and document.problem.code == "yaml-syntax":
            document = _explained(document, part)
        yield document


def _explained(document: Document, part: DocumentText) -> Document:
    """The document with a better reason where what is wrong is that every line starts in the first column."""
    match = _LOST_INDENTATION.search(part.text)
    if match is None:
        return document
    line = part.line + part.text.count("\n", 0, match.start())
    message, hint = LOST_INDENTATION
    problem = YamlProblem(message, line, 1, code="indentation-lost", hint=hint)
    return replace(document, problem=problem, line=line, column=1)


def read_only_document(data: bytes) -> Document | None:
    """The one document of a configuration file; None for an empty one.

    Raises:
        YamlProblem: it cannot be read, or holds more than one document.
    """
    documents = read_documents(data)
    for document in documents:
        if document.problem is not None:
            raise document.problem
    if len(documents) > 1:
        raise YamlProblem("The file holds more than one document", documents[1].line, documents[1].column)
    return documents[0] if documents else None


def read_plain(data: bytes) -> JsonValue:
    """The one document of a configuration file as plain data; unknown tags leave plain values.

    Raises:
        YamlProblem: it cannot be read, or holds more than one document.
    """
    document = read_only_document(data)
    return None if document is None else document.value
