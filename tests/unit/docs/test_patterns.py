"""Patterns mean what they mean in MkDocs, and no pattern takes long."""

from __future__ import annotations

import pathspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callboard.docs.patterns import (
    MAX_LENGTH,
    MAX_LINES,
    MAX_WILDCARDS,
    compile_path,
    compile_patterns,
    is_match,
)

_NAMES = st.sampled_from(["a", "b", "ab", "a.md", ".x", "abc"])
_PARTS = st.sampled_from(["a", "b", "ab", "*", "**", "a*", "*.md", "?", "[ab]", "[!a]", ".*", "*b*"])


@st.composite
def _lines(draw: st.DrawFn) -> str:
    parts = draw(st.lists(_PARTS, min_size=1, max_size=3))
    before, after = draw(st.sampled_from(["", "/"])), draw(st.sampled_from(["", "/"]))
    return f"{before}{'/'.join(parts)}{after}"


@given(st.lists(_lines(), max_size=4), st.lists(_NAMES, min_size=1, max_size=4))
def test_a_file_is_matched_as_by_the_library_that_mkdocs_uses(lines: list[str], names: list[str]) -> None:
    """Whatever the lines and the path; of exceptions, its releases think differently."""
    path = "/".join(names)
    expected = pathspec.GitIgnoreSpec.from_lines(lines, backend="simple").match_file(path)
    assert compile_patterns(lines).matches(path) is expected


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        ("drafts/", "drafts/a.md", True),
        ("drafts/", "guide/drafts/a.md", True),
        ("drafts/", "drafts", False),
        ("/drafts/", "guide/drafts/a.md", False),
        ("*.tmp.md", "guide/x.tmp.md", True),
        ("guide/*.md", "guide/deep/x.md", False),
        ("guide/**/x.md", "guide/x.md", True),
        ("# comment", "# comment", False),
        (r"\#x.md", "#x.md", True),
        (r"\!x.md", "!x.md", True),
        (r"a\*.md", "a*.md", True),
        (r"a\*.md", "ab.md", False),
        ("[^a].md", "b.md", True),
        ("x.md   ", "x.md", True),
        ("/", "x.md", False),
    ],
)
def test_a_line_is_read_as_git_reads_it(line: str, path: str, *, expected: bool) -> None:
    """Folders, places, stars, comments and escapes."""
    assert compile_patterns([line]).matches(path) is expected


@pytest.mark.parametrize(
    ("lines", "path", "expected"),
    [
        (["*.md", "!keep.md"], "guide/keep.md", False),
        (["!keep.md", "*.md"], "keep.md", True),
        (["drafts/", "!drafts/keep.md"], "drafts/keep.md", False),
        (["drafts/", "!drafts/keep.md"], "drafts/other.md", True),
        (["!a.md", "a.md/"], "a.md/a.md", True),
        (["guide/**", "!guide/deep/"], "guide/deep/x.md", True),
    ],
)
def test_the_last_line_about_a_file_counts(lines: list[str], path: str, *, expected: bool) -> None:
    """One about the file itself before one about its folder."""
    assert compile_patterns(lines).matches(path) is expected


def test_limits_hold_at_the_limit_and_above() -> None:
    """Lines, letters and wildcards; what is above is named."""
    lines = ["a" * MAX_LENGTH, "b" * (MAX_LENGTH + 1), "*" * MAX_WILDCARDS, "*x" * (MAX_WILDCARDS + 1)]
    patterns = compile_patterns(lines)
    assert patterns.refused == (lines[1], lines[3])
    assert not compile_patterns(["x"] * MAX_LINES).refused
    assert compile_patterns(["x"] * MAX_LINES + ["y"]).refused == ("y",)


@pytest.mark.parametrize("line", ["*a" * 9 + "*b", "**/a/**/a/**/a/**/b", "[a-z]*" * 5 + "B"])
def test_a_wild_line_is_answered_at_once(line: str) -> None:
    """Where a regular expression for the whole would try every way to share out the letters."""
    patterns = compile_patterns([line])
    assert not patterns.refused
    assert not patterns.matches("/".join(["a" * 120] * 30))
    assert not patterns.matches("a/" * 200 + "a")


def test_a_path_with_wildcards_matches_whole_paths_only() -> None:
    """A folder that matches does not take in what is in it."""
    segments = compile_path("./guide/*")
    assert segments is not None
    assert is_match(segments, "guide/a.md")
    assert not is_match(segments, "guide/deep/a.md")
    assert compile_path("*" * (MAX_WILDCARDS + 1)) is None
