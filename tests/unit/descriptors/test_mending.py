"""Mechanical repairs change what they say and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callboard.descriptors import BUILT_IN, Change, mend, read_documents
from callboard.model import EntityRef

GOLDEN: Final = Path(__file__).resolve().parents[2] / "golden" / "mending"
CASES: Final = sorted(path.name.removesuffix(".before.yaml") for path in GOLDEN.glob("*.before.yaml"))
KNOWN: Final = frozenset(
    EntityRef.parse(text) for text in ("group:payments", "group:retail/payments", "group:jane", "user:jane")
)
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

DRESSINGS: Final = {
    "as it is": lambda data: data,
    "line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda data: BYTE_ORDER_MARK + data,
    "no line end at the end": lambda data: data.rstrip(b"\n"),
}


def _component(*, metadata: str = "", spec: str = "", root: str = "") -> bytes:
    """A sound component with more lines in it."""
    return (
        f"apiVersion: backstage.io/v1alpha1\nkind: Component\n{root}metadata:\n  name: shop\n{metadata}"
        f"spec:\n  type: service\n  lifecycle: experimental\n  owner: group:payments\n{spec}"
    ).encode()


@pytest.mark.parametrize("dressing", DRESSINGS)
@pytest.mark.parametrize("case", CASES)
def test_a_file_is_mended_to_the_letter(case: str, dressing: str) -> None:
    """Comments, quotes, anchors, separators, line ends and byte order mark stay as they are."""
    before, after = ((GOLDEN / f"{case}.{when}.yaml").read_bytes() for when in ("before", "after"))
    dress = DRESSINGS[dressing]
    assert mend(dress(before), known=KNOWN).data == dress(after)


@pytest.mark.parametrize("case", CASES)
def test_a_mended_file_has_nothing_left_to_mend(case: str) -> None:
    """The second run makes no repair."""
    after = (GOLDEN / f"{case}.after.yaml").read_bytes()
    mending = mend(after, known=KNOWN)
    assert (mending.data, mending.made) == (after, ())


@pytest.mark.parametrize("case", CASES)
def test_only_repaired_lines_differ(case: str) -> None:
    """Every line of the result that the file did not have belongs to a repair."""
    before = (GOLDEN / f"{case}.before.yaml").read_bytes()
    mending = mend(before, known=KNOWN)
    new = set(mending.data.splitlines()) - set(before.splitlines())
    assert len(new) <= len(mending.made)


def test_each_repair_says_what_it_does() -> None:
    """A repair names its field, and what becomes of it."""
    data = _component(metadata="  title:\n  tags: [Go]\n", spec="  consumesApi: [orders]\n")
    assert [str(repair) for repair in mend(data).made] == [
        "take out metadata.title, which is empty",
        "set metadata.tags.0 to go",
        "rename spec.consumesApi to consumesApis",
    ]


def test_an_owner_is_a_group_only_where_the_group_is_known() -> None:
    """Without a catalog nobody can tell, so nothing is changed."""
    data = _component().replace(b"group:payments", b"payments")
    assert mend(data).made == ()
    assert b"owner: group:payments\n" in mend(data, known=KNOWN).data


def test_a_text_shared_with_another_field_is_left_alone_and_told() -> None:
    """An edit that an alias would carry to a field that is right is not made; its neighbours are."""
    data = _component(metadata="  x: &shared [Go]\n  tags: *shared\n  namespace: Shop\n")
    mending = mend(data)
    assert mending.data == data.replace(b"Shop", b"shop")
    assert [(repair.path, repair.line) for repair in mending.left] == [(("metadata", "tags", "0"), 5)]


def test_a_text_that_two_repairs_share_is_edited_once() -> None:
    """Where every use of an anchor needs the same repair, its one text is edited."""
    link = "{url: 'https://a.example', title: }"
    data = _component(metadata=f"  links:\n    - &a {link}\n    - *a\n")
    mending = mend(data)
    assert [repair.change for repair in mending.made] == [Change.REMOVE, Change.REMOVE]
    assert b"    - &a {url: 'https://a.example' }\n    - *a\n" in mending.data


@pytest.mark.parametrize(
    "tag",
    ['"G\\x6f"', "!!str Go", "|-\n      Go", "? Go", "Front\n      End"],
    ids=["escape", "tag", "block", "key", "two lines"],
)
def test_a_text_that_is_not_plain_is_left_alone(tag: str) -> None:
    """What does not stand in the file as it reads is for a person to edit."""
    data = _component(metadata=f"  tags:\n    - {tag}\n")
    assert mend(data).data == data


def test_a_comma_too_many_is_never_left_behind() -> None:
    """JSON stays JSON: an empty last field on a line of its own stays."""
    data = json.dumps(
        {
            "apiVersion": "backstage.io/v1alpha1",
            "kind": "System",
            "metadata": {"name": "shop", "title": ""},
            "spec": {"owner": "group:payments", "domain": None, "type": "product"},
        },
        indent=2,
    )
    mending = mend(data.encode())
    assert json.loads(mending.data)["spec"] == {"owner": "group:payments", "type": "product"}
    assert [repair.path for repair in mending.left] == [("metadata", "title")]


def test_kinds_of_the_organisation_are_mended_too() -> None:
    """A declared kind is a kind like any other."""
    data = _component().replace(b"Component", b"SERVICE")
    kinds = {**BUILT_IN, "Service": replace(BUILT_IN["Component"], name="Service")}
    assert mend(data).made == ()
    assert mend(data, kinds).data == _component().replace(b"Component", b"Service")


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[" * 30_000, b"a: b\n" * 300_000, BYTE_ORDER_MARK, b"\0", b"---\n" * 2000],
    ids=["empty", "not UTF-8", "deep", "large", "mark only", "null", "documents"],
)
def test_what_is_no_descriptor_is_left_alone(data: bytes) -> None:
    """Whatever a file holds, it comes back as it was."""
    mending = mend(data)
    assert (mending.data, mending.made, mending.left) == (data, (), ())


def test_repairs_that_cannot_be_told_apart_end_soon() -> None:
    """A file made to fail every proof is left as it is."""
    tags = ", ".join(f"T{number}" for number in range(150))
    data = _component(root=f"x: &tags [{tags}]\n", metadata="  tags: *tags\n")
    mending = mend(data)
    assert mending.data == data
    assert len(mending.left) == 150


FRAGMENTS: Final[dict[str, list[tuple[str, str]]]] = {
    "version": [
        ("apiVersion: backstage.io/v1alpha1\n",) * 2,
        ("apiVersion: backstage.io/v1alpha  # c\n", "apiVersion: backstage.io/v1alpha1  # c\n"),
        ('"apiversion": "Backstage.io/v1alpha1"\n', '"apiVersion": "backstage.io/v1alpha1"\n'),
    ],
    "kind": [
        ("kind: Component\n",) * 2,
        ("kind:   'component'\n", "kind:   'Component'\n"),
        ("kind: &k COMPONENT # c\n", "kind: &k Component # c\n"),
    ],
    "name": [("metadata:\n  name: a\n",) * 2, ("metadata:\n\n  # c\n  name: Shop\n",) * 2],
    "namespace": [("",) * 2, ("  namespace:\n", ""), ("  namespace: Retail # c\n", "  namespace: retail # c\n")],
    "title": [("",) * 2, ("  title: # c\n", "  # c\n"), ("  title: ''\n", ""), ("  title: A # c\n",) * 2],
    "text": [("",) * 2, ("  description: |\n    title:\n     # no comment\n",) * 2, ("  description: ''\n",) * 2],
    "tags": [
        ("",) * 2,
        ("  tags:\n", ""),
        ("  tags: [Go, 'a_b', ok]\n", "  tags: [go, 'a-b', ok]\n"),
        ("  tags:\n  - Go # c\n  -   'X Y'\n", "  tags:\n  - go # c\n  -   'x-y'\n"),
        ("  tags: [Go, GO]\n",) * 2,
    ],
    "links": [
        ("",) * 2,
        ("  links:\n    - title:\n      url: http://a\n", "  links:\n    - url: http://a\n"),
        ("  links: [{url: http://a, icon: ~}]\n", "  links: [{url: http://a}]\n"),
    ],
    "spec": [("spec:\n  type: t\n  lifecycle: x\n",) * 2, ("spec:\n  type: t\n  lifecyle: x\n", "spec:\n  type: t\n  lifecycle: x\n")],
    "owner": [("  owner: nobody\n",) * 2, ("  owner: retail/payments\n", "  owner: group:retail/payments\n")],
    "apis": [
        ("",) * 2,
        ("  consumesApi: [a]\n", "  consumesApis: [a]\n"),
        ("  consumesApi: a\n",) * 2,
        ("  consumesApis: [a]\n  consumesApi: [b]\n",) * 2,
    ],
    "system": [("",) * 2, ("  system:\n", ""), ('  system: "" # c\n', "  # c\n")],
    "end": [("",) * 2, ("...\n",) * 2, ("# c\n",) * 2, ("---\nsite_name:\n",) * 2],
}  # fmt: skip

one_document = st.tuples(*map(st.sampled_from, FRAGMENTS.values()))


@settings(max_examples=150, deadline=None)
@given(documents=st.lists(one_document, min_size=1, max_size=3), dressing=st.sampled_from(list(DRESSINGS)))
def test_any_mixture_of_repairs_is_made_at_once(
    documents: list[tuple[tuple[str, str], ...]], dressing: str
) -> None:
    """Each fragment becomes what it should whatever stands around it, and a second run changes nothing."""
    before, after = (
        DRESSINGS[dressing]("".join(
            "---\n" + "".join(pair[which] for pair in document) for document in documents
        ).encode())
        for which in (0, 1)
    )  # fmt: skip
    mending = mend(before, known=KNOWN)
    assert mending.data == after
    assert mending.left == ()
    assert mend(after, known=KNOWN).made == ()


lines = st.lists(
    st.sampled_from([pair[0] for pairs in FRAGMENTS.values() for pair in pairs] + ["\t", "{", "- ", "*k", "\r", "  ? x\n"]),
    max_size=14,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(parts=lines)
def test_no_text_makes_mending_fail(parts: list[str]) -> None:
    """Any jumble gives as many documents as before, and a result that stays as it is."""
    data = "".join(parts).encode()
    mending = mend(data, known=KNOWN)
    assert mend(mending.data, known=KNOWN).data == mending.data
    assert len(read_documents(mending.data)) == len(read_documents(data))
