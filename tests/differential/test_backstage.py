"""Backstage and we say the same of every document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from differential.comparing import ask_backstage, differences, our_answers
from differential.generated import write_entities

HERE: Final = Path(__file__).resolve().parent

_RECORDED: Final = [("backstage.jsonl", False), ("backstage-ai-model.jsonl", True)]


def recorded(file: str) -> list[dict[str, Any]]:
    """The answers of a file."""
    return [json.loads(line) for line in (HERE / file).read_text("utf-8").split("\n") if line]


@pytest.mark.parametrize(("file", "ai_model"), _RECORDED)
def test_every_case_is_answered_as_backstage_answers_it(file: str, *, ai_model: bool) -> None:
    """Verdict, stage, reference, ingestion, entity and relations are those that were recorded."""
    theirs = recorded(file)
    assert len(theirs) > 350
    assert differences(our_answers(HERE / "cases", ai_model=ai_model), theirs) == []


@pytest.mark.parametrize(("file", "ai_model"), _RECORDED)
def test_the_recorded_answers_are_backstages(backstage: Path, file: str, *, ai_model: bool) -> None:
    """Where Backstage can be asked, it still says what was recorded."""
    assert differences(recorded(file), ask_backstage(backstage, HERE / "cases", ai_model=ai_model)) == []


def test_generated_entities_are_answered_alike(backstage: Path, tmp_path: Path) -> None:
    """Two thousand entities, a third of them spoilt, get the same answers."""
    write_entities(tmp_path, 2000, seed=11)
    assert differences(our_answers(tmp_path), ask_backstage(backstage, tmp_path)) == []


def test_real_repositories_are_answered_alike(backstage: Path, shared: Path) -> None:
    """Every YAML file of real repositories gets the same answers, descriptor or not."""
    corpus = shared / "corpus"
    ours = our_answers(corpus)
    assert len(ours) > 400
    assert differences(ours, ask_backstage(backstage, corpus)) == []


def test_the_oracles_own_cases_are_answered_alike(backstage: Path, shared: Path) -> None:
    """The cases beside the project get the same answers, but for JavaScript's inherited properties."""
    cases = shared / "backstage-oracle" / "cases"
    found = differences(our_answers(cases), ask_backstage(backstage, cases))
    assert [line for line in found if "ph/proto-key.yaml" not in line] == []
