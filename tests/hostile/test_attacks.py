"""A corpus of attacks from outside the project, run through the whole product.

All cases that only touch themselves are sources of one portal; the few that reach for the neighbour or for
another case's words are built alone. What the product does not do yet is listed in `KNOWN`, and is no more
than that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hostile.judging import Site, breaches
from hostile.running import CANARY, NEIGHBOUR, Run, build_portal
from trees import write_tree

pytestmark = [
    pytest.mark.git,
    pytest.mark.filterwarnings("ignore:Duplicate name"),  # one archive of the corpus is made to hold twins
]

ALONE = ("29", "35", "79")
"""They claim the neighbour's names, or hold words that another case forbids."""

KNOWN: Mapping[str, tuple[frozenset[str], str]] = {
    "29": (
        frozenset({"neighbour changed", "leak HIJACKED-29"}),
        "of two repositories that define one entity the first by name wins; operators cannot yet say whose it is",
    ),
    "35": (
        frozenset({"neighbour changed", "leak IMPERSONATED-35", "no finding"}),
        "operators cannot yet say which source may define groups and people",
    ),
    "40": (
        frozenset({"text missing"}),
        "the envelope with a link that is no mapping is refused, as Backstage does",
    ),
    "42": (
        frozenset({"text missing"}),
        "labels and tags with markup are refused with their entity, as Backstage does",
    ),
    "62": (frozenset({"no finding"}), "templates are shown and not run: no pattern of theirs is compiled"),
    "65": (frozenset({"text missing"}), "a file of more than 1,000 documents is refused as a whole"),
    "69": (frozenset({"text missing"}), "a file of more than 1,000 documents is refused as a whole"),
    "70": (
        frozenset({"text missing"}),
        "a broken repository that was never read before has no last good state",
    ),
    "73": (frozenset({"no finding"}), "templates are shown and not run"),
    "74": (frozenset({"no finding"}), "templates are shown and not run"),
    "76": (frozenset({"no finding"}), "templates are shown and not run"),
    "77": (frozenset({"no finding"}), "templates are shown and not run"),
    "79": (
        frozenset(
            {
                "leak S3cr3tPassw0rd",
                "leak ghp_0123456789abcdefABCDEF0123456789abcd",
                "leak glpat-0123456789abcdefABCD",
                "leak hunter2hunter2",
                "leak npm_0123456789abcdefABCDEF0123456789abcd",
                "leak wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            }
        ),
        "text is not searched for secrets yet",
    ),
    "80": (
        frozenset({"leak PII-80"}),
        "fields about people but addresses and pictures are published as they are written",
    ),
}

# Told of a hostile repository beside what is missing in any other one.
_ORDINARY = {"owner-unknown", "runbook-missing"}
_NEEDS_FINDING = ("drop-key", "reject", "contain", "limit", "refuse-run")
# Words that may stand in a page as text; that they are nothing else is for `breaches` to say.
_JUDGED_AS_ELEMENTS = (
    "<", "=", "\n", "\x1b", "srcdoc", "@import", "foreignObject", "javascript:", "defaced", "1337",
    "evil.invalid/x.css", "track.invalid/l.png",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One attack: its repository, and what its author wants to be true."""

    name: str
    repository: Path
    expected: Mapping[str, Any]

    @property
    def number(self) -> str:
        """The two digits it is known by."""
        return str(self.expected["id"])

    @property
    def forbidden(self) -> list[str]:
        """What must be in no file, not even as text."""
        words = self.expected["must_not_contain"]
        return [word for word in words if word != "track.invalid" and not _is_markup(word)]


def _is_markup(word: str) -> bool:
    return any(part in word for part in _JUDGED_AS_ELEMENTS)


@dataclass(frozen=True, slots=True)
class Built:
    """A portal of the neighbour and some cases."""

    run: Run
    site: Site


@pytest.fixture(name="cases", scope="module")
def _cases(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    script = shared / "attacks" / "make_attacks.py"
    if not script.is_file():
        pytest.skip("needs ../shared/attacks, which is not part of the project")
    folder = tmp_path_factory.mktemp("attacks")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return [_case(place) for place in sorted(folder.glob("[0-9]*"))]


def _case(place: Path) -> Case:
    """The case with its repository at a place that is named after it."""
    expected = json.loads((place / "expect.json").read_text())
    repository = (place / "repo").rename(place / place.name)
    if expected["needs_setup"]:
        # Where this git refuses to commit the hostile files, the folder itself is the case.
        subprocess.run(["sh", str(place / "setup.sh")], cwd=repository, check=False, capture_output=True)
    return Case(place.name, repository, expected)


@pytest.fixture(name="innocent", scope="module")
def _innocent(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return _build(tmp_path_factory.mktemp("innocent"), []).site


@pytest.fixture(name="together", scope="module")
def _together(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _build(tmp_path_factory.mktemp("together"), [case for case in cases if case.number not in ALONE])


def _build(folder: Path, cases: list[Case]) -> Built:
    neighbour = write_tree(folder / "neighbour", NEIGHBOUR)
    git = frozenset(case.name for case in cases if _has_commit(case.repository / ".git"))
    repositories = {"neighbour": neighbour} | {case.name: case.repository for case in cases}
    run = build_portal(folder / "portal", repositories, git=git, seconds=60 + 5 * len(cases))
    assert run.status in {0, 3}, run.printed
    return Built(run, Site(folder / "portal" / "site"))


def _has_commit(folder: Path) -> bool:
    return (folder / "packed-refs").is_file() or (folder / "refs" / "heads" / "main").is_file()


def _failures(case: Case, built: Built, innocent: Site) -> set[str]:
    """In what the outcome is not what the case's author wants, in short words."""
    found = set()
    files = built.site.files()
    if not all(_contains(files, word) for word in case.expected["must_contain"]):
        found.add("text missing")
    found |= {f"leak {word}" for word in case.forbidden if _contains(files, word)}
    told = [finding for finding in built.site.findings(case.name) if finding["code"] not in _ORDINARY]
    if case.expected["verdict"].startswith(_NEEDS_FINDING) and not told:
        found.add("no finding")
    if built.site.pages_of("neighbour") != innocent.pages_of("neighbour"):
        found.add("neighbour changed")
    return found


def _contains(files: Mapping[str, bytes], word: str) -> bool:
    return any(word.encode() in data for data in files.values())


def test_every_attack_ends_as_its_author_wants(cases: list[Case], together: Built, innocent: Site) -> None:
    """Pages survive, secrets stay, the neighbour does not notice; the exceptions are exactly the known ones."""
    failures = {
        case.number: _failures(case, together, innocent) for case in cases if case.number not in ALONE
    }
    known = {number: set(words) for number, (words, _) in KNOWN.items() if number not in ALONE}
    assert {number: words for number, words in failures.items() if words} == known


@pytest.mark.parametrize("number", ALONE)
def test_an_attack_on_others_ends_as_its_author_wants(
    number: str, cases: list[Case], innocent: Site, tmp_path: Path
) -> None:
    """Alone with the neighbour, a case is judged as in company."""
    case = next(case for case in cases if case.number == number)
    built = _build(tmp_path, [case])
    assert _failures(case, built, innocent) == KNOWN[number][0]
    assert breaches(built.site, innocent) == []


def test_nothing_acts_reaches_out_or_misleads(together: Built, innocent: Site) -> None:
    """No page has an element, attribute or address of a stranger that does more than show words."""
    assert breaches(together.site, innocent) == []


def test_nothing_was_run(together: Built) -> None:
    """No attack left its mark, and no secret of the run was told."""
    assert sorted(Path("/tmp").glob("pwned*")) == []  # noqa: S108  # where the attacks are written to leave it
    assert CANARY not in together.run.printed


def test_what_is_printed_is_text(together: Built) -> None:
    """No fault of ours, no command to a terminal or a runner."""
    assert "Traceback" not in together.run.printed
    lines = together.run.printed.splitlines()
    assert [line for line in lines if line.startswith(("::", "##")) or not line.isprintable()] == []


def test_all_attacks_together_fit_into_memory(together: Built) -> None:
    """No bomb went off."""
    assert together.run.megabytes < 1024
