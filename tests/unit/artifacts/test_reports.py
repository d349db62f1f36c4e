"""Findings in the formats of other programs."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from callboard.artifacts.reports import github_report, junit_report, sarif_report
from callboard.findings import finding
from callboard.origin import Origin

PLACE = Origin("acme/pay", "docs/a b,c:d.yaml", 27, 7)
UNKNOWN = finding("ref-unknown", "component:x is not in the catalog", PLACE, hint="did you mean component:y?")
MISSING = finding("runbook-missing", "100% without\n::error::a runbook\x07", PLACE.at(3))
FAILED = finding("source-failed", "git: x: no answer", Origin("git: x"))
ALL = [UNKNOWN, MISSING, FAILED]


def test_sarif_has_rules_results_and_places() -> None:
    """Each result points at its rule and, where there is one, at its line; paths are URIs."""
    document = json.loads(sarif_report(ALL))
    run = document["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    first, second, third = run["results"]
    assert document["version"] == "2.1.0"
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [found.code for found in ALL]
    assert first["level"] == "error"
    assert second["level"] == "warning"
    assert first["message"]["text"] == "component:x is not in the catalog; did you mean component:y?"
    place = first["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "docs/a%20b%2Cc%3Ad.yaml"},
        "region": {"startColumn": 7, "startLine": 27},
    }
    assert "locations" not in third


def test_junit_has_one_case_a_file() -> None:
    """A file with errors fails, a file with warnings passes and says them, a clean file passes."""
    clean = "catalog-info.yaml"
    suite = ET.fromstring(junit_report(ALL, [clean]))
    cases = {case.get("name"): case for case in suite}
    assert suite.get("tests") == "3"
    assert suite.get("failures") == "2"
    assert len(cases[clean]) == 0
    assert cases[PLACE.path].find("failure").get("type") == "ref-unknown"  # type: ignore[union-attr]
    assert "runbook-missing" in str(cases[PLACE.path].findtext("system-out"))


def test_junit_is_xml_whatever_the_text() -> None:
    """Characters that XML cannot hold are left out."""
    found = finding("yaml-syntax", "a\x00b\x1bc\ud800d\ufffee<&>\U0001f600", Origin("r", "a\x0bb.yaml"))
    suite = ET.fromstring(junit_report([found], []))
    assert suite[0].get("name") == "ab.yaml"
    assert suite[0][0].get("message") == "abcde<&>\U0001f600"


@pytest.mark.parametrize("found", ALL)
def test_an_annotation_is_one_line_and_one_command(found) -> None:  # noqa: ANN001
    """No text of a stranger ends the line or the properties."""
    (line,) = github_report([found]).splitlines()
    head, _, message = line[2:].partition("::")
    assert line.startswith(("::error ", "::warning "))
    assert "\n" not in message
    assert all("=" in part for part in head.partition(" ")[2].split(","))


def test_an_annotation_names_file_line_and_column() -> None:
    """As GitHub's runner reads them."""
    assert github_report([UNKNOWN]) == (
        "::error file=docs/a b%2Cc%3Ad.yaml,line=27,col=7,title=callboard ref-unknown"
        "::component:x is not in the catalog; did you mean component:y?\n"
    )


def test_an_annotation_keeps_its_text_through_the_runners_escapes() -> None:
    """A percent sign is escaped first, so what looks like an escape in the text stays text."""
    (line,) = github_report([finding("runbook-missing", "100% of\nit %0A", PLACE)]).splitlines()
    assert line.endswith("::100%25 of%0Ait %250A")
