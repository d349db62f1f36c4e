"""What every test may ask for: the project's root, small repositories, and what this machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not part of the project; a stranger's clone does without it."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def git_program() -> str:
    """The git program."""
    program = shutil.which("git")
    if program is None:
        pytest.skip("needs the git program")
    return program


@pytest.fixture
def run_git(git_program: str, tmp_path: Path) -> Callable[..., str]:
    """Run git as a person without any configuration of their own would."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in _PERSON.items()},
    }

    def run(folder: Path, *arguments: str) -> str:
        done = subprocess.run(
            [git_program, *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    return run


_PERSON = {"NAME": "Test", "EMAIL": "test@acme.example", "DATE": "2026-01-02T03:04:05Z"}
