"""A file becomes its documents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from callboard.descriptors.composing import compose
from callboard.descriptors.document import Document, YamlProblem
from callboard.descriptors.limits import MAX_BYTES, MAX_DOCUMENTS
from callboard.descriptors.stream import split_documents
from callboard.model import JsonValue


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
    for index, part in enumerate(split_documents(text)):
        yield compose(part, index)


def read_plain(data: bytes) -> JsonValue:
    """The one document of a configuration file as plain data; unknown tags leave plain values.

    Raises:
        YamlProblem: it cannot be read, or holds more than one document.
    """
    documents = read_documents(data)
    for document in documents:
        if document.problem is not None:
            raise document.problem
    if len(documents) > 1:
        raise YamlProblem("The file holds more than one document", documents[1].line, documents[1].column)
    return documents[0].value if documents else None
