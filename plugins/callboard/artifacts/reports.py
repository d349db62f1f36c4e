"""Findings for other programs: SARIF for code hosts, JUnit for CI, annotations for GitHub's runner.

All text is somebody else's: each format gets it escaped its own way, and XML loses what XML cannot hold.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from callboard import __version__
from callboard.findings import RULES, Finding, Level
from callboard.model import JsonMapping, JsonValue

_SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_SARIF_LEVELS: Final = {Level.ERROR: "error", Level.WARN: "warning", Level.INFO: "note", Level.OFF: "none"}
_NOT_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GITHUB_LEVELS: Final = {Level.ERROR: "error", Level.WARN: "warning", Level.INFO: "notice"}


def sarif_report(findings: Iterable[Finding]) -> str:
    """SARIF 2.1.0 (OASIS): one run, the rules that were broken, one result a finding."""
    told = list(findings)
    codes = sorted({found.code for found in told})
    run: dict[str, JsonValue] = {
        "tool": {
            "driver": {
                "name": "callboard",
                "semanticVersion": __version__,
                "version": __version__,
                "rules": [_sarif_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(found, codes.index(found.code)) for found in told],
    }
    document = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def _sarif_rule(code: str) -> JsonMapping:
    rule = RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.level]},
    }


def _sarif_result(found: Finding, rule_index: int) -> JsonMapping:
    result: dict[str, JsonValue] = {
        "ruleId": found.code,
        "ruleIndex": rule_index,
        "level": _SARIF_LEVELS[found.level],
        "message": {"text": sentence(found)},
    }
    if found.origin.path:
        place: dict[str, JsonValue] = {"artifactLocation": {"uri": _uri(found.origin.path)}}
        if found.origin.line:
            region = {"startLine": found.origin.line}
            place["region"] = region | ({"startColumn": found.origin.column} if found.origin.column else {})
        result["locations"] = [{"physicalLocation": place}]
    return result


def _uri(path: str) -> str:
    return quote(path, safe="/-._~")


def junit_report(findings: Iterable[Finding], files: Sequence[str]) -> str:
    """JUnit XML: one test case a checked file, which fails with the file's errors and prints its warnings."""
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        by_file[found.origin.path or found.origin.repository].append(found)
    names = sorted({*files, *by_file})
    failures = sum(any(found.level is Level.ERROR for found in by_file[name]) for name in names)
    suite = ET.Element(
        "testsuite", name="callboard check", tests=str(len(names)), failures=str(failures), errors="0"
    )
    for name in names:
        _add_case(suite, name, by_file[name])
    ET.indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suite, encoding="unicode")}\n'


def _add_case(suite: ET.Element, name: str, findings: Sequence[Finding]) -> None:
    case = ET.SubElement(suite, "testcase", classname="callboard", name=_xml_text(name))
    errors = [found for found in findings if found.level is Level.ERROR]
    others = [found for found in findings if found.level is not Level.ERROR]
    if errors:
        failure = ET.SubElement(case, "failure", type=errors[0].code, message=_xml_text(errors[0].message))
        failure.text = _xml_text("\n".join(str(found) for found in errors))
    if others:
        ET.SubElement(case, "system-out").text = _xml_text("\n".join(str(found) for found in others))


def _xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 has no way to write (section 2.2)."""
    return _NOT_XML.sub("", text)


def github_report(findings: Iterable[Finding]) -> str:
    """Workflow commands that GitHub's runner turns into annotations, one a line."""
    lines = [_github_line(found) for found in findings if found.level in _GITHUB_LEVELS]
    return "".join(f"{line}\n" for line in lines)


def _github_line(found: Finding) -> str:
    values: dict[str, str] = {}
    if found.origin.path:
        values["file"] = found.origin.path
    if found.origin.line:
        values["line"] = str(found.origin.line)
    if found.origin.column:
        values["col"] = str(found.origin.column)
    values["title"] = f"callboard {found.code}"
    properties = ",".join(f"{key}={_github_value(value)}" for key, value in values.items())
    return f"::{_GITHUB_LEVELS[found.level]} {properties}::{_github_text(sentence(found))}"


def _github_text(text: str) -> str:
    # The runner's own escapes (actions/toolkit, `escapeData` and `escapeProperty`).
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_value(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def sentence(found: Finding) -> str:
    """The message and its hint."""
    return f"{found.message}; {found.hint}" if found.hint else found.message
