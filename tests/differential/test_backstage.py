"""Backstage and we say the same of every document, but for what is listed here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from differential.comparing import ask_backstage, differences, oracle_program, our_answers
from differential.generated import write_entities

HERE: Final = Path(__file__).resolve().parent

DELIBERATE: Final[frozenset[str]] = frozenset()
"""Files whose answers differ on purpose; each has its reason in docs/reference/backstage-compatibility.md."""


def test_every_case_is_answered_as_backstage_answers_it() -> None:
    """Verdict, stage, reference, ingestion, entity and relations are those that were recorded."""
    recorded = [
        json.loads(line) for line in (HERE / "backstage.jsonl").read_text("utf-8").split("\n") if line
    ]
    theirs = [answer for answer in recorded if answer["file"] not in DELIBERATE]
    ours = [answer for answer in our_answers(HERE / "cases") if answer["file"] not in DELIBERATE]
    assert len(theirs) > 350
    assert differences(ours, theirs) == []


def test_the_recorded_answers_are_backstages() -> None:
    """Where Backstage can be asked, it still says what was recorded."""
    oracle_program()
    recorded = [
        json.loads(line) for line in (HERE / "backstage.jsonl").read_text("utf-8").split("\n") if line
    ]
    assert differences(recorded, ask_backstage(HERE / "cases")) == []


def test_generated_entities_are_answered_alike(tmp_path: Path) -> None:
    """Two thousand entities, a third of them spoilt, get the same answers."""
    oracle_program()
    write_entities(tmp_path, 2000, seed=11)
    assert differences(our_answers(tmp_path), ask_backstage(tmp_path)) == []


def test_real_repositories_are_answered_alike(shared: Path) -> None:
    """Every YAML file of real repositories gets the same answers, descriptor or not."""
    oracle_program()
    for repository in sorted((shared / "corpus").glob("*/*/")):
        assert differences(our_answers(repository), ask_backstage(repository)) == [], repository.name


def test_the_oracles_own_cases_are_answered_alike(shared: Path) -> None:
    """The cases beside the project get the same answers, but for JavaScript's inherited properties."""
    oracle_program()
    cases = shared / "backstage-oracle" / "cases"
    found = differences(our_answers(cases), ask_backstage(cases))
    assert [line for line in found if "ph/proto-key.yaml" not in line] == []
