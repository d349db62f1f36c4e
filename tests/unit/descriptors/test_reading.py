"""A file becomes its documents: values, places, problems, within limits, whatever it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.descriptors import YamlProblem, read_documents, read_plain
from callboard.descriptors.composing import compose
from callboard.descriptors.limits import MAX_ALIASES, MAX_BYTES, MAX_DEPTH, MAX_DOCUMENTS, MAX_NODES
from callboard.descriptors.plain_lines import read_plain_lines
from callboard.descriptors.stream import split_documents

_CASES = Path(__file__).resolve().parents[2] / "differential" / "cases"


def test_every_value_and_key_has_its_place() -> None:
    """Lines and columns count from one; a list's entries are numbered."""
    [document] = read_documents(b"a:\n  - x\n  - y: {z: 1}\nb: 'q' # c\n")
    assert dict(document.places) == {
        "a": (2, 3), "a.0": (2, 5), "a.1": (3, 5), "a.1.y": (3, 8), "a.1.y.z": (3, 12), "b": (4, 4),
    }  # fmt: skip
    assert document.places.key("a.1.y.z") == (3, 9)
    assert document.places.nearest("a.1.nothing.here") == (3, 5)
    assert document.places.nearest("nothing") == (1, 1)


def test_documents_are_counted_with_the_empty_ones() -> None:
    """An index is the document's number in the file, and a bad document costs its neighbours nothing."""
    documents = read_documents(b"---\n---\na: 1\n---\na: b: c\n---\n{}\n...\n# end\n")
    assert [document.value for document in documents] == [None, {"a": 1}, None, {}]
    assert [document.is_empty for document in documents] == [True, False, False, False]
    assert documents[2].problem is not None
    assert (documents[2].problem.line, documents[2].problem.column) == (5, 5)


def test_a_file_that_lost_its_indentation_is_told_so() -> None:
    """Neither a syntax error nor a missing field explains it as well."""
    [document] = read_documents(b"kind: A\nmetadata:\nname: x\nlinks:\n- url: y\ntitle: z\n- url: w\n")
    assert document.problem is not None
    assert document.problem.code == "indentation-lost"
    assert document.problem.line == 2


@pytest.mark.parametrize(
    ("size", "is_read"), [(MAX_BYTES - 1, True), (MAX_BYTES, True), (MAX_BYTES + 1, False)]
)
def test_size_has_a_limit(size: int, *, is_read: bool) -> None:
    """A file over the limit is one problem and no value."""
    [document] = read_documents(b"a: " + b"x" * (size - 3))
    assert (document.problem is None) is is_read


@pytest.mark.parametrize(
    ("depth", "is_read"), [(MAX_DEPTH - 1, True), (MAX_DEPTH, True), (MAX_DEPTH + 1, False)]
)
@pytest.mark.parametrize("brackets", ["[]", "- "])
def test_depth_has_a_limit(depth: int, brackets: str, *, is_read: bool) -> None:
    """Collections nest so deep and no deeper, with brackets or without."""
    text = "[" * depth + "]" * depth if brackets == "[]" else "- " * depth + "x"
    [document] = read_documents(text.encode())
    assert (document.problem is None) is is_read


def test_thirty_thousand_brackets_are_a_problem() -> None:
    """Nothing overflows: the depth is known before any value is built."""
    for text in ("[" * 30_000, "{" * 30_000, "- " * 30_000, "? " * 30_000, "{a: " * 30_000):
        [document] = read_documents(text.encode())
        assert document.problem is not None
        assert document.problem.code == "yaml-limit"


@pytest.mark.parametrize(("count", "is_read"), [(MAX_DOCUMENTS, True), (MAX_DOCUMENTS + 1, False)])
def test_documents_have_a_limit(count: int, *, is_read: bool) -> None:
    """A file with too many documents is not read at all."""
    documents = read_documents(b"---\na: 1\n" * count)
    assert (len(documents) == count) is is_read


@pytest.mark.parametrize(("count", "is_read"), [(MAX_NODES - 1, True), (MAX_NODES, False)])
def test_values_have_a_limit(count: int, *, is_read: bool) -> None:
    """A file with too many values, all its documents together, takes no longer to refuse than to read."""
    half = count // 2
    documents = read_documents(f"[{'1,' * (half - 1)}1]\n---\n[{'1,' * (count - half - 2)}1]\n".encode())
    assert [document.problem is None for document in documents] == [True, is_read]
    problem = documents[1].problem
    assert problem is None or problem.code == "yaml-limit"


