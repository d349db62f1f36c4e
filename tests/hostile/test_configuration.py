"""What an operator's configuration may say by accident: a sentence and a status, never a fault or a wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hostile.repositories import entity
from hostile.running import run_callboard
from trees import write_tree

PLUGIN = "site_name: X\ntheme: {{name: material, font: false}}\nplugins: [{{callboard: {}}}]\n"
REPOSITORIES = "sources: [{directory: repositories}]"

USAGE, DEGRADED = 2, 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize(
    ("configuration", "status", "words"),
    [
        ("a: " + "[" * 5_000, USAGE, "nested too deeply"),
        (PLUGIN.format('{sources: [{directory: "a\\0b"}]}'), USAGE, "sources[0].directory"),
        (PLUGIN.format('{sources: [{git: "https://x\\ny"}]}'), USAGE, "sources[0].git"),
        (PLUGIN.format('{sources: [{directory: "~nobody-here/x"}]}'), USAGE, "is not a path"),
        (PLUGIN.format(f"{{sources: [{{directory: {'a' * 400}}}]}}"), DEGRADED, "name too long"),
        (PLUGIN.format('{sources: [{git: "http://[bad"}]}'), DEGRADED, "http://[bad is failed"),
        (PLUGIN.format('{sources: [{git: "ext::sh -c exit"}]}'), DEGRADED, "not allowed"),
        (PLUGIN.format("{sources: [{file: pipe}]}"), DEGRADED, "pipe does not exist"),
        (PLUGIN.format("{sources: pipe}"), USAGE, "is not a file"),
        (PLUGIN.format("{sources: /dev/zero}"), USAGE, "is not a file"),
        (PLUGIN.format(f"{{sources: {'a' * 400}}}"), USAGE, "cannot be read"),
        (PLUGIN.format(f"{{{REPOSITORIES}, cache_dir: docs/index.md}}"), USAGE, "cache_dir"),
        (PLUGIN.format(f'{{{REPOSITORIES}, cache_dir: "a\\0"}}'), USAGE, "cache_dir"),
    ],
)
def test_a_slip_of_the_operator_is_one_sentence(
    configuration: str, status: int, words: str, tmp_path: Path
) -> None:
    """The option is named; a pipe or a device in a file's place keeps nobody waiting."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": configuration,
            "docs/index.md": "# X\n",
            "repositories/a/catalog-info.yaml": entity("a"),
        },
    )
    os.mkfifo(tmp_path / "pipe")
    run = run_callboard(tmp_path, "build", "-f", "mkdocs.yml", "-d", "site")
    assert run.status == status, run.printed
    assert words.lower() in run.printed.lower()
    assert "Traceback" not in run.printed
