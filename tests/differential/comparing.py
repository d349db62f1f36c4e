"""What is compared of two answers to one document, and how Backstage is asked."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from callboard.ingest import IngestSettings, inspect_folder
from callboard.sources import open_directory

Answer = Mapping[str, Any]


def essence_of(answer: Answer) -> dict[str, Any]:
    """The compared part of an answer: no texts of errors, relations as a set."""
    accepted = answer["verdict"] == "accepted"
    relations = {(each["type"], each["source"], each["target"]) for each in answer.get("relations") or ()}
    return {
        "file": answer["file"],
        "doc": answer["doc"],
        "verdict": answer["verdict"],
        "stage": answer.get("stage"),
        "ingested": bool(answer.get("ingested")),
        "ref": answer.get("ref"),
        "entity": answer.get("entity") if accepted else None,
        "relations": [list(each) for each in sorted(relations)] if accepted else [],
    }


def our_answers(folder: Path, *, ai_model: bool = False) -> list[dict[str, Any]]:
    """What `inspect` says of a folder, after a trip through JSON."""
    tree, _ = open_directory(folder)
    settings = IngestSettings(ai_model=ai_model)
    records = json.loads(json.dumps(list(inspect_folder(tree, settings=settings))))
    return [essence_of(record) for record in records]


def ask_backstage(program: Path, folder: Path, *, ai_model: bool = False) -> list[dict[str, Any]]:
    """Backstage's answers for a folder, in its own order; `program` runs its code."""
    engine = "model" if ai_model else "builtin"
    command = ["node", str(program), str(folder), "--jsonl", "--engine", engine]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return [essence_of(json.loads(line)) for line in done.stdout.split("\n") if line]


def differences(ours: Iterable[Answer], theirs: Iterable[Answer]) -> list[str]:
    """One line for every document on which the two disagree."""
    left = {(answer["file"], answer["doc"]): answer for answer in ours}
    right = {(answer["file"], answer["doc"]): answer for answer in theirs}
    return [
        f"{key}: ours {_short(left.get(key))}, Backstage's {_short(right.get(key))}"
        for key in sorted({*left, *right}, key=str)
        if left.get(key) != right.get(key)
    ]


def _short(answer: Answer | None) -> str:
    return "nothing" if answer is None else json.dumps(answer, sort_keys=True)[:300]
