"""Record Backstage's answers to the cases: run by hand after a case is added (see README.md)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from differential.comparing import ask_backstage  # noqa: E402
from differential.oracle import oracle_program  # noqa: E402


def record(file: str, *, ai_model: bool) -> None:
    """Write one line a document, in order, with what the test compares and nothing else."""
    answers = ask_backstage(oracle_program(), HERE / "cases", ai_model=ai_model)
    answers.sort(key=lambda answer: (answer["file"], answer["doc"]))
    lines = [json.dumps(answer, sort_keys=True, ensure_ascii=True) for answer in answers]
    (HERE / file).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    record("backstage.jsonl", ai_model=False)
    record("backstage-ai-model.jsonl", ai_model=True)