def test_an_alias_bomb_costs_the_next_document_nothing() -> None:
    """What an alias would have repeated is not counted where it is not repeated."""
    bomb = "\n".join(
        ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
    )
    documents = read_documents(f"{bomb}\n---\n{{a: [1]}}\n".encode())
    assert [document.problem is None for document in documents] == [False, True]


@pytest.mark.parametrize("line", [" ", "x", "x \\", "x \t "])
def test_quoted_texts_of_many_lines_are_read_once(line: str) -> None:
    """A hundred thousand lines are no more than so many lines."""
    count = 1_000_000 // (len(line) + 2)
    [document] = read_documents(f'a: "{f"{line}{chr(10)} " * count}"'.encode())
    assert document.value is not None


@pytest.mark.parametrize(("uses", "is_read"), [(MAX_ALIASES - 1, True), (MAX_ALIASES, False)])
def test_aliases_have_backstages_budget(uses: int, *, is_read: bool) -> None:
    """An anchor may be used ninety-nine times."""
    [document] = read_documents(f"a: &a x\nb: [{', '.join(['*a'] * uses)}]\n".encode())
    assert (document.problem is None) is is_read


def test_alias_bombs_do_not_go_off() -> None:
    """Aliases of aliases multiply against the budget."""
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    [document] = read_documents("\n".join(lines).encode())
    assert document.problem is not None
    assert document.problem.code == "yaml-limit"


def test_configuration_is_one_document() -> None:
    """Unknown tags leave plain values; anything else that is wrong is raised with its place."""
    assert read_plain(b"") is None
    assert read_plain(b"plugins:\n  - x: !!python/name:os.system\n") == {"plugins": [{"x": ""}]}
    with pytest.raises(YamlProblem, match="line 2, column 5"):
        read_plain(b"a: 1\nb: c: d\n")
    with pytest.raises(YamlProblem, match="more than one document"):
        read_plain(b"a: 1\n---\nb: 2\n")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_bytes_raise(data: bytes) -> None:
    """Whatever a file holds, it is read to values that JSON can hold, or to problems."""
    for document in read_documents(data):
        json.dumps(document.value, allow_nan=False).encode()
        dict(document.places)


_PIECES = st.sampled_from(
    ["a", "b", "key: ", "- ", " ", "  ", "\n", "\n  ", ": ", "? ", "\t", " # c", "[", "]", "{", "}", ", ", "'", '"', "|\n  x",
     ">-\n  ", "&a ", "*a", "!!str ", "!t ", "---\n", "...\n", "%YAML 1.1\n", "<<: ", "é", "\ufeff", "\r\n", "1.10", "yes", "~",
     "a: b\n", "- x\n", "x: [1, 2]\n", "\\", "@", "\u2028", "\0", "/", "$", "/a/{b}: ", "$r: "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
def test_the_quick_reader_never_differs(text: str) -> None:
    """Where the quick reader gives an answer, the exact reader gives the same, to the last column."""
    for part in split_documents(text.replace("\r\n", "\n")):
        quick = read_plain_lines(part)
        if quick is not None:
            exact = compose(part, 0)
            assert exact.problem is None
            assert (repr(quick[0]), quick[1]) == (repr(exact.value), exact.places.mark)


def test_the_quick_reader_reads_the_definition_of_an_api() -> None:
    """Its paths and references are keys; the exact reader takes thirty times as long."""
    [part] = split_documents("paths:\n  /a/{b}:\n    get:\n      $ref: x\n")
    quick = read_plain_lines(part)
    assert quick is not None
    exact = compose(part, 0)
    assert (repr(quick[0]), quick[1]) == (repr(exact.value), exact.places.mark)
    assert quick[0] == {"paths": {"/a/{b}": {"get": {"$ref": "x"}}}}


def test_the_quick_reader_reads_plain_cases_alike() -> None:
    """Of all cases it takes a good part, and every one of those exactly."""
    taken = 0
    for path in sorted(_CASES.rglob("*.yaml")):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        for part in split_documents(text):
            quick = read_plain_lines(part)
            if quick is not None:
                taken += 1
                exact = compose(part, 0)
                assert (repr(quick[0]), quick[1]) == (repr(exact.value), exact.places.mark), path.name
    assert taken > 200
